"""Where a person's own words end: what a mail program put below them is told apart, and nothing honest is eaten.

Only the end of a text is ever taken off, and only what is surely not the writer's: a `>` block, a block that our own
nonce line proves to be our notice, what stands below `-- `, and the line a phone adds. Where something merely looks
like a quotation, `doubtful` says so and it stays: whoever wants to send the text must not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailflows.commands.nonce import MARK, nonce_lines, unquoted
from mailflows.spelling import blank, fold

# What mail programs write above a quotation; all folded (no accents, ة as ه, no hamza).
_WROTE = (
    ("wrote", "a ecrit", "ecrivait", "schrieb", "escribio", "yazdi", "nivisand")
    + ("كتب", "كتابه", "نوشت", "نوسي")
)  # fmt: skip
_STARTS = ("on ", "le ", "في ", "بتاريخ ", "يوم ", "در ", "am ", "el ", "il ", "op ")
_HEADERS = {
    "from": frozenset({"from", "de", "von", "من", "المرسل", "فرستنده", "از", "kimden", "gonderen", "expediteur"}),
    "sent": frozenset(
        {"sent", "date", "envoye", "envoye le", "gesendet", "التاريخ", "تاريخ", "تاريخ الارسال", "تم الارسال"}
        | {"ارسلت", "ارسل", "مرسل", "وقت الارسال", "gonderildi", "tarih", "ارسال شده"}
    ),
    "to": frozenset({"to", "a", "pour", "an", "cc", "الي", "نسخه", "نسخه الي", "به", "kime", "destinataire"}),
    "subject": frozenset({"subject", "objet", "sujet", "betreff", "الموضوع", "موضوع", "konu"}),
}
_KINDS = {name: kind for kind, names in _HEADERS.items() for name in names}
_DIVIDERS = (
    ("original message", "forwarded message", "message original", "message d'origine", "message transfere")
    + ("message transmis", "message initial", "الرساله الاصليه", "رساله اصليه", "رساله محوله", "الرساله المحوله")
    + ("الرساله المعاد توجيهها",)
)  # fmt: skip
_FORWARDS = (
    "begin forwarded message",
    "debut du message transfere",
    "debut du message reexpedie",
    "بدء رساله معاد توجيهها",
)
_MOBILE = (
    ("sent from my ", "sent from the ", "sent from outlook", "sent from mail for", "sent from yahoo")
    + ("sent from proton", "sent from samsung", "sent from android", "sent from fairemail", "sent from k-9")
    + ("sent with proton", "sent with spike", "sent using ", "sent via ", "get outlook for", "please excuse my brevity")
    + ("envoye de mon ", "envoye depuis ", "envoye a partir d", "envoye par ", "envoye via ", "envoye avec ")
    + ("obtenez outlook", "telecharger outlook", "telechargez outlook", "veuillez excuser ma brievete")
    + ("ارسل من ", "ارسلت من ", "تم الارسال من ", "تم ارساله من ", "مرسل من ", "مرسله من ", "احصل علي outlook")
    + ("الحصول علي outlook", "تم الارسال باستخدام", "ارسلت باستخدام", "ارسلت بواسطه", "يرجي العذر علي الايجاز")
    + ("ارسال شده از ", "فرستاده شده از ", "ارسال شده با ")
    + ("gesendet von mein", "gesendet mit ", "holen sie sich outlook")
)  # fmt: skip
# Languages whose verb stands at the end: how such a line begins, and how it ends.
_MOBILE_AROUND = (
    ("von meinem ", "gesendet"),
    ("diese nachricht wurde von ", "gesendet"),
    *((device, "gonderildi") for device in "iphone ipad android samsung galaxy huawei xiaomi outlook".split()),
)
_LONGEST_MOBILE = 140
_LONGEST = 400  # characters; a longer line is nobody's attribution
_LABEL = 60
_SHOWN, _WIDTH = 20, 120  # lines and characters of what was taken off
_HEADER_REACH = 10  # lines in which Sent, To and Subject must follow From
_ATTRIBUTION_REACH = 4  # lines an attribution may be wrapped over


@dataclass(frozen=True)
class OwnWords:
    """The writer's own lines, by their place in the text (from 0), and what was taken off."""

    lines: tuple[tuple[int, str], ...]
    stripped: tuple[str, ...]  # what was taken off, line by line; of a quotation its first line
    doubtful: bool  # something that looks like a quotation is still there
    tail: int  # where a surely quoted end begins that no `>` marks; the number of lines if there is none

    @property
    def text(self) -> str:
        """The own words as one text, empty lines around them gone, lines otherwise as written."""
        return trimmed([line.rstrip() for _, line in self.lines])


@dataclass(frozen=True)
class _Look:
    """What is asked of a line again and again, looked at once."""

    folded: str  # of a long line only its beginning
    quoted: bool
    empty: bool
    long: bool


def split_lines(text: str) -> list[str]:
    """Lines as mail knows them: CRLF, LF or CR. Other separators of Unicode are text, never the start of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def trimmed(lines: Sequence[str]) -> str:
    """The lines as one text without the empty ones around it; nothing else is touched."""
    first = next((at for at, line in enumerate(lines) if not blank(line)), len(lines))
    last = next((at for at in range(len(lines), first, -1) if not blank(lines[at - 1])), first)
    return "\n".join(lines[first:last])


def own_words(text: str, mark: str = MARK) -> OwnWords:
    """Takes quotation, signature and phone line off the end of a text (peers §3c rule 7). One pass, no backtracking."""
    lines = split_lines(text)
    known = {line: _look(line) for line in set(lines)}  # of the same line again and again, mostly an empty one, once
    looks = [known[line] for line in lines]
    nonces = nonce_lines(lines, mark)
    last_nonce = max((found.line - 1 for found, _ in nonces), default=-1)
    ours = {at for found, spread in nonces for at in range(found.line - 1, found.line - 1 + spread)}

    quotation = _unmarked_quotation(looks)
    tail = quotation if quotation < last_nonce else len(lines)
    end = next((at for at in range(tail) if looks[at].folded == "--"), tail)
    first = next((at for at in range(end) if not looks[at].empty and at not in ours), end)
    # below somebody's words, our line without `>` is the end of a notice whose beginning was not recognised
    bare = any(first < at < end and not looks[at].quoted for at in ours)
    end = _without_tail(looks, end, ours, below_quote=tail < len(lines))
    own = [at for at in range(end) if at not in ours or looks[at].quoted]
    return OwnWords(
        lines=tuple((at, lines[at]) for at in own),
        stripped=_taken(lines, looks, set(own) | ours, tail),
        doubtful=bare or quotation < end,
        tail=tail,
    )


def _taken(lines: Sequence[str], looks: Sequence[_Look], kept: set[int], tail: int) -> tuple[str, ...]:
    """What was taken off, for the writer to see: a quotation by its first line, at most `_SHOWN` lines in all."""
    taken: list[str] = []
    quoting = False
    for at, look in enumerate(looks):
        if at > tail or len(taken) == _SHOWN:
            break
        if look.empty or at in kept:
            continue
        if not (look.quoted and quoting):
            taken.append(lines[at].strip()[:_WIDTH])
        quoting = look.quoted
    return tuple(taken)


def _look(line: str) -> _Look:
    depth, said = unquoted(line)
    long = len(line) > _LONGEST
    folded = fold(said[:_LABEL] if long else said).strip()
    return _Look(folded, depth > 0, not depth and not said.strip(), long)


def _without_tail(looks: Sequence[_Look], end: int, ours: set[int], *, below_quote: bool) -> int:
    """The end of the text once empty lines, `>` lines, phone lines and rulers are taken off it, in any order."""
    while end:
        look = looks[end - 1]
        if look.quoted:
            below_quote = True
        elif below_quote and (start := _attribution(looks, end - 1)) is not None:
            end = start + 1
        elif not (look.empty or end - 1 in ours or _mobile(look) or (below_quote and _ruler(look))):
            break
        end -= 1
    return end


def _unmarked_quotation(looks: Sequence[_Look]) -> int:
    """Where a quotation without `>` begins: at a divider, a block of headers, an attribution with an address."""
    for at, look in enumerate(looks):
        if look.empty or look.quoted:
            continue
        if _divider(look) or _header_block(looks, at):
            return at
        first = _attribution(looks, at)
        if first is not None and any("@" in line.folded for line in looks[first : at + 1]):
            below = next((line for line in looks[at + 1 : at + 6] if not line.empty), None)
            if below and not below.quoted:
                return first
    return len(looks)


def _divider(look: _Look) -> bool:
    said = look.folded
    if said[:3] in ("---", "***"):
        return not look.long and any(words in said for words in _DIVIDERS)
    return said.rstrip(" :") in _FORWARDS


def _header_block(looks: Sequence[_Look], at: int) -> bool:
    """Outlook quotes without marks, below a block of From, Sent, To and Subject. From alone is an ordinary line."""
    kinds = {_kind(looks[at])}
    if not kinds & {"from", "subject"}:
        return False
    last = ""
    for look in looks[at + 1 : at + 1 + _HEADER_REACH]:
        if not look.empty and not (kind := _kind(look)):
            if last != "to" or "@" not in look.folded:  # a long list of recipients goes on
                break
        elif not look.empty:
            last = kind
            kinds.add(kind)
    return len(kinds) >= 3 and "from" in kinds


def _kind(look: _Look) -> str:
    """Which header of a quoted mail this line is; its name may be printed in bold stars: `*De :*`."""
    label, colon, _ = look.folded[:_LABEL].partition(":")
    return _KINDS.get(label.strip(" *"), "") if colon else ""


def _attribution(looks: Sequence[_Look], last: int) -> int | None:
    """Where the attribution that ends at this line begins: "On …, X wrote:", wrapped or not, in many languages."""
    if not looks[last].folded.endswith(":"):
        return None
    said = ""
    for first in range(last, max(-1, last - _ATTRIBUTION_REACH), -1):
        look = looks[first]
        if look.empty or look.quoted or look.long:
            break
        said = f"{look.folded} {said}"
        if not any(verb in said for verb in _WROTE):
            continue
        alone = first == 0 or looks[first - 1].empty
        above_a_quote = last + 1 < len(looks) and looks[last + 1].quoted
        if alone and ("@" in said or above_a_quote):
            return first
        if look.folded.startswith(_STARTS) and ("@" in said or any(c.isdigit() for c in said)):
            return first
    return None


def _ruler(look: _Look) -> bool:
    """A line of dashes, or of words between dashes: what stands above a block of headers."""
    said = look.folded
    return len(said) >= 3 and (not said.strip("-=*") or said[:4] == said[-4:] == "----")


def _mobile(look: _Look) -> bool:
    said = look.folded.strip(" *-.")
    if len(look.folded) > _LONGEST_MOBILE:
        return False
    return said.startswith(_MOBILE) or any(said.startswith(a) and said.endswith(z) for a, z in _MOBILE_AROUND)
