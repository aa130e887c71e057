"""Where a text asks for the code that was sent to its reader, in the order in which each language says so."""

from collections.abc import Iterator

from mailflows.examine.body.meaning import Meant

SHORT = 60  # words; who writes no more than this and asks for "the code" means one that just came
# What may stand between "send" and "the code".
_BETWEEN = frozenset(
    "لي لنا ليا الي الينا لو سمحت سمحتي the that this your me us 6 six digit le la ce ton votre moi nous stp svp "
    "את לי לנו".split()
)
_STEPS = 4


def code_requests(read: Meant) -> Iterator[tuple[int, bool]]:
    """Each place that asks, the surest first, and whether it surely means a code that came to the reader.

    "Send me the code" may be a programmer, "the code that came to you" is none; codes of doors and shops are no matter.
    """
    found = [(place, sure) for place in read.places.get("hand_over", ()) if (sure := _handed(read, place)) is not None]
    found += [(place, sure) for place in read.places.get("ask", ()) if (sure := _asked(read, place)) is not None]
    yield from sorted(found, key=lambda one: not one[1])


def _handed(read: Meant, place: int) -> bool | None:
    """Words that mean handing over, with the code on either side: verbs stand last in Persian and Turkish."""
    if read.near(place, "never", 5, 0) or read.near(place, "other_code", 6, 6):
        return None
    if read.near(place, "code", 12, 8):
        return True
    return _of_a_bare_code(read, place, read.near(place, "bare_code", 6, 4))


def _asked(read: Meant, place: int) -> bool | None:
    """A bare "send" or "give" counts only where the code follows at once; "the bank sent a code" asks for nothing."""
    if read.near(place, "never", 5, 0):
        return None
    at = place + 1
    # A phrase such as "me donner" is noted where it begins.
    for _ in range(_STEPS):
        if at < len(read.words) and (read.words[at] in _BETWEEN or read.near(at, "ask", 0, 0) or _continues(read, at)):
            at += 1
    if read.near(at, "other_code", 0, 4):
        return None
    # Without vowel signs "send the code" and "the code was sent to your phone" are one spelling in Arabic.
    if read.near(at, "arrived_at", 0, 6) and not read.near(at, "came", 0, 4):
        return None
    if read.near(at, "code", 0, 0):
        return True
    return _of_a_bare_code(read, at, read.near(at, "bare_code", 0, 0))


def _continues(read: Meant, at: int) -> bool:
    return read.words[at - 1] in ("me", "nous", "send", "what", "pass", "file", "passe", "dis")


def _of_a_bare_code(read: Meant, place: int, names_a_code: bool) -> bool | None:
    if not names_a_code:
        return None
    if read.near(place, "came", 15, 15) or read.near(place, "messenger", 8, 8):
        return True
    return False if len(read.words) <= SHORT else None
