"""Copies of protected fields, put into a text for old mail programs: taken out, and no other word with them."""

import base64
import quopri
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgp.copies import without_copy
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.parts import part_of, split
from tests.people import People
from tests.pgp.packets import signed_and_sealed
from tests.pgp.test_open import knows

Opens = Callable[[bytes], Opened]
FIELDS = "From: samir@press.test\r\nTo: help@desk.test\r\nSubject: هاتفي\r\n"
PLAIN = "Subject: هاتفي\r\nTo: help@desk.test\r\n\r\nhello"
PAGE = (
    "<html><head><title>x</title></head><BODY dir='rtl'>\r\n"
    '<div class="header-protection-legacy-display"\r\n><pre>Subject: هاتفي\r\nTo: help@desk.test</pre></div>'
    "<p>hello <div>there</div></p></body></html>"
)
SHORT = "<html><head><title>x</title></head><BODY dir='rtl'><p>hello <div>there</div></p></body></html>"


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter), now)


def text_part(kind: str, text: str, *, marked: bool = True, encoding: str = "8bit") -> str:
    mark = '; hp-legacy-display="1"' if marked else ""
    octets = text.encode()
    if encoding == "base64":
        octets = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        octets = quopri.encodestring(octets.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    head = f"Content-Type: {kind}; charset=utf-8{mark}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head + octets.decode()


def several(kind: str, *parts: str, more: str = '; hp="cipher"') -> str:
    edge = f"edge-{len(''.join(parts))}"
    body = "".join(f"--{edge}\r\n{part}\r\n" for part in parts) + f"--{edge}--\r\n"
    return f"Content-Type: multipart/{kind}; boundary={edge}{more}\r\n\r\n{body}"


def read(inner: str) -> str:
    """The parts of the body that is left, their texts decoded, in their order."""
    part = part_of((FIELDS + inner).encode())
    waiting, found = [part_of(f"Content-Type: {_kind(inner)}\r\n\r\n".encode() + without_copy(part))], []
    while waiting:
        one = waiting.pop(0)
        if one.kind.media.startswith("multipart/"):
            waiting = [part_of(data) for data in split(one)] + waiting
        else:
            found.append(one.content.decode().replace("\r\n", "\n").strip() if one.head.fields else one.body.decode())
    return "|".join(found)


def _kind(inner: str) -> str:
    return inner.split(": ", 1)[1].split("\n", 1)[0].strip()


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_both_texts_of_a_mail_lose_their_copy(encoding: str) -> None:
    plain, page = text_part("text/plain", PLAIN, encoding=encoding), text_part("text/html", PAGE, encoding=encoding)
    left = f"hello|{SHORT}"
    assert read(several("alternative", plain, page)) == left
    picture = "Content-Type: image/png\r\n\r\npng"
    assert read(several("mixed", several("alternative", plain, page, more=""), picture)) == f"{left}|png"
    related = several("related", page, picture, more="")
    assert read(several("mixed", several("alternative", plain, related, more=""), picture)) == f"{left}|png|png"


def test_a_text_alone_loses_it_in_a_sealed_mail(people: People, opens: Opens) -> None:
    for kind, text, left in (("text/plain", PLAIN, "hello"), ("text/html", PAGE, SHORT)):
        inner = FIELDS + text_part(kind, text)
        opened = opens(signed_and_sealed(people.reporter, people, inner.encode()))
        assert opened.signer and opened.mail.endswith(b"\r\n\r\n" + left.encode())


@pytest.mark.parametrize("media", ["text/rfc822-headers", "text/plain"])
def test_the_older_form_is_a_part_of_its_own(media: str) -> None:
    copy = f'Content-Type: {media}; protected-headers="v1"\r\nContent-Disposition: inline\r\n\r\nSubject: هاتفي\r\n'
    text = text_part("text/plain", "hello", marked=False)
    assert read(several("mixed", copy, text, more='; protected-headers="v1"')) == "hello"
    assert read(several("mixed", copy + "\r\n", text, more="")) == "hello"
    assert read(several("mixed", copy.replace("\r\n", "\n"), text).replace("\r\n", "\n")) == "hello"


@pytest.mark.parametrize(
    "inner",
    [
        text_part("text/plain", PLAIN, marked=False),
        text_part("text/plain", "Please: help me\r\nSubject: x\r\n\r\nnow"),  # a field that was not protected
        text_part("text/plain", "I write to you\r\nSubject: x\r\n\r\nnow"),
        text_part("text/plain", "\r\nSubject: x\r\n\r\nnow"),
        text_part("text/html", PAGE, marked=False),
        text_part("text/html", PAGE.replace("<pre>", "<div>").replace("</pre>", "</div>")),
        text_part("text/html", PAGE.replace("<div class", "words<div class")),
        text_part("text/html", PAGE.replace("</div>", "")),
        text_part("text/html", PAGE.replace("legacy-display", "legacy-display-not")),
        several("mixed", 'Content-Type: text/plain; protected-headers="v1"\r\n\r\nhello', "\r\nx"),
        several("mixed", 'Content-Type: text/plain; protected-headers="v1"\r\n\r\nTo: x\r\n\r\nhello', "\r\nx"),
        several("mixed", 'Content-Type: text/plain; protected-headers="v1"\r\n\r\nX-Mine: hello', "\r\nx"),
        several("mixed", 'Content-Type: text/plain; protected-headers="v1"\r\n\r\nSubject: alone'),
        several("mixed", "Content-Type: image/png\r\n\r\npng", text_part("text/plain", PLAIN)),
        several("mixed", "Content-Type: message/rfc822\r\n\r\nSubject: x\r\n" + text_part("text/plain", PLAIN)),
    ],
)
def test_no_other_word_of_the_writer_is_taken_out(inner: str) -> None:
    raw = (FIELDS + inner).encode()
    assert without_copy(part_of(raw)) == part_of(raw).body


def test_the_same_octets_before_the_first_boundary_confuse_nobody() -> None:
    part = text_part("text/plain", PLAIN)
    inner = several("mixed", part, "Content-Type: image/png\r\n\r\npng")
    head, _, body = inner.partition("\r\n\r\n")
    assert read(f"{head}\r\n\r\n{part}\r\n{body}") == "hello|png"


@pytest.mark.parametrize(
    "text",
    [
        "<body " * 100_000,
        "<div" * 200_000,
        "<body>" + " " * 500_000,
        '<body><div class="header-protection-legacy-display">' + "<div" * 100_000,
        '<body><div class="header-protection-legacy-display"' + " " * 200_000,
        "Subject: x\r\n" * 100_000,
        "Subject: " + "x" * 300_000,
    ],
)
def test_dos_a_copy_that_never_ends(text: str) -> None:
    for kind in ("text/plain", "text/html"):
        for inner in (text_part(kind, text), several("alternative", text_part(kind, text))):
            part = part_of((FIELDS + inner).encode())
            assert without_copy(part) == part.body


def test_dos_01_multiparts_in_multiparts() -> None:
    inner = text_part("text/plain", PLAIN)
    for _ in range(30):
        inner = several("alternative", inner)
    part = part_of((FIELDS + inner).encode())
    assert without_copy(part) == part.body


@given(st.text(alphabet="<>/div body=\"'\r\n:Subjectx-", max_size=200), st.sampled_from(["text/plain", "text/html"]))
def test_a_text_of_chance_is_cut_or_left(text: str, kind: str) -> None:
    part = part_of((FIELDS + text_part(kind, text)).encode())
    left = without_copy(part)
    assert left == part.body or len(left) < len(part.body)
