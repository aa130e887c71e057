"""A mail is read as its reader saw it: words, people, threads, and the forwarded mail left to itself."""

from datetime import UTC, datetime

import pytest

from daemon.sandbox.answers import believed
from daemon.sandbox.child import in_json
from mailflows.examine.letters import letter_of, words_of
from mailflows.examine.read import read_mail
from mailflows.examine.turn import take_turn
from mailflows.letter import Letter
from tests.exhibits import PHISH, mail, part


def letter(raw: bytes) -> Letter:
    return letter_of(read_mail(raw))


def test_a_reporter_writes() -> None:
    read = letter(
        mail(
            "مرحبا، أنا خائفة", headers="References: <a@x> <b@x>\r\nIn-Reply-To: <c@x>\r\nCc: Omar <omar@X.Example>\r\n"
        )
    )
    assert [(box.name, box.address) for box in read.senders] == [("Layla", "layla@reporter.example")]
    assert [box.address for box in read.to] == ["help@desk.example", "omar@x.example"]
    assert read.text == read.signed_text == "مرحبا، أنا خائفة" and read.text_source == "plain"
    assert read.references == ("<a@x>", "<b@x>", "<c@x>") and read.message_id == "<one@reporter.example>"
    assert read.date == datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("encoded", [True, False], ids=["base64", "plain"])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("message/rfc822", ""),
        ("message/rfc822; name=x.eml", "x.eml"),
        ("application/octet-stream; name=x.eml", "x.eml"),
        ("text/plain; name=x.eml", ""),
    ],
)
def test_a_forwarded_mail_is_cut_out_and_lends_the_letter_no_word(kind: str, name: str, encoded: bool) -> None:
    raw = mail("look at this", part(PHISH, kind, name, encoded))
    read = read_mail(raw)
    assert [piece.forwarded for piece in read.parts] == [False, True]
    assert read.parts[1].content.rstrip() == PHISH.rstrip()
    told = letter_of(read)
    assert told.text == told.signed_text == "look at this"
    assert [file.detected for file in told.attachments] == ["message/rfc822"]
    assert [box.address for box in told.senders] == ["layla@reporter.example"]


def test_forwarded_mails_inside_one_another_are_opened_one_at_a_time() -> None:
    inner = PHISH
    for _ in range(400):
        inner = b"Content-Type: message/rfc822\r\n\r\n" + inner
    assert [piece.forwarded for piece in read_mail(inner).parts] == [True]


def test_only_the_first_plain_text_counts_as_signed() -> None:
    read = letter(mail("#close", part(b"#reply to mallory", "text/plain")))
    assert read.signed_text == "#close"
    rich = b"From: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>#close</p><script>x</script><p>hello</p>"
    assert (
        letter(rich).signed_text == "" and letter(rich).text == "#close\nhello" and letter(rich).text_source == "html"
    )


@pytest.mark.parametrize(
    ("charset", "said", "read_as"),
    [
        ("windows-1256", "مرحبا".encode("cp1256"), "مرحبا"),
        ("ISO-8859-6", "مرحبا".encode("iso-8859-6"), "مرحبا"),
        ("utf-8", b"\xff\xfe ok", "\ufffd\ufffd ok"),
        ("x-nobody-knows", "été".encode(), "été"),
        ("utf-7", b"+ADw-script+AD4-", "+ADw-script+AD4-"),
        ("idna", b"abc", "abc"),
        ("base64", b"abc", "abc"),
        ("undefined", b"abc", "abc"),
        ("utf-8\x00", b"abc", "abc"),
    ],
)
def test_every_character_set_gives_words(charset: str, said: bytes, read_as: str) -> None:
    raw = b"From: a@b.example\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + said
    assert letter(raw).text == read_as


def test_subjects_are_decoded_and_cannot_turn_the_line() -> None:
    subject = "=?utf-8?b?2YXYsdit2KjYpw==?= =?utf-8?q?_\u202efdp=E2=80=AE.exe=0D=0ABcc:?="
    read = letter(f"From: a@b.example\r\nSubject: {subject}\r\n\r\nx".encode())
    assert read.subject.startswith("مرحبا") and not set("\u202e\r\n") & set(read.subject)
    many = letter(b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?a?= " * 150 + b"\r\n\r\nx")
    assert many.subject.startswith("aaaa") and "=?utf-8?q?a?=" in many.subject


def test_marks_that_arabic_needs_survive_in_the_text() -> None:
    said = "می\u200cخواهم \u200fقال\u200e \u2066isolated\u2069"
    read = letter(mail(said + "\u202eevil\x00\x1b[2J"))
    assert read.text == said + "evil[2J"


def test_only_what_the_gate_asks_for_leaves_the_headers() -> None:
    asked = "Auto-Submitted: auto-replied\r\nX-Secret-Trace: 10.1.1.1\r\nList-Id: <a.b>\r\nX-Hirz-Loop: abc\r\n"
    names = dict(letter(mail("hi", headers=asked)).headers)
    assert names["auto-submitted"] == "auto-replied" and names["list-id"] == "<a.b>" and names["x-hirz-loop"] == ""
    assert names["content-type"] == "multipart/mixed" and "x-secret-trace" not in names


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\x00\x00\x00",
        b"\r\n\r\n",
        b"no header",
        b"From:\r\nTo:\r\nDate: never\r\nMessage-ID: <[]@>\r\n\r\n",
        b"From: " + b"(" * 5000 + b"\r\n\r\nx",
        b"From: " + b'"' * 9000 + b"\r\n\r\nx",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=\r\n\r\n----\r\n",
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\nFinal-Recipient: x\r\n",
        b"Content-Type: text/plain; name*0*=utf-16''%FF; name*1*=%FE\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=\x00''%\r\n\r\nx",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!notbase64!!!=a",
        b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n#@\r\n",
        b"Subject: =?utf-8?b?////?= =?x?q?a?=\r\nFrom: =?q?b?c\r\n\r\n\xff",
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 60_000 + b"deep",
    ],
)
def test_broken_mail_is_still_a_letter(broken: bytes) -> None:
    assert isinstance(letter(broken), Letter)


@pytest.mark.parametrize(
    "header",
    [
        b"Message-ID: <\x00@x>",
        b"Message-ID: <\xff@x>",
        b"References: <\xd9\x85@x> <\x01>",
        b"X-Hirz-A_b.c: 1",
        b"X-Hirz-" + b"a" * 90 + b": 1",
        f"To: x <a@{'İ' * 318}>".encode(),
    ],
)
def test_no_header_keeps_a_letter_from_being_believed(header: bytes) -> None:
    """One octet in a Message-ID, and the whole mail was one that the sandbox could not answer for."""
    raw = b"From: a@b.example\r\n" + header + b"\r\nIn-Reply-To: <kept@x>\r\n\r\nhello\r\n"
    turn = take_turn(raw, "mail")
    assert believed(in_json(turn), "mail") == turn
    assert turn.letter and turn.letter.text == "hello\n" and turn.letter.references == ("<kept@x>",)
    assert b"X-Hirz" not in header or any(name.startswith("x-hirz-") for name, _ in turn.letter.headers)


@pytest.mark.parametrize("named", [b'"utf-8\x00"', b"\x00", b"\xff\x00", b"utf-16"])
def test_no_made_up_character_set_hides_what_a_part_holds(named: bytes) -> None:
    """A NUL in its name, and the mail was one that nobody can read; mail programs show it all the same."""
    text = b"Content-Type: text/html; charset=" + named + b"\r\n\r\n<p>\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7</p>\r\n"
    file = (
        b"Content-Type: x/y; name=a.exe; charset="
        + named
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\nTVq\xffQAAM=\r\n"
    )
    read = read_mail(mail("see", text, file))
    assert read.parts[1].content.startswith("<p>مرحبا".encode())
    assert read.parts[2].content == b"MZ\x90\x00\x03"
    assert named == b"utf-16" or "مرحبا" in words_of(read.parts[1])


def test_ambiguity_is_kept() -> None:
    two = letter(b"From: a@b.example\r\nFrom: c@d.example\r\n\r\nx")
    assert [box.address for box in two.senders] == ["a@b.example", "c@d.example"]
    assert letter(b"Subject: nobody\r\n\r\nx").senders == ()
