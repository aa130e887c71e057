"""A page in somebody's name, from the first call for help to the last word: who is told, who agreed, how it ended."""

import pytest

from db.papers import entry_paper, figures_of
from db.questions import entries_of, ticket_named
from db.questions.record import record_lines
from pgp import armour
from pgp.certificates import canonical
from pgp.packets import ciphertext
from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import People, Person
from tests.posted import ARMOUR, Mail, opened

ENDS = b"-----END PGP MESSAGE-----"
ASKS = "somebody has opened a page in my name and writes to my sources"
LAB = {"consent": True, "fields": ["tag", "category", "platform", "harm"], "required": ["platform"], "tlp": "amber"}


@pytest.fixture
def desk(new_desk: NewDesk, people: People) -> LivingDesk:
    desk = new_desk({"[role]": LAB})
    desk.knows_handler(people.second_handler)
    desk.hirz("handler", "role", people.second_handler.address, "lead")
    desk.starts()
    return desk


class Talk:
    """A handler who always answers the newest mail they have about the ticket."""

    def __init__(self, desk: LivingDesk, person: Person, newest: Mail) -> None:
        self.desk, self.person, self.newest = desk, person, newest

    def says(self, words: str, heard: str) -> Mail:
        """Sends the words; waits for a new mail with what is to be heard, and answers that one next time."""
        known = len(self.desk.left_for(self.person))
        text = f"#ticket {self.newest.nonce}\n{words}\n"
        self.desk.receives(mail(self.person, self.desk.people.desk, text, sealed_by=self.person))
        self.newest = self.hears(heard, known)
        return self.newest

    def hears(self, heard: str, known: int) -> Mail:
        found: list[Mail] = []

        def came() -> bool:
            found.extend(opened(one, self.person) for one in self.desk.left_for(self.person)[known + len(found) :])
            return any(heard in one.text for one in found)

        self.desk.until(came, f"a new mail with {heard!r}")
        return next(one for one in found if heard in one.text)


def test_whoever_is_called_is_told_what_was_agreed_and_no_more(desk: LivingDesk, people: People) -> None:
    lab, lead, reporter = people.lab, people.second_handler, people.reporter
    desk.receives(mail(reporter, people.desk, ASKS, sealed_by=reporter, autocrypt=True))
    handler = Talk(desk, people.handler, desk.mail_for(people.handler, ASKS))
    tag = handler.newest.tag

    handler.says("#report\n#forget\n#export", "cannot write reports")
    assert "Nothing was erased" in handler.newest.text and "Nothing was sent. Keep a note" in handler.newest.text
    handler.says("#take\n#escalate threat_lab tlp=amber platform=instagram\n\nPlease look.", "has not agreed")
    assert not desk.left_for(lab)

    words = "#take\n#category impersonation\n#consent given for threat_lab\n"
    handler.says(
        words + "#escalate threat_lab tlp=amber platform=instagram\n\nIs this page known?", "The ticket goes to"
    )
    seen = desk.mail_for(people.handler, "takes it back as long as it waits")
    told = desk.mail_for(lab, "Is this page known?")
    assert told.sealed and "instagram" in told.text and "TLP:AMBER" in told.text
    assert ASKS not in told.text and reporter.address not in told.text and people.handler.address not in told.text
    assert all(f"| {line}".rstrip() in seen.text for line in told.text.splitlines())

    handler.says("#returned threat_lab confirmed\n#lesson look at old pages first\n\nOn the phone.", "Come back from")
    handler.says("#consent withdrawn for threat_lab\n#reminder", "told nothing more")
    nudge = desk.mail_for(reporter, "we are still here")
    assert nudge.sealed and "page" not in nudge.text
    handler.says("#escalate threat_lab tlp=amber platform=instagram\n\nAnd this?", "has not agreed")

    # a life at stake: a second person in the place of consent
    words = "#escalate threat_lab tlp=amber platform=instagram harm=they wait at her door vital=yes\n\nTonight."
    handler.says(words, "Without consent a second person")
    asks = desk.mail_for(lead, "they wait at her door")
    assert "shall NOT be told" in asks.text
    [code] = [line for line in asks.text.splitlines() if line.startswith("#confirm ")]
    desk.receives(mail(lead, people.desk, f"{code}\n", sealed_by=lead))
    urgent = desk.mail_for(lab, "they wait at her door")
    assert "did not want you to be told" in urgent.text and "The person agreed" not in urgent.text
    desk.mail_for(people.handler, "confirmed what you wrote")
    handler.says("#resolve impersonator_removed cause=unknown recommend=privacy_settings", "Resolved, with")
    handler.says("#reopen\n#refer Cedar Legal Aid keep=yes", "Cedar Legal Aid")

    _a_platform_is_let_in_and_answers(desk, people, handler)

    # outside the mandate after all: proposed by one, approved by another
    handler.says("#reject the rest is about rent", "Nothing changes until another person")
    approver = Talk(desk, lead, desk.mail_for(lead, "the rest is about rent"))
    approver.says("#approve", "A kind answer")
    kind = desk.mail_for(reporter, "Access Now")
    assert kind.sealed and "rent" not in kind.text

    approver.says("#reopen", "taken up again")
    approver.says("#close\n#confirm", "The ticket is closed")
    desk.mail_for(reporter, "closing our conversation")
    desk.rests()
    desk.stops()
    _written_down(desk, tag)


def _a_platform_is_let_in_and_answers(desk: LivingDesk, people: People, handler: Talk) -> None:
    """Told by mail by the one who leads, confirmed at the server; what is sent there opens with one key alone."""
    lead, meta = people.second_handler, people.mallory
    key = ("meta.asc", "application/pgp-keys", meta.certificate)
    order = f"#role add platform-meta {meta.address} tlp=amber consent=no lang=en\n"
    desk.receives(mail(lead, people.desk, order, sealed_by=lead, attachments=[key]))
    alone = desk.mail_for(lead, "hirz handler confirm")
    [code] = [line.split()[-1] for line in alone.text.splitlines() if "hirz handler confirm" in line]
    assert "may be called from now on" in desk.hirz("handler", "confirm", code)

    said = "tlp=amber platform=instagram profile_url=https://social.example/she country=LB owner=yes form=case-4711"
    words = f"#vetted known high\n#escalate platform-meta {said} harm=her sources\n\nTake it down."
    handler.says(words, "The ticket goes")
    told = desk.mail_for(meta, "Take it down.")
    [sealed] = desk.left_for(meta)
    assert told.sealed and "case-4711" in told.text and ASKS not in told.text
    block = ARMOUR + sealed.mail.partition(ARMOUR)[2].partition(ENDS)[0] + ENDS + b"\r\n"
    sealed_to = set(ciphertext(armour.take_off(block)).recipients)
    theirs = {key.key_id for key in canonical(meta.certificate).keys}
    assert len(sealed_to) == 1 and sealed_to <= theirs  # to that key, and to nobody else's

    answer = mail(meta, people.desk, "It is gone now.", sealed_by=meta, references=[told.message_id])
    desk.receives(answer)
    handler.newest = desk.mail_for(people.handler, "It is gone now.")
    assert "#returned platform-meta removed" in handler.newest.text
    handler.says("#returned platform-meta removed\n#part ask for the copies too", "Come back from platform-meta")
    tag = handler.newest.text.partition("A part of this one was opened: ")[2].split(",")[0]
    part = Talk(desk, people.handler, desk.mail_for(people.handler, "got a ticket of its own"))
    assert part.newest.tag == tag
    part.says("#close", "The ticket is closed")
    handler.says("#reached yes\n#stats platforms", "they reached those")
    assert "taken down: 1" in desk.mail_for(people.handler, "Requests of the last").text


def _written_down(desk: LivingDesk, tag: str) -> None:
    """What was agreed, told and learned stands in the ticket and the record, and no word of it in the log."""
    with desk.books() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None and ticket.status == "closed"
        told = [line.what for line in record_lines(books, "desk") if line.ticket_id == ticket.id]
        said = "\n".join(entry_paper(books, ticket, one).get("text", "") for one in entries_of(books, ticket.id))
        figures = figures_of(books, ticket)
    for what in (
        "consent given threat_lab",
        "escalated threat_lab",
        "returned threat_lab confirmed",
        "consent withdrawn threat_lab",
        "drafted vital interest",
        "confirmed vital interest",
        "referred elsewhere",
        "escalated platform-meta",
        "returned platform-meta removed",
        "reached yes",
        "rejection proposed",
    ):
        assert what in told, what
    assert "Lesson: look at old pages first" in said and "the rest is about rent" in said and "Cedar Legal Aid" in said
    assert figures["recommend"] == ["privacy_settings"] and figures["outcome"] == "out_of_mandate"
    log = desk.log.read_text()
    assert all(word not in log for word in ("instagram", "rent", "Cedar", desk.people.reporter.address))
