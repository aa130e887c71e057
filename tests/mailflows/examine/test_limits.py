"""What is refused before anybody parses it, and what honest mail may be."""

import pytest

from mailflows.examine.limits import REASONS, too_much
from tests.exhibits import PHISH, mail, part


def nested(depth: int) -> bytes:
    """Multiparts inside one another."""
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number) for number in range(depth)
    )
    return b"From: mallory@attacker.example\r\n" + heads + b"Content-Type: text/plain\r\n\r\nhi\r\n"


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (b"From: a@b.example\r\n" + b"X-A: b\r\n" * 200_000 + b"\r\nhi", "too_many_headers"),
        (b"X: y\r\n" * 600 + b"\r\n", "too_many_headers"),
        (b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?a?= " * 21_000 + b"\r\n\r\nhi", "header_too_long"),
        (b"From: a@b.example\r\nTo:" + b"\r\n x@y.example," * 8000 + b"\r\n\r\nhi", "header_too_long"),
        (mail("hi", b"Content-Type: text/plain" + b"; a=b" * 300 + b"\r\n\r\nx"), "header_too_long"),
        (b"".join(b"X-%d: %s\r\n" % (number, b"a" * 9000) for number in range(40)), "header_block_too_large"),
        (nested(2000), "too_deep"),
        (nested(21), "too_deep"),
        (mail("hi", *[part(b"x", "text/plain")] * 300), "too_many_parts"),
        (b"From: a@b.example\r\n\r\n" + b"\r\n" * 10_000_000, "too_many_lines"),
        (b"From: a@b.example\r\n\r\n" + b"a" * 2_000_000, "line_too_long"),
        (b"a\n" * 20_000_000, "too_large"),
        (b"From: a@b.example\r\n\r\n" + (b"\r" * 9000 + b"\n") * 1000, "too_many_lines"),
        (nested(30).replace(b"\r\n", b"\r"), "too_deep"),
        (b"Content-Type: message/rfc822\n\n" * 2000, "too_many_parts"),
        (mail("hi", b"X-Inner: y\r\n" * 600 + b"\r\nbody"), "too_many_headers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_parsers_choke_on_is_refused_with_its_reason(hostile: bytes, reason: str) -> None:
    assert too_much(hostile) == reason
    assert reason in REASONS


@pytest.mark.parametrize(
    "honest",
    [
        b"",
        b"\x00" * 100,
        b"no header at all",
        nested(15),
        mail(
            "an ordinary mail",
            part(PHISH, "message/rfc822", "x.eml"),
            part(b"x" * 3_000_000, "image/jpeg", "photo.jpg"),
        ),
        mail("-- \r\nLayla\r\n--- a/file.c\r\n+++ b/file.c\r\n" + "--option\r\n" * 1000),
        b"In-Reply-To: <" + b"x" * 22_000 + b"@phish.example>\r\n\r\nas a phishing kit writes it",
        b"Autocrypt: addr=a@b.example; keydata=" + b"\r\n xxxx" * 11_000 + b"\r\n\r\na large key",
        b"Received: from a by b\r\n" * 120 + b"\r\nmany hops",
        b"From: a@b.example\r\n\r\n" + b"\r\n" * 500_000,
    ],
)
def test_honest_mail_is_let_through(honest: bytes) -> None:
    assert too_much(honest) is None


def test_a_mail_of_the_largest_size_is_let_through() -> None:
    assert too_much(mail("a film", part(b"x" * 24_000_000, "video/mp4", "film.mp4"))) is None
