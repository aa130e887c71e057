"""Delta Chat and the desk: given the desk's vCard, somebody writes from a telephone and reads the answers there."""

import email
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from pgp.autocrypt import vcard
from tests.clients.conftest import Tells
from tests.clients.delta_chat import DeltaChat
from tests.clients.filed import letters_in
from tests.clients.reopened import is_believed
from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People

pytestmark = pytest.mark.clients


@pytest.fixture
def rima(desk: LivingDesk) -> Iterator[DeltaChat]:
    address, password = f"rima.{secrets.token_hex(3)}@press.test", "a pass word"
    desk.server.add(address, password)
    telephone = DeltaChat(address, "ريما", imap_port=desk.server.port, smtp_port=desk.sink.port, password=password)
    yield telephone
    telephone.close()


def test_delta_chat_writes_and_reads_the_answers_with_the_padlock(
    desk: LivingDesk, people: People, rima: DeltaChat, tmp_path: Path, tells: Tells
) -> None:
    tells(f"Delta Chat is configured for {rima.address}")
    chat = rima.knows(vcard(people.desk.address, "Test Desk", people.desk.certificate))
    words = f"وصلتني رسالة غريبة اليوم من النقابة وفيها رابط {secrets.token_hex(4)}"
    picture = tmp_path / "كشف الحساب.txt"
    picture.write_text("سطر واحد", "utf-8")
    rima.writes(chat, words, picture)
    tells("it wrote Arabic text and a file to the desk of the vCard")

    told = desk.mail_for(people.handler, words)
    (letter,) = letters_in(desk, told.tag)
    assert (letter.protection, letter.proof, letter.keys) == ("sealed", "first_key", ("pinned",))
    assert letter.language == "ar" and letter.paper["from"] == rima.address
    assert letter.paper["subject"] == "Message from ريما" and letter.file_names == [picture.name]
    tells(f"the desk: {told.tag}, {letter.protection}, signer {letter.keys[0]}, Subject {letter.paper['subject']!r}")

    raw = desk.left_for(people.desk)[0].mail
    is_believed(raw, tmp_path, people.desk, rima.certificate, "Message from ريما")
    outside = email.message_from_bytes(raw)
    assert str(outside["To"]).endswith(": ;") and outside["Subject"] == "[...]"
    date = datetime.fromisoformat(letter.paper["date"])
    assert abs(datetime.now(UTC) - date) < timedelta(minutes=5)
    tells("hirz open believes it")
    tells(f"Date inside {date:%d %b %H:%M}, outside {parsedate_to_datetime(outside['Date']):%d %b %H:%M}")

    first = rima.sees(chat, "Test Desk")
    assert first["showPadlock"] and first["subject"].startswith("وصلتنا رسالتكم"), first
    tells(f"Delta Chat shows the answer in the same chat, with padlock: {first['text'].splitlines()[0]!r}")

    guidance = f"لا تضغطي على الرابط. {secrets.token_hex(4)}"
    order = f"#ticket {told.nonce}\n#take\n#reply\n\n{guidance}\n"
    desk.receives(mail(people.handler, people.desk, order, sealed_by=people.handler))
    reply = rima.sees(chat, guidance)
    assert reply["showPadlock"] and reply["chatId"] == chat
    tells(f"a handler's #reply is shown with padlock: {reply['text'].splitlines()[0]!r}")

    again = f"شكرًا، لم أضغط عليه {secrets.token_hex(4)}"
    rima.writes(chat, again, quoting=reply["id"])
    news = desk.mail_for(people.handler, again)
    assert news.tag == told.tag and f"| {again}" in news.text
    second = letters_in(desk, told.tag)[1]
    assert (second.protection, second.proof) == ("sealed", "pinned")
    tells(f"and the answer to it, with our words quoted above, lands in {told.tag}, {second.proof}")
