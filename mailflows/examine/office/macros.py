"""Looks at code in Office documents that starts when they are opened, and at locks that keep us out."""

from collections.abc import Iterable

import olefile
from oletools.olevba import VBA_Parser

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, Part, Saw

_OFFICE_ENDINGS = frozenset(
    "doc dot docx docm dotm xls xlt xlsx xlsm xltm xlsb xlam ppt pps pptx pptm ppsm rtf mht".split()
)


def warm_up() -> None:
    """Make oletools build the grammar it reads VBA with."""
    VBA_Parser("document", data=b"Sub warm_up()\nEnd Sub\n").close()


def may_hold_code(part: Part) -> bool:
    """Say whether oletools should look: an OLE file, a zipped document, or one that only its name calls Office."""
    media = kinds.detected(part.content)
    if media == "application/x-ole-storage" or media in kinds.OFFICE_ZIP:
        return True
    return any(kinds.extension(name) in _OFFICE_ENDINGS for name in part.names) and media != "application/pdf"


def macros(part: Part) -> Iterable[Saw]:
    """F03: a macro. One that starts by itself and uses what malware uses is as good as a program.

    oletools does not see Excel 4 macros of the newer containers, so their part is looked for by name.
    """
    if not may_hold_code(part):
        return
    if b"xl/macrosheets/" in part.content:
        yield Saw("macro", "an Excel 4 macro sheet", DECODED, Severity.HIGH, 5)
    parser = VBA_Parser("document", data=part.content)
    try:
        # A text under the name of a document would be read as if all of it were a macro.
        if parser.type == "Text" or not parser.detect_macros():
            return
        found = parser.analyze_macros() or []
    finally:
        parser.close()
    starts = sorted({word for kind, word, _ in found if kind == "AutoExec"})
    does = sorted({word for kind, word, _ in found if kind == "Suspicious"})
    shown = shown_codes(f"starts: {', '.join(starts) or 'by a click'}; uses: {', '.join(does) or 'nothing known'}")
    if starts and does:
        yield Saw("macro", shown, DECODED)
    elif starts or does:
        yield Saw("macro", shown, DECODED, Severity.MEDIUM, 3)
    else:
        yield Saw("macro", shown, DECODED, Severity.LOW, 1)


def locked(part: Part) -> Iterable[Saw]:
    """F07: a document locked with a password; attackers do it so that no scanner looks inside, careful people too."""
    if kinds.detected(part.content) != "application/x-ole-storage":
        return
    with olefile.OleFileIO(part.content) as storage:
        if _encrypted(storage):
            yield Saw("document", shown_codes(f"{part.name}: locked with a password"), DECODED)


def _encrypted(storage: olefile.OleFileIO) -> bool:
    if storage.exists("EncryptedPackage") or storage.exists("EncryptionInfo"):
        return True
    if storage.exists("WordDocument"):
        head = storage.openstream("WordDocument").read(12)
        return len(head) == 12 and bool(head[11] & 1)  # FibBase.fEncrypted, MS-DOC 2.5.2
    if storage.exists("Current User"):
        return bool(storage.openstream("Current User").read(16)[12:] == b"\xdf\xc4\xd1\xf3")  # MS-PPT 2.3.2
    # FilePass, record 0x002F, stands near the start of an encrypted workbook (MS-XLS 2.4.117).
    name = next((stream for stream in ("Workbook", "Book") if storage.exists(stream)), "")
    return bool(name) and _has_record(storage.openstream(name).read(4096), 0x002F)


def _has_record(stream: bytes, wanted: int) -> bool:
    at = 0
    while at + 4 <= len(stream):
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == wanted:
            return True
        at += 4 + size
    return False


ROWS = (
    Look("F03", Group.FILE, Severity.HIGH, 6, "high", ("T1059.005", "T1204.002"), "documents", macros,
         "accounting sheets that an office has used for years"),
    Look("F07", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1027.013",), "documents", locked,
         "people who lock documents to protect them"),
)  # fmt: skip
