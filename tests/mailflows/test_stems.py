"""Words of five languages and a half meet their other forms, and not their neighbours."""

import pytest

from mailflows.search.folding import words_in
from mailflows.search.stems import MOST_STEMS, asked_for, stems_in, stems_of

# Each pair is found by the other one; the language is for the reader of this page, the search is not told it.
MEET = {
    "ar": """
        والهاتف:هاتف  رسائلهم:رسالة  بحساباتكم:حساب  حسابي:حسابات  اخترقوا:اختراق  يخترق:اختراق  الصحفيين:صحفية
        للمنظمة:منظمات  كَلِمَة:كلماتي  فسيارتها:سيارة  هاتفـــي:الهواتف  أحمد:احمد  مسؤول:المسؤولون  تهديدات:تهديد
        يهدد:تهديد  روابط:الرابط  وبالصور:صورة  أجهزتنا:جهاز  استخدم:يستخدمون  إلى_المكتبة:مكتبات  مستشفى:مستشفي
        ناشطين:ناشطات  وكتبتها:كتبت  ملفاتهما:الملف""",
    "fa": """
        حساب‌های:حساب  حسابم:حسابهایشان  گوشی‌هایم:گوشی  پیام‌ها:پيام  خبرنگاران:خبرنگار  نویسندگان:نویسنده
        می‌کنم:میکنند  نمی‌روم:می‌رود  ایمیل‌های:ایمیلم  کردند:کردم  رفتم:رفتیم  کتاب‌هایمان:كتاب  عکسش:عکس‌ها
        لینک‌هایی:لینک  تلفنشان:تلفن  دوستان:دوستم""",
    "fr": """
        comptes:compte  piratée:piratés  pirater:piraté  l'ordinateur:ordinateurs  d'hameçonnage:hameconnage
        journaux:journal  réseaux:réseau  menacée:menaces  volé:volée  téléphones:telephone  qu'ils_changent:changer
        dangereuse:dangereux  actifs:active  choisissent:choisir  messages:message  harcelée:harceler
        ancienne:anciens  dernières:dernier  bloqué:bloquent  cœur:coeur""",
    "tr": """
        hesabım:hesap  HESABIMI:hesaplarınızdan  telefonumdan:telefonlar  mesajlarınız:mesaj  İstanbul'da:istanbul
        IŞIK:ışık  çalındı:calindi  gazeteciler:gazetecilerin  şifremi:şifre  polisler:polisten  arkadaşım:arkadaşlarım
        bilgisayarımda:bilgisayarlar  kitabı:kitaplar  fotoğraflarımı:fotograf  adresime:adresler  ailemden:ailem""",
    "en": """
        messages:message  messaging:messages  hacked:hacking  hacks:hack  phones:phone  stolen:steal  copies:copied
        installed:installing  journalist's:journalists  deleted:delete  threatened:threatening  threats:threat
        blocking:blocked  stopped:stopping  addresses:address  women:woman  Layla's:LAYLA  accounts:account
        followed:following  companies:company""",
    "ku": """
        هەژمارەکەم:هەژمار  ھەژمار:هەژمارەکان  ڤایرۆس:فايروس  rojnamevanên:ROJNAMEVANÊN  hesabê:hesabe""",
}  # fmt: skip

# Near neighbours that are other words.
APART = """
    كتاب:مكتب  هاتف:هتاف  حساب:حاسوب  صحفي:صفحة  سجن:سجل  ملف:ألف  رسالة:رأس  لبنان:لبن
    حساب:حسن  گوشی:گوش  پیام:پیاز  کتاب:کباب  خبرنگار:خبر
    compte:comité  message:mesure  pirate:piscine  vol:voix  journal:jour  réseau:réserve  menace:ménage
    hesap:hasta  mesaj:mesafe  telefon:televizyon  polis:politika  şifre:şifa  aile:ayna
    news:new  phone:phony  hack:hackney  steal:steel  threat:thread  address:adder  company:comply  block:black
    police:policy  account:accord
""".split()  # fmt: skip


def pairs(told: str) -> list[tuple[str, str]]:
    return [(one.replace("_", " "), other.replace("_", " ")) for one, other in (p.split(":") for p in told.split())]


def finds(asked: str, written: str) -> bool:
    """Whether every word that is asked for has a stem among those of the text."""
    stems, wanted = stems_in([written]), asked_for(asked, 8)
    return bool(wanted) and all(not stems.isdisjoint(one) for one in wanted)


@pytest.mark.parametrize(("one", "other"), [pair for told in MEET.values() for pair in pairs(told)])
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert finds(other.rsplit(maxsplit=1)[-1], f"before {one}, behind") and finds(one.rsplit(maxsplit=1)[-1], other)


def test_there_are_enough_of_them() -> None:
    assert all(len(pairs(MEET[tongue])) >= 12 for tongue in ("ar", "fa", "fr", "tr", "en"))
    assert sum(len(pairs(told)) for told in MEET.values()) >= 60 and len(APART) >= 20


@pytest.mark.parametrize(("one", "other"), [pair for one in APART for pair in pairs(one)])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert not finds(one, other) and not finds(other, one)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("layla@press.example", "From: Layla <Layla@Press.Example>"),
        ("press.example", "layla@press.example"),
        ("layla", "layla@press.example"),
        ("attacker.example", "see hxxps://login.attacker[.]example/x?y=1"),
        ("login.attacker.example", "http://login.attacker.example/path"),
        ("96170123456", "call +961 70 123-456"),
        ("+961 70 123 456", "96170123456 or +961 70 123 456"),
        ("كشف_المستحقات.docm", "كشف المستحقات.docm"),
        ("٢٠٢٦", "2026"),
        ("two-step", "the two step login"),
        ("\u200fهاتف\u200f", "هاتفي"),
    ],
)
def test_addresses_hosts_and_numbers_are_found(asked: str, written: str) -> None:
    assert finds(asked.replace("_", " "), written)


def test_of_a_whole_address_its_parts_alone_are_not_enough() -> None:
    assert not finds("layla@press.example", "layla writes for the press, for example")
    assert not finds("evil.example", "evil is an example of a word")


def test_words_of_every_letter_are_neither_kept_nor_asked_for() -> None:
    assert asked_for("the of في من و de la ile", 8) == ()
    assert asked_for("the phone of layla", 8) == asked_for("phone layla", 8)
    assert not list(words_in("the of a I", 100))


def test_it_is_bounded() -> None:
    many = " ".join(f"word{number}x" for number in range(30_000))
    assert len(stems_in([many])) <= MOST_STEMS + 3
    assert len(list(words_in(many, 20_000))) == 20_000
    assert not list(words_in("x" * 10_000, 100)) and len(asked_for(many[:2000], 8)) == 8


def test_a_word_has_few_stems() -> None:
    said = "message hacked telefonumdan comptes والهاتف حساب‌هایم 12345 слово 日本語".split()
    assert all(1 <= len(stems_of(word)) <= 4 for one in said for word in words_in(one, 9))
