"""One ticket worked on by real sealed mails: whose it is, what it is, when it is due, what was done, who sees it."""

import secrets

import pytest

from db.papers import figures_of
from db.questions import ticket_named
from db.questions.record import record_lines
from db.tables import Ticket
from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People
from tests.posted import Mail


@pytest.fixture(scope="module")
def staffed(desk: LivingDesk, people: People) -> LivingDesk:
    desk.knows_handler(people.second_handler)
    return desk


def says(desk: LivingDesk, notice: Mail, text: str) -> str:
    """A handler's sealed mail with these words; returns what they are told by a word that only this mail holds."""
    handler = desk.people.handler
    mark = f"k{secrets.token_hex(4)}"
    desk.receives(mail(handler, desk.people.desk, f"#ticket {notice.nonce}\n#tag {mark}\n{text}\n", sealed_by=handler))
    return desk.mail_for(handler, mark).text


def ticket_of(desk: LivingDesk, notice: Mail) -> tuple[Ticket, dict[str, object]]:
    with desk.books() as books:
        ticket = ticket_named(books, notice.tag)
        assert ticket is not None
        return ticket, figures_of(books, ticket)


def test_a_ticket_is_worked_on(staffed: LivingDesk, people: People) -> None:
    desk, handler, other = staffed, people.handler, people.second_handler
    about = f"can we talk about my garden {secrets.token_hex(4)}"
    desk.receives(mail(people.reporter, people.desk, about, sealed_by=people.reporter))
    notice = desk.mail_for(handler, about)
    assert desk.mail_for(other, about).sealed

    told = says(
        desk,
        notice,
        "#take\n#category doxxing\n#flag minor mailbox watched\n#facet country=LB lang=ar platform=facebook\n"
        "#did 1, keep evidence, phoned the aunt\n#snooze 2d\n\nShe sounds calm.",
    )
    assert "is yours now" in told and "from P2 to P1" in told and "Lebanon" in told and "PLAIN" not in told
    assert "under 18" in told and "Done: phoned the aunt" in told and "Rests until" in told
    ticket, figures = ticket_of(desk, notice)
    assert ticket.priority == "P1" and ticket.language == "ar" and ticket.snoozed_until is not None
    assert figures["flags"] == ["mailbox_watched", "minor"] and set(figures["did"]) == {  # type: ignore[call-overload]
        "danger",
        "keep_evidence",
        "own001",
    }

    says(desk, notice, "#wait person 3d")
    assert ticket_of(desk, notice)[0].status == "pending_user"
    told = says(
        desk,
        notice,
        "#status active\n#priority P3\n#due tomorrow 10:00\n#checklist\n#log phone minutes=5\n\nThe aunt calls back.",
    )
    assert "5" in told and ticket_of(desk, notice)[0].priority == "P3"
    assert ticket_of(desk, notice)[0].first_reply_at is None
    steps = desk.mail_for(handler, "STEPS")
    assert steps.sealed and "[x] 1. Ask whether anybody is in physical danger" in steps.text

    # put back, it is everybody's; restricted, it is nobody else's
    says(desk, notice, "#unassign")
    assert "Nobody has this ticket" in desk.mail_for(other, "Nobody has this ticket").text
    says(desk, notice, "#flag restricted")
    before = len(desk.left_for(other))
    again = f"please hurry {secrets.token_hex(4)}"
    answer = desk.mails_for(people.reporter, 1)[0]
    desk.receives(mail(people.reporter, people.desk, again, sealed_by=people.reporter, references=[answer.message_id]))
    woken = desk.mail_for(handler, again)
    desk.rests()
    assert woken.tag == notice.tag and len(desk.left_for(other)) == before
    assert ticket_of(desk, notice)[0].status == "active"
    told = says(desk, woken, f"#flag -restricted\n#give {other.address}\n#note\n\nIt can be anybody's now.")
    assert "open to the desk again" in told
    assert "This ticket was given to you" in desk.mail_for(other, "This ticket was given to you").text
    desk.rests()

    # nobody outside heard a word of all this, and the record holds codes alone
    assert all("calm" not in one.text and "aunt" not in one.text for one in desk.mails_for(people.reporter))
    with desk.books() as books:
        lines = [line for line in record_lines(books, "desk") if line.ticket_id == ticket.id]
    whats = {line.what for line in lines}
    assert {"taken", "category", "flag", "facet", "tag", "did", "snoozed", "due", "log", "restricted"} <= whats
    assert "aunt" not in str(lines) and "minor" not in str([line.detail for line in lines])
