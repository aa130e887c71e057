"""Telling: whoever a change of the calendar concerns hears of it, with their next shift, whoever made it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from db.papers import name_of
from db.questions import active_handlers
from db.store import Books
from db.tables import Person
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.notices import at_once
from mailflows.seats import WORKS_TICKETS
from mailflows.shifts.lines import next_line

Line = Callable[[str], str]  # a language -> what changed, in that language


class Concerned:
    """Whom a change concerns, each with the lines they are told: one mail for each person, however much changed."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Person, list[Line]]] = {}

    def add(self, person: Person | None, line: Line) -> None:
        if person is not None:
            self._told.setdefault(person.id, (person, []))[1].append(line)

    def everybody(self, books: Books, line: Line) -> None:
        for person in active_handlers(books):
            self.add(person, line)

    def tell(self, books: Books, desk: Desk, by: Person, now: datetime) -> tuple[Person, ...]:
        """Writes the mails; who made the change gets none, since the transcript is theirs. Returns who is told."""
        told = [
            (person, lines)
            for person, lines in self._told.values()
            if person.id != by.id and person.active and person.role in WORKS_TICKETS
        ]
        for person, lines in told:
            facts: Mapping[str, object] = {
                "desk_name": desk.name,
                "zone": desk.office.zone,
                "by": name_of(books, by),
                "lines": tuple(line(person.language) for line in lines),
                "next_shift": next_line(books, person, now),
            }
            answer(books, desk, None, person, "shifts_changed", facts, at_once(now), now)
        return tuple(person for person, _ in told)
