"""Tickets and people are brought together at a living desk: each word is said in a real mail, and is seen to act."""

from pathlib import Path

from db.questions import entries_of, member_with_part, members_of_ticket, related_to, ticket_named
from db.tables import Ticket
from tests.desk import LivingDesk
from tests.exhibits import macro_document
from tests.mails import mail
from tests.people import People
from tests.posted import Mail, opened
from tests.stories.test_evidence import files_of, unpacked

OMAR = "omar@mail.test"
LAWYER = "nadia@chambers.test"


class Inbox:
    """The handler's mail, each one opened once."""

    def __init__(self, desk: LivingDesk) -> None:
        self.desk, self.read = desk, list[Mail]()

    def has(self, about: str) -> Mail:
        """The first mail with these words; waits for it."""
        self.desk.until(lambda: self._found(about) is not None, f"a mail with {about!r}")
        found = self._found(about)
        assert found is not None
        return found

    def _found(self, about: str) -> Mail | None:
        handler = self.desk.people.handler
        self.read += [opened(one, handler) for one in self.desk.left_for(handler)[len(self.read) :]]
        return next((one for one in self.read if about in one.text), None)


def writes(desk: LivingDesk, text: str, answering: Mail | None = None) -> None:
    handler = desk.people.handler
    bound = f"#ticket {answering.nonce}\n" if answering else ""
    desk.receives(mail(handler, desk.people.desk, f"{bound}{text}\n", sealed_by=handler))


def letter(desk: LivingDesk, text: str, *thread: str) -> None:
    reporter = desk.people.reporter
    desk.receives(mail(reporter, desk.people.desk, text, sealed_by=reporter, references=list(thread)))


def ticket(desk: LivingDesk, tag: str) -> Ticket:
    with desk.books() as books:
        found = ticket_named(books, tag)
        assert found is not None
        return found


def test_tickets_and_people_are_brought_together(desk: LivingDesk, people: People, tmp_path: Path) -> None:
    handler, reporter, inbox, document = people.handler, people.reporter, Inbox(desk), macro_document()

    # somebody called, and has no mail; meanwhile letters come
    writes(desk, "#new Zahra channel=signal contact=+961 1 000\n\nThey took her phone.")
    letter(desk, "first letter about my account")
    desk.receives(mail(OMAR, people.desk, "the same happened to me", sign=False))
    called = inbox.has("Your text is its first entry")
    first, omars = inbox.has("first letter about"), inbox.has("same happened to me")
    thread = next(one.message_id for one in desk.mails_for(reporter, 1) if first.tag in one.text)
    assert "Signal +961 1 000" in called.text and ticket(desk, called.tag).status == "triage"

    # tied to another, a lawyer joined, and nobody outside hears of any of it
    writes(
        desk,
        f"#link {omars.tag}\n#recurrence {omars.tag}\n#join {LAWYER} as lawyer consent=given\n#safe unknown",
        first,
    )
    letter(desk, "second letter from another phone")
    tied, second = inbox.has("a lawyer. Nothing was sent"), inbox.has("second letter from")
    with desk.books() as books:
        here = ticket_named(books, first.tag)
        assert here is not None and {one.kind for one in related_to(books, here.id)} == {"related", "recurrence"}
        lawyer = member_with_part(books, here.id, "lawyer")
        assert lawyer is not None
        token = next(one.token for one in members_of_ticket(books, here.id) if one.person_id == lawyer.id)
    assert desk.left_for(LAWYER) == []

    # merged: what comes in the old thread lands in the ticket that goes on, the lawyer's mail as well
    writes(desk, f"#merge {second.tag}", tied)
    inbox.has("was merged into")
    letter(desk, "third letter in the old thread", thread)
    domain = people.desk.address.partition("@")[2]
    desk.receives(mail(LAWYER, people.desk, "I act for her", sign=False, references=[f"<{token}@{domain}>"]))
    third, acts = inbox.has("third letter in"), inbox.has("I act for her")
    assert third.tag == acts.tag == second.tag and "Written by a lawyer" in acts.text

    # split off again, by its number; and evidence comes on a stick
    with desk.books() as books:
        goes_on = ticket_named(books, second.tag)
        assert goes_on is not None
        letters = [one for one in entries_of(books, goes_on.id) if one.kind == "letter"]
        number = next(one.number for one in letters[1:] if one.person_id != lawyer.id)
    newest = max((third, acts), key=inbox.read.index)
    writes(desk, f"#split {number}", newest)
    split = inbox.has("was split off with the entries")
    (file := tmp_path / "bill.docm").write_bytes(document)
    apart = next(one for one in inbox.read if one.tag not in (first.tag, second.tag, omars.tag, called.tag))
    assert f"{apart.tag}: file 1" in desk.hirz("attach", apart.tag, str(file)) and apart.tag in split.text
    writes(desk, "#fetch 1", apart)
    assert "bill.docm" in inbox.has("Evidence was added").text  # the daemon looks for it each minute, or with any mail
    fetched = inbox.has("For you alone")
    assert unpacked(files_of(fetched.raw, handler)["file-1.zip"]) == document

    # from now on they are reached elsewhere, and nothing leaves to the address before
    before = len(desk.left_for(reporter))
    writes(desk, "#channel zahra@safe.test", split)
    moved = inbox.has("all mail to the reporter goes to")
    writes(desk, "#safe no\n#reply\n\nHello", moved)
    assert "#safe yes" in inbox.has("It is not safe to write").text
    desk.rests()
    assert len(desk.left_for(reporter)) == before and desk.left_for("zahra@safe.test") == []
    assert not any(word in desk.log.read_text() for word in (LAWYER, OMAR, "zahra@safe.test", "+961"))
