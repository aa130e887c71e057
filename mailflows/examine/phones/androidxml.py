"""Reading the binary XML of Android apps, tolerantly: what is odd in it is passed over, as the phone does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

CHUNKS = 50_000
STRINGS = 100_000
LONGEST = 500  # characters of one string
ATTRIBUTES = 100  # of one element

POOL, XML, TABLE, RESOURCES, START = 0x0001, 0x0003, 0x0002, 0x0180, 0x0102
STRING, REFERENCE = 0x03, 0x01  # kinds of value
_UTF8 = 0x100
_NONE = 0xFFFFFFFF


@dataclass(frozen=True)
class Chunk:
    """One piece of the file: its kind, where it begins, where its content does, where it ends."""

    kind: int
    begins: int
    start: int
    end: int


@dataclass(frozen=True)
class Value:
    """The value of an attribute: in words where it is words, else as a number."""

    kind: int
    number: int
    words: str


@dataclass(frozen=True)
class Element:
    """One element that opens; attributes by the number Android gives them, or by name where they have none."""

    name: str
    attributes: Mapping[int | str, Value] = field(default_factory=dict)

    def words(self, *keys: int | str) -> str:
        return next((self.attributes[key].words for key in keys if key in self.attributes), "")

    def number(self, key: int) -> int:
        return self.attributes[key].number if key in self.attributes else 0


@dataclass(frozen=True)
class Pool:
    """A pool of strings, read one by one when they are asked for."""

    octets: bytes
    chunk: Chunk

    @cached_property
    def _count(self) -> int:
        return min(STRINGS, number(self.octets, self.chunk.begins + 8))

    def __getitem__(self, index: int) -> str:
        """The string of this number; "" where there is none."""
        if not 0 <= index < self._count:
            return ""
        strings = self.chunk.begins + number(self.octets, self.chunk.begins + 20)
        at = strings + number(self.octets, self.chunk.start + 4 * index)
        if number(self.octets, self.chunk.begins + 16) & _UTF8:
            at = at + (2 if self.octets[at : at + 1] >= b"\x80" else 1)  # its length in signs
            size = self.octets[at] if at < len(self.octets) else 0
            at += 1
            if size & 0x80:
                size, at = (size & 0x7F) << 8 | (self.octets[at] if at < len(self.octets) else 0), at + 1
            return self.octets[at : at + min(size, 4 * LONGEST)].decode("utf-8", "replace")[:LONGEST]
        size = number(self.octets, at, 2)
        at += 2
        if size & 0x8000:
            size, at = (size & 0x7FFF) << 16 | number(self.octets, at, 2), at + 2
        return self.octets[at : at + 2 * min(size, LONGEST)].decode("utf-16-le", "replace")


def elements(octets: bytes) -> Iterator[Element]:
    """Every element of a binary XML file, in order. Nothing where the file is none."""
    pool: Pool | None = None
    resources: Chunk | None = None
    for chunk in chunks(octets, 8, len(octets)):
        if chunk.kind == POOL and pool is None:
            pool = Pool(octets, chunk)
        elif chunk.kind == RESOURCES and resources is None:
            resources = chunk
        elif chunk.kind == START and pool:
            yield _element(octets, chunk, pool, resources)


def chunks(octets: bytes, at: int, end: int) -> Iterator[Chunk]:
    """The pieces between two places; one that claims nonsense ends the reading."""
    for _ in range(CHUNKS):
        if at + 8 > end:
            return
        size = number(octets, at + 4)
        if size < 8 or at + size > end:
            return
        yield Chunk(number(octets, at, 2), at, at + max(8, number(octets, at + 2, 2)), at + size)
        at += size


def number(octets: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(octets[at : at + size], "little") if at >= 0 else 0


def _element(octets: bytes, chunk: Chunk, pool: Pool, resources: Chunk | None) -> Element:
    # The content of every element begins 16 octets after it, whatever its header claims.
    at = chunk.begins + 16
    name = pool[number(octets, at + 4)]
    first, size, count = (number(octets, at + place, 2) for place in (8, 10, 12))
    found: dict[int | str, Value] = {}
    for place in range(min(count, ATTRIBUTES)):
        attribute = at + first + place * max(20, size)
        if attribute + 20 > chunk.end:
            break
        index, raw = number(octets, attribute + 4), number(octets, attribute + 8)
        kind, data = octets[attribute + 15], number(octets, attribute + 16)
        words = pool[raw] if raw != _NONE else pool[data] if kind == STRING else ""
        known = resources and resources.start + 4 * index + 4 <= resources.end
        key: int | str = number(octets, resources.start + 4 * index) if resources and known else 0
        found.setdefault(key or pool[index], Value(kind, data, words))
    return Element(name, found)
