"""Making the desk's own key: ed25519 to sign, cv25519 to be written to, and nothing that older programs cannot read."""

import unicodedata

from pgp.certificates import ADDRESS, public_part
from pgp.errors import GpgBroken
from pgp.message import signature
from pgp.packets import SIGNATURE, walk
from pgp.reasons import Refused
from pgp.workbench import bench, fingerprint_created

WHILE_MAKING = frozenset(b"KEY_CONSIDERED KEY_CREATED PROGRESS".split())
FEATURES, INTEGRITY_ONLY = 30, b"\x01"  # RFC 9580, 5.2.3.32: only the first version of the encrypted data packet
ORDINARY = "AES256 AES192 AES SHA512 SHA384 SHA256 ZLIB ZIP Uncompressed"
PREFERENCES = (ORDINARY, ORDINARY + " no-aead")  # gpg 2.4 knows the last word and may need it; gpg 2.2 does not


def make_key(name: str, address: str, *, expires: str = "2y") -> bytes:
    """A fresh secret key for this desk, in ASCII armour and without passphrase: guard it as the desk itself.

    `expires` as gpg writes it ("2y", "0" for never).
    Raises ValueError for a name or address that is none, GpgBroken where gpg makes no key or one that promises more
    than gpg 2.2 can read (other programs would then write mails that this desk cannot open).
    """
    for preferences in PREFERENCES:
        secret = _made(_recipe(name, address, expires, preferences))
        if promised_features(secret) == {INTEGRITY_ONLY}:
            return secret
    raise GpgBroken("the new key promises more than gpg 2.2 can read")


def _made(recipe: str) -> bytes:
    """One key after this recipe, made in a home of its own that is gone afterwards."""
    with bench() as on:
        making = ("--rfc4880", "--generate-key")
        fingerprint = fingerprint_created(on.does(*making, given=recipe.encode(), allowed=WHILE_MAKING))
        return on.secret(fingerprint)


def promised_features(secret: bytes) -> set[bytes]:
    """What the key's self-signatures say other programs may use. Raises GpgBroken for what is no secret key."""
    try:
        packets = walk(public_part(secret).data)
        signatures = [signature(packet) for packet in packets if packet.tag == SIGNATURE]
    except Refused:
        raise GpgBroken("this is not one OpenPGP secret key") from None
    return {value for made in signatures for kind, value in made.hashed if kind == FEATURES}


def _recipe(name: str, address: str, expires: str, preferences: str) -> str:
    """The recipe for a key, one line for each field: none may hold a line end, or what ends a field early."""
    if any(unicodedata.category(char)[0] in "CZ" and char != " " for char in name) or set(name) & set("<>()%"):
        raise ValueError("the name holds a character that does not belong into one")
    if not 5 <= len(name) <= 200 or name != name.strip() or name[0].isdigit():
        raise ValueError("the name must have 5 to 200 letters and begin with none of 0 to 9")
    if not ADDRESS.fullmatch(address) or not address.isascii() or address.startswith("-"):
        raise ValueError("the address is none")
    if not expires.isalnum() or not expires.isascii():
        raise ValueError("the time is none that gpg knows")
    lines = (
        "%no-protection",
        "Key-Type: EDDSA",
        "Key-Curve: ed25519",
        "Key-Usage: sign,cert",
        "Subkey-Type: ECDH",
        "Subkey-Curve: cv25519",
        "Subkey-Usage: encrypt",
        f"Name-Real: {name}",
        f"Name-Email: {address}",
        f"Expire-Date: {expires}",
        f"Preferences: {preferences}",
        "%commit",
    )
    return "\n".join(lines) + "\n"
