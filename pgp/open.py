"""Opening a mail: what it is wrapped in, what it says inside, and who is proven to have written it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pgp import armour
from pgp.autocrypt import read_autocrypt, wants_sealed
from pgp.brought import brought_in
from pgp.certificates import Certificate, readable
from pgp.headers import Head, split_head
from pgp.inside import addresses_inside, from_address, is_mime, read_inline, read_inside, without_ours
from pgp.judge import Verdict, judge
from pgp.message import Message, detached, read_message
from pgp.opened import Opened, Protection, SealedPart
from pgp.packets import Ciphertext, ciphertext
from pgp.parts import part_of, sealed_parts
from pgp.reasons import WARNINGS, Refused
from pgp.scan import Form, Seen, Wrapped, look_at, signed

Known = Callable[[Sequence[str]], Sequence[bytes]]  # claimed fingerprints or key ids → certificates from the store


class Opens(Protocol):
    """What opens: the desk's keyring, or what stands in its place where there is no key."""

    @property
    def key_ids(self) -> frozenset[str]: ...
    def unwrap(self, message: Ciphertext, /) -> bytes | None: ...


def open_mail(raw: bytes, keyring: Opens, known: Known, now: datetime) -> Opened:
    """The facts of one mail as it came: read top to bottom, nothing of it believed before it is proven.

    gpg is started once for an encrypted mail and not at all for any other. Never raises for what a mail is or holds;
    raises GpgBroken (and GpgTimedOut) where our own keys cannot be used now: try again later, blame no mail.
    """
    seen = look_at(raw)
    if seen.form is Form.REFUSED:
        return Opened(Protection.UNREADABLE, whole=False, mail=raw, reasons=seen.reasons)
    if seen.wrapped is None:
        return _plain(raw, seen)
    if seen.form is Form.SIGNED:
        return _told(_signed_letter(seen.head, seen.wrapped), seen, known, now)
    try:
        came = ciphertext(armour.octets(seen.wrapped.payload))
    except Refused as refused:
        return _unreadable(raw, refused.reason, cannot_open=refused.reason in SHOWN_BY_CLEAR_PACKETS)
    sealed = came.for_keys(keyring.key_ids)
    if not sealed.recipients:
        return _unreadable(raw, came.why_not_for(keyring.key_ids), sealed.digest, cannot_open=True)
    opened = keyring.unwrap(sealed)
    if opened is None:
        return _unreadable(raw, "cannot_decrypt", sealed.digest)
    try:
        letter = _opened_letter(seen.head, seen.wrapped, read_message(opened))
    except Refused as refused:
        return _unreadable(raw, refused.reason, sealed.digest)
    return _told(letter, seen, known, now, ciphertext_digest=sealed.digest)


# Reasons for which the sender may be told at once that no key of ours could open the mail: they need no secret to see.
SHOWN_BY_CLEAR_PACKETS = frozenset({"password_encrypted", "encryption_unsupported", "no_integrity_protection"})


@dataclass(frozen=True)
class _Letter:
    """A mail to be read, and the signature over all that it says."""

    mail: bytes
    message: Message
    inside: bytes = b""  # the part that was protected, with its own head; of an inline message nothing
    trouble: str | None = None  # why the signature could not even be taken up


def _opened_letter(outer: Head, wrapped: Wrapped, message: Message) -> _Letter:
    """The mail inside an encryption. Raises Refused where it is none."""
    if not is_mime(message.text, says_so=wrapped.form is Form.INLINE):
        return _Letter(read_inline(outer, message.text, wrapped.charset), message)
    if message.signature is None and (inside := signed(part_of(message.text))):
        return _signed_letter(outer, inside)  # signed first, encrypted around it (RFC 3156, 6.1)
    return _Letter(read_inside(outer, message.text), message, message.text)


def _signed_letter(outer: Head, wrapped: Wrapped) -> _Letter:
    """The mail under a signature that stands beside it; its lines end in CRLF when they are judged (RFC 3156, 5)."""
    text = wrapped.payload
    if b"\r\n" not in text:
        text = text.replace(b"\n", b"\r\n")
    try:
        mail = read_inside(outer, text) if is_mime(text) else read_inline(outer, text, "")
    except Refused as refused:
        return _Letter(read_inline(outer, text, ""), Message(text, None, b""), trouble=refused.reason)
    try:
        return _Letter(mail, detached(text, armour.octets(wrapped.signature, "SIGNATURE")), text)
    except Refused as refused:
        reason = refused.reason if refused.reason.startswith("signature") else "signature_malformed"
        return _Letter(mail, Message(text, None, b""), trouble=reason)


def _told(letter: _Letter, seen: Seen, known: Known, now: datetime, *, ciphertext_digest: str | None = None) -> Opened:
    """All facts together: whose signature it is, and whether anything speaks against believing it."""
    made = letter.message.signature
    issuers = made.issuers if made else ()
    sender = from_address(split_head(letter.mail)[0])
    brought = brought_in(letter.inside, sender)
    # Most programs put their key outside of what they seal. It may judge a signature over the whole mail, since it
    # names the one From address itself; it is never kept as an offer: anybody on the way could have put it there.
    outside = read_autocrypt(seen.head, sender)
    beside = (outside,) if outside else ()
    judges = [*readable(known(issuers)), *brought.certificates, *beside]
    verdict = judge(letter.message, judges if issuers else [], now)
    said = (*seen.reasons, letter.trouble or verdict.reason, _who_it_says(from_address(seen.head), sender, verdict))
    reasons = tuple(reason for reason in said if reason)
    signer = verdict.signer if WARNINGS.issuperset(reasons) else None
    return Opened(
        protection=_protection(encrypted=ciphertext_digest is not None, proven=signer is not None),
        whole=True,
        mail=letter.mail,
        signer=signer.fingerprint if signer else None,
        signed_at=made.made if made and signer else None,
        signature_digest=made.digest if made and signer else None,
        ciphertext_digest=ciphertext_digest,
        issuers=issuers,
        reasons=reasons,
        sealed_parts=_sealed_inside(letter.mail),
        offered=_naming(sender, brought.certificates),
        brought=_octets(brought.certificates),
        beside=_octets(beside),
        asks_sealed=ciphertext_digest is not None or brought.asks_sealed or wants_sealed(seen.head, sender),
        signer_certificate=signer.data if signer else None,
        inner=letter.message.whole,
        from_in_key=signer is not None and sender in signer.addresses,
        named_inside=addresses_inside(letter.inside) if signer else (),
    )


def _protection(*, encrypted: bool, proven: bool) -> Protection:
    if encrypted:
        return Protection.SEALED if proven else Protection.ENCRYPTED
    return Protection.SIGNED if proven else Protection.PLAIN


def _who_it_says(outside: str | None, inside: str | None, verdict: Verdict) -> str | None:
    """What the From fields have against believing the signature (SIG-05). Addresses never speak for it."""
    if not outside or not inside:
        return "no_single_from"
    if outside != inside:
        return "from_differs"
    named = verdict.signer is None or inside in verdict.signer.addresses
    return None if named else "from_not_in_key"


def _plain(raw: bytes, seen: Seen) -> Opened:
    """A mail that nothing protects as a whole; what is sealed in it stays so."""
    mail = without_ours(raw)
    sender = from_address(seen.head)
    brought = brought_in(mail, sender)
    return Opened(
        Protection.PLAIN,
        whole=False,
        mail=mail,
        reasons=seen.reasons,
        sealed_parts=seen.sealed,
        offered=_naming(sender, brought.certificates),
        brought=_octets(brought.certificates),
        asks_sealed=brought.asks_sealed,
    )


def _octets(certificates: Sequence[Certificate]) -> tuple[bytes, ...]:
    return tuple(certificate.data for certificate in certificates)


def _naming(sender: str | None, certificates: Sequence[Certificate]) -> tuple[bytes, ...]:
    """Those that may be kept for the sender: their address stands in a name that the key itself signed (KEY-01)."""
    return _octets([certificate for certificate in certificates if sender in certificate.addresses])


def _unreadable(raw: bytes, reason: str, digest: str | None = None, *, cannot_open: bool = False) -> Opened:
    """A mail whose protection covers all of it and that we cannot or must not open."""
    head, _ = split_head(raw)
    outside = read_autocrypt(head, from_address(head))
    return Opened(
        Protection.UNREADABLE,
        whole=True,
        mail=without_ours(raw),
        ciphertext_digest=digest,
        reasons=(reason,),
        beside=_octets([outside] if outside else []),
        asks_sealed=True,
        cannot_open=cannot_open,
    )


def _sealed_inside(mail: bytes) -> tuple[SealedPart, ...]:
    try:
        return sealed_parts(part_of(mail))
    except Refused:
        return ()  # the examination says what is wrong with such a mail
