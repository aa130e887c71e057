"""Reading the source of VBA out of a project (MS-OVBA), within bounds; what is not source is left alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailflows.examine.office.compounds import Compound

SOURCE = 1_000_000  # octets of one module
ALL_SOURCE = 2_000_000  # characters of one project
MODULES = 300
LINE = 1200  # characters; the editor allows 1,023

# Records of the directory (MS-OVBA 2.3.4.2) that are asked for.
_CODEPAGE, _VERSION, _STREAM, _STREAM_UNICODE, _OFFSET, _END = 0x03, 0x09, 0x1A, 0x32, 0x31, 0x2B


@dataclass(frozen=True)
class Project:
    """The VBA of one project."""

    source: str  # of all modules
    names: str  # identifiers the compiled form knows, lower case
    compiled: int  # octets of compiled code
    forms: str  # words that stand in forms and controls

    @property
    def lines(self) -> int:
        """Lines that do something."""
        return sum(bool(line.strip()) and not line.startswith("Attribute ") for line in self.source.splitlines())


def projects(whole: Compound) -> Iterator[Project]:
    """Every VBA project of a compound file."""
    for stream in whole.streams:
        head, _, last = stream.rpartition("/")
        if last.lower() == "dir" and head.lower().rpartition("/")[2] == "vba":
            yield _project(whole, head)


def _project(whole: Compound, storage: str) -> Project:
    outer = storage.rpartition("/")[0]
    sources: list[str] = []
    size = compiled = 0
    for stream, offset, codepage in _modules(whole, storage):
        raw = whole.read(f"{storage}/{stream}")
        compiled += min(offset, len(raw))
        text = _source(raw, offset).decode(codepage, "replace")
        sources.append(text)
        size += len(text)
        if size > ALL_SOURCE:
            break
    text = "\n".join(_short(line) for source in sources for line in source.splitlines())
    known = whole.read(f"{storage}/_VBA_PROJECT", SOURCE).decode("latin-1").lower()
    return Project(text[:ALL_SOURCE], known, compiled, _words_of_forms(whole, outer, storage))


def _modules(whole: Compound, storage: str) -> list[tuple[str, int, str]]:
    """The stream of each module, where its source begins, and its character set."""
    try:
        found = list(_listed(unpacked(whole.read(f"{storage}/dir"), SOURCE)))
    except ValueError:
        found = []
    if found:
        return found[:MODULES]
    streams = [stream for stream in whole.streams if stream.startswith(f"{storage}/")]
    return [(stream.rpartition("/")[2], 0, "cp1252") for stream in streams[:MODULES]]


def _listed(directory: bytes) -> Iterator[tuple[str, int, str]]:
    at, codepage, stream = 0, "cp1252", ""
    offset = 0
    while at + 6 <= len(directory):
        kind, size = (
            int.from_bytes(directory[at : at + 2], "little"),
            int.from_bytes(directory[at + 2 : at + 6], "little"),
        )
        size = 6 if kind == _VERSION else size
        data = directory[at + 6 : at + 6 + size]
        at += 6 + size
        if kind == _CODEPAGE:
            codepage = _known(int.from_bytes(data[:2], "little"))
        elif kind == _STREAM:
            stream = data.decode(codepage, "replace")
        elif kind == _STREAM_UNICODE:
            stream = data.decode("utf-16-le", "replace") or stream
        elif kind == _OFFSET:
            offset = int.from_bytes(data[:4], "little")
        elif kind == _END and stream:
            yield stream, offset, codepage
            stream, offset = "", 0


def _known(number: int) -> str:
    try:
        "".encode(f"cp{number}")
    except LookupError:
        return "cp1252"
    return f"cp{number}"


def _source(raw: bytes, offset: int) -> bytes:
    """The source where the directory says it begins; else wherever something that looks like it does."""
    places = [offset, raw.find(b"\x00Attribut") - 3]
    for at in places:
        if 0 <= at < len(raw) and raw[at] == 1:
            try:
                return unpacked(raw[at:], SOURCE)
            except ValueError:
                continue
    return b""


def unpacked(packed: bytes, limit: int) -> bytes:
    """Undo the compression of MS-OVBA 2.4.1, up to `limit` octets; a reference before the start ends it."""
    if packed[:1] != b"\x01":
        raise ValueError("no compressed container")
    out = bytearray()
    at = 1
    while at + 2 <= len(packed) and len(out) < limit:
        head = int.from_bytes(packed[at : at + 2], "little")
        end = min(at + (head & 0xFFF) + 3, len(packed))
        at += 2
        if not head & 0x8000:
            out += packed[at : at + 4096]
            at += 4096
        else:
            _unpack_chunk(packed, at, end, out)
            at = end
    return bytes(out[:limit])


def _unpack_chunk(packed: bytes, at: int, end: int, out: bytearray) -> None:
    start = len(out)
    while at < end:
        flags = packed[at]
        at += 1
        for bit in range(8):
            if at >= end:
                return
            if not flags >> bit & 1:
                out.append(packed[at])
                at += 1
                continue
            token = int.from_bytes(packed[at : at + 2], "little")
            at += 2
            bits = max((len(out) - start - 1).bit_length(), 4)
            length, back = (token & (0xFFFF >> bits)) + 3, (token >> (16 - bits)) + 1
            if back > len(out):
                return
            piece = bytes(out[-back:])
            out += (piece * (length // back + 1))[:length]


def _short(line: str) -> str:
    return line if len(line) <= LINE else "\n".join(line[at : at + LINE] for at in range(0, len(line), LINE))


def _words_of_forms(whole: Compound, outer: str, storage: str) -> str:
    """What forms hold: captions and tags in which code keeps its strings out of sight."""
    found = ""
    for stream in whole.streams:
        inside = stream.startswith(f"{outer}/" if outer else "") and not stream.startswith(f"{storage}/")
        if inside and stream.rpartition("/")[2].lower() in ("o", "f") and len(found) < SOURCE:
            found += whole.read(stream, SOURCE).decode("latin-1").replace("\x00", "") + "\n"
    return found
