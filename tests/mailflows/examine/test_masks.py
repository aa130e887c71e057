"""Senders who wear a well-known name as a mask, and warnings that only pretend to come from its owner."""

from base64 import b64encode

import pytest

from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import FAKE


def weights(sender: str, look: str, words: str = "hello") -> list[tuple[str, int]]:
    kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit"
    found = take_turn(f"From: {sender}\r\n{kind}\r\n\r\n{words}".encode(), "suspect").findings
    return [(one.field, one.weight) for one in found if one.look == look and one.weight]


def named(name: str) -> str:
    return f"=?utf-8?b?{b64encode(name.encode()).decode()}?= <x@stranger.example>"


@pytest.mark.parametrize(
    "domain",
    "arnazon.com signal-org.net pr0ton.me proton-me.com vvise.com aclobe.com clropbox.com s1gnal.org ama2on.com "
    "arnazon-support.com mail.arnazon.com app1e.com".split(),
)
def test_s05_a_name_worn_as_a_mask(domain: str) -> None:
    assert [weight for _, weight in weights(f"no-reply@{domain}", "S05")] == [3]


@pytest.mark.parametrize(
    "domain",
    "amazon.com amazon.de signal.org proton.me apples.com amazonia.org signal-processing.org clear.com modern.com "
    "corner.com barn.com wise.com adobe.com darnell.com".split(),
)
def test_s05_words_that_hold_such_letters(domain: str) -> None:
    assert not weights(f"no-reply@{domain}", "S05")


def test_s02_wide_signs_in_an_address() -> None:
    assert weights(named("support＠paypal．com"), "S02")
    assert not weights(named("x＠stranger.example"), "S02")
    assert not weights(named("Layla ＠ work"), "S02")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Google", "قد يحاول مهاجمون مدعومون من جهة حكومية سرقة كلمة مرور حسابك"),
        ("آبل", "تم استهداف هاتفك ببرامج تجسس مأجورة"),
        ("ميتا", "محاولة اختراق من جهة حكومية لحسابك"),
        ("متا", "هکرهای وابسته به دولت حساب شما را هدف گرفته‌اند"),
        ("Google", "حملات سایبری با پشتیبانی دولت علیه حساب شما"),
        ("Apple", "Attaque parrainée par un État contre votre compte"),
        ("Meta", "Des pirates informatiques à la solde d'un gouvernement visent votre compte"),
    ],
)
def test_b03_warnings_in_three_tongues_from_strangers(name: str, words: str) -> None:
    assert [field for field, _ in weights(named(name), "B03", words)] == [FAKE]
    assert not weights(named("Layla"), "B03", words)
