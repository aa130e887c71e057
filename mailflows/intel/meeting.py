"""A meeting: one letter, and the desk's memory that it is laid beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.store import Books
from db.tables import Person, Ticket
from mailflows.desk import Desk
from mailflows.intel.hits import Hit
from mailflows.intel.marks import Met
from mailflows.letter import Examined


@dataclass(frozen=True)
class Meeting:
    """What a look at the desk's memory is given."""

    books: Books
    desk: Desk
    ticket: Ticket
    reporter: Person
    examined: Examined
    met: Mapping[str, Met]  # by their marks
    hits: tuple[Hit, ...]
    now: datetime

    def of_kind(self, kind: str) -> list[Met]:
        return [one for one in self.met.values() if one.kind == kind and not one.derived]
