"""Which language a text is written in, from its letters and its commonest words; no answer is better than a wrong one.

Arabic, English and French are spoken here. Persian, Sorani, Kurmanji and Turkish are told apart from them, and so are
neighbours that share their letters, so that nobody is answered in Arabic because they wrote Persian.
"""

from collections import Counter
from collections.abc import Collection

from mailflows.spelling import plain
from mailflows.suggest.arabizi import mostly_arabizi

LIMIT = 20_000  # characters looked at
FEWEST_WORDS = 3

# Letters that one language of the Arabic script has and its neighbours lack.
_LETTERS = {
    "ckb": frozenset("ێۆڕڵەڤ"),
    "fa": frozenset("پچژگکی"),
    "ur": frozenset("ٹڈڑںےھہ"),
    "ar": frozenset("ةىيكأإؤئ"),
}
_ARABIC_WORDS = {
    "ar": frozenset(
        "في من على إلى الى عن مع هذا هذه ذلك التي الذي ما لا لم لن هل أن ان إن أنا انا أنت هو هي نحن كان "
        "كانت قد كل بعد قبل عند لدي يا أو او ثم كيف لماذا متى اين شو مش عم رح هيدا هيدي بدي كتير ليش وين "
        "هاي مو شي حدا عندي تم حسابي هاتفي رسالة مرحبا السلام عليكم شكرا أرجو ارجو الرجاء مساعدة المساعدة "
        "كيفك يعني لأن لكن بس".split()
    ),
    "fa": frozenset(
        "از به که را این است در با برای من شما ما آن یک هم خود تا بر نیست هست شد کرد می نمی کنم کنید شده "
        "سلام لطفا حساب پیام ایمیل گوشی ها های اما یا چه چرا کمک ممنون هستم دارم باید خیلی فقط".split()
    ),
    "ckb": frozenset(
        "لە بە بۆ و کە ئەم ئەو من تۆ ئێمە ئێوە نییە هەیە دەکات دەکەم کرد بوو سڵاو تکایە هەژمار هەژمارەکەم "
        "نامە نامەیەک چۆن زۆر سوپاس یارمەتی پێویستم ناتوانم لەگەڵ ئەوە هەر".split()
    ),
    "ur": frozenset("ہے میں کے کی کا سے اور کو نہیں یہ ہیں پر کیا میرا میری آپ ہوں ہو گیا لیے".split()),
}
_LATIN_WORDS = {
    "en": frozenset(
        "the and to of is in it you that was for on are with my i this have be not from at me he she they "
        "we your his her has had or an but what can will would there been if do does did how when who which "
        "please help hello hi thank thanks someone somebody got received am i'm it's don't can't account "
        "message email phone our their about".split()
    ),
    "fr": frozenset(
        "le la les de des du et un une est je j'ai il elle nous vous ils que qui dans pour sur pas ne mon "
        "ma mes mais avec ce cette ces se au aux par ou où été a à ai n'ai c'est d'un d'une l'ai qu'il "
        "votre vos son sa ses sont plus comme bonjour merci svp aide aidez compte message reçu quelqu'un "
        "suis être avez ont en y me m'a on".split()
    ),
    "tr": frozenset(
        "ve bir bu için ile ben sen o biz siz değil ne mi mı mu mü var yok çok daha gibi kadar ama benim "
        "hesabım hesap merhaba lütfen yardım teşekkürler nasıl bana beni olarak oldu edildi ediyorum geldi "
        "telefonum mesaj şey her sonra hesabıma dün aldım "
        "beri onda ondan bizim artık mesajı istiyor istiyorum giremiyorum alamıyorum açılmıyor yapmalıyım yapmalıyız "
        "tıkladım fotoğraflarım şifrem kim kimden birisi biri geri telefonumu hesabımı bu şu hiç ki de da "
        "olan için".split()
    ),
    "kmr": frozenset(
        "û li di de ji ku bi ez tu ew em hûn min te wî wê me we ev vê vî bo jî ne na heye tune dike dikim "
        "kir bû gelek spas silav rojbaş alîkarî hesabê peyam peyamek çawa çi kî yê ya yên xwe nikarim "
        "dixwazim hat kirin hatiye".split()
    ),
    # never answered with: only so that they are not taken for one of those above
    "de": frozenset(
        "der die das und ist ich nicht ein eine mein zu mit auf für sie wir wurde von habe bitte den dem".split()
    ),
    "es": frozenset(
        "el la los las de que y en un una es mi por con no para se me lo su he ha está como pero del al".split()
    ),
    "it": frozenset(
        "il lo la gli di che e un una è mi per con non sono ho ha del della al come ma questo mio nel si".split()
    ),
    "pt": frozenset(
        "o a os as de que e em um uma é meu minha por com não para se me foi está como mas do da ao na no".split()
    ),
    "nl": frozenset(
        "de het een en is ik niet mijn van op voor met dat die wij zijn heb heeft er maar aan te was om".split()
    ),
}
_SPOKEN = frozenset({"ar", "en", "fr", "fa", "ckb", "kmr", "tr"})
# Letters that settle it between languages of the Latin script.
_LATIN_LETTERS = {"tr": frozenset("ğışİ"), "kmr": frozenset("êîû"), "fr": frozenset("éèàùœëïâô"), "de": frozenset("ß")}


def language_of(text: str) -> str:
    """One of ar, en, fr, fa, ckb, kmr, tr; "" where it is another, too short (under three words) or unsure."""
    words = _words(text[:LIMIT])
    if len(words) < FEWEST_WORDS:
        return ""
    arabic = [word for word in words if "\u0600" <= word[0] <= "\u06ff" or "\u0750" <= word[0] <= "\u077f"]
    latin = [word for word in words if word[0] < "\u0250"]
    if len(arabic) >= FEWEST_WORDS and len(arabic) >= len(latin):
        found = _of_arabic_script(arabic)
    elif mostly_arabizi(text[:LIMIT]):  # Arabic in Latin letters and digits is answered in Arabic
        found = "ar"
    elif len(latin) >= FEWEST_WORDS and len(latin) * 3 >= len(words) * 2:
        found = _by_words(latin, _LATIN_WORDS, _letters(latin))
    else:
        found = ""
    return found if found in _SPOKEN else ""


def pick(known: str | None, written: str, default: str, offered: Collection[str] = ()) -> str:
    """The language to answer in: the one a person asked for, else the one they wrote, else the desk's own.

    With `offered`, one the desk does not speak is passed over.
    """
    asked = (language for language in (known, written) if language and (not offered or language in offered))
    return next(asked, default)


def _words(text: str) -> list[str]:
    """Runs of letters, lower case, apostrophes inside kept; addresses and links say nothing about a language."""
    words = []
    for piece in plain(text).replace("’", "'").lower().split():
        if "@" in piece or "://" in piece or piece.startswith("www."):
            continue
        letters = "".join(c if c.isalpha() or c == "'" else " " for c in piece)
        words += [word for run in letters.split() if (word := run.strip("'"))]
    return words


def _of_arabic_script(words: list[str]) -> str:
    """Persian and Sorani first by letters Arabic lacks, as people do; then by words."""
    letters = Counter(c for word in words for c in word)
    weight = {language: sum(letters[c] for c in own) for language, own in _LETTERS.items()}
    hits = {language: sum(word in known for word in words) for language, known in _ARABIC_WORDS.items()}
    score = {language: 2 * hits[language] + weight[language] for language in _LETTERS}
    # every text of these scripts shares letters with Persian, which therefore wins only over Arabic
    if weight["ckb"] >= max(2, len(words) // 3) and score["ckb"] > score["ar"]:
        return "ckb"
    if weight["ur"] >= max(2, len(words) // 4) and score["ur"] > score["ar"]:
        return "ur"
    if score["fa"] > score["ar"] and hits["fa"] + min(weight["fa"], 3) >= 2:
        return "fa"
    if score["ar"] > score["fa"] and (hits["ar"] or _article(words)) and not weight["ckb"] > weight["ar"]:
        return "ar"
    return ""


def _article(words: list[str]) -> bool:
    """The Arabic article, with or without a clitic before it, on every fourth word at least."""
    return 4 * sum(word.startswith(("ال", "وال", "بال", "لل", "فال")) and len(word) > 4 for word in words) >= len(words)


def _letters(words: list[str]) -> dict[str, float]:
    joined = "".join(words)
    return {
        language: min(3.0, float(sum(joined.count(c) for c in letters))) for language, letters in _LATIN_LETTERS.items()
    }


def _by_words(words: list[str], known: dict[str, frozenset[str]], bonus: dict[str, float]) -> str:
    """The language whose commonest words are a fifth of the text or more, and clearly more than any other's."""
    hits = {language: sum(word in common for word in words) for language, common in known.items()}
    score = {language: hits[language] + (bonus.get(language, 0) if hits[language] else 0) for language in hits}
    best, second = sorted(score.values(), reverse=True)[:2]
    language = max(score, key=lambda name: score[name])
    sure = hits[language] >= 2 and hits[language] * 6 >= len(words) and best >= 1.25 * second
    return language if sure else ""
