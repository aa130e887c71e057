"""At night, on a telephone: a notice is opened, one tap makes the reply, and the reply does the work. In Arabic too."""

import email
from urllib.parse import parse_qs, urlsplit

from db.questions import person_by_id, ticket_named
from db.tables import Ticket
from tests.desk import LivingDesk, NewDesk
from tests.exhibits import PHISH
from tests.mails import mail
from tests.pages import Seen, seen_in
from tests.people import People, Person
from tests.posted import ARMOUR, Mail


def page_in(sent: Mail, reader: Person) -> Seen | None:
    """The page inside a sealed mail, as a program that prefers it would take it."""
    inner = email.message_from_bytes(reader.opens(sent.raw[sent.raw.index(ARMOUR) :]))
    pages = [part for part in inner.walk() if part.get_content_type() == "text/html"]
    if not pages:
        return None
    [both] = [part for part in inner.walk() if part.get_content_type() == "multipart/alternative"]
    assert [part.get_content_type() for part in both.get_payload()] == ["text/plain", "text/html"]  # type: ignore[union-attr]
    return seen_in(bytes(pages[0].get_payload(decode=True)).decode("utf-8"))


def taps(desk: LivingDesk, notice: Mail, word: str) -> None:
    """The first reply with this word, sent back as the mail program makes it: nothing quoted, a signature below."""
    handler = desk.people.handler
    page = page_in(notice, handler)
    assert page is not None and not page.loads
    bodies = [parse_qs(urlsplit(link).query)["body"][0] for link in page.links]
    body = next(one for one in bodies if word in one.split("\r\n"))
    desk.receives(mail(handler, desk.people.desk, f"{body}-- \nsent from my phone\n", sealed_by=handler))


def comes(desk: LivingDesk, about: str) -> Mail:
    people = desk.people
    files = [("bank.eml", "message/rfc822", PHISH)]
    desk.receives(
        mail(people.reporter, people.desk, about, sealed_by=people.reporter, attachments=files, autocrypt=True)
    )
    return desk.mail_for(people.handler, about)


def standing(desk: LivingDesk, tag: str) -> tuple[Ticket, str]:
    with desk.books() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        return ticket, person_by_id(books, ticket.handler_id).role if ticket.handler_id else ""


def test_one_tap_does_the_work_in_two_languages(new_desk: NewDesk, people: People) -> None:
    desk, handler = new_desk(), people.handler
    desk.starts()
    notice = comes(desk, "the mail in the morning")
    assert "- Take it and send: guidance: suspicious message\n  #take\n  #send phishing" in notice.text.replace(
        "\r\n", "\n"
    )
    taps(desk, notice, "#send phishing")
    told = desk.mail_for(people.reporter, "Such messages are made to deceive")
    assert told.sealed and page_in(told, people.reporter) is None
    done = desk.mail_for(handler, "A ready mail goes to the reporter")
    assert "is yours now" in done.text and page_in(done, handler) is not None
    assert standing(desk, notice.tag)[1] == "handler"

    desk.receives(mail(handler, people.desk, f"#desk {people.desk.address}\n#me language=ar\n", sealed_by=handler))
    desk.mail_for(handler, "كيف يعرفكم/ن المكتب")
    notice = comes(desk, "the mail in the evening")
    page = page_in(notice, handler)
    assert page is not None and (page.language, page.direction) == ("ar", "rtl") and "ما كُتب" in page.lines
    taps(desk, notice, "#category phishing_suspicious_message")
    done = desk.mail_for(handler, "تمّ ما يلي")
    assert notice.tag in done.text and "الفئة" in done.text and "رسالة أو رابط أو ملف مشبوه" in done.text
    desk.receives(mail(handler, people.desk, f"#desk {people.desk.address}\n#me notices=digest\n", sealed_by=handler))
    desk.mail_for(handler, "رسائل قليلة")
    desk.rests()
    desk.stops()
    assert handler.address not in desk.log.read_text()
