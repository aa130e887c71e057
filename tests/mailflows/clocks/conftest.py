"""A desk with a lead and a handler, whose clocks are rung, and whose mail leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from db.clocks import Promise
from db.papers import set_role
from db.questions import outbound_in_states, people_at, promises_running, record_of_ticket, ticket_named
from db.store import Store
from db.tables import Ticket
from db.vault import Vault
from mailflows.clocks.ringing import ring
from mailflows.clocks.winding import wind
from mailflows.parting import left
from mailflows.people import address_mark
from mailflows.shifts.apart import Went
from tests.mailflows.flow import Flow, Left, new_flow
from tests.people import People
from tests.stores import blank_engine


@dataclass
class Clocked:
    """A flow whose clock moves and rings."""

    flow: Flow
    went: Went = field(default_factory=lambda: Went(0, []))

    def opens(self, text: str = "my account was taken", **changes: Any) -> str:
        """A ticket of somebody new; returns its name."""
        name = self.flow.arrives(f"{abs(hash(text))}@press.test", text, sealed=False).ticket
        if changes:
            self.becomes(name, **changes)
        self.flow.outbox()
        return name

    def becomes(self, name: str, **changes: Any) -> None:
        with self.flow.store.writing() as books:
            ticket = ticket_named(books, name)
            assert ticket is not None
            if "status" in changes:
                ticket.stands_since = self.flow.now
            for key, value in changes.items():
                setattr(ticket, key, value)
            wind(books, self.flow.desk, ticket, self.flow.now)

    def rings(self) -> list[Left]:
        """One round, and what it wrote."""
        self.flow.outbox()
        self.goes()
        return self.flow.outbox()

    def goes(self) -> Went:
        with self.flow.store.writing() as books:
            went = ring(books, self.flow.desk, self.flow.now)
        assert isinstance(went, Went)
        self.went = went
        return went

    def went_wrong(self) -> tuple[object, ...]:
        return self.went.left

    def passes(self, **time: float) -> list[Left]:
        self.flow.now += timedelta(**time)
        return self.rings()

    def leaves(self) -> None:
        """Everything that waits leaves."""
        with self.flow.store.writing() as books:
            for row in outbound_in_states(books, ("waiting",)):
                left(books, self.flow.desk, row, False, self.flow.now)

    def runs(self, name: str) -> dict[str, Promise]:
        with self.flow.store.reading() as books:
            return {one.kind: one for one in promises_running(books, self.ticket(name).id)}

    def ended(self, name: str) -> list[tuple[str, str]]:
        with self.flow.store.reading() as books:
            asked = select(Promise).where(Promise.ticket_id == self.ticket(name).id, Promise.state != "running")
            return sorted((one.kind, one.state) for one in books.session.exec(asked))

    def ticket(self, name: str) -> Ticket:
        with self.flow.store.reading() as books:
            ticket = ticket_named(books, name)
            assert ticket is not None
            return ticket

    def record(self, name: str) -> list[str]:
        with self.flow.store.reading() as books:
            return [line.what for line in record_of_ticket(books, self.ticket(name).id)]

    def hears(self, name: str, words: str) -> None:
        """The lead answers with these words, and it leaves."""
        self.flow.outbox()
        self.flow.obeys(self.flow.people.handler, f"#show {name}")
        line = next(one.nonce_line for one in self.flow.outbox("show"))
        self.flow.obeys(self.flow.people.handler, f"{words}\n\n> {line}")
        refused = self.flow.outbox("refused")
        assert not refused, refused[0].text
        self.leaves()


@pytest.fixture
def desk(tmp_path: Path, people: People) -> Iterator[Clocked]:
    store = Store(blank_engine(tmp_path), Vault(b"m" * 32))
    flow = new_flow(store, people)
    flow.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday
    with store.writing() as books:
        set_role(books, people_at(books, address_mark(books, people.handler.address))[0], "lead")
    yield Clocked(flow)
    store.close()


def told(came: list[Left], to: str = "") -> list[str]:
    """The mails that say what is due."""
    return [one.text for one in came if one.row.kind == "due_now" and (not to or one.paper["to"] == to)]
