"""Who signed an Android app: the certificates of the old way and of the block before the list of members."""

import hashlib
from collections.abc import Iterator, Mapping
from itertools import islice
from zipfile import ZipInfo

from mailflows.examine.phones.androidxml import number
from mailflows.examine.phones.der import certificates
from mailflows.examine.phones.packed import taken

CERTIFICATES = 10
PAIRS = 50
_MAGIC = b"APK Sig Block 42"
_END_OF_ZIP = b"PK\x05\x06"
_SCHEMES = (0x7109871A, 0xF05368C0, 0x1B93AD61)  # v2, v3, v3.1
_OLD = (".rsa", ".dsa", ".ec")

# The key everybody has: it comes with the source of Android, for tests.
TEST_KEY = "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc"


def signers(content: bytes, entries: Mapping[str, ZipInfo]) -> tuple[bytes, ...]:
    """The certificate of each signer, each once; nothing where nobody signed."""
    found = dict.fromkeys(_in_block(content))
    old = (name for name in entries if name.upper().startswith("META-INF/") and name.lower().endswith(_OLD))
    for name in islice(old, CERTIFICATES):
        try:
            found |= dict.fromkeys(certificates(taken(content, entries[name], 200_000))[:1])
        except ValueError:
            continue  # a signature that cannot be read names nobody
    return tuple(found)[:CERTIFICATES]


def sha256(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()


def sha1(certificate: bytes) -> str:
    """The older fingerprint, by which many lists of known signers still go."""
    return hashlib.sha1(certificate, usedforsecurity=False).hexdigest()


def _in_block(content: bytes) -> Iterator[bytes]:
    end = content.rfind(_END_OF_ZIP)
    listed = number(content, end + 16) if end >= 0 else 0
    if content[listed - 16 : listed] != _MAGIC:
        return
    at = listed - number(content, listed - 24, 8)
    for _ in range(PAIRS):
        size = number(content, at, 8)
        if at < 0 or size < 4 or at + 8 + size > listed:
            return
        if number(content, at + 8) in _SCHEMES:
            yield from _certificates(content[at + 12 : at + 8 + size])
        at += 8 + size


def _certificates(block: bytes) -> Iterator[bytes]:
    """The first certificate of each signer: signers, each with what it signed: digests, certificates."""
    for signer in islice(_pieces(_first(block)), CERTIFICATES):
        for chain in islice(_pieces(_first(signer)), 1, 2):
            yield from islice(_pieces(chain), 1)


def _first(octets: bytes) -> bytes:
    return octets[4 : 4 + number(octets, 0)]


def _pieces(octets: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(octets):
        size = number(octets, at)
        yield octets[at + 4 : at + 4 + size]
        at += 4 + size
