"""What a mail can be known by again: in one spelling, and only what tells one trouble from another links tickets."""

import hashlib

import pytest

from mailflows.examine.indicators.spelling import spelled
from mailflows.examine.observable import KINDS, Observable
from mailflows.examine.observables import of_file
from mailflows.examine.seen import OBSERVABLES, Part
from mailflows.examine.turn import take_turn
from tests.exhibits import mail, part

LURE = (
    "From: Bank <alert@evil.example>\r\nReply-To: bank.help@gmail.com\r\nReturn-Path: <b-1@mx.evil.example>\r\n"
    "To: layla@paper.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Go to https://Login.EVIL.example:443/a?b=1#frag or http://raw.evil.example or https://www.google.com/search "
    "or http://3405803785/x or https://موقع.example/ or https://t.me/Evil_Helper or https://wa.me/961701234567\r\n"
    "or https://evil-page.web.app/x or https://bit.ly/3abcd or https://docs.google.com/forms/d/e/1FAIpQLSd8xYz0123456789/viewform\r\n"
    "or https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Finside.example%2Fz\r\n"
    "call +961 70 123 456 and pay to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\r\n"
)


def watched(raw: str) -> tuple[Observable, ...]:
    return take_turn(raw.encode(), "suspect").observables


def of_kind(found: tuple[Observable, ...], kind: str) -> dict[str, bool]:
    return {one.value: one.strict for one in found if one.kind == kind}


def test_a_lure_is_known_by_its_places() -> None:
    found = watched(LURE)
    assert {one.kind for one in found} <= set(KINDS) and all(one.path == "suspect" for one in found)
    hosts = of_kind(found, "host")
    assert hosts["login.evil.example"] and hosts["evil-page.web.app"] and hosts["inside.example"]
    assert hosts["xn--4gbrim.example"]
    assert not any(hosts[name] for name in ("www.google.com", "t.me", "bit.ly", "docs.google.com"))
    assert not hosts["eur01.safelinks.protection.outlook.com"]
    urls = of_kind(found, "url")
    assert urls["https://login.evil.example/a?b=1"] and urls["http://raw.evil.example/"]
    assert urls["https://bit.ly/3abcd"] and urls["https://docs.google.com/forms/d/e/1FAIpQLSd8xYz0123456789/viewform"]
    assert urls["https://inside.example/z"] and not urls["https://www.google.com/search"]
    assert "203.0.113.9" in of_kind(found, "ip")


def test_what_nobody_sees_is_no_part_of_a_place() -> None:
    """A link that ends in a control character, or turns its line, and a list that names it with or without."""
    page = '<meta http-equiv="refresh" content="0;url=http://evil.example/a\x7f"><a href="http://evil.example/\u202eb">x</a>'
    found = watched(f"From: a@evil.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}")
    assert {"http://evil.example/a", "http://evil.example/b"} == set(of_kind(found, "url"))
    assert spelled("url", "http://evil.example/\u202eb\x7f") == "http://evil.example/b"


def test_a_lure_is_known_by_its_people() -> None:
    found = watched(LURE)
    assert of_kind(found, "sender") == {
        "alert@evil.example": True, "bank.help@gmail.com": True, "b-1@mx.evil.example": False}  # fmt: skip
    assert of_kind(found, "account") == {"telegram:evil_helper": True, "whatsapp:+961701234567": True}
    assert of_kind(found, "phone") == {"+96170123456": True}
    assert of_kind(found, "wallet") == {"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed": True}


def test_who_reports_is_no_observable() -> None:
    text = "Is https://evil.example/x real? My site is https://www.reporter.example, call me +961 70 123 456"
    found = take_turn(mail(text), "mail").observables
    assert of_kind(found, "host") == {"evil.example": True}
    assert not of_kind(found, "sender") and not of_kind(found, "phone")


def test_a_reader_as_sender_and_great_houses_link_nobody() -> None:
    own = "From: layla@paper.example\r\nReply-To: no-reply@paypal.com\r\nTo: layla@paper.example\r\n\r\nhttps://www.paypal.com/x"
    found = watched(own)
    assert of_kind(found, "sender") == {"no-reply@paypal.com": False}
    assert of_kind(found, "host") == {"www.paypal.com": False}


@pytest.mark.parametrize(
    ("content", "strict"),
    [(b"x" * 2000, True), (b"tiny", False), (b"\x89PNG\r\n\x1a\n" + b"x" * 5000, False)],
)
def test_files_are_known_by_three_hashes(content: bytes, strict: bool) -> None:
    found = list(of_file(Part(1, "", None, ("a",), True, content, False), "mail/2"))
    assert [(one.kind, one.strict) for one in found] == [("sha256", strict), ("sha1", False), ("md5", False)]
    assert found[0].value == hashlib.sha256(content).hexdigest()
    assert not list(of_file(Part(1, "", None, ("a",), True, b"", False), "mail/2"))


def test_much_is_bounded_and_the_rare_comes_first() -> None:
    many = "\r\n".join(f"https://h{number}.example/{number}" for number in range(900))
    raw = f"From: a@evil.example\r\n\r\n{many}\r\n0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    found = watched(raw)
    assert 0 < len(found) <= OBSERVABLES and found[0].kind == "sender"
    assert of_kind(found, "wallet") and of_kind(found, "host") and of_kind(found, "url")
    assert found == watched(raw)


def test_a_file_that_is_sent_to_us_is_known_inside_its_mail() -> None:
    raw = mail("look", part(b"%PDF-1.7 " + b"x" * 2000, "application/pdf", "a.pdf"))
    assert [one.kind for one in take_turn(raw, "mail/2").observables][:3] == ["sha256", "sha1", "md5"]
