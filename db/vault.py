"""The vault: everything a person wrote or is lies sealed, each ticket under a key of its own.

AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). The place where a value lies (table, column, row)
is authenticated with it, so that a sealed value moved elsewhere does not open. The master key arrives as a
file and never lies beside the store; from it come, by HKDF-SHA256 (RFC 5869), a key that wraps the others, one
that finds addresses without holding them, and one each for figures, for tokens and for lists of indicators.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
NONCE_BYTES = 12
TOKEN_BYTES = 8  # two words of ten million meet by chance once in 400,000 such stores
FORMAT = b"\x01"  # first octet of every sealed value, so that a later format can be told apart


class VaultShut(Exception):
    """A sealed value does not open: another master key, a damaged store, or a value moved from its place."""


@dataclass(frozen=True)
class Key:
    """One AES-256 key: of a ticket, a person, a kept mail."""

    secret: bytes = field(repr=False)

    def seal(self, plain: bytes, place: str) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return FORMAT + nonce + AESGCM(self.secret).encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Raises VaultShut where the value is not what was sealed here."""
        head, nonce, body = sealed[:1], sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        if head != FORMAT:
            raise VaultShut(f"a value at {place.partition(':')[0]} has an unknown format")
        try:
            return AESGCM(self.secret).decrypt(nonce, body, place.encode())
        except InvalidTag as trouble:
            raise VaultShut(f"a value at {place.partition(':')[0]} does not open") from trouble

    def mark(self, kind: str, value: str | bytes) -> str:
        """As Vault.mark, but once this key is destroyed nobody can compare any more."""
        return _mark(_derived(self.secret, b"hirz marks"), kind, value)


def new_key() -> Key:
    return Key(secrets.token_bytes(KEY_BYTES))


def new_id() -> str:
    """80 random bits: an id tells nothing about how many came before it."""
    return secrets.token_hex(10)


class Vault:
    """The master key at work: wraps keys, and makes marks by which a value is found but not read."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise VaultShut(f"the master key must be {KEY_BYTES} octets, not {len(master)}")
        self._wrapping = Key(_derived(master, b"hirz wrap"))
        self._marks = _derived(master, b"hirz marks")
        self.figures = Key(_derived(master, b"hirz figures"))
        self.indicators = Key(_derived(master, b"hirz indicators"))
        self._tokens = _derived(master, b"hirz tokens")

    def wrap(self, key: Key, owner: str) -> bytes:
        return self._wrapping.seal(key.secret, f"key:{owner}")

    def unwrap(self, wrapped: bytes, owner: str) -> Key:
        return Key(self._wrapping.open(wrapped, f"key:{owner}"))

    def mark(self, kind: str, value: str | bytes) -> str:
        """HMAC-SHA256 of a value under its kind, hex: equal values find each other, nobody reads them."""
        return _mark(self._marks, kind, value)

    def token(self, word: str) -> bytes:
        """64 bits of HMAC-SHA256 of a word that a ticket is found by, under a key for nothing else."""
        return hmac.digest(self._tokens, word.encode(), "sha256")[:TOKEN_BYTES]


def _mark(key: bytes, kind: str, value: str | bytes) -> str:
    octets = value.encode() if isinstance(value, str) else value
    return hmac.new(key, kind.encode() + b"\0" + octets, hashlib.sha256).hexdigest()


def _derived(master: bytes, purpose: bytes) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=purpose).derive(master)
