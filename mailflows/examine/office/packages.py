"""Things packed into a document: the old envelopes they lie in (OLE 1 objects, Packages), opened within bounds."""

from dataclasses import dataclass

from mailflows.examine.kinds import ACTING, ACTING_MEDIA, detected, extension
from mailflows.examine.office.compounds import MAGIC, Compound

NATIVE = "\x01ole10native"


@dataclass(frozen=True)
class Package:
    """One thing packed into a document."""

    kind: str  # its class: "Package", "Equation.3"; "" where it says none
    name: str  # as it will be called when somebody clicks it
    source: str  # the path it came from, or will be written to
    content: bytes

    @property
    def acts(self) -> bool:
        """Say whether a click on it runs something."""
        return detected(self.content) in ACTING_MEDIA or any(
            extension(name.rstrip("\x00 ")) in ACTING for name in (self.name, self.source)
        )


def from_native(raw: bytes, kind: str = "Package") -> Package | None:
    """A thing packed by the Object Packager: a size, a mark, a label, two paths, and the thing itself."""
    if len(raw) < 12:
        return None
    start = 6 if raw[4:6] == b"\x02\x00" else 2 if raw[:2] == b"\x02\x00" else 0
    if not start:
        return None
    label, at = _words(raw, start)
    source, at = _words(raw, at)
    at += 4  # two marks: 0 and 3
    size = int.from_bytes(raw[at : at + 4], "little")
    target, _ = _words(raw, at + 4)
    at += 4 + size if size < 4096 else 4
    length = int.from_bytes(raw[at : at + 4], "little")
    content = raw[at + 4 : at + 4 + length]
    if not content and not label:
        return None
    return Package(kind, label or _last(source), source or target, content or raw[at:])


def from_object(raw: bytes) -> Package | None:
    """An object of OLE 1, as rich text carries it: two numbers, class, topic, item, and the data."""
    at = 8
    names: list[str] = []
    for _ in range(3):
        size = int.from_bytes(raw[at : at + 4], "little")
        if size > 4096 or at + 4 > len(raw):
            return None
        names.append(raw[at + 4 : at + 4 + size].rstrip(b"\x00").decode("latin-1"))
        at += 4 + size
    length = int.from_bytes(raw[at : at + 4], "little")
    data = raw[at + 4 : at + 4 + length] or raw[at + 4 :]
    kind = names[0]
    if kind.lower() == "package" and (packed := from_native(data)):
        return packed
    return Package(kind, "", names[1], data)


def packages_of(whole: Compound) -> list[Package]:
    """What is packed into a compound file."""
    found: list[Package] = []
    for stream in whole.streams:
        if stream.rpartition("/")[2].lower() != NATIVE:
            continue
        raw = whole.read(stream)
        packed = from_native(raw)
        found.append(packed or Package("", "", "", raw[4:]))
    return found


def named(package: Package, number: int) -> str:
    """What a packed thing is called when it is taken out."""
    if package.name:
        return package.name
    if package.content[:8] == MAGIC:
        return f"object-{number}.ole"
    return f"object-{number}.bin"


def _words(raw: bytes, at: int) -> tuple[str, int]:
    end = raw.find(b"\x00", at, at + 1024)
    if end < 0:
        return "", at
    return raw[at:end].decode("cp1252", "replace"), end + 1


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]
