"""Looks at words in disguise: alphabets mixed in one word, fancy letters, fillers; and at words meant for machines."""

import re
from collections import Counter
from collections.abc import Iterable

from mailflows.examine.body.folding import LOOK_ALIKE, folded
from mailflows.examine.body.meaning import is_known
from mailflows.examine.body.nearby import pieces
from mailflows.examine.body.reading import reading
from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged, shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.links.sender import comes_from_a_list
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

WORDS = 60_000  # characters
_MIXED = re.compile(r"\b\w{0,40}(?:[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z])\w{0,40}\b")
_FANCY = re.compile("[\U0001d400-\U0001d7ff\U0001f130-\U0001f189\u24b6-\u24e9\U0001f110-\U0001f12f]")
_CAPITAL_I = re.compile(r"\b(?=[A-Za-z]{4,24}\b)[A-Za-z]*(?:[a-z]I+[a-z]*|\bI+[b-df-hj-np-rtv-z][a-z]+)\b")
_DIGIT_INSIDE = re.compile(r"\b[A-Za-z]{1,20}[01345][A-Za-z]{1,20}\b")
_AS_DIGITS = str.maketrans("01345", "oleas")
_FILLER = re.compile(r"(?<=[a-z])([A-Z0-9]{6,16}|\d{4,10})(?=[a-z])")
# A mark under a letter that stands for no language: measure of electricians and mathematicians.
_UNITS = frozenset("μm μs μl μg kω mω ωm δt δx λx".split())

# Orders to a machine that reads mail, folded.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\s(?:all\s|any\s|the\s|your\s|of\s|my\s){0,3}(?:previous|prior|above|earlier|"
    r"preceding|system|former)\s(?:\w{1,12}\s)?(?:instructions?|prompts?|rules|directions|context|guidelines)"
    r"|\b(?:classify|mark|label|treat|report|rate|categori[sz]e)\s(?:this|the|it)\s?(?:e-?mail|message|sender|mail)?\s?"
    r"(?:as|to be)\s(?:safe|benign|legitimate|clean|harmless|trusted|not\s(?:spam|phishing|malicious))"
    r"|\b(?:system|developer)\sprompt\b|<\|im_(?:start|end)\|>|\[/?inst\]|<</?sys>>|#{2,4}\s?(?:system|instruction)s?\s?:"
    r"|\b(?:note|message|instructions?|attention)\s(?:to|for)\s(?:the\s|any\s|all\s)?(?:(?:ai|llm)\s(?:assistant|"
    r"agent|model|system|reader|reviewer|scanner|filter)s?|language model|chatbot|copilot|gemini|chatgpt|claude)\b"
    r"|\byou\sare\s(?:now\s)?(?:an?\s)?(?:ai|large language model|language model|ai assistant|llm)\b"
    r"|\bif\syou\sare\s(?:an?\s)?(?:ai|llm|language model|bot|assistant)\b"
    r"|\bignore[rz]?\s(?:toutes?\s)?(?:les\s|vos\s|tes\s)?(?:instructions|consignes)\s(?:precedentes|ci-dessus)"
    r"|\bignora(?:r|d)?\s(?:todas\s)?(?:las\s)?instrucciones\s(?:anteriores|previas)"
    r"|\bignorier(?:e|en)\s(?:sie\s)?(?:alle\s)?(?:vorherigen|bisherigen|obigen)\s(?:anweisungen|instruktionen)"
    r"|\bignor[ea]\s(?:todas\s|tutte\s)?(?:as\s|le\s)?(?:instrucoes|istruzioni)\s(?:anteriores|precedenti)"
    r"|игнорируй(?:те)?\s(?:все\s)?предыдущие\s(?:инструкции|указания)"
    r"|تجاهل(?:وا|ي)?\s(?:جميع\s|كل\s|كافه\s)?(?:ال)?(?:تعليمات|اوامر|توجيهات)\s?(?:ال)?(?:سابقه|اعلاه)"
    r"|(?:دستورات|دستورهاي|دستورالعمل\s?هاي)\s(?:قبلي|پيشين)\s(?:را\s)?ناديده"
    r"|(?:onceki|yukaridaki)\s(?:tum\s)?(?:talimatlari|komutlari)\s(?:yok\ssay|gormezden)"
    r"|התעלם\s(?:מכל\s)?(?:מה)?ה?הוראות\s(?:הקודמות|הנל)"
)
_WORTH_ASKING = (
    "instruction", "instruccion", "instruç", "instruko", "istruzion", "prompt", "as safe", "as benign", "as legitimate",
    "as clean", "as harmless", "as trusted", "as not ", "be safe", "be benign", " ai", " llm", "language model",
    "assistant", "chatbot", "copilot", "gemini", "chatgpt", "claude", "<|im_", "[inst", "[/inst", "<<sys", "consigne",
    "anweisung", "инструкци", "указани", "تعليمات", "أوامر", "اوامر", "توجيهات", "دستور", "talimat", "komut", "הוראות",
    "guidelines", "previous rules",
)  # fmt: skip


def mixed_alphabets(shown: Shown) -> Iterable[Saw]:
    """B10: words of two alphabets that print alike, letters of fancy, capital I for small L, digits for letters.

    A Latin name inside Arabic words is ordinary: alphabets that do not look alike are not asked about.
    """
    read = reading(shown)
    names = decoded_words(shown.mail.first("from")[:2000]).partition("<")[0]
    words = f"{names}\n{read.words[:WORDS]}"
    masked = dict.fromkeys(hit for hit in _masked(words))
    if masked:
        heavy = len(masked) >= 2 or any(is_known(folded(_plain(word))) for word in masked)
        evidence = shown_codes(" ".join(list(masked)[:8]))
        yield Saw("text", evidence, VISIBLE, *(() if heavy else (Severity.LOW, 1)))
    # Those in the subject and in the sender's name are S09's.
    if not words.isascii() and len(found := _FANCY.findall(read.words[len(read.subject) : WORDS])) >= 12:
        yield Saw("text", defanged(f"{len(found)} fancy letters: {''.join(found[:60])}"), VISIBLE, Severity.LOW, 1)


def fillers(shown: Shown) -> str:
    """The filler that cuts the words of a text, said again and again, with how often; "" where there is none."""
    counted: Counter[str] = Counter()
    for chunk in reading(shown).words[:WORDS].split():
        if len(chunk) < 60 and "/" not in chunk and "=" not in chunk:  # a link is full of such
            counted.update(_FILLER.findall(chunk))
    filler, times = counted.most_common(1)[0] if counted else ("", 0)
    return f"“{filler}” cuts {times} words" if times >= 4 else ""


def orders_to_machines(shown: Shown) -> Iterable[Saw]:
    """B11: the text tells a machine that reads mail what to think of it."""
    sources = [reading(shown).words[:WORDS], *(page[:200_000] for page in shown.pages[:2])]
    found: dict[str, None] = {}
    for source in sources:
        for piece in pieces(source, _WORTH_ASKING, 90, 70):
            found.update(dict.fromkeys(hit[0] for hit in _ORDERS.finditer(" ".join(folded(piece).split()))))
    if found:
        heavy = len(found) > 1 and not comes_from_a_list(shown)
        yield Saw("text", defanged(" … ".join(list(found)[:4])), VISIBLE, *(() if heavy else (Severity.LOW, 1)))


def _masked(words: str) -> Iterable[str]:
    """Words that are not what they look like."""
    if not words.isascii():
        for hit in _MIXED.finditer(words):
            other = [sign for sign in hit[0] if "\u0370" <= sign <= "\u052f"]
            if all(sign.translate(LOOK_ALIKE) != sign for sign in other) and hit[0].casefold() not in _UNITS:
                yield hit[0]
    for hit in _CAPITAL_I.finditer(words):
        if is_known(folded(hit[0].replace("I", "l"))) and not is_known(folded(hit[0])):
            yield hit[0]
    for hit in _DIGIT_INSIDE.finditer(words):
        if is_known(folded(hit[0].translate(_AS_DIGITS))) and not is_known(folded(hit[0])) and len(hit[0]) >= 5:
            yield hit[0]


def _plain(word: str) -> str:
    return word.translate(LOOK_ALIKE).replace("I", "l").translate(_AS_DIGITS)


ROWS = (
    Look("B10", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1036",), "text", mixed_alphabets,
         "names and measures that mix alphabets; decorated words on social media"),
    Look("B11", Group.BODY, Severity.MEDIUM, 2, "medium", (), "text", orders_to_machines,
         "articles and lists about such attacks"),
)  # fmt: skip
