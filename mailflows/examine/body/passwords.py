"""Words of a mail that may open what is locked in it: "the password is 1234", in the languages people are fooled in."""

import re
from collections.abc import Iterable

from mailflows.examine import html
from mailflows.examine.body.folding import in_latin_digits
from mailflows.examine.body.nearby import pieces
from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Group, Severity
from mailflows.examine.kinds import ARCHIVES, extension
from mailflows.examine.letters import bodies, files_of, words_of
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Mail, Part, Saw, Shown

MOST = 10  # words that are tried
LONGEST = 64  # characters of one
TEXT = 60_000  # characters of a mail that are read
_LOCKABLE = ARCHIVES | frozenset("doc docx docm xls xlsx xlsm xlsb ppt pptx pptm pdf one html htm shtml svg".split())

_NAMED = (
    r"pass\s?-?(?:word|code|phrase|key)|passwd|pwd|passw"
    r"|(?:zip|archive|file|access|unlock|open(?:ing)?)[\s-]{1,3}(?:code|key|pin)"
    r"|\bpin\b|mot\s{1,3}de\s{1,3}passe|\bmdp\b|code\s{1,3}d['’]acc[eè]s|code\s{1,3}secret"
    r"|كلم[ةه]\s{1,3}(?:ال)?(?:سر|مرور|سرية?)|رمز\s{1,3}(?:ال)?(?:دخول|مرور|فتح|سري?|عبور|فك)|(?:ال)?رقم\s{1,3}(?:ال)?سري"
    r"|(?:ال)?باس+و+رد|(?:ال)?كود\s{1,3}(?:الفتح|السري)|رمز\s?عبور|گذرواژه|پسورد|کلمه\s?عبور|رمز\s?فایل"
    r"|وشەی\s?(?:نهێنی|تێپەڕ)|تێپەڕەوشە|پاسۆرد|[şs]îfre|şifre(?:si|niz)?|parola(?:sı|nız)?"
    r"|סיסמ[אהת]\w{0,2}|הסיסמה|קוד\s{1,3}(?:גישה|פתיחה)"
    r"|contrase[nñ]a|\bclave\b|senha|passwort|kennwort|codice\s{1,3}di\s{1,3}accesso|парол[ьяю]"
    r"|\bpw\b|\bpass\b|code\s{1,3}(?:(?:du|de)\s{1,3}(?:fichier|zip|pdf|dossier)|pour\s{1,3}ouvrir|d['’]ouverture)"
    r"|(?:ال)?(?:باس|بسورد)(?=\W)|پسوورد"
    r"|رمز\s{1,3}(?:ال|لل)?ملف|(?:ال)?كود\s{1,3}(?:فتح\s{1,3})?(?:ال)?ملف|رقم\s{1,3}(?:ال)?ملف\s{1,3}(?:ال)?سري"
    r"|رمز\s{1,3}فتح|[şs]îfreya|کۆدی\s{1,3}فایل\w{0,4}"
)
_NAMES_BEGIN = (
    "pass", "pwd", "pin", "mdp", "mot de", "mot  de", "code", " key", " pin", "كلم", "رمز", "رقم", "باس", "كود",
    "گذرواژه", "پسورد", "وشە", "تێپەڕ", "پاسۆرد", "îfre", "şifre", "parola", "סיסמ", "קוד", "contrase",
    "clave", "senha", "kennwort",
    "codice", "парол", "pw", "بسورد", "پسوورد", "کۆدی", "şîfre",
)  # fmt: skip
# Between the name and the word: "for the file is:", "=", an end of line, a mark of direction.
_OFFER = re.compile(
    rf"(?:{_NAMED})(?P<between>[^\n:=：]{{0,40}}?)"
    r"(?P<sign>\s{0,3}[:=：]\s{0,8}|\s{1,3}(?:is|est|ist|lautet|es|é|è|هي|هو|است|dir|היא|הוא|-|–|—|->|→)[\s:]{1,8}|\s{0,2}\n\s{0,8})"
    r"[\"'“”«»‘’`(\[*\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,4}(?P<word>[^\s\"“”«»<>`]{3,64})",
    re.IGNORECASE,
)
# The same with no sign between them. "For the file" may stand there; the word has to look like none of a sentence.
_BARE = re.compile(
    rf"(?P<name>{_NAMED})\w{{0,3}}[ \t\xa0]{{1,3}}"
    r"(?:(?:(?:لل|ال|ل)?(?:ملف|مضغوط|ارشيف|أرشيف|مستند)|ملف|فایل\w{0,4}|dosya\w{0,4}|pelê|file|zip|pdf|du|fichier|ה?קובץ)"
    r"[ \t\xa0]{1,3}){0,3}[\"'“”«»‘’`(\[*\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,4}"
    r"(?P<word>[^\s\"“”«»<>`:=：@]{3,64})",
    re.IGNORECASE,
)
_EDGES = "\"'“”«»‘’`()[]{}*.,;،؛\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What follows "password is" in ordinary sentences.
_ORDINARY = frozenset(
    "required protected incorrect expired expiring about not the your below above attached case invalid correct "
    "wrong needed here and for will has have set to reset change changed provided sent hidden same following as "
    "unique valid secret safe strong weak too being also only now still http https www requis nécessaire protégé "
    "expiré votre dans pour incorrect مطلوبة مطلوب غير التالية التالي صحيحة خاطئة أدناه erforderlich falsch ihr "
    "requerida obligatoria incorrecta obrigatória necessária gerekli yanlış обязателен неверный".split()
)


def words_that_may_open(mail: Mail) -> tuple[str, ...]:
    """Passwords that the text of a mail offers, the likeliest first, at most 10 of at most 64 characters (B14)."""
    return _offered([decoded_words(mail.first("subject"))[:500], *(_words(part) for part in bodies(mail)[:6])])


def gives_the_key(shown: Shown) -> Iterable[Saw]:
    """B14: the text gives a password, and a file that may be locked came with it."""
    offered = _offered([shown.text[:TEXT]])
    if not offered:
        return
    evidence = defanged(f"password {offered[0]}")
    names = [part.name for part in files_of(shown.mail)]
    if any(extension(name) in _LOCKABLE for name in names):
        yield Saw("text", evidence, VISIBLE)


def _offered(texts: Iterable[str]) -> tuple[str, ...]:
    strong: dict[str, None] = {}
    weak: dict[str, None] = {}
    for text in texts:
        for piece in pieces(text[:TEXT], _NAMES_BEGIN, 12, 160):
            for hit in _OFFER.finditer(piece):
                # A sign or a digit makes it sure; after a bare "is" an ordinary word would be taken for one.
                word = hit["word"].strip(_EDGES)
                _note(strong if any(sign in hit["sign"] for sign in ":=：") or not word.isalpha() else weak, word)
            for hit in _BARE.finditer(piece):
                word = hit["word"].strip(_EDGES)
                if any(sign.isdigit() for sign in word):
                    _note(strong, word)
                elif word.isascii() and word.isalpha() and not hit["name"].isascii():
                    _note(weak, word)
    return tuple(dict.fromkeys((*strong, *weak)))[:MOST]


def _note(found: dict[str, None], word: str) -> None:
    if not 3 <= len(word) <= LONGEST or word.casefold() in _ORDINARY or "://" in word:
        return
    found[word] = None
    if (latin := in_latin_digits(word)) != word:
        found[latin] = None


def _words(part: Part) -> str:
    words = words_of(part)
    return html.as_words(words, TEXT) if part.declared == "text/html" else words[:TEXT]


ROWS = (
    Look("B14", Group.BODY, Severity.LOW, 1, "medium", ("T1027.013",), "text", gives_the_key,
         "banks, doctors and colleagues who lock a file and write the password beside it"),
)  # fmt: skip
