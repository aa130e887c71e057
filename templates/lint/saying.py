"""Whether a text gives advice that could do harm; an honest no, such as "do not send us passwords", passes."""

import re
from collections.abc import Iterator

from templates.lint.phrases import BLAME, FORBIDDEN, POLICE, SAFETY

SENTENCE = re.compile(r"(?<=[.!?؟;؛])\s+|\n")
# A condition says nothing of what follows it: "if you did not sign out, send us your password".
CONDITION = re.compile(
    r"^(\d{1,2}\. |- )?(if|when|once|unless|until|si|s'il|quand|lorsque|dès|إذا|إن|عند|لو|اگر|وقتی|eğer)\b[^,،:]*[,،:]",
    re.IGNORECASE,
)
# "do not hesitate to send" says send.
NO_NO = re.compile(
    r"(do not|don't|never) (hesitate|be afraid|forget|wait)|n'hésitez pas|n'ayez pas peur|n'oubliez pas|"
    r"(لا|بلا|دون|عدم) (تترددوا|تتردد|تردد|التردد|تنسوا|النسيان)\S*|تردید نکنید|فراموش نکنید|çekinmeyin|unutmayın",
    re.IGNORECASE,
)
NO = {
    "en": re.compile(r"\b(not|never|no|nobody|none|neither|nor|without|cannot|(ca|do|does|is|wo)n't)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(ne|ni|non|jamais|sans|aucune?|pas|rien|personne)\b|\bn['’]", re.IGNORECASE),
    "ar": re.compile(r"(?<!\S)[وف]?(لا|لن|لم|ليس|ليست|عدم|بلا|بدون|دون|من دون|غير|ألا|ألّا|تجنّب|تجنب)(?!\S)"),
    "fa": re.compile(r"(?<!\S)(هرگز|هیچ|بدون|نه|نباید|لازم نیست|نیست)(?!\S)"),
    "tr": re.compile(r"\b(asla|hiçbir|değil|olmadan|hiç)\b", re.IGNORECASE),
}
# A no may come last: "give codes to nobody".
NO_AFTER = re.compile(r"\W*(to (nobody|no one|no-one)\b|à personne\b|n['’]|ne\b|نیست|değil)", re.IGNORECASE)
# Who goes there by their own choice was not sent: "only if you want to, after talking to a lawyer".
OWN_CHOICE = re.compile(
    r"\bonly if you\b|\bif you (want|wish|choose)\b|\bwhether (or not )?to\b|\blawyer\b|"
    r"\bseulement si\b|\bvotre (choix|décision)\b|\bsi vous le (voulez|souhaitez)\b|\bavocat|محام|قراركم|وکیل|avukat|"
    r"فقط إ(ذا|ن)|إلا إ(ذا|ن)|فقط اگر|yalnızca .*(isterseniz|istiyorsanız)|sadece .*(isterseniz|istiyorsanız)",
    re.IGNORECASE,
)
ALIKE = {"ckb": "ar", "kmr": "tr"}


def forbidden(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Each thing that must not be said: the words, and why. English ones are looked for in every language."""
    tongues = dict.fromkeys((ALIKE.get(language, language), "en"))
    for sentence in filter(None, map(str.strip, SENTENCE.split(text))):
        for tongue in tongues:
            for phrase in FORBIDDEN.get(tongue, ()):
                for found in phrase.pattern.finditer(sentence):
                    said_no = _denied(sentence, found, tongue, phrase.why)
                    if not said_no and not (phrase.why == POLICE and OWN_CHOICE.search(sentence)):
                        yield found[0], phrase.why


def _denied(sentence: str, found: re.Match[str], tongue: str, why: str) -> bool:
    """Whether the sentence says the opposite: a no stands before the words, or among them.

    "Why did you not" blames all the same; so is a promise no other for a "not" in a clause before it.
    """
    if why == BLAME and not re.search(r"fault|faute|ذنب|خطؤ|تقصیر|hata", found[0], re.IGNORECASE):
        return False
    before = sentence[: found.start()]
    if condition := CONDITION.match(sentence):
        before = sentence[condition.end() : found.start()]
    if why == SAFETY:
        before = re.split(r"[,،:]", before)[-1]
    clause = NO_NO.sub("", before + found[0])
    after = sentence[found.end() :]
    return bool(NO[tongue].search(clause) or (why != SAFETY and NO_AFTER.match(after)))
