"""A desk in Beirut that Bahia leads, with a calendar and rounds that are gone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db.papers import set_role
from db.questions import people_at
from db.store import Books, Store, open_engine
from db.tables import Person as Row
from db.upgrading import upgrade
from db.vault import Vault
from mailflows.desk import Desk
from mailflows.people import address_mark
from mailflows.shifts.calendar import add_shifts, office_of
from mailflows.shifts.duties import hand_over, my_day, tell_unreachable, wake
from mailflows.shifts.office import Hours, Office
from mailflows.shifts.said import date_in
from tests.mailflows.flow import FOUNDED, Flow, Left, new_flow
from tests.people import People, Person

ROUNDS: tuple[Callable[[Books, Desk, datetime], int], ...] = (tell_unreachable, hand_over, my_day, wake)


@dataclass
class Shifts:
    """A flow with a calendar."""

    flow: Flow

    def row(self, books: Books, person: Person) -> Row:
        return people_at(books, address_mark(books, person.address))[0]

    def adds(self, person: Person, day: str, hours: tuple[int, int], deputy: Person | None = None) -> None:
        """Somebody is on call on this day between these hours."""
        when = date_in(day, FOUNDED.date())
        assert when is not None
        with self.flow.store.writing() as books:
            office = office_of(books, self.flow.desk, self.flow.now)
            standing_in = self.row(books, deputy) if deputy else None
            span = Hours(hours[0] * 60, hours[1] * 60)
            add_shifts(books, office, self.row(books, person), standing_in, [when], span, self.flow.now)

    def rings(self, *rounds: Callable[[Books, Desk, datetime], int]) -> list[Left]:
        """The rounds of one minute, and what they wrote."""
        self.flow.outbox()
        for one in rounds or ROUNDS:
            with self.flow.store.writing() as books:
                one(books, self.flow.desk, self.flow.now)
        return self.flow.outbox()

    def at(self, moment: str) -> None:
        """The clock shows this, in UTC."""
        self.flow.now = datetime.fromisoformat(moment).replace(tzinfo=FOUNDED.tzinfo)

    def passes(self, **time: float) -> None:
        self.flow.now += timedelta(**time)


@pytest.fixture
def desk(tmp_path: Path, people: People) -> Iterator[Shifts]:
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    upgrade(engine, None, FOUNDED)
    store = Store(engine, Vault(b"m" * 32))
    flow = new_flow(store, people)
    flow.becomes(office=Office("Asia/Beirut"))
    shifts = Shifts(flow)
    with store.writing() as books:
        set_role(books, shifts.row(books, people.handler), "lead")
    yield shifts
    store.close()


def told(left: list[Left]) -> list[tuple[str, str]]:
    return sorted((one.row.kind, str(one.paper["to"])) for one in left)
