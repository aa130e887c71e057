"""What frightened a reporter on its way through the desk: seen through, shown harmlessly, handed out to few."""

import email
import io
import json
import secrets
import zipfile

import pytest
from PIL import Image

from db.questions import ticket_named
from db.questions.record import record_lines
from tests.desk import LivingDesk, NewDesk
from tests.exhibits import PHISH, macro_document
from tests.mails import mail
from tests.people import People, Person
from tests.posted import ARMOUR, Mail

RULERS = "Forged: the ministry of nothing"


@pytest.fixture
def desk(new_desk: NewDesk, people: People) -> LivingDesk:
    desk = new_desk()
    desk.starts()
    return desk


def screenshot() -> bytes:
    """A picture with a comment that only its maker should have seen."""
    held = io.BytesIO()
    picture = Image.new("RGB", (640, 360), "white")
    picture.paste((200, 30, 30), (40, 40, 300, 120))
    picture.save(held, "JPEG", comment=RULERS.encode())
    return held.getvalue()


def files_of(raw: bytes, person: Person) -> dict[str, bytes]:
    """The files in a sealed mail, by name."""
    inner = email.message_from_bytes(person.opens(raw[raw.index(ARMOUR) :]))
    found: dict[str, bytes] = {}
    for part in inner.walk():
        if part.get_filename():
            found[str(part.get_filename())] = bytes(part.get_payload(decode=True))
    return found


def writes(desk: LivingDesk, notice: Mail, text: str) -> None:
    handler = desk.people.handler
    desk.receives(mail(handler, desk.people.desk, f"#ticket {notice.nonce}\n{text}\n", sealed_by=handler))


def comes(desk: LivingDesk, people: People) -> Mail:
    """A journalist's sealed letter with a mail, a document and a screenshot; returns the notice about it."""
    about = f"they want my password {secrets.token_hex(4)}"
    files = [
        ("bank.eml", "message/rfc822", PHISH),
        ("كشف المستحقات.docm", "application/octet-stream", macro_document()),
        ("screen.jpg", "image/jpeg", screenshot()),
    ]
    desk.receives(
        mail(people.reporter, people.desk, about, sealed_by=people.reporter, attachments=files, autocrypt=True)
    )
    return desk.mail_for(people.handler, about)


def test_evidence_goes_its_way(desk: LivingDesk, people: People) -> None:
    handler, lab, document = people.handler, people.lab, macro_document()
    notice = comes(desk, people)
    assert "Verdict: DANGEROUS" in notice.text and "macro" in notice.text and "attacker[.]example" in notice.text
    assert "attacker.example" not in notice.text and "hxxp" in notice.text

    # the screenshot was drawn anew by the sandbox: the same picture, and nothing else of the file
    assert "file 3: picture-3.png" in notice.text
    shown = files_of(notice.raw, handler)["picture-3.png"]
    picture = Image.open(io.BytesIO(shown), formats=["PNG"])
    assert picture.size == (640, 360) and RULERS.encode() not in shown and not picture.info.get("comment")

    # the document as it came, for one handler, in a zip that does nothing by a click
    writes(desk, notice, "#fetch 2")
    fetched = desk.mail_for(handler, "For you alone")
    packed = files_of(fetched.raw, handler)["file-2.zip"]
    assert unpacked(packed) == document and document not in packed
    with pytest.raises(RuntimeError):
        unpacked(packed, b"wrong")
    assert fetched.sealed and "infected" in fetched.text

    # and for the threat lab, whose key the desk was given
    writes(desk, fetched, "#fetch 2 threat_lab")
    sent = desk.mail_for(lab, notice.tag)
    assert unpacked(files_of(sent.raw, lab)["file-2.zip"]) == document
    assert people.reporter.address not in sent.text and handler.address not in sent.text

    # another look finds the same; a person's own verdict holds, and says why
    newest = desk.mail_for(handler, "goes to threat_lab")
    writes(desk, newest, "#examine again")
    assert "Nothing is found otherwise" in desk.mail_for(handler, "examined again under").text
    writes(desk, newest, "#verdict suspicious the accountant sent it, the bank mail is real phishing")
    assert "Verdict: from DANGEROUS to suspicious." in desk.mail_for(handler, "Verdict: from").text

    # the person who sent it hears it in our words, with nothing of the attacker's
    writes(desk, newest, "#send what_we_found")
    told = desk.mail_for(people.reporter, "attempt to deceive")
    assert told.sealed and "attacker" not in told.text and "bank.example" not in told.text

    newest = desk.mail_for(handler, "A ready mail goes to the reporter")
    writes(desk, newest, "#fetch 9")
    assert "no file with this number" in desk.mail_for(handler, "no file with this number").text
    writes(desk, newest, "#verdict harmless")
    assert "not one the command knows" in desk.mail_for(handler, "not one the command knows").text
    desk.rests()
    desk.stops()
    _custody(desk, notice.tag)
    sums = json.loads(desk.hirz("evaluate", "--desk", "--json"))
    assert sums["overridden"] == {"dangerous > suspicious": 1} and sums["raised"] == 0
    assert {"F03", "S02", "U08"} <= set(sums["lowered"])
    assert people.reporter.address not in desk.log.read_text() and "attacker" not in desk.log.read_text()


def unpacked(packed: bytes, password: bytes = b"infected") -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        (name,) = archive.namelist()
        assert name.isascii() and name.endswith(".bin")
        return archive.read(name, password)


def _custody(desk: LivingDesk, tag: str) -> None:
    """Each coming and going of a file is in the record, by a mark that only the ticket's own key compares."""
    with desk.books() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        lines = [line for line in record_lines(books, "desk") if line.ticket_id == ticket.id]
    came = [line.detail.split() for line in lines if line.what == "file came"]
    out = [line.detail.split() for line in lines if line.what == "file asked for"]
    assert [words[1] for words in came] == ["1", "2", "3"] and [words[1] for words in out] == ["2", "2"]
    assert {words[2] for words in out} == {came[1][2]}


def test_the_files_of_later_letters_are_numbered_on(desk: LivingDesk, people: People) -> None:
    first = comes(desk, people)
    answer = desk.mails_for(people.reporter, 1)[0]
    raw = mail(
        people.reporter, people.desk, "and this came too", sealed_by=people.reporter,
        attachments=[("more.txt", "text/plain", b"a note")], references=[answer.message_id],
    )  # fmt: skip
    desk.receives(raw)
    later = desk.mail_for(people.handler, "and this came too")
    assert later.tag == first.tag and "4. more.txt" in later.text
    writes(desk, later, "#fetch 4")
    fetched = desk.mail_for(people.handler, "For you alone")
    assert unpacked(files_of(fetched.raw, people.handler)["file-4.zip"]) == b"a note"
    desk.stops()
