"""The name of an Android app, where it is kept in the table of resources in every language the app speaks."""

from collections.abc import Iterator

from mailflows.examine.phones.androidxml import POOL, STRING, Chunk, Pool, chunks, number

PACKAGE, TYPE = 0x0200, 0x0201
LABELS = 20  # of one name, one for each language
_NONE = 0xFFFFFFFF
_SPARSE, _SHORT = 0x01, 0x02  # ways to list entries
_COMPLEX, _COMPACT = 0x0001, 0x0008  # kinds of entry


def labels(table: bytes, reference: int) -> tuple[str, ...]:
    """What a reference such as 0x7f100001 stands for, each wording once, the default one first."""
    found: dict[str, None] = {}
    pool: Pool | None = None
    for chunk in chunks(table, 12, len(table)):
        if chunk.kind == POOL and pool is None:
            pool = Pool(table, chunk)
        elif chunk.kind == PACKAGE and pool and number(table, chunk.begins + 8) == reference >> 24:
            for index in _strings(table, chunk, reference):
                if words := pool[index]:
                    found[words] = None
                if len(found) == LABELS:
                    return tuple(found)
    return tuple(found)


def _strings(table: bytes, package: Chunk, reference: int) -> Iterator[int]:
    kind, place = reference >> 16 & 0xFF, reference & 0xFFFF
    for chunk in chunks(table, package.start, package.end):
        if chunk.kind != TYPE or table[chunk.begins + 8] != kind:
            continue
        flags, count = table[chunk.begins + 9], number(table, chunk.begins + 12)
        at = _entry(table, chunk, flags, count, place)
        if at is None or at + 8 > chunk.end:
            continue
        entry = chunk.begins + number(table, chunk.begins + 16) + at
        how = number(table, entry + 2, 2)
        if how & _COMPACT:
            if how >> 8 == STRING:
                yield number(table, entry + 4)
        elif not how & _COMPLEX and table[entry + 11 : entry + 12] == bytes([STRING]):
            yield number(table, entry + 12)


def _entry(table: bytes, chunk: Chunk, flags: int, count: int, place: int) -> int | None:
    """How far into the entries this one lies; None where this language does not have it."""
    if flags & _SPARSE:
        for number_ in range(min(count, 0x10000)):
            at = chunk.start + 4 * number_
            if number(table, at, 2) == place:
                return 4 * number(table, at + 2, 2)
        return None
    if place >= count:
        return None
    if flags & _SHORT:
        short = number(table, chunk.start + 2 * place, 2)
        return None if short == 0xFFFF else 4 * short
    offset = number(table, chunk.start + 4 * place)
    return None if offset == _NONE else offset
