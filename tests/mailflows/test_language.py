"""Which language people are answered in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflows.language import language_of, pick

SAMPLES = {
    "ar": [
        "وصلتني رسالة مشبوهة على واتساب، ماذا أفعل؟",
        "تم اختراق حسابي على فيسبوك",
        "مرحبا، عم حدا يبعتلي رسائل غريبة",
        "ساعدوني من فضلكم حسابي مخترق",
        "انسرق تلفوني مبارح وفيه كل شي",
        "السلام عليكم ورحمة الله، أنا صحفية من بيروت وأحتاج إلى مساعدتكم",
        "وصلني هذا الرابط https://evil.example/login?account=verify فهل هو آمن؟",
        "كلمة السر لم تعد تعمل بعد أن فتحت الرابط",
    ],
    "en": [
        "My account was hacked yesterday",
        "I received a strange message from someone",
        "please help me",
        "Hello, someone is using my photos on a fake profile. Can you help?",
        "They took my phone at the checkpoint",
    ],
    "fr": [
        "Mon compte a été piraté hier",
        "Bonjour, j'ai reçu un message étrange",
        "Bonjour, j\u2019ai reçu un lien d\u2019une banque",
        "aidez moi svp",
        "Quelqu'un se fait passer pour moi sur Facebook",
        "Je n'arrive plus à me connecter à mon compte",
    ],
    "fa": [
        "سلام، حساب من هک شده است",
        "یک پیام مشکوک دریافت کردم",
        "لطفا به من کمک کنید",
        "گوشی من را گرفتند و نمی‌دانم چه کار کنم",
    ],
    "ckb": ["سڵاو، هەژمارەکەم هاک کراوە", "تکایە یارمەتیم بدەن", "نامەیەکی گومانلێکراوم بۆ هاتووە"],
    "tr": [
        "Merhaba, hesabım çalındı ve giremiyorum",
        "Bana garip bir mesaj geldi",
        "Telefonum dün alındı, lütfen yardım edin",
    ],
    "kmr": ["Silav, hesabê min hat dizîn", "Ez nikarim têkevim hesabê xwe", "Ji kerema xwe re alîkariya min bikin"],
    "": [
        *(
            "",
            "ok",
            "help me",
            "مرحبا",
            "مرحبا حسابي",
            "12345 6789 1011",
            "... --- ...",
            "https://evil.example/a b@c.d www.x.y",
        ),
        "lorem ipsum dolor sit amet consectetur",
        *("Mein Konto wurde gestern gehackt und ich brauche Hilfe", "Mi cuenta fue hackeada ayer por la noche"),
        *("Il mio account è stato hackerato", "mijn account is gehackt en ik kan niet inloggen"),
        *("a minha conta foi invadida ontem à noite", "мой аккаунт взломали вчера", "میرا اکاؤنٹ ہیک ہو گیا ہے"),
    ],
}


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in SAMPLES.items() for text in texts])
def test_a_short_mail_is_told_apart(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("language", "text"), [(key, text) for key, texts in SAMPLES.items() for text in texts if key])
def test_marks_of_order_and_case_change_nothing(language: str, text: str) -> None:
    assert language_of(f"\u202b{text}\u202c\u200f") == language
    if language != "tr":  # whose capital I is another letter
        assert language_of(text.upper()) == language


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    assert language_of("please help me with my account " * 100_000) == "en"


def test_the_language_asked_for_wins_then_the_one_written() -> None:
    assert pick("fr", "ar", "en") == "fr"
    assert pick(None, "ar", "en") == "ar"
    assert pick("", "", "en") == "en"
    assert pick("fa", "ckb", "en", offered=("ar", "en", "fr")) == "en"
    assert pick("fa", "ar", "en", offered=("ar", "en", "fr")) == "ar"


@given(st.text(max_size=300))
def test_any_text_has_one_of_the_languages_or_none(text: str) -> None:
    assert language_of(text) in SAMPLES


@pytest.mark.parametrize(
    "text",
    ["t7akkar el insta tab3i", "3am yhaddedni bel sowar", "sar2ouli el 7seb w ma fini fout", "kif fini e7mi telephone"],
)
def test_arabic_in_latin_letters_is_answered_in_arabic(text: str) -> None:
    assert language_of(text) == "ar"


@pytest.mark.parametrize(
    ("text", "language"),
    [("we meet at 3am in the office please", "en"), ("mon compte a été piraté hier à 7h avec la 2fa", "fr")],
)
def test_numbers_alone_make_no_arabizi(text: str, language: str) -> None:
    assert language_of(text) == language
