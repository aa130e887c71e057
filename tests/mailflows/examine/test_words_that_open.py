"""Words that may open what is locked, as people write them with and without a sign between."""

import pytest

from mailflows.examine.body.passwords import words_that_may_open
from mailflows.examine.read import read_mail


def offered(words: str) -> tuple[str, ...]:
    head = "From: a@b.example\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return words_that_may_open(read_mail((head + words).encode()))


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ("كلمة السر abc2026", "abc2026"),
        ("كلمة السر infected", "infected"),
        ("كلمة المرور للملف abc2026", "abc2026"),
        ("كلمة سر الملف المضغوط 7788", "7788"),
        ("الرقم السري للملف 4471", "4471"),
        ("كود فتح الملف 9988", "9988"),
        ("كود الملف: 5566", "5566"),
        ("باسورد الملف hz2026", "hz2026"),
        ("رمز الملف: ١٢٣٤", "1234"),
        ("الباس 1234ab", "1234ab"),
        ("MDP hz2026", "hz2026"),
        ("mdp : secretmot", "secretmot"),
        ("code pour ouvrir le fichier : 4411", "4411"),
        ("پسورد فایل 123abc", "123abc"),
        ("رمز فایل ۱۲۳۴", "1234"),
        ("وشەی نهێنی فایلەکە 1234", "1234"),
        ("şîfreya pelê 1234", "1234"),
        ("Dosya şifresi 1234ab", "1234ab"),
        ("סיסמה 1234ab", "1234ab"),
        ("Password hz2026", "hz2026"),
    ],
)
def test_a_word_that_opens(words: str, word: str) -> None:
    assert word in offered(words)


@pytest.mark.parametrize(
    "words",
    [
        "كلمة السر الخاصة بك ستنتهي",
        "لا تشارك كلمة المرور مع أحد",
        "كلمة المرور منتهية منذ 2025",
        "رقم الملف 44711 في المحكمة",
        "رمز المنتج 1234",
        "mot de passe oublié",
        "le code de conduite : article 4",
        "password protected file 2026",
        "password reset in 2026",
    ],
)
def test_words_of_ordinary_sentences(words: str) -> None:
    assert offered(words) == ()
