"""A simulated month of the desk: three hundred tickets, three people, and what became of every promise."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest
from pysequoia import Tsk
from sqlalchemy import event
from sqlmodel import col, func, select

from db.clocks import Promise
from db.papers import set_role
from db.questions import active_at_the_desk, people_at
from db.store import Books, Store
from db.tables import Record, Ticket
from db.vault import Vault
from mailflows.clocks.wanted import OPEN
from mailflows.desk import Role
from mailflows.keys import pin
from mailflows.people import address_mark, introduce
from mailflows.roles import know_roles
from mailflows.shifts.calendar import add_shifts
from mailflows.shifts.office import Days, Hours, Office
from pgp.certificates import canonical
from tests.mailflows.flow import FOUNDED, new_flow
from tests.people import People, Person
from tests.stores import blank_engine
from tests.stories.cast import BEGINS, URGENCY, everybody
from tests.stories.ledger import DAY, HOLIDAY, MINUTE
from tests.stories.month import RUNS_OUT, TO_THEM, Month
from tests.stories.plot import Plot

SEED = 20270301
PARTNERS = ("partner-cedar", "platform-meta")
FIELDS = ("tag", "category", "priority", "country", "harm", "form", "owner", "profile_url", "notice")


def somebody(name: str, address: str) -> Person:
    """A person whose key this process made; nobody needs its secret half here."""
    certificate = Tsk.generate(f"{name} <{address}>").extract_certificate()
    return Person(name, address, b"", bytes(certificate), certificate.fingerprint.upper(), Path())


def a_month(folder: Path, people: People) -> tuple[Month, Plot]:
    """A desk in Beirut with somebody on call at night, a lead, a coordinator and a handler, and two partners."""
    engine = blank_engine(folder)
    event.listen(engine, "connect", lambda link, _: link.execute("PRAGMA synchronous=OFF"))  # nobody pulls the plug
    store = Store(engine, Vault(b"m" * 32))
    flow, dice = new_flow(store, people), random.Random(SEED)  # not a secret
    flow.now = BEGINS
    office = Office("Asia/Beirut", holidays=(Days(HOLIDAY, HOLIDAY),), night_oncall=True)
    partners = {name: somebody(name, f"intake@{name}.test") for name in PARTNERS}
    roles = {
        name: Role(name, one.address, one.fingerprint, consent=True, fields=FIELDS) for name, one in partners.items()
    }
    flow.becomes(office=office, first_answer_due=None, roles={**flow.desk.roles, **roles})
    staff = {
        "lead": people.handler,
        "handler": people.second_handler,
        "coordinator": somebody("Carine Coordinator", "carine@desk.test"),
    }
    with store.writing() as books:
        carine = introduce(books, "handler", "Carine Coordinator", "carine@desk.test", "en", FOUNDED)
        pin(books, carine, canonical(staff["coordinator"].certificate), "pinned", "handler", FOUNDED)
        rows = {seat: people_at(books, address_mark(books, one.address))[0] for seat, one in staff.items()}
        for seat, row in rows.items():
            set_role(books, row, seat)
        keys = {name: canonical(one.certificate) for name, one in {**partners, "threat_lab": people.lab}.items()}
        know_roles(books, flow.desk, keys, FOUNDED)
        seats = list(rows.values())
        for number in range((RUNS_OUT - BEGINS) // DAY + 1):
            day = (BEGINS + number * DAY).date()
            turn = day.toordinal() % 3
            add_shifts(books, office, seats[turn], None, [day], Hours(8 * 60, 20 * 60), FOUNDED)
            add_shifts(books, office, seats[(turn + 1) % 3], None, [day], Hours(20 * 60, 32 * 60), FOUNDED)
        here = {rows[seat].id: one for seat, one in staff.items()}
        here |= {one.id: people.lab for one in active_at_the_desk(books) if one.id not in here}
    played = Month(flow, dice, here)
    return played, Plot(played, dice, staff, partners)


def reporters() -> Iterator[Person]:
    """As many as are wanted."""
    return (somebody(f"Writer {number}", f"sealed{number}@post.test") for number in count())


@pytest.fixture
def month(tmp_path: Path, people: People) -> Iterator[tuple[Month, Plot]]:
    played, plot = a_month(tmp_path, people)
    yield played, plot
    played.flow.store.close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("tickets", [40, pytest.param(300, marks=pytest.mark.crash_full)])
def test_a_month_of_the_desk(
    tickets: int, month: tuple[Month, Plot], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    played, plot = month
    plot.begins(list(everybody(played.dice, reporters(), tickets)))
    played.runs()
    with played.flow.store.reading() as books:
        figures = figures_of_month(played, books)
        disagreed, unmarked, by_itself = list(disagreements(played, books)), unmarked_in(played, books), said_of(books)
    (tmp_path / "month.json").write_text(json.dumps(figures, indent=1))
    for name, value in figures.items():
        record_property(name, value)
        print(f"{name}: {value}")
    assert not played.wrong, "\n".join(played.wrong)
    assert not played.refused, played.refused.most_common(3)
    assert len(played.tickets) == tickets
    assert not disagreed, "\n".join(disagreed)
    assert not unmarked, "promises that are broken, and nobody wrote it down"
    assert set(played.stepped.values()) == {1}, "a step that was done twice"
    for kind in TO_THEM:
        asked = [one for one in played.outside if one.automatic and one.kind == kind]
        assert len(asked) == by_itself[f"by itself {kind}"] == played.did[f"{kind}, left by itself"], kind
    ended = [
        one for one in played.tickets.values() if one.priority == "P1" and (one.unreachable or one.closed_by_itself)
    ]
    assert all(one.closed_by_itself and one.ended_by_hand for one in ended), "nobody in danger is given up by a machine"
    assert played.rounds["doubled"] and played.did["unreachable"] and played.did["close"] and played.did["survey"]


def figures_of_month(played: Month, books: Books) -> Mapping[str, Any]:
    """What a coordinator would want to know of the month."""
    tickets = played.tickets.values()
    figures: dict[str, Any] = {"tickets": len(tickets)}
    for priority in URGENCY:
        of_it = [one for one in tickets if one.meant == priority]
        first = [one for one in of_it if one.first_kept is not None]
        took = sorted(one.first_took / timedelta(hours=1) for one in first if one.first_took is not None)
        figures[f"first answers {priority}"] = {
            "tickets": len(of_it),
            "answered by mail": len(first),
            "in time": f"{100 * sum(bool(one.first_kept) for one in first) / max(1, len(first)):.0f} %",
            "median, service h": round(median(took), 2) if took else None,
            "p90, service h": round(quantiles(took, n=10)[-1], 2) if len(took) > 1 else None,
        }
    promised = select(Promise.kind, Promise.state, func.count()).group_by(Promise.kind, Promise.state)
    stood = select(Ticket.status, func.count()).group_by(Ticket.status)
    waits = col(Promise.state) == "running"
    bell = select(Promise.ticket_id).where(waits, col(Promise.step_at).is_not(None))
    silent = select(Ticket.status, func.count()).where(col(Ticket.id).not_in(bell), col(Ticket.status).in_(OPEN))
    reckoned: Counter[tuple[str, str]] = sum((one.kept for one in tickets), Counter())
    return figures | {
        "promises in the store": {f"{kind} {state}": n for kind, state, n in books.session.exec(promised).all()},
        "promises reckoned": {" ".join(key): n for key, n in sorted(reckoned.items())},
        "broken, as the record has it": {what: n for what, n in said_of(books).items() if "broken" in what},
        "tickets at the end": dict(books.session.exec(stood).all()),
        "open, and no bell will ring for them": dict(books.session.exec(silent.group_by(Ticket.status)).all()),
        "given up, and no reminder ever left": sum(one.unreachable and not one.reminders for one in tickets),
        "steps told to": dict(played.told),
        "steps that do something": dict(sorted(played.did.items())),
        "rounds": dict(played.rounds),
        "mails": {" · ".join(key): n for key, n in sorted(played.mails.items())},
        "seconds of work, and how often": {
            what: (round(n / 1e6, 1), played.spent[f"times {what}"])
            for what, n in played.spent.items()
            if not what.startswith("times")
        },
    }


def said_of(books: Books) -> Counter[str]:
    """What the desk did by itself, as the record has it."""
    asked = select(Record.what, func.count()).where(Record.who == "desk").group_by(Record.what)
    return Counter(dict(books.session.exec(asked).all()))


def unmarked_in(played: Month, books: Books) -> list[str]:
    """Promises of the desk's own that are broken by now, without a line in the record."""
    asked = select(Promise.id).where(Promise.state == "running", col(Promise.kind).in_(("answer", "word", "vetting")))
    broken = set(books.session.exec(asked.where(col(Promise.due_at) < played.flow.now - MINUTE)).all())
    told = select(Record.detail).where(col(Record.what).startswith("promise broken"))
    return sorted(broken - set(books.session.exec(told).all()))


RECKONED = ("answer", "their_turn", "role")


def disagreements(played: Month, books: Books) -> Iterator[str]:
    """Where the store counts other promises kept or late than the ledger, which reckoned them from what people did."""
    asked = select(Ticket.name, Promise.kind, Promise.state, func.count()).join(
        Ticket, col(Ticket.id) == Promise.ticket_id
    )
    asked = asked.where(col(Promise.state).in_(("kept", "late"))).group_by(Ticket.name, Promise.kind, Promise.state)
    stored: dict[str, Counter[tuple[str, str]]] = {}
    for name, kind, state, number in books.session.exec(asked).all():
        if kind in RECKONED:
            stored.setdefault(name, Counter())[kind, state] = number
    for name, ticket in played.tickets.items():
        if (said := stored.get(name, Counter())) != ticket.kept:
            yield f"{name}: the store says {dict(said)}, the ledger {dict(ticket.kept)}"
