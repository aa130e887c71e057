"""Why a mail is not believed, not readable, or cannot be sealed: the closed list, each in a plain sentence."""

from types import MappingProxyType

REASONS = MappingProxyType(
    {
        # the mail as bytes
        "too_large": "The mail is larger than 36 MiB.",
        "headers_too_large": "The headers are larger than 256 kB, or one field is larger than 100 kB.",
        "too_many_headers": "The mail has more than 2,000 header fields.",
        "headers_malformed": "The header block is not made of header fields.",
        "nested_too_deep": "Parts are nested more than 20 deep.",
        "too_many_parts": "The mail has more than 500 parts.",
        "ambiguous_structure": "Two programs would read the structure of this mail differently.",
        "mail_malformed": "The protected part is not a mail.",
        # protection that does not cover the whole mail
        "not_whole": "Encrypted or signed content is only a part of this mail, so it was not opened by itself.",
        "inline_signature": "A signature around a piece of text proves nothing about the mail, so it was not judged.",
        "part_missing": "This mail holds no such sealed part.",
        "rewritten_on_the_way": "A server on the way put this mail together anew; what it added was left out.",
        # the clear packets
        "armour_malformed": "The encrypted text is damaged or incomplete.",
        "packets_malformed": "The encrypted message is damaged or not made as OpenPGP asks.",
        "no_integrity_protection": "The message is encrypted in an old form that anyone could have changed on the way.",
        "password_encrypted": "The message is encrypted with a password, not to this desk's key.",
        "encryption_unsupported": "The message is encrypted in a newer form that this desk's key does not announce.",
        "too_many_recipients": "The message names more recipients than any honest one.",
        "not_for_our_key": "The message is encrypted to other keys only, not to this desk's.",
        "not_encrypted": "The mail looks encrypted, but what it holds is not.",
        # opening
        "cannot_decrypt": "The message is addressed to this desk's key, but it is damaged or was changed on the way.",
        "too_large_inside": "Unpacked, the message is larger than 64 MiB.",
        "compressed_twice": "The message is compressed inside a compression.",
        # the signature
        "unsigned": "The message is not signed.",
        "signatures_too_many": "The message has more than one signature.",
        "signature_malformed": "The signature is damaged or not made as OpenPGP asks.",
        "signature_kind": "The signature is not one over a text or data.",
        "signature_hash_weak": "The signature is made with a digest that can be forged.",
        "signature_in_future": "The signature is dated in the future.",
        "signature_expired": "The signature says that it is no longer valid.",
        "signer_unknown": "The signature was made by a key that this desk does not have.",
        "signature_wrong": "The signature does not belong to this text: the text or the signature was changed.",
        "signer_expired": "The key that signed has expired.",
        "signer_revoked": "The key that signed was revoked.",
        "signer_not_allowed": "The key that signed is not meant for signing.",
        # who it says it is from
        "no_single_from": "The mail does not name exactly one sender.",
        "from_differs": "The sender named outside is not the sender named inside.",
        "from_not_in_key": "The sender's address does not stand in the key that signed.",
        # certificates, and sealing to them
        "certificate_malformed": "This is not one whole OpenPGP certificate.",
        "certificate_too_large": "The certificate is larger than 64 kB, or has more than 10 names or 10 subkeys.",
        "certificate_names": "A name in the certificate holds characters that cannot be shown safely.",
        "certificate_secret": "This is a secret key; only the public certificate may be sent.",
        "certificate_weak": "The certificate is made with algorithms that can be forged.",
        "certificate_expired": "The certificate has expired.",
        "certificate_revoked": "The certificate was revoked.",
        "certificate_cannot_encrypt": "The certificate has no usable key for encryption.",
        "certificate_differs": "The certificate is not the one that was agreed on with this person.",
        "own_key_unusable": "The desk's own key cannot sign now: it has expired or is missing.",
    }
)

# Reasons that are told to people but do not take the belief away: `Opened.signer` may be set beside them.
WARNINGS = frozenset({"from_not_in_key", "rewritten_on_the_way"})


class Refused(Exception):
    """Inside this room only: the mail or message is refused for this reason. `open_mail` turns it into a fact."""

    def __init__(self, reason: str) -> None:
        assert reason in REASONS, reason
        super().__init__(reason)
        self.reason = reason
