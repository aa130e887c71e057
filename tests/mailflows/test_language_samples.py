"""More texts in each language, some of them mixed; what is quoted below a letter says nothing about its writer."""

import pytest

from mailflows.language import language_of
from mailflows.quoting import own_words

MORE = {
    "ar": ["لا أستطيع الدخول إلى بريدي منذ أمس", "هل هذا التطبيق آمن للاستخدام؟", "شو لازم اعمل اذا اخذوا التلفون",
           "أريد حذف بياناتي من عندكم", "الموقع لا يفتح منذ الصباح", "بعتلي حدا ملف PDF وفتحته", "مين معه حسابي هلق؟"],
    "en": ["Our website is down since this morning", "I opened the file and now the laptop is slow",
           "Can you tell me whether this app is safe?", "Somebody is sending me threats on Telegram",
           "The page was removed and we do not know why", "I want you to delete all my data",
           "He has my photos and he wants money", "What should I do before I travel?",
           "I got a code that I did not ask for", "We would like a training for our team"],
    "fr": ["Notre site est en panne depuis ce matin", "J'ai ouvert le fichier et l'ordinateur est lent",
           "Est-ce que cette application est sûre pour nous ?", "On me menace sur Telegram depuis hier",
           "La page a été supprimée et nous ne savons pas pourquoi", "Je veux que vous effaciez toutes mes données",
           "Il a mes photos et il veut de l'argent", "Que dois-je faire avant de partir ?",
           "J'ai reçu un code que je n'ai pas demandé"],
    "fa": ["من نمی‌توانم وارد حساب خود شوم", "این پیام از طرف چه کسی است؟", "آیا این برنامه برای ما امن است؟",
           "کسی به من پیام تهدید می‌فرستد", "سایت ما از صبح باز نمی‌شود", "لطفا داده‌های من را پاک کنید",
           "پلیس گوشی را از من گرفت", "او عکس‌های من را دارد و پول می‌خواهد", "من روی لینک کلیک کردم",
           "ما یک دوره آموزشی می‌خواهیم", "رمز من را عوض کرده‌اند و نمی‌توانم وارد شوم"],
    "ckb": ["ناتوانم بچمە ناو هەژمارەکەم", "ئەم نامەیە لە کێوە هاتووە؟", "ئایا ئەم بەرنامەیە پارێزراوە بۆ ئێمە؟",
            "کەسێک هەڕەشەم لێ دەکات", "ماڵپەڕەکەمان لە بەیانییەوە ناکرێتەوە", "تکایە زانیارییەکانم بسڕنەوە",
            "پۆلیس مۆبایلەکەیان لێ سەندم", "وێنەکانی منی هەیە و پارەی دەوێت", "کرتەم لەسەر بەستەرەکە کرد",
            "ڕاهێنانێکمان دەوێت بۆ گرووپەکەمان", "وشەی نهێنییەکەمیان گۆڕیوە", "چۆن دەتوانم خۆم بپارێزم؟"],
    "tr": ["Sabahtan beri hesabıma giremiyorum", "Bu mesaj kimden geldi, bilmiyorum ama çok garip",
           "Bu uygulama bizim için güvenli mi?", "Birisi beni tehdit ediyor ve çok korkuyorum",
           "Sitemiz sabahtan beri açılmıyor, ne yapmalıyız", "Lütfen benim verilerimi silin",
           "Polis telefonumu aldı ve geri vermiyor", "Fotoğraflarım onda var ve para istiyor",
           "Bağlantıya tıkladım, ne yapmalıyım?", "Ekip için bir eğitim istiyoruz",
           "Şifrem değişti ve hesap artık benim değil", "Bana bir kod geldi ama ben istemedim"],
    "kmr": ["Ez nikarim bikevim hesabê xwe", "Ev peyam ji kê hatiye, ez nizanim", "Gelo ev bername ji bo me ewle ye?",
            "Kesek min tehdît dike û ez ditirsim", "Malpera me ji sibê ve venabe", "Ji kerema xwe daneyên min jê bibin",
            "Polîsan têlefona min ji min girt", "Wêneyên min li cem wî ne û ew pere dixwaze",
            "Min li ser lînkê tikand", "Em perwerdeyekê dixwazin ji bo koma xwe", "Şîfreya min hatiye guhertin",
            "Kodek ji min re hat lê min ne xwest"],
}  # fmt: skip


@pytest.mark.parametrize("language", MORE)
def test_each_is_told_apart(language: str) -> None:
    assert [text for text in MORE[language] if language_of(text) != language] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مرحبا، account تبعي على Facebook انسرق، help", "ar"),
        ("Bonjour, mon compte Google est bloqué: 'access denied', merci", "fr"),
        ("Hello, my account is gone, شكرا", "en"),
    ],
)
def test_of_a_mixed_text_it_is_what_most_is(text: str, language: str) -> None:
    assert language_of(text) == language


def test_what_is_quoted_below_is_not_what_they_write() -> None:
    quoted = "\n".join("> We got your message and a person of our desk will answer you" for _ in range(9))
    letter = f"Merci, mais je ne peux pas ouvrir le fichier\n\nOn Mon, the desk wrote:\n{quoted}\n"
    assert language_of(own_words(letter).text) == "fr"
