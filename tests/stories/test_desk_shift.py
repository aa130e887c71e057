"""The calendar, through the running desk: shifts, swaps and holidays by sealed mail, then the hand-over and a wake."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.assemble import open_store
from daemon.config import load
from db.questions import shifts_between, ticket_named
from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People, Person
from tests.warm import Warm

NOW = datetime.now(UTC)
TODAY, TOMORROW = f"{NOW:%Y-%m-%d}", f"{NOW + timedelta(days=1):%Y-%m-%d}"


@pytest.fixture
def led(people: People, warm: Warm, sandbox: Path) -> Iterator[LivingDesk]:
    """A desk that Bahia leads, in an office whose clock shows UTC."""
    office = {"time_zone": "UTC", "hours": "00:00-24:00", "weekend": [], "night_oncall": True}
    desk = LivingDesk(people, settings={"examine": {"socket": str(sandbox)}, "office": office}, warm=warm)
    try:
        desk.knows_handler(people.second_handler)
        desk.hirz("handler", "role", people.handler.address, "lead")
        desk.starts()
        yield desk
        desk.stops()
        desk.fsck()
    finally:
        desk.close()


def says(desk: LivingDesk, who: Person, text: str) -> None:
    desk.receives(mail(who, desk.people.desk, text, sealed_by=who))


def test_a_calendar_is_kept_by_mail(led: LivingDesk, people: People) -> None:
    bahia, driss = people.handler, people.second_handler
    led.receives(mail(people.reporter, people.desk, "they read my mail", sealed_by=people.reporter, autocrypt=True))
    tag = led.mail_for(driss, "they read my mail").tag

    # one mail: today and tomorrow for Driss, the day after for Bahia, and a holiday
    later = f"{NOW + timedelta(days=2):%Y-%m-%d}"
    says(
        led,
        bahia,
        f"#oncall add Driss {TODAY} to {TOMORROW} 00:00-24:00 deputy Bahia\n"
        f"#oncall add me {later} 00:00-24:00\n#oncall holiday {later}",
    )
    told = led.mail_for(bahia, "In the calendar: Holiday")
    assert told.sealed and "deputy Bahia Handler" in told.text and "NOBODY is on call" in told.text
    heard = led.mail_for(driss, "changed who is on call")
    assert heard.sealed and "Your next shift" in heard.text

    # who does not lead sees it, hands on their own, and nothing else
    says(led, driss, "#مناوبة")
    assert "On call now: Driss Handler, Bahia Handler" in led.mail_for(driss, "On call now").text
    says(led, driss, f"#oncall remove Bahia {later}\n#oncall swap Bahia {TOMORROW}")
    assert "Only whoever leads" in led.mail_for(driss, "NOTHING WAS DONE").text
    says(led, driss, f"#astreinte céder Bahia {TOMORROW}")
    assert f"Handed on: {NOW + timedelta(days=1):%a} {TOMORROW}" in led.mail_for(driss, "Handed on").text
    assert "Handed on" in led.mail_for(bahia, "changed who is on call").text
    led.rests()
    with led.books() as books:
        assert len(shifts_between(books, NOW - timedelta(days=2), NOW + timedelta(days=4))) == 3

    # the rounds are gone when the daemon starts: a hand-over for whoever came on call meanwhile, and a ticket wakes
    led.stops()
    store = open_store(load(led.config), NOW)
    with store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        ticket.snoozed_until = datetime.now(UTC) - timedelta(minutes=1)
        books.session.add(ticket)
    store.close()
    led.starts()
    assert led.mail_for(driss, "Its rest is over").tag == tag
    handed = led.mail_for(driss, "WHAT IS LEFT")
    assert handed.sealed and "You are on call" in handed.text and "they read my mail" not in handed.text
    act = next(line.strip() for line in handed.text.splitlines() if line.strip().startswith(f"#ticket {tag}"))
    says(led, driss, f"{act}\n#take")
    assert led.mail_for(driss, f"{tag} is yours now").sealed
    assert not led.told("round_failed")
