"""Letters and what comes of them: sealed, plain, by a handler, by a robot, by somebody who means harm, twice."""

import secrets
from pathlib import Path

from tests.desk import LivingDesk
from tests.mails import address_of, joined, mail, mailbox
from tests.people import People, Person
from tests.posted import Mail


def reporter_writes(desk: LivingDesk, frm: Person | str, sealed: bool = False) -> tuple[str, Mail]:
    """A letter with words nobody used before, and what the handler gets about it."""
    words = f"somebody reads my mail {secrets.token_hex(8)}"
    by = frm if sealed and isinstance(frm, Person) else None
    raw = mail(frm, desk.people.desk, words, sealed_by=by, autocrypt=sealed)
    desk.receives(raw)
    return words, desk.mail_for(desk.people.handler, words)


def handler_writes(desk: LivingDesk, text: str) -> None:
    handler = desk.people.handler
    desk.receives(mail(handler, desk.people.desk, text, sealed_by=handler))


def test_a_sealed_letter_is_answered_sealed(desk: LivingDesk, people: People) -> None:
    words = f"وصلتني رسالة غريبة {secrets.token_hex(8)}"
    desk.receives(
        mail(people.reporter, people.desk, words, subject="سر كبير", sealed_by=people.reporter, autocrypt=True)
    )
    told = desk.mail_for(people.handler, words)
    answer = desk.mail_for(people.reporter, told.tag)
    assert told.sealed and answer.sealed
    assert words not in answer.text, "a first answer holds nothing of the letter"
    assert answer.outer["subject"] == told.outer["subject"], "outside every mail says the same"
    assert "سر" not in str(answer.outer) + answer.subject
    assert answer.envelope_sender == "", "automatic mail has the null sender"
    assert answer.outer["auto-submitted"] == "auto-replied"


def test_a_plain_letter_is_answered_with_the_way_to_seal(desk: LivingDesk) -> None:
    _, told = reporter_writes(desk, "amal@mail.test")
    answer = desk.mail_for(Person("", "amal@mail.test", b"", b"", "", Path()), told.tag)
    assert not answer.sealed and told.sealed
    assert "BEGIN PGP PUBLIC KEY BLOCK" in answer.raw.decode() or b"application/pgp-keys" in answer.raw
    assert "PLAIN" in told.text


def test_a_handlers_reply_reaches_the_reporter(desk: LivingDesk, people: People) -> None:
    _, told = reporter_writes(desk, people.reporter, sealed=True)
    first = desk.mail_for(people.reporter, told.tag)
    words = f"Change the password from another device. {secrets.token_hex(6)}"
    handler_writes(desk, f"#ticket {told.nonce}\n#take\n#reply\n\n{words}\n\n-- \nBahia, phone 0123\n")
    reply = desk.mail_for(people.reporter, words)
    assert reply.sealed
    whole = reply.text + str(reply.outer)
    assert not [own for own in ("Bahia", "0123", people.handler.address) if own in whole]
    root = first.outer["references"].split()[0]
    assert root in reply.outer["references"], "the same thread"
    assert reply.envelope_sender.startswith("help+b-"), "only we could have made the address that bounces come to"
    transcript = next(
        one for one in desk.mails_for(people.handler) if one.text.startswith("DONE") or "DONE" in one.text
    )
    assert transcript.sealed


def test_the_out_of_office_of_a_handler_wakes_nobody(desk: LivingDesk, people: People) -> None:
    before = len(desk.sink.received)
    raw = mail(people.handler, people.desk, "I am away", headers=[("Auto-Submitted", "auto-replied")])
    desk.receives(raw)
    desk.rests()
    assert desk.holds(raw)
    assert "automatic_mail" in {row.reason for row in desk.kept() if row.state == "aside"}
    assert len(desk.sink.received) == before


def test_a_forged_command_is_not_obeyed_and_seen(desk: LivingDesk, people: People) -> None:
    _, told = reporter_writes(desk, people.reporter, sealed=True)
    lines = f"#ticket {told.nonce}\n#close\n#confirm\n\nforged {secrets.token_hex(8)}"
    for number, key in enumerate((None, people.mallory)):
        forged = lines + str(number)
        desk.receives(mail(people.handler, people.desk, forged, sealed_by=key, subject="close it"))
        seen = desk.mail_for(people.handler, forged.splitlines()[-1])
        assert "Nothing was obeyed" in seen.text
    assert f"{told.tag}  P2  new" in desk.hirz("list")


def test_two_froms_are_nobody(desk: LivingDesk, people: People) -> None:
    words = f"who am I {secrets.token_hex(8)}"
    raw = mail("layla@press.test", people.desk, words, headers=[("From", mailbox(people.handler))])
    desk.receives(raw)
    told = desk.mail_for(people.handler, words)
    assert "set aside" in told.text
    assert not desk.left_for("layla@press.test")


def test_one_message_id_and_two_letters(desk: LivingDesk, people: People) -> None:
    """Whoever repeats a Message-ID must not make another's letter vanish (R12)."""
    ident = f"<{secrets.token_hex(8)}@press.test>"
    for number in (1, 2):
        words = f"letter {number} of two {secrets.token_hex(8)}"
        desk.receives(mail("karim@press.test", people.desk, words, message_id=ident))
        desk.mail_for(people.handler, words)


def test_the_same_octets_twice_are_one_letter(desk: LivingDesk, people: People) -> None:
    words = f"once only {secrets.token_hex(8)}"
    raw = mail("nour@press.test", people.desk, words)
    desk.receives(raw)
    desk.mail_for(people.handler, words)
    before = sum(desk.kept_counts().values())
    desk.receives(raw)
    desk.rests()
    assert sum(desk.kept_counts().values()) == before
    assert len(desk.left_for("nour@press.test")) == 1
    assert desk.mailbox("Hirz/Kept").count(raw) == 2, "both were put away"


def test_a_reply_that_bounces_is_told(desk: LivingDesk, people: People) -> None:
    _, told = reporter_writes(desk, people.reporter, sealed=True)
    words = f"It is safe to log in. {secrets.token_hex(6)}"
    handler_writes(desk, f"#ticket {told.nonce}\n#reply\n\n{words}\n")
    sent = desk.mail_for(people.reporter, words)
    desk.receives(bounce(sent))
    before = told.tag
    desk.until(lambda: "bounced" in {row.reason for row in desk.outbound()}, "the bounce to be understood")
    desk.rests()
    told_again = desk.mails_for(people.handler)[-1]
    assert "could not be delivered" in told_again.text and before in told_again.text


def test_a_bounce_that_anybody_could_write_changes_nothing(desk: LivingDesk, people: People) -> None:
    _, told = reporter_writes(desk, people.reporter, sealed=True)
    words = f"Your account is yours again. {secrets.token_hex(6)}"
    handler_writes(desk, f"#ticket {told.nonce}\n#reply\n\n{words}\n")
    sent = desk.mail_for(people.reporter, words)
    local, proof, domain = *sent.envelope_sender.partition("@")[0].rsplit("-", 1), "desk.test"
    forged = Mail(**{**vars(sent), "envelope_sender": f"{local}-{proof[:-4]}0000@{domain}"})
    desk.receives(bounce(forged))
    desk.rests()
    assert next(row for row in desk.outbound() if row.message_id == sent.message_id).state == "sent"


def bounce(sent: Mail) -> bytes:
    """What a mail server writes to the return address when it could not deliver (RFC 3464)."""
    edge = secrets.token_hex(8)
    headers = [
        ("Return-Path", "<>"),
        ("From", "Mail Delivery System <mailer-daemon@press.test>"),
        ("To", sent.envelope_sender),
        ("Subject", "Undelivered Mail Returned to Sender"),
        ("Auto-Submitted", "auto-replied"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/report; report-type=delivery-status; boundary="{edge}"'),
    ]
    parts = (
        "Content-Type: text/plain\r\n\r\nno such person\r\n",
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; press.test\r\n\r\n"
        f"Final-Recipient: rfc822; {address_of(sent.recipient)}\r\nAction: failed\r\nStatus: 5.1.1\r\n",
    )
    return joined(headers, "".join(f"--{edge}\r\n{part}" for part in parts).encode() + f"--{edge}--\r\n".encode())
