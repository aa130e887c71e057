"""Mallory sends what mail programs break on; each mail ends in sight with its reason, and the next one is answered."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from daemon.doors.imap import LARGEST, TOO_LARGE
from tests.dovecot import Dovecot, executable
from tests.people import People
from tests.stories.bad_desk import BadDesk, End
from tests.stories.bad_mails import (
    RLO,
    anonymous_flood,
    autocrypt_bomb,
    damaged,
    file,
    good,
    key_bomb,
    many_files,
    nested_mails,
    nested_parts,
    of_size,
    parts,
    raw,
    sealed,
    sealed_bomb,
    signature_flood,
    truncated,
    zip_bomb,
)

Build = Callable[[People], bytes]

# The most octets one process may ever hold: the daemon has two workers with up to 36 MiB each, in a few copies.
AT_MOST = {"daemon": 1 << 30, "sandbox": 600 << 20, "gpg": 128 << 20}
CALM = {"started", "kept", "settled", "sent", "stuck", "round"}  # what the log may say of such a day

_people = itertools.count(1)


@dataclass(frozen=True)
class Ends:
    """Where a bad mail is to be seen, and every reason shown with it."""

    state: str
    reasons: tuple[str, ...] = ()


def ticket(*reasons: str) -> Ends:
    return Ends("settled", reasons)


def aside(reason: str) -> Ends:
    return Ends("aside", (reason,))


# name → mail → where it ends. What a parser survives within its limits becomes a ticket: a person may need help.
CASES: dict[str, tuple[Build, Ends]] = {
    # what is no proper mail
    "nothing at all": (lambda _: b"", aside("no_single_sender")),
    "an empty line": (lambda _: b"\r\n", aside("no_single_sender")),
    "no From": (lambda p: raw(p, "Subject: x", frm=False), aside("no_single_sender")),
    "two Froms": (lambda p: raw(p, "From: other@evil.test"), aside("no_single_sender")),
    "two in one From": (lambda p: raw(p, "From: a@b.test, c@d.test", frm=False), aside("no_single_sender")),
    "a line that is no header": (lambda p: raw(p, "Subject: x", "no header", "X: y"), ticket()),
    "NUL octets": (lambda p: raw(p, b"Subject: a\0b", body=b"a\0\0b\r\n"), ticket()),
    "a header of any octets": (lambda p: raw(p, b"Subject: \xe9\xff\xfe\x80"), ticket()),
    "bare CR and LF": (lambda p: raw(p, b"Subject: a\rb\nX: y", body=b"a\rb\nc\r\r\n\n\r"), ticket()),
    "1970": (lambda p: raw(p, "Date: Thu, 01 Jan 1970 00:00:00 +0000"), ticket()),
    "2099": (lambda p: raw(p, "Date: Thu, 31 Dec 2099 23:59:59 +9999"), ticket()),
    "a date of digits": (lambda p: raw(p, "Date: " + "9" * 900), ticket()),
    # MIME that two programs read differently
    "no boundary": (lambda p: raw(p, "Content-Type: multipart/mixed"), ticket("ambiguous_structure")),
    "a boundary that never closes": (lambda p: parts(p, b"\r\nhello", close=False), ticket("ambiguous_structure")),
    "two boundaries": (
        lambda p: raw(p, 'Content-Type: multipart/mixed; boundary="a"; boundary="b"; ' + 'x*0*="%00"; ' * 100),
        ticket("ambiguous_structure"),
    ),
    "base64 that is none": (
        lambda p: parts(p, b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=_=a\r\n"),
        ticket("mail_malformed"),
    ),
    "an unknown charset": (
        lambda p: raw(p, "Content-Type: text/plain; charset=klingon-8", body=bytes(range(128, 256))),
        ticket(),
    ),
    "a charset that is a program": (
        lambda p: raw(p, "Content-Type: text/plain; charset=zlib", body=b"ab" * 300_000),
        ticket(),
    ),
    # floods
    "2,000 parts in one another": (lambda p: nested_parts(p, 2000), aside("too_deep")),
    "2,000 mails in one another": (lambda p: nested_mails(p, 2000), aside("too_many_parts")),
    "200,000 headers": (lambda p: raw(p, *(["X: y"] * 200_000)), aside("too_many_headers")),
    "480,000 headers in 240 parts": (
        lambda p: parts(p, *[b"X: y\r\n" * 1990 + b"\r\nx"] * 240),
        aside("too_many_headers"),
    ),
    "a Subject of 300 kB": (lambda p: raw(p, "Subject: " + "x" * 300_000), aside("header_too_long")),
    "a folded Subject of 300 kB": (
        lambda p: raw(p, "Subject: " + "=?utf-8?q?=41?=\r\n " * 19_000 + "x"),
        aside("header_too_long"),
    ),
    "20,000 References": (
        lambda p: raw(p, "References: " + "\r\n ".join(f"<{n}@x.test>" for n in range(20_000))),
        aside("header_too_long"),
    ),
    "an Autocrypt header of 200 kB": (lambda p: autocrypt_bomb(p, 200_000), aside("header_too_long")),
    "190 parts of 8,000 semicolons": (
        lambda p: parts(p, *[b"Content-Type: text/plain" + b";" * 8000 + b"\r\n\r\nx"] * 190),
        aside("header_too_long"),
    ),
    "a From of 30,000 semicolons": (
        lambda p: raw(p, "From: a@b.test" + ";" * 30_000, frm=False),
        aside("no_single_sender"),
    ),
    "a line of 2 MB": (lambda p: raw(p, body=b"x" * (2 << 20)), aside("line_too_long")),
    "20 MB of empty lines": (lambda p: raw(p, body=b"\r\n" * (10 << 20)), aside("too_many_lines")),
    "tags in 200,000 tags": (lambda p: raw(p, "Content-Type: text/html", body=b"<div>" * 200_000), ticket()),
    "30,000 links": (lambda p: raw(p, body=b"http://a.test/?x=y http://bank.test@evil.test\r\n" * 15_000), ticket()),
    "50,000 commands": (lambda p: raw(p, body=b"#close\r\n" * 50_000), ticket()),
    # files
    "500 files": (lambda p: many_files(p, 500), aside("too_many_parts")),
    "150 files": (lambda p: many_files(p, 150), ticket()),
    "a zip of zips of nothing": (zip_bomb, ticket()),
    "a certificate of 300 names": (key_bomb, ticket()),
    # OpenPGP
    "a gigabyte in zlib": (lambda p: sealed_bomb(p, "zip"), ticket("too_large_inside")),
    "a gigabyte in 2 kB of bzip2": (lambda p: sealed_bomb(p, "bzip2"), ticket("too_large_inside")),
    "1,000 anonymous recipients": (lambda p: anonymous_flood(p, 1000), ticket("too_many_recipients")),
    "5,000 signatures": (lambda p: signature_flood(p, 5000), ticket("packets_malformed")),
    "half a ciphertext": (truncated, ticket("armour_malformed")),
    "one octet changed": (damaged, ticket("cannot_decrypt")),
    "sealed: 2,000 parts": (lambda p: sealed(p, nested_parts(p, 2000)), aside("too_deep")),
    "sealed: 200,000 headers": (lambda p: sealed(p, raw(p, *(["X: y"] * 200_000))), ticket("signer_unknown")),
    "sealed: 20 MB of empty lines": (lambda p: sealed(p, raw(p, body=b"\r\n" * (10 << 20))), aside("too_many_lines")),
    "sealed: nothing": (lambda p: sealed(p, b""), ticket("signer_unknown")),
    "sealed: two Froms": (lambda p: sealed(p, raw(p, "From: a@b.test")), aside("no_single_sender")),
}

KILLS_THE_EMBEDDED = {"2,000 parts in one another", "2,000 mails in one another"}

LARGE: dict[str, tuple[Build, Ends]] = {
    "34 MB": (lambda p: of_size(p, 34_000_000), ticket()),
    "nearly 36 MiB": (lambda p: of_size(p, LARGEST - 2000), ticket()),
    "34 MB of ciphertext": (
        lambda p: sealed(p, of_size(p, 25_000_000), squeezed=False),
        ticket("signer_unknown", "from_differs"),
    ),
    "more than 36 MiB": (lambda p: of_size(p, LARGEST + 2000), Ends("stuck", (TOO_LARGE,))),
}


@pytest.fixture(scope="module")
def hurt(people: People, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BadDesk]:
    """One daemon for all that comes; over Dovecot where there is one."""
    try:
        executable()
        dovecot = Dovecot()
    except pytest.skip.Exception:
        dovecot = None
    running = BadDesk(people, tmp_path_factory.mktemp("bad"), dovecot)
    try:
        running.starts()
        yield running
        running.desk.stops()
        running.desk.fsck()
    finally:
        running.close()
        if dovecot is not None:
            dovecot.stop()


@pytest.mark.sandbox
@pytest.mark.parametrize("name", CASES)
def test_a_bad_mail_ends_in_sight_and_the_next_one_is_answered(hurt: BadDesk, name: str) -> None:
    if hurt.dovecot is None and name in KILLS_THE_EMBEDDED:
        pytest.skip("dovecot is not installed, and the embedded server does not survive this mail")
    bad_then_good(hurt, *CASES[name])


@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.crash_full if name == "34 MB" else ()) for name in LARGE]
)
def test_so_does_one_that_is_large(hurt: BadDesk, name: str) -> None:
    bad_then_good(hurt, *LARGE[name])


def bad_then_good(hurt: BadDesk, build: Build, ends: Ends) -> End:
    desk, before, honest = hurt.desk, hurt.ended().keys(), f"someone{next(_people)}@press.test"
    following = good(hurt.people, honest)
    hurt.receives(build(hurt.people))
    hurt.receives(following)
    desk.until(lambda: bool(desk.left_for(honest)), "an answer to the next mail")
    desk.until(lambda: len(hurt.ended()) == len(before) + 2, "an end for both")

    sizes = {ident: size for ident, size in hurt.ended().items() if ident not in before}
    (bad,) = [ident for ident, size in sizes.items() if size != len(following)]
    found = hurt.where(bad)
    assert (found.state, found.reasons) == (ends.state, ends.reasons)
    assert found.told or found.ticket is None
    assert (found.ticket or bad) in desk.hirz("list", *(() if found.ticket else ("--aside", "--stuck")))
    assert {one["event"] for one in desk.events()} <= CALM and not desk.errors.read_text("utf-8")
    assert all(hurt.peaks.get(kind, 0) < most for kind, most in AT_MOST.items()), hurt.peaks
    return found


@pytest.mark.sandbox
def test_names_of_files_are_data(hurt: BadDesk) -> None:
    """Shown as they are but for what would turn or break a line; nothing is ever stored under them (ATT-01)."""
    names = ("../../etc/cron.d/x", "C:\\\\x.exe", "/dev/null", RLO + "fdp.exe", "", "a\r\n\tb" * 300)
    found = bad_then_good(hurt, lambda p: parts(p, *(file(name, b"MZ") for name in names)), ticket())
    *shown, long = found.files
    assert shown == ["../../etc/cron.d/x", "C:\\x.exe", "/dev/null", "fdp.exe", ""]
    assert len(long) <= 200 and long.isprintable()
