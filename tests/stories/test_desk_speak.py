"""Speaking outside, word by word, in real sealed mails: what leaves, what is seen first, and what takes two."""

import re
import secrets

from tests.desk import LivingDesk, NewDesk
from tests.exhibits.ours import MAKER, letter, paper, photo
from tests.mails import File, mail
from tests.people import People, Person
from tests.posted import Mail
from tests.stories.test_evidence import files_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def says(
    desk: LivingDesk, notice: Mail | None, text: str, files: tuple[File, ...] = (), who: Person | None = None
) -> None:
    handler = who or desk.people.handler
    bound = f"#ticket {notice.nonce}\n" if notice else ""
    raw = mail(handler, desk.people.desk, f"{bound}{text}\n", sealed_by=handler, attachments=files, protect="none")
    desk.receives(raw)


def code_in(shown: Mail) -> str:
    found = re.search(r"^#confirm (\w{12})\r?$", shown.text, re.MULTILINE)
    assert found
    return found[1]


def test_what_is_said_outside(new_desk: NewDesk, people: People) -> None:
    handler, second, reporter = people.handler, people.second_handler, people.reporter
    desk = new_desk()
    desk.knows_handler(second)
    desk.starts()
    about = f"they took my account {secrets.token_hex(4)}"
    desk.receives(mail(reporter, people.desk, about, sealed_by=reporter, autocrypt=True))
    notice = desk.mail_for(handler, about)

    # seen first: the mail as it would leave, with its files as they would leave, and nothing has left
    files = (
        ("Bahia.jpg", "image/jpeg", photo()),
        ("draft by Bahia.pdf", "application/pdf", paper()),
        ("steps.docx", DOCX, letter()),
        ("OpenPGP_0xAB.asc", "application/pgp-keys", handler.certificate),
    )
    says(desk, notice, "#take\n#preview\n#reply\n#attach 1 2 3\n\nRead the paper first.", files)
    shown = desk.mail_for(handler, "THE MAIL, AS IT WOULD LEAVE")
    assert "| Read the paper first." in shown.text and reporter.address in shown.text
    assert set(files_of(shown.raw, handler)) == {"file-1.png", "file-2.pdf", "file-3.docx"}
    assert all("Read the paper" not in one.text for one in desk.mails_for(reporter))

    # its code sends exactly that, once, without anything of who made the files
    says(desk, None, f"#confirm {code_in(shown)}")
    reply = desk.mail_for(reporter, "Read the paper first.")
    went = files_of(reply.raw, reporter)
    assert reply.sealed and went == files_of(shown.raw, handler) and handler.address not in reply.text
    assert all(MAKER.encode() not in octets and b"Bahia" not in octets for octets in went.values())
    let_go = desk.mail_for(handler, "Confirmed. What")

    # asked, in another language, and both held; taken back before they left
    says(desk, let_go, "#ask\n#send phishing lang=fr\n#hold 2 h\n\nWhich service is it?")
    held = desk.mail_for(handler, "It waits until")
    assert "waits for the answer" in held.text
    says(desk, held, "#hold 1 h")
    longer = desk.mail_for(handler, "is held until")
    says(desk, longer, "#undo")
    undone = desk.mail_for(handler, "Taken back before they left: 2")

    # a file that cannot be cleaned: the whole mail waits, and the handler is told why
    commented = (("form.pdf", "application/pdf", paper(comment=True)),)
    says(desk, undone, "#reply\n#attach\n\nThis must not leave alone.", commented)
    told = desk.mail_for(handler, "A file that goes along cannot be cleaned")
    says(desk, told, "#undo")
    back = desk.mail_for(handler, "Taken back before they left: 1")

    # plain, though it came sealed: only by two
    says(desk, back, "#send-plain\n\nCall me on the number you know.")
    waits = desk.mail_for(handler, "waits for a second person")
    asked = desk.mail_for(second, "| Call me on the number you know.")
    assert "PLAIN" in asked.text and second.name in waits.text
    says(desk, None, f"#confirm {code_in(asked)}", who=second)
    plain = desk.mail_for(reporter, "Call me on the number you know.")
    last = desk.mail_for(handler, "confirmed what you wrote")
    assert not plain.sealed and "PLAIN" in last.text

    # at the end, one question
    says(desk, last, "#resolve account_secured cause=phishing recommend=unique_passwords\n#survey")
    survey = desk.mail_for(reporter, "with one number")
    assert survey.sealed and "http" not in survey.text

    desk.rests()
    desk.stops()
    assert all("must not leave alone" not in one.text for one in desk.mails_for(reporter))
    assert all("Which service" not in one.text for one in desk.mails_for(reporter))
    log = desk.log.read_text()
    assert reporter.address not in log and "Call me" not in log and MAKER not in log
