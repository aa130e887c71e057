"""Looks at locked documents: attackers lock them so that no scanner looks inside, careful people to protect them.

A lock is tried with what a reader would try: the password Office itself uses unasked, the words the mail offers, and
those that everybody uses. Each try costs a third of a second on purpose, so there are few.
"""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from zipfile import BadZipFile
from zlib import error

import msoffcrypto
from msoffcrypto.format import doc97, ooxml, ppt97, xls97

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import MAGIC, Compound, compound
from mailflows.examine.office.container import opened
from mailflows.examine.opener import LARGEST
from mailflows.examine.seen import DECODED, Member, Part, Saw

TRIES = 6
SPINS = 200_000  # rounds of hashing that a document may ask for; Office writes 100,000
DESCRIPTION = 16_384  # octets of what describes the key
OPENABLE = 16 * 1024 * 1024  # octets of a locked document that is tried
OPENABLE_OLD = 4 * 1024 * 1024  # of the old kinds, which are unlocked octet by octet

UNASKED = ("VelvetSweatshop", "/01Hannes Ruescher/01")  # Office tries them by itself: Excel the first, PowerPoint both
_COMMON = ("infected", "1234", "123456", "password")
_AGILE = b"\x04\x00\x04\x00"  # MS-OFFCRYPTO 2.3.4.10: the key is described in XML
_SPIN_COUNT = re.compile(rb"spinCount\s*=\s*[\"'](\d+)")
_FILE_PASS = 0x002F  # MS-XLS 2.4.117
_HIDDEN_IN_TEXT = b"manifest:encryption-data"


@dataclass(frozen=True)
class Opened:
    """A lock that gave way."""

    password: str
    content: bytes


# The formats are loaded here, for the library would load them anew in every child; ooxml writes no file.
_FORMATS = (ooxml, doc97, ppt97, xls97)
for _format in _FORMATS[1:]:
    # It puts the document down in a file before it hands it on; where we work there are no files.
    _format.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)


def locked(part: Part) -> Iterable[Saw]:
    """F07: a document locked with a password, and whether one of the likely words opens it."""
    if not is_locked(part.content):
        return
    inside = unlock(part.content, part.words)
    if inside is None:
        yield Saw("document", shown_codes(f"{part.name}: locked with a password"), DECODED)
    elif inside.password in UNASKED:
        yield Saw("document", shown_codes(f"{part.name}: locked, and Office opens it without asking"), DECODED)
    elif inside.password in part.words:
        shown = shown_codes(f"{part.name}: locked, and the mail itself gives the password")
        yield Saw("document", shown, DECODED, Severity.MEDIUM, 4)
    else:
        shown = shown_codes(f"{part.name}: locked with a password that everybody tries")
        yield Saw("document", shown, DECODED)


def stays_locked(part: Part) -> Iterable[Saw]:
    """F25: what lies behind a lock was not looked into."""
    if is_locked(part.content) and unlock(part.content, part.words) is None:
        yield Saw("document", "what lies behind the lock was not looked into", DECODED)


def is_locked(content: bytes) -> bool:
    """Say whether a document is encrypted; broken ones are not."""
    if content[:8] == MAGIC:
        whole = compound(content)
        return whole is not None and _encrypted(whole)
    zipped = opened(content)
    for manifest in zipped.named("meta-inf/manifest.xml") if zipped else ():
        try:
            return zipped is not None and _HIDDEN_IN_TEXT in zipped.read(manifest)
        except (OSError, ValueError, BadZipFile, NotImplementedError, RuntimeError, EOFError, error):
            return False
    return False


@lru_cache(maxsize=2)
def unlock(content: bytes, words: tuple[str, ...]) -> Opened | None:
    """Try the likely passwords, at most six."""
    if content[:8] != MAGIC or len(content) > OPENABLE or _asks_too_much(content):
        return None
    tries = dict.fromkeys((_unasked(content), *words[: TRIES - 2], *_COMMON))
    for word in tuple(tries)[:TRIES]:
        if inside := _try(content, word):
            return Opened(word, inside)
    return None


def behind_the_lock(part: Part) -> Iterable[Member]:
    """The document itself, unlocked, where a likely word opens it."""
    if inside := unlock(part.content, part.words):
        yield Member(1, f"unlocked-{part.name or 'document'}", len(inside.content), lambda: inside.content)


def _unasked(content: bytes) -> str:
    whole = compound(content)
    return UNASKED[1] if whole and whole.holds("PowerPoint Document") else UNASKED[0]


def _try(content: bytes, word: str) -> bytes:
    held = io.BytesIO()
    try:
        document = msoffcrypto.OfficeFile(io.BytesIO(content))
        document.load_key(password=word)
        document.decrypt(held)
    except Exception:  # noqa: BLE001 - a wrong password, or a lock built to break the lock pick: it stays a lock
        held.truncate(LARGEST)  # what was written may still be a document, only no tidy one
    found = held.getvalue()[:LARGEST]
    opens = found[:4] == b"PK\x03\x04" or (found[:8] == MAGIC and not is_locked(found))
    return found if opens else b""


def _asks_too_much(content: bytes) -> bool:
    """Say whether trying a key would cost more than it should, or its description is written to harm a parser."""
    whole = compound(content)
    told = whole.read("EncryptionInfo", DESCRIPTION + 1) if whole else b""
    if not told:
        return len(content) > OPENABLE_OLD
    if told[:4] != _AGILE:
        return len(told) > DESCRIPTION
    spins = _SPIN_COUNT.findall(told)
    odd = len(told) > DESCRIPTION or b"<!" in told or b"&" in told or not spins
    return odd or any(int(count) > SPINS for count in spins)


def _encrypted(whole: Compound) -> bool:
    if whole.holds("EncryptedPackage") or whole.holds("EncryptionInfo"):
        return True
    if whole.holds("WordDocument"):
        head = whole.read("WordDocument", 12)
        return len(head) == 12 and bool(head[11] & 1)  # FibBase.fEncrypted, MS-DOC 2.5.2
    if whole.holds("Current User"):
        return whole.read("Current User", 16)[12:] == b"\xdf\xc4\xd1\xf3"  # MS-PPT 2.3.2
    name = next((stream for stream in ("Workbook", "Book") if whole.holds(stream)), "")
    return bool(name) and _has_record(whole.read(name, 4096), _FILE_PASS)


def _has_record(stream: bytes, wanted: int) -> bool:
    at = 0
    while at + 4 <= len(stream):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == wanted:
            return True
        at += 4 + size
    return False


ROWS = (
    Look("F07", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1027.013",), "documents", locked,
         "people who lock documents to protect them"),
    Look("F25", Group.COVERAGE, Severity.INFO, 0, "high", ("T1027.013",), "documents", stays_locked,
         "people who lock documents to protect them"),
)  # fmt: skip
