"""The test people's own mails are what they claim to be, read by a mail library and by gpg."""

import email

import pytest

from tests.mails import mail
from tests.people import People, run_gpg


def test_a_sealed_mail_holds_the_text_and_its_protected_subject(people: People) -> None:
    raw = mail(people.reporter, people.desk, "مرحبا، هاتفي مخترق", subject="هاتفي", sealed_by=people.reporter)
    outer = email.message_from_bytes(raw)
    assert outer.get_content_type() == "multipart/encrypted" and outer["Subject"] == "[...]"
    inner = email.message_from_bytes(people.desk.opens(outer.get_payload()[1].get_payload(decode=True)))  # type: ignore[union-attr,arg-type,index]
    assert inner.get_param("hp") == "cipher" and "=?utf-8?" in inner["Subject"]
    assert inner.get_payload(decode=True).decode() == "مرحبا، هاتفي مخترق"  # type: ignore[union-attr]


def test_a_signed_mail_verifies(people: People, tmp_path: object) -> None:
    raw = mail(people.handler, people.desk, "hello", sign=people.handler, attachments=[("نص.txt", "text/plain", b"x")])
    body = raw.partition(b"\r\n\r\n")[2]
    edge = b"\r\n--" + email.message_from_bytes(raw).get_boundary().encode()  # type: ignore[union-attr]
    part, signature = (b"\r\n" + body).split(edge)[1:3]
    path = f"{tmp_path}/sig"
    with open(path, "wb") as file:
        file.write(signature.partition(b"\r\n\r\n")[2])
    run_gpg(people.handler.home, "--verify", path, "-", given=part[2:])


@pytest.mark.parametrize("inline", [True, False])
def test_a_mail_may_be_sealed_inline(people: People, inline: bool) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, inline=inline)
    assert b"-----BEGIN PGP MESSAGE-----\r\n" in raw and b"\n" not in raw.replace(b"\r\n", b"")
