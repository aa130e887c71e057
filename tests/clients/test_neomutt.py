"""neomutt with gpgme and the desk: composed by hand in a terminal, and the answers read on its screen."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.conftest import Tells
from tests.clients.filed import letters_in
from tests.clients.neomutt import Neomutt
from tests.clients.programs import program
from tests.clients.reopened import is_believed
from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People, forget_home, make_person, new_home

pytestmark = pytest.mark.clients


@pytest.fixture
def sara(desk: LivingDesk, people: People, tmp_path: Path) -> Iterator[Neomutt]:
    program("neomutt")
    address, password = f"sara.{secrets.token_hex(3)}@press.test", "a pass word"
    desk.server.add(address, password)
    home = new_home()
    client = None
    try:
        owner = make_person("Sara", address, home)
        client = Neomutt(owner, tmp_path, imap_port=desk.server.port, smtp_port=desk.sink.port, password=password)
        client.knows(people.desk)
        yield client
    finally:
        if client is not None:
            client.close()
        forget_home(home)


def test_neomutt_writes_sealed_and_shows_the_answers_with_a_good_signature(
    desk: LivingDesk, people: People, sara: Neomutt, tmp_path: Path, tells: Tells
) -> None:
    words = f"وصلتني رسالة غريبة اليوم من النقابة وفيها رابط {secrets.token_hex(4)}"
    own_key = sara.owner.gpg("--armor", "--export", sara.owner.fingerprint)
    files = {"ملف.txt": "سطر\n".encode(), "sara.asc": own_key}
    screen = sara.writes(people.desk.address, "سر كبير", words, files)
    tells(f"neomutt's screen: {line_with('Subject:', screen)!r}, {line_with('Security:', screen)!r}")

    told = desk.mail_for(people.handler, words)
    (letter,) = letters_in(desk, told.tag)
    assert (letter.protection, letter.proof, letter.keys) == ("sealed", "first_key", ("pinned",))
    assert letter.paper["subject"] == "سر كبير" and letter.language == "ar"
    assert letter.file_names == ["ملف.txt", "sara.asc"]
    raw = desk.left_for(people.desk)[0].mail
    is_believed(raw, tmp_path, people.desk, sara.owner.certificate, "سر كبير")
    tells("hirz open believes it")
    outside = raw.partition(b"\r\n\r\n")[0]
    assert b"Subject: ..." in outside and "سر".encode() not in outside
    tells(f"the desk: {told.tag}, {letter.protection}, signer {letter.keys[0]}, Subject {letter.paper['subject']!r}")

    screen = sara.reads(1, "Good signature from: Help Desk", "Subject: وصلتنا رسالتكم/ن", told.tag)
    tells(f"neomutt's screen: {line_with('Good signature', screen)!r}, {last_line_with('Subject:', screen)!r}")

    guidance = f"غيّروا كلمة المرور من جهاز آخر {secrets.token_hex(4)}"
    order = f"#ticket {told.nonce}\n#take\n#reply\n\n{guidance}\n"
    desk.receives(mail(people.handler, people.desk, order, sealed_by=people.handler))
    desk.until(lambda: len(desk.left_for(sara.owner)) == 2, "the handler's reply")
    sara.leaves()
    screen = sara.reads(2, "Good signature from: Help Desk", "Subject: جواب", guidance)
    tells(f"neomutt's screen: {line_with('Good signature', screen)!r}, {line_with(guidance, screen)!r}")

    again = f"شكرًا جزيلًا {secrets.token_hex(4)}"
    sara.answers(again)
    assert desk.mail_for(people.handler, again).tag == told.tag
    assert [one.proof for one in letters_in(desk, told.tag)] == ["first_key", "pinned"]
    tells(f"and the answer to it lands in {told.tag}, pinned")


def line_with(words: str, screen: str) -> str:
    return next(line.strip() for line in screen.splitlines() if words in line)


def last_line_with(words: str, screen: str) -> str:
    return [line.strip() for line in screen.splitlines() if words in line][-1]
