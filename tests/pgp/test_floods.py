"""DOS: mails made to cost more than their turn. Each ends with a reason, and gpg is rarely asked."""

import bz2
import resource
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pgp.headers import kind_of, split_head
from pgp.inside import from_address
from pgp.keyring import Keyring
from pgp.message import INFLATED, inflated
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import COMPRESSED, LITERAL, PKESK, Packet, ciphertext, framed, walk
from pgp.reasons import REASONS, Refused
from pgp.scan import Form, look_at
from tests.mails import mail
from tests.people import People
from tests.pgp.packets import armoured, letter, message_of, octets_of, packets_of, signed_message, wrapped_again
from tests.pgp.test_open import knows

Opens = Callable[[bytes], Opened]
GIB = 1024 * 1024 * 1024


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    """The desk opens a mail; it knows the handler."""
    return lambda raw: open_mail(raw, keyring, knows(people.handler), now)


@pytest.fixture(scope="module")
def bomb() -> dict[str, bytes]:
    """A literal of a gibibyte of nothing (a quarter of it as bzip2, which is slow to make), compressed three ways."""
    head = b"\xcb\xff" + (GIB + 6).to_bytes(4) + b"b\x00\x00\x00\x00\x00"
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = press.compress(head) + press.flush(zlib.Z_FULL_FLUSH)
    mebibyte = press.compress(bytes(1 << 20)) + press.flush(
        zlib.Z_FULL_FLUSH
    )  # stands for itself, so it can be repeated
    deflated = first + mebibyte * 1024 + press.flush()
    bzip = bz2.BZ2Compressor()
    pieces = [bzip.compress(head), *(bzip.compress(bytes(1 << 20)) for _ in range(256)), bzip.flush()]
    bodies = {"zip": b"\x01" + deflated, "zlib": b"\x02\x78\xda" + deflated, "bzip2": b"\x03" + b"".join(pieces)}
    return {name: framed(Packet(COMPRESSED, body)) for name, body in bodies.items()}


@pytest.mark.parametrize("kind", ["zip", "zlib", "bzip2"])
def test_dos_04_a_bomb_is_put_down_early(people: People, opens: Opens, bomb: dict[str, bytes], kind: str) -> None:
    raw = letter(people.mallory, people, wrapped_again(people, bomb[kind]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = opens(raw)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert opened.protection is Protection.UNREADABLE and opened.reasons == ("too_large_inside",)
    assert grown < 3 * INFLATED // 1024, "more memory than the limit and its copies"


def test_dos_05_compression_in_a_compression(people: People, opens: Opens) -> None:
    inner = framed(Packet(COMPRESSED, b"\x02" + zlib.compress(signed_message(people))))
    assert opens(letter(people.handler, people, wrapped_again(people, inner))).signer
    twice = framed(Packet(COMPRESSED, b"\x03" + bz2.compress(inner)))
    opened = opens(letter(people.handler, people, wrapped_again(people, twice)))
    assert opened.reasons == ("compressed_twice",) and opened.signer is None


def test_bzip2_that_sequoia_cannot_read_is_read(people: People, opens: Opens) -> None:
    message = framed(Packet(COMPRESSED, b"\x03" + bz2.compress(signed_message(people))))
    opened = opens(letter(people.handler, people, wrapped_again(people, message)))
    assert opened.signer == people.handler.fingerprint


@pytest.mark.parametrize("tail", [b"x", zlib.compress(b"second stream")])
def test_nothing_may_follow_the_compressed_stream(tail: bytes) -> None:
    assert inflated(b"\x02" + zlib.compress(b"text")) == b"text"
    for body in (
        b"\x02" + zlib.compress(b"text") + tail,
        b"\x02" + zlib.compress(b"text")[:-1],
        b"\x02",
        b"",
        b"\x09x",
    ):
        with pytest.raises(Refused, match="packets_malformed"):
            inflated(body)


@pytest.mark.parametrize(("named", "hidden"), [(33, 0), (0, 17), (1000, 0), (0, 1000)])
def test_dos_06_a_flood_of_recipients(people: People, opens: Opens, named: int, hidden: int) -> None:
    ours, sealed = packets_of(octets_of(people.mallory.seals(b"From: mallory@evil.test\r\n\r\nx", people.desk)))
    anonymous = Packet(PKESK, ours.body[:1] + bytes(8) + ours.body[9:])
    few = message_of([*[ours] * min(named, 31), *[anonymous] * min(hidden, 16), sealed])
    many = message_of([*[ours] * named, *[anonymous] * hidden, sealed])
    assert opens(letter(people.mallory, people, armoured(few))).protection is Protection.ENCRYPTED
    opened = opens(letter(people.mallory, people, armoured(many)))
    assert opened.protection is Protection.UNREADABLE
    assert opened.reasons[0] in ("too_many_recipients", "packets_malformed")


def test_dos_07_a_flood_of_signatures(people: People, opens: Opens) -> None:
    ops, literal, made = packets_of(signed_message(people))
    message = message_of([*[ops] * 5000, literal, *[made] * 5000])
    opened = opens(letter(people.handler, people, wrapped_again(people, message)))
    assert opened.signer is None and opened.reasons[0] in ("packets_malformed", "signatures_too_many")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"A: b\r\n" * 200_000 + b"\r\nx", "headers_too_large"),
        (b"A: b\r\n" * 2001 + b"\r\nx", "too_many_headers"),
        (b"Subject: " + b"x" * 150_000 + b"\r\n\r\nx", "headers_too_large"),
        (b"Subject: " + b" x\r\n" * 300_000 + b"\r\n\r\nx", "headers_too_large"),
        (b"Subject: x\r\n\r\n" + b"x" * (36 * 1024 * 1024), "too_large"),
    ],
)
def test_dos_03_headers_and_sizes(opens: Opens, raw: bytes, reason: str) -> None:
    opened = opens(raw)
    assert opened.protection is Protection.UNREADABLE and opened.reasons == (reason,) and not opened.cannot_open


@pytest.mark.parametrize("media", ["multipart/mixed", "message/rfc822"])
def test_dos_01_deep_nesting(media: str) -> None:
    raw = b""
    for depth in range(2000):
        edge = f"edge{depth}".encode()
        if media == "message/rfc822":
            raw += b"Content-Type: message/rfc822\r\n\r\n"
        else:
            raw += b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge + b"\r\n"
    raw += b"\r\nx" + b"".join(f"\r\n--edge{depth}--".encode() for depth in reversed(range(2000)))
    seen = look_at(raw)
    assert seen.form is Form.REFUSED and seen.reasons == ("nested_too_deep",)


def test_dos_02_many_parts() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n\r\n" * 200_000 + b"--x--"
    assert look_at(raw).reasons == ("too_many_parts",)


def test_dos_03_many_headers_spread_over_many_parts() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        + (b"--x\r\n" + b"X: y\r\n" * 1990 + b"\r\n") * 490
        + b"--x--"
    )
    assert look_at(raw).reasons == ("too_many_headers",)


@pytest.mark.parametrize("line", [b"--x", b"\n--xy", b"\r\n--x-", b"-", b"\n--x" + b" " * 50 + b"y"])
def test_dos_10_a_body_full_of_almost_boundaries(line: bytes) -> None:
    raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + line * (8 * 1024 * 1024 // len(line)) + b"\r\n--x--"
    assert look_at(raw).form is Form.PLAIN


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"\0" * 1000,
        b"no header at all",
        b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\n",
        b'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=x\r\n\r\n--x\r\n--x--',
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n=",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: uuencode\r\n\r\nx",
        b"Content-Type: (((((((((((((\r\n\r\n",
        b"Content-Type: text/plain;" + b'a="' * 5000 + b"\r\n\r\n",
        b"Content-Type: text/plain;" + b";" * 90000 + b"\r\n\r\n",
        b"From: " + b"(" * 90000 + b"\r\n\r\n",
        b"From: " + b'"\\' * 40000 + b"\r\n\r\n",
        b"From: " + b"<" * 90000 + b"\r\n\r\n",
    ],
)
def test_odd_mails_are_plain_with_or_without_a_reason(opens: Opens, raw: bytes) -> None:
    opened = opens(raw)
    assert opened.protection in (Protection.PLAIN, Protection.UNREADABLE) and set(opened.reasons) <= set(REASONS)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=300))
def test_packets_of_chance_are_walked_or_refused(data: bytes) -> None:
    for read in (ciphertext, lambda octets: list(walk(octets)), look_at):
        with suppress(Refused):
            read(data)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_mail_with_any_octets_changed_still_has_an_outcome(
    people: People, keyring: Keyring, now: datetime, data: st.DataObject
) -> None:
    raw = bytearray(_whole(people))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    opened = open_mail(bytes(raw), keyring, knows(people.reporter), now)
    assert set(opened.reasons) <= set(REASONS)
    assert opened.signer in (None, people.reporter.fingerprint)


_MAILS: dict[str, bytes] = {}


def _whole(people: People) -> bytes:
    if people.reporter.fingerprint not in _MAILS:
        _MAILS[people.reporter.fingerprint] = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    return _MAILS[people.reporter.fingerprint]


def test_a_packet_cut_into_single_octets_is_refused() -> None:
    cut = b"\xd2" + b"\xe0\x01" * 300_000 + b"\x00"
    with pytest.raises(Refused, match="packets_malformed"):
        list(walk(cut))
    assert LITERAL == 11


@pytest.mark.parametrize(
    "name",
    [b'"\\' * 45_000, b'"' * 90_000, b"<a" * 45_000, b"(" * 90_000, b" " * 90_000 + b"(", b'"a"' * 30_000, b"a" * 3000],
)
def test_dos_03_a_from_that_would_be_read_for_minutes(people: People, opens: Opens, name: bytes) -> None:
    """90 kB of quotation marks took two minutes, in which nothing else in this process moved."""
    raw = b"From: " + name + b" <samir@press.test>\r\n" + mail("x@y.test", people.desk, "hello").split(b"\r\n", 1)[1]
    assert opens(raw).protection is Protection.PLAIN
    assert from_address(split_head(raw)[0]) is None


@pytest.mark.parametrize(
    ("field", "address"),
    [
        (b"samir@press.test", "samir@press.test"),
        (b"Samir <Samir@Press.Test>", "samir@press.test"),
        (b'"Samir, of the \\"press\\" <x@y.test>" <samir@press.test> (at home)', "samir@press.test"),
        (b"=?utf-8?B?2LPZhdmK2LE=?= <samir@press.test>", "samir@press.test"),
        (b'"Samir <samir@press.test>', None),
        (b"Samir (press) <samir@press.test>", "samir@press.test"),
        (b"(Samir <samir@press.test>", None),
        (b"samir@press.test, x@y.test", None),
        (b"x@y.test <samir@press.test>", None),
        (b"<x@y.test> <samir@press.test>", None),
        (b"(x@y.test) <samir@press.test>", None),
        (b"<samir@press.test", None),
        (b"<samir@press.test> x", None),
        (b"<samir@press.test> (a) (b)", None),
        (b'<"samir"@press.test>', None),
        (b"<sa mir@press.test>", None),
        (b"<sa\xff@press.test>", None),
        (b"samir", None),
        (b"", None),
    ],
)
def test_sig_05_who_a_from_names(field: bytes, address: str | None) -> None:
    assert from_address(split_head(b"From: " + field + b"\r\n\r\n")[0]) == address


def test_dos_03_a_content_type_of_backslashes() -> None:
    for kind in (b'a/b; x="' + b"\\x" * 40_000 + b'"', b"a/" + b"b" * 5000):
        with pytest.raises(Refused, match="ambiguous_structure"):
            kind_of(kind)
    assert kind_of(b'a/b; x="\\a\\\\\\\\\\"b"').parameter("x") == b'a\\\\"b'
