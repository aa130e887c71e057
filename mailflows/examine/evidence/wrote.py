"""Lines such as "On 28/10/2021 12:46, X <a@b> wrote:", perhaps wrapped, in the languages people write in."""

from mailflows.examine.evidence.label_blocks import WROTE
from mailflows.examine.evidence.quoted_lines import Line, folded, words_of_rows

ATTRIBUTION = 400  # characters; a longer line is prose

_WROTE = words_of_rows(WROTE)
_OPENING = {'"': '"', "”": "“„”", "»": "«", "'": "'", "“": "„"}  # closing mark -> what may have opened it
# Words of the line that stand beside the name.
_BESIDE = frozenset(
    "heeft følgende uživatel uživatele používateľ użytkownik пользователь користувач keltezéssel kl um klo".split()
)


def who_wrote(lines: list[Line], at: int) -> tuple[int, dict[str, str]] | None:
    """Where such a line begins that ends here, and the sender it tells of as `from`; None where there is none."""
    if lines[at].text[-1:] not in (":", "："):
        return None
    depth = lines[at].depth
    first, told = at, lines[at].text[-ATTRIBUTION:]
    for place in range(at, max(-1, at - 4), -1):
        text = lines[place].text
        if not text or lines[place].depth != depth:
            break
        first, told = place, text if place == at else f"{text} {told}"
        if len(told) > ATTRIBUTION:
            return None
        words = folded(told)
        if _says_so(words) and any(sign.isdigit() for sign in told) and _begins(words):
            return first, _attributed(told)
    return None


def _begins(words: str) -> bool:
    """Whether this is the beginning of such a line, and not only its wrapped end."""
    return "@" in words or len(words.split()) >= 6


def _attributed(told: str) -> dict[str, str]:
    """Who wrote, as far as the line tells: the name before the address, quoted or behind the date's comma."""
    if "@" not in told:
        return {}
    before, _, after = told.partition("@")
    begin = max(before.rfind(sign) for sign in " <([:,\t") + 1
    ends = [place for sign in ">)] \t," if (place := after.find(sign)) >= 0]
    address = before[begin:] + "@" + after[: min(ends, default=len(after))].rstrip(":")
    name = before[:begin].rstrip(" <([:\t").removesuffix("mailto").rstrip(" <([:\t")
    while (last := name.rpartition(" ")[2]).lower() in _BESIDE:
        name = name[: -len(last)].rstrip()
    closing = name[-1:]
    if closing in _OPENING:
        cut = max(name[:-1].rfind(sign) for sign in _OPENING[closing])
        name = name[cut + 1 : -1]
    else:
        name = _behind_the_date(name)
    return {"from": f"{name.strip()} <{address}>".strip()}


def _behind_the_date(words: str) -> str:
    """The part of a line that holds no digit, from its end: dates come first in most languages."""
    kept: list[str] = []
    for word in reversed(words.split()):
        bare = word.rstrip(",،")
        if any(sign.isdigit() for sign in word) or folded(bare) in _WROTE or (kept and word.endswith((",", "،"))):
            break
        if bare.upper() in ("AM", "PM", "UHR") or bare.upper().startswith(("GMT", "UTC")):
            break
        kept.append(bare)
    while kept and kept[-1].lower() in _BESIDE:
        kept.pop()
    return " ".join(reversed(kept))


def _says_so(words: str) -> bool:
    """Whether a word begins with such a verb; where words are not parted by blanks, whether one is in it."""
    apart = f" {words}"
    if words.endswith(">:") and sum(sign.isdigit() for sign in words) >= 4:
        return True  # Yandex: "04.11.2026, 09:31, "X" <a@b>:"
    return any((stem if stem[0] > "\u2e80" else f" {stem}") in apart for stem in _WROTE)
