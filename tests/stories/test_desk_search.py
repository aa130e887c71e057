"""A handler looks for words in sealed tickets by mail, in whatever form; off, nothing is kept to be found by."""

from datetime import UTC, datetime
from pathlib import Path

from db.questions import any_token, ticket_named, tokens_of
from db.questions.record import record_lines
from mailflows.erasing import erase_ticket
from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import People

SAID = "سرقوا هاتفي عند الحدود ثم وصلت رسائل من حساباتي إلى زملائي"


def test_words_are_found_by_mail(new_desk: NewDesk, people: People) -> None:
    desk = new_desk()
    desk.starts()
    handler, reporter = people.handler, people.reporter
    desk.receives(mail(reporter, people.desk, SAID, sealed_by=reporter))
    notice = desk.mail_for(handler, SAID[:20])

    asks(desk, people, "#find رسالة الهواتف")
    found = desk.mail_for(handler, "رسالة الهواتف")
    assert found.sealed and notice.tag in found.text and "سرقوا هاتفي" in found.text
    asks(desk, people, "#find submarine")
    assert notice.tag not in desk.mail_for(handler, "Looked for: submarine").text
    asks(desk, people, f"#find {reporter.address}")
    assert notice.tag in desk.mail_for(handler, f"Looked for: {reporter.address}").text
    desk.rests()
    desk.stops()

    with desk.books() as books:
        ticket = ticket_named(books, notice.tag)
        assert ticket is not None and len(tokens_of(books, ticket.id)) > 8
        before = tokens_of(books, ticket.id)
        assert [line.what for line in record_lines(books, "desk") if line.ticket_id == ticket.id].count("read") == 2
    nowhere(desk, "submarine", "رسالة", SAID)
    assert "taken away" in desk.hirz("search", "clear")
    with desk.books() as books:
        assert not any_token(books)
    assert "1 ticket is found" in desk.hirz("search", "rebuild")
    with desk.books() as books:
        assert tokens_of(books, ticket.id) == before
    erases(desk, notice.tag)

    off = desk.config.read_text().replace("[smtp]", "[search]\nenabled = false\n\n[smtp]", 1)
    desk.config.write_text(off)
    desk.starts()
    desk.receives(mail(reporter, people.desk, "nobody finds this submarine", sealed_by=reporter))
    desk.mail_for(handler, "nobody finds this")
    asks(desk, people, "#find submarines")
    assert "switched off" in desk.mail_for(handler, "switched off").text
    desk.rests()
    desk.stops()
    with desk.books() as books:
        assert not any_token(books)


def asks(desk: LivingDesk, people: People, words: str) -> None:
    text = f"#desk {people.desk.address}\n{words}\n"
    desk.receives(mail(people.handler, people.desk, text, sealed_by=people.handler))


def nowhere(desk: LivingDesk, *words: str) -> None:
    """Neither what was said nor what was looked for stands in the log or the store."""
    for path in (desk.log, *Path(desk.folder).glob("hirz.sqlite*")):
        held = path.read_bytes()
        assert not [word for word in words if word.encode() in held]


def erases(desk: LivingDesk, tag: str) -> None:
    from daemon.assemble import open_store
    from daemon.config import load

    store = open_store(load(desk.config), datetime.now(UTC))
    with store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        erase_ticket(books, ticket, datetime.now(UTC), "sysadmin")
    store.close()
