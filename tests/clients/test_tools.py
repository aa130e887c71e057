"""sqop, gosop, rnp, sq and gpg: each writes with a key it made, and each reads what the desk answers."""

import email
import secrets
from collections.abc import Iterator, Sequence
from email.header import decode_header, make_header
from email.utils import formatdate
from pathlib import Path

import pytest

from daemon.demo.servers import Received
from pgp import armour
from pgp.packets import PKESK, walk
from tests.clients.conftest import FILLED, Tells
from tests.clients.filed import letters_in
from tests.clients.reopened import is_believed
from tests.clients.tools import TOOLS, Tool
from tests.desk import LivingDesk
from tests.mails import autocrypt_value, content, crlf, encoded_word, encrypted_part, joined, mail, protected
from tests.people import People, Person
from tests.posted import ARMOUR, message_id_of

pytestmark = pytest.mark.clients


@pytest.fixture(params=list(TOOLS))
def tool(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tool]:
    address = f"amal.{secrets.token_hex(3)}@press.test"
    one = TOOLS[request.param](request.param, tmp_path, address)
    yield one
    one.close()


def test_each_tool_writes_to_the_desk_and_reads_what_it_answers(
    desk: LivingDesk, form: str, people: People, tool: Tool, tmp_path: Path, tells: Tells
) -> None:
    words = f"وصلتني رسالة غريبة اليوم من النقابة وفيها رابط {secrets.token_hex(4)}"
    raw = letter(tool, people.desk, words, subject="سر كبير", brings_key=True)
    desk.receives(raw)
    told = desk.mail_for(people.handler, words)
    (first,) = letters_in(desk, told.tag)
    assert (first.protection, first.proof, first.keys) == ("sealed", "first_key", ("pinned",))
    assert (first.paper["subject"], first.file_names, first.language) == ("سر كبير", ["ملف.txt"], "ar")
    is_believed(raw, tmp_path, people.desk, tool.certificate, "سر كبير")
    tells(
        f"{tool.name} writes; the desk: {told.tag}, {first.protection}, signer {first.keys[0]}; hirz open believes it"
    )

    received = answer(desk, tool, 1)
    readers = [packet.tag for packet in walk(armour.take_off(sealed_in(received)))].count(PKESK)
    size = len(crlf(tool.opens(sealed_in(received), people.desk.certificate)[0]))  # gosop takes every CR away
    assert (readers, size % 4096 == 0) == ((2, True) if form == FILLED else (1, False))
    shown = reads(tool, received, people, "وصلتنا رسالتكم")
    tells(f"{tool.name} reads the first answer: one good signature, Subject {shown!r}")

    guidance = f"غيّروا كلمة المرور. {secrets.token_hex(4)}"
    order = f"#ticket {told.nonce}\n#take\n#reply\n\n{guidance}\n"
    desk.receives(mail(people.handler, people.desk, order, sealed_by=people.handler))
    replied = answer(desk, tool, 2)
    shown = reads(tool, replied, people, "جواب", guidance)
    tells(f"{tool.name} reads a handler's reply: one good signature, Subject {shown!r}")

    again = f"شكرًا {secrets.token_hex(4)}"
    desk.receives(letter(tool, people.desk, again, subject="Re", references=[message_id_of(replied)]))
    assert desk.mail_for(people.handler, again).tag == told.tag
    assert [one.proof for one in letters_in(desk, told.tag)] == ["first_key", "pinned"]
    tells(f"{tool.name} answers without bringing its key again: {told.tag}, pinned")


def letter(
    tool: Tool, desk: Person, text: str, *, subject: str, brings_key: bool = False, references: Sequence[str] = ()
) -> bytes:
    """A sealed mail as a mail program would put it together around what the tool gives."""
    routing = [
        ("From", tool.address),
        ("To", desk.address),
        ("Date", formatdate()),
        ("Message-ID", f"<{secrets.token_hex(8)}@press.test>"),
    ]
    if references:
        routing += [("In-Reply-To", references[-1]), ("References", " ".join(references))]
    owner = Person("Amal", tool.address, b"", tool.certificate, "", Path())
    key = [("Autocrypt", autocrypt_value(owner))] if brings_key else []
    shape, body = content(text, [("ملف.txt", "text/plain", "سطر".encode())])
    inner = joined(protected([*routing, ("Subject", encoded_word(subject)), *key], shape, "rfc9788"), body)
    outer = [*routing, ("Subject", "[...]"), ("MIME-Version", "1.0")]
    return joined(outer, b"", after=encrypted_part(tool.seals(inner, desk.certificate)))


def answer(desk: LivingDesk, tool: Tool, number: int) -> Received:
    """The desk's mail with this number to whom the tool belongs; waits for it."""
    desk.until(lambda: len(desk.left_for(tool.address)) >= number, f"answer {number} to {tool.name}")
    return desk.left_for(tool.address)[number - 1]


def sealed_in(received: Received) -> bytes:
    return received.mail[received.mail.index(ARMOUR) :].partition(b"\r\n--=_")[0]


def reads(tool: Tool, received: Received, people: People, subject: str, words: str = "") -> str:
    """Asserts that the tool opens it, sees the desk's signature and no other, and a Subject that is only inside."""
    message = sealed_in(received)
    opened, signers = tool.opens(message, people.desk.certificate)
    assert len(signers) == 1 and people.desk.fingerprint.endswith(signers[0]), (tool.name, signers)
    inside, outside = email.message_from_bytes(opened), email.message_from_bytes(received.mail)
    shown = str(make_header(decode_header(inside["Subject"])))
    assert outside["Subject"] == "[...]" and subject in shown
    text = next(part for part in inside.walk() if part.get_content_type() == "text/plain")
    assert words in bytes(text.get_payload(decode=True)).decode()
    assert tool.opens(message, people.mallory.certificate)[1] == [], "somebody else's key proves nothing"
    return shown
