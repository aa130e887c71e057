"""What leaves is read by the person it is for, and by nobody on the way."""

import email
from datetime import datetime
from email.header import decode_header, make_header

import pytest

from pgp.keyring import Keyring
from pgp.mime import File, Message, as_plain, checked, envelope, inner_part, safe_header
from pgp.open import open_mail
from pgp.opened import Protection
from pgp.seal import seal
from tests.people import People
from tests.pgp.test_open import knows, words

LONG = "كلمة طويلة جدا " * 30


def answer(people: People, now: datetime, **changes: object) -> Message:
    facts: dict[str, object] = {
        "sender": people.desk.address,
        "sender_name": "مكتب, السلامة",
        "to": people.reporter.address,
        "subject": "حسابك على المنصة: ماذا تفعل الآن بعد أن وصلتك رسالة مريبة",
        "text": "مرحبا\n\nجواب\n",
        "message_id": "<t0k3n@desk.test>",
        "date": now,
        "references": tuple(f"<{number}@press.test>" for number in range(60)),
        "in_reply_to": "<59@press.test>",
        "auto_submitted": "auto-replied",
        "certificate": people.desk.certificate,
    }
    return Message(**(facts | changes))  # type: ignore[arg-type]


def test_a_sealed_answer_is_opened_by_its_reader_with_its_subject(
    people: People, keyring: Keyring, now: datetime
) -> None:
    message = answer(people, now, files=(File("report.txt", "text/plain", b"x" * 5000),))
    sealed = seal(inner_part(message), people.reporter.certificate, people.reporter.fingerprint, keyring, now)
    raw = envelope(message, sealed)
    with Keyring.build([people.reporter.secret_key]) as theirs:
        opened = open_mail(raw, theirs, knows(), now)  # the desk's key comes along as Autocrypt
    assert opened.protection is Protection.SEALED and opened.signer == people.desk.fingerprint
    read = email.message_from_bytes(opened.mail)
    assert str(make_header(decode_header(read["Subject"]))) == message.subject
    assert [part.get_content_type() for part in read.get_payload()] == ["text/plain", "text/plain"]  # type: ignore[union-attr]
    outer = email.message_from_bytes(raw)
    assert outer["Subject"] == "[...]" and message.subject.split()[0].encode() not in raw
    assert outer["Auto-Submitted"] == read["Auto-Submitted"] == "auto-replied"


def test_older_programs_find_the_subject_too(people: People, now: datetime) -> None:
    part = email.message_from_bytes(inner_part(answer(people, now)))
    assert part.get_param("protected-headers") == "v1" and part.get_param("hp") == "cipher"
    assert "Subject: [...]" in (part.get_all("HP-Outer") or [])


@pytest.mark.parametrize("text", ["hello\n", "مرحبا\n" * 200, LONG, "é" * 3000, "a\rb\r\nc\0d", "From x\n.\n..\n ", ""])
def test_a_plain_mail_travels_whatever_its_text(people: People, now: datetime, text: str) -> None:
    raw = checked(as_plain(answer(people, now, text=text)))
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    assert words(raw)[1].replace("\r\n", "\n").rstrip("\n") == wanted.rstrip("\n")


@pytest.mark.parametrize(
    "change",
    [
        {"to": "a@b.test\r\nBcc: mallory@evil.test"},
        {"to": "<a@b.test> NOTIFY=SUCCESS"},
        {"to": "-oQ@b.test"},
        {"sender": "a b@c.test"},
        {"reply_to": "x@y.test, z@y.test"},
        {"message_id": "<a@b>\r\nX: y"},
        {"references": ("<a b@c>",)},
        {"auto_submitted": "no\r\nX: y"},
        {"files": (File("../../etc/passwd", "text/plain", b""),)},
        {"files": (File('a"\r\nX: y', "text/plain", b""),)},
        {"files": (File("a.eml", "message/rfc822", b""),)},
    ],
)
def test_inj_01_to_04_and_10_no_field_breaks_out_of_its_line(
    people: People, now: datetime, change: dict[str, object]
) -> None:
    as_plain(answer(people, now))
    with pytest.raises(ValueError, match=r" is none| has no name"):
        as_plain(answer(people, now, **change))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\0"])
def test_inj_02_no_line_end_of_any_language_survives_in_a_header(people: People, now: datetime, end: str) -> None:
    raw = as_plain(answer(people, now, subject=f"a{end}Bcc: x@y.test", sender_name=f"b{end}X-Evil: y"))
    read = email.message_from_bytes(raw)
    assert read["Bcc"] is None and read["X-Evil"] is None
    assert end not in safe_header(f"a{end}b")


def test_inj_09_nothing_that_smuggles_travels() -> None:
    for bad in (b"a\nb", b"a\rb", b"a\0b", b"\xd9", b"x" * 999, b"a\r\r\nb", b"a\n.\r\nb"):
        with pytest.raises(ValueError, match=r"do not travel|does not travel"):
            checked(bad)


@pytest.mark.parametrize("pad", [False, True])
@pytest.mark.parametrize("files", [(), (File("report.txt", "text/plain", b"x" * 500),)])
def test_a_page_stands_beside_the_text_inside_the_seal(
    people: People, now: datetime, pad: bool, files: tuple[File, ...]
) -> None:
    """Text first, for programs that show the first they know; what is protected stands on the outermost part."""
    part = email.message_from_bytes(inner_part(answer(people, now, page="<p>جواب</p>" * 90, files=files), pad=pad))
    assert part.get_param("hp") == "cipher" and "Subject: [...]" in (part.get_all("HP-Outer") or [])
    both = next(one for one in part.walk() if one.get_content_type() == "multipart/alternative")
    assert [one.get_content_type() for one in both.get_payload()] == ["text/plain", "text/html"]  # type: ignore[union-attr]
    assert (part is both) == (not files and not pad)
    [page] = [one for one in part.walk() if one.get_content_type() == "text/html"]
    assert bytes(page.get_payload(decode=True)).decode().strip() == "<p>جواب</p>" * 90
