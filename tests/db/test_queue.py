"""Lists of tickets come from one index: however many are stored, no row is read that is not shown."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from db.papers import write_figures
from db.questions import Reader, Wanted, tickets_in_order
from db.store import Store, open_engine
from db.tables import Ticket
from db.upgrading import upgrade
from db.vault import Vault, new_id

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
OPEN = ("new", "triage", "active", "pending_user")
EVERY = {
    "mine, new and due": Wanted(OPEN, mine="me", new=True, due_before=NOW),
    "all": Wanted(OPEN),
    "of a priority and language": Wanted(OPEN, priorities=("P1", "P2"), languages=("ar",)),
    "nobody's": Wanted(OPEN, owner=""),
    "of a category": Wanted(OPEN, marks=({b"12345678"},)),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    upgrade(engine, None, NOW)
    store = Store(engine, Vault(b"m" * 32))
    yield store
    store.close()


def opens(store: Store, **values: Any) -> str:
    """The name of a new ticket."""
    with store.writing() as books:
        ident = new_id()
        usual: dict[str, Any] = {
            "id": ident,
            "name": f"H-{ident[:4]}-{ident[4:8]}".upper(),
            "status": "new",
            "priority": "P2",
            "language": "en",
            "opened_at": NOW,
            "touched_at": NOW,
            "figures": write_figures(books, ident, {"category": ""}),
        }
        books.session.add(Ticket(**(usual | values)))
        return str(usual["name"])


@pytest.mark.parametrize("sees", ["all", "own", "lab"])
@pytest.mark.parametrize("wanted", EVERY.values(), ids=EVERY)
def test_order_and_number_come_from_the_index_alone(store: Store, wanted: Wanted, sees: str) -> None:
    plans: list[list[str]] = []

    def note(_link: Any, _cursor: Any, statement: str, given: Any, context: Any, _many: Any) -> None:
        if statement.startswith("SELECT") and "ticket.figures" not in statement:
            driver = context.root_connection.connection.driver_connection
            plans.append([row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", given)])

    with store.reading() as books:
        event.listen(store.engine, "after_cursor_execute", note)
        tickets_in_order(books, wanted, Reader("me", sees, ("you",), instead=sees != "lab"), 50)
    assert plans
    for steps in plans:
        assert "ticket USING COVERING INDEX ix_ticket_in_order" in steps[0], steps
        assert not any(step.startswith("SCAN") and "CONSTANT" not in step for step in steps), steps


def test_urgency_goes_first_then_what_is_due_next_and_what_is_not_due_comes_last(store: Store) -> None:
    never = opens(store)
    soon = opens(store, next_due_at=NOW + timedelta(hours=1))
    late = opens(store, next_due_at=NOW - timedelta(hours=1))
    calm = opens(store, priority="P4", next_due_at=NOW - timedelta(days=9))
    urgent = opens(store, priority="P1")
    opens(store, status="closed", priority="P1")
    with store.reading() as books:
        listed, count = tickets_in_order(books, Wanted(OPEN), Reader("me", "all", ()), 4)
    assert [ticket.name for ticket in listed] == [urgent, late, soon, never]
    assert count == 5
    assert calm not in [ticket.name for ticket in listed]
