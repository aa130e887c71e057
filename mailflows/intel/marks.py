"""Marks: what a letter is known again by, keyed, so that the store finds it again and nobody reads it there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.questions import make_strict, observed
from db.sightings import Observable as Row
from db.store import Books
from db.tables import Entry, Ticket
from db.vault import new_id
from mailflows.examine.indicators.spelling import host_of, ip_of, parents, spelled
from mailflows.examine.indicators.wellknown import is_shared
from mailflows.examine.observable import Observable

MARKS = 2000  # of one letter
FORGOTTEN = frozenset({"name"})  # compared, and not kept: anybody may be called so


@dataclass(frozen=True)
class Met:
    """Something in a letter that may be known, in its canonical spelling."""

    kind: str
    value: str
    path: str
    strict: bool
    derived: bool = False  # not met itself: a host above one, or inside a link or an address


def mark_of(books: Books, kind: str, value: str) -> str:
    """The same for an indicator and for an observable that it matches."""
    return books.vault.mark(f"observable:{kind}", value)


def marked(books: Books, observables: Iterable[Observable]) -> dict[str, Met]:
    """Every mark of a letter. What was met itself goes before what only follows from it."""
    direct = [_canonical(one) for one in observables]
    found: dict[str, Met] = {}
    for one in (*direct, *(above for each in direct for above in _derived(each))):
        if len(found) == MARKS:
            break
        mark = mark_of(books, one.kind, one.value)
        before = found.get(mark)
        if before is None or (one.strict and not before.strict):
            found[mark] = one
    return found


def remember(books: Books, ticket: Ticket, entry: Entry, met: Mapping[str, Met]) -> None:
    """Writes down what the ticket is known again by from now on."""
    there = observed(books, ticket.id, list(met)) if met else {}
    for mark, strict in there.items():
        if met[mark].strict and not strict:
            make_strict(books, ticket.id, mark)
    books.append_all(
        Row,
        [
            {
                "id": new_id(),
                "ticket_id": ticket.id,
                "entry_id": entry.id,
                "mark": mark,
                "kind": one.kind,
                "strict": one.strict,
                "derived": one.derived,
            }
            for mark, one in met.items()
            if mark not in there and one.kind not in FORGOTTEN
        ],
    )


def _canonical(one: Observable) -> Met:
    return Met(one.kind, spelled(one.kind, one.value) or one.value, one.path, one.strict)


def _derived(one: Met) -> Iterator[Met]:
    """The host inside a link or an address, and the hosts above it down to the one that was registered.

    None of them is strict: half the world may live below a registered name.
    """
    inside = one.value if one.kind == "host" else host_of(one.kind, one.value)
    names = (*((inside,) if inside and one.kind != "host" else ()), *(parents(inside) if inside else ()))
    yield from (Met("host", name, one.path, False, True) for name in names if not is_shared(name))
    if one.kind == "url" and (address := ip_of(one.value)):
        yield Met("ip", address, one.path, False, True)
