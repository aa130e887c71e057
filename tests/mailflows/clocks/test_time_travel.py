"""Ninety days of three offices, with their changes of the clock and a Ramadan, from one due moment to the next."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from db.clocks import Promise
from db.questions import ticket_by_id, ticket_named
from db.tables import Outbound
from mailflows.clocks.profile import TO_THEM
from mailflows.clocks.wanted import OPEN
from mailflows.clocks.winding import wind
from mailflows.desk import Branch
from mailflows.shifts.office import Days, Hours, Office, is_open, local
from mailflows.tickets import set_figure
from tests.mailflows.clocks.conftest import Clocked

RAMADAN = (Days(date(2026, 2, 18), date(2026, 3, 19), Hours(9 * 60, 15 * 60)),)
DAY = Hours(9 * 60, 17 * 60)
BEIRUT = Office("Asia/Beirut", hours=DAY, ramadans=RAMADAN)
CAIRO = Office("Africa/Cairo", frozenset({"fri", "sat"}), DAY, ramadans=RAMADAN)
CASABLANCA = Office("Africa/Casablanca", hours=DAY, ramadans=RAMADAN)
COUNTRIES = {"LB": BEIRUT, "EG": CAIRO, "MA": CASABLANCA}
FIRST = datetime(2026, 2, 10, 6, 0, tzinfo=UTC)  # Beirut 29 March, Casablanca 15 February and 22 March, Cairo 24 April
STATUSES = ("active", "pending_user", "pending_third_party", "monitoring", "resolved", "vetting", "referred")


@pytest.fixture
def offices(desk: Clocked) -> Clocked:
    branches = (Branch("cairo", frozenset({"EG"}), CAIRO), Branch("rabat", frozenset({"MA"}), CASABLANCA))
    desk.flow.becomes(office=BEIRUT, branches=branches, first_answer_due=None, founded=FIRST - timedelta(days=1))
    desk.flow.now = FIRST
    return desk


def test_ninety_days_and_nothing_leaves_for_a_mailbox_that_nobody_called_safe(offices: Clocked) -> None:
    chance = random.Random(5)
    names: dict[str, str] = {}
    until, step = FIRST + timedelta(days=90), 0
    comes = FIRST
    while offices.flow.now < until:
        if offices.flow.now >= comes and len(names) < 16:
            name = offices.opens(f"number {step}", safe=chance.choice(("yes", "no", "unknown")))
            country = chance.choice(list(COUNTRIES))
            _set_country(offices, name, country)
            names[name] = country
            comes += timedelta(days=3, hours=7)
        elif names and chance.random() < 0.15:
            name = chance.choice(list(names))
            offices.becomes(name, status=chance.choice(STATUSES), priority=f"P{chance.randint(1, 4)}")
        offices.goes()
        assert not offices.went_wrong()
        offices.flow.now = min(until, comes if len(names) < 16 else until, _next_step(offices) or until)
        step += 1
    _holds_what_is_said(offices, names)
    with offices.flow.store.reading() as books:
        mails = books.session.exec(select(Outbound).where(Outbound.automatic)).all()
        to_them = [one for one in mails if one.kind in (*TO_THEM, "closing")]
        assert to_them and all(ticket_by_id(books, str(one.ticket_id)).safe == "yes" for one in to_them)
        done = books.session.exec(select(Promise).where(Promise.state != "running")).all()
        assert {one.kind for one in done} >= {"answer", "their_turn"}


def test_an_answer_is_due_while_people_are_there_whatever_the_clock_does(offices: Clocked) -> None:
    names = {}
    for day in (13, 22, 38, 45, 72):  # around each change of a clock
        for country, office in COUNTRIES.items():
            offices.flow.now = FIRST + timedelta(days=day, hours=chance_hour(day))
            name = offices.opens(f"{country} {day}")
            _set_country(offices, name, country)
            names[name] = office
    for name, office in names.items():
        due = offices.runs(name)["answer"].due_at
        assert is_open(office, due - timedelta(minutes=1)), (name, local(office, due))
        began = offices.runs(name)["answer"].since
        assert due - began >= timedelta(hours=2)


def chance_hour(day: int) -> int:
    return (day * 7) % 24


def _set_country(desk: Clocked, name: str, country: str) -> None:
    with desk.flow.store.writing() as books:
        ticket = ticket_named(books, name)
        assert ticket is not None
        set_figure(books, ticket, "facets", {"country": country})
        wind(books, desk.flow.desk, ticket, desk.flow.now)


def _next_step(desk: Clocked) -> datetime | None:
    with desk.flow.store.reading() as books:
        asked = select(Promise.step_at).where(col(Promise.step_at).is_not(None)).order_by(col(Promise.step_at)).limit(1)
        return books.session.exec(asked).first()


def _holds_what_is_said(desk: Clocked, names: dict[str, str]) -> None:
    for name in names:
        ticket = desk.ticket(name)
        if ticket.status in (*OPEN, "resolved"):
            assert ticket.next_due_at is not None, ticket.status
            assert desk.runs(name)


def test_whatever_becomes_of_a_ticket_it_has_a_time_while_it_is_open(desk: Clocked) -> None:
    chance = random.Random(11)
    name = desk.opens("a long story", safe="yes")
    for _ in range(120):
        desk.flow.now += timedelta(minutes=chance.choice((1, 40, 600, 5000)))
        match chance.randint(0, 3):
            case 0:
                desk.becomes(name, status=chance.choice(STATUSES), priority=f"P{chance.randint(1, 4)}")
            case 1:
                rest = desk.flow.now + timedelta(days=2) if chance.random() < 0.5 else None
                desk.becomes(name, snoozed_until=rest)
            case _:
                desk.goes()
        ticket = desk.ticket(name)
        if ticket.status in (*OPEN, "resolved"):
            assert ticket.next_due_at is not None and desk.runs(name), ticket.status
