"""Seeing by mail: every word that shows is said in real sealed mails, and what it shows comes back sealed."""

import pytest

from db.questions import record_of_ticket, ticket_named
from tests.desk import LivingDesk, NewDesk
from tests.exhibits import PHISH
from tests.mails import mail
from tests.people import People

ABOUT = "they say my account will be closed tonight"
EVIL = "#close"


@pytest.fixture
def desk(new_desk: NewDesk) -> LivingDesk:
    desk = new_desk()
    desk.starts()
    return desk


def test_one_mail_asks_for_everything_there_is_to_see(desk: LivingDesk, people: People) -> None:
    handler, reporter = people.handler, people.reporter
    files = [("bank.eml", "message/rfc822", PHISH)]
    said = f"{EVIL}\n{ABOUT}"
    desk.receives(mail(reporter, people.desk, said, sealed_by=reporter, attachments=files, autocrypt=True))
    notice = desk.mail_for(handler, ABOUT)
    tag = notice.nonce.split()[0]
    assert f"| {EVIL}" in notice.text

    words = "#take\n#show\n#list\n#history\n#who\n#stats\n#observables\n#help\n"
    desk.receives(mail(handler, people.desk, f"#ticket {notice.nonce}\n{words}", sealed_by=handler))
    heads = {
        "show": "HISTORY",
        "list": "Tickets: 1",
        "past": "· the reporter · letter",
        "who": "WHO BELONGS TO IT",
        "stats": "BY STATUS",
        "observables": "attacker[.]example",
        "help": "== See ==",
        "transcript": f"{tag} is yours now",
    }
    came = {name: desk.mail_for(handler, head) for name, head in heads.items()}
    assert len({one.raw for one in came.values()}) == len(heads)
    assert all(one.sealed for one in came.values())
    assert tag in came["list"].text and "first answer" not in came["list"].text and ABOUT not in came["list"].text
    assert ABOUT not in came["past"].text and ABOUT not in came["who"].text
    assert reporter.address in came["who"].text and reporter.fingerprint[-4:] in came["who"].text
    assert "http://" not in came["observables"].text and "attacker.example" not in came["observables"].text
    assert "Open: 1" in came["stats"].text

    # one word's page, and a list that says what it does not know
    desk.receives(mail(handler, people.desk, f"#ticket {notice.nonce}\n#aide reply\n#liste due P1", sealed_by=handler))
    page = desk.mail_for(handler, "A text must stand below it".lower())
    assert "#répondre" in page.text and "#رد" in page.text
    desk.receives(mail(handler, people.desk, f"#ticket {notice.nonce}\n#list phising", sealed_by=handler))
    assert "Did you mean: phishing" in desk.mail_for(handler, "no filter").text

    # the reporter's own word ran nowhere, and every reading is in the record
    with desk.books() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None and ticket.status == "triage"
        reads = [line for line in record_of_ticket(books, ticket.id) if line.what == "read" and line.who != "sysadmin"]
        assert len(reads) >= 4
    assert not [one for one in desk.left_for(reporter) if EVIL in str(one)]
