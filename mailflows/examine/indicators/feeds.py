"""Reading a list of indicators, whatever it is written in: STIX2, MISP JSON, CSV, the stalkerware YAML."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mailflows.examine.charsets import as_text
from mailflows.examine.clean import one_line
from mailflows.examine.indicators import columns, misp, stalkerware, stix
from mailflows.examine.indicators.claim import Claim
from mailflows.examine.indicators.feed import (
    ENDINGS,
    INDICATORS,
    LABEL,
    LARGEST,
    NAME,
    OCTETS,
    UNREADABLE,
    Feed,
    Indicator,
    unreadable,
)
from mailflows.examine.indicators.spelling import armed, spelled
from mailflows.examine.indicators.wellknown import refusal

_A_MAIL = re.compile(
    rb"\s*(?:from|received|return-path|delivered-to|date|message-id|mime-version|authentication-results|"
    rb"dkim-signature|arc-[a-z-]+|x-[a-z0-9-]+)[ \t]*:",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLAIMS = 200_000  # lines that are looked at

# What a list is about, when nobody says; the first that fits.
_ABOUT = (
    ("stalkerware", ("stalker", "spouse", "parental", "monitoring app")),
    ("phishing", ("phish", "credential", "hameçon", "تصيد")),
    ("spyware", ("spyware", "spy", "mvt", "exploit", "surveillance", "predator", "pegasus", "mercenary", "rcs")),
)
_OF_PHONES = (".stix2", ".stix")  # as the lists end that phones are checked against for spyware


def read_feed(content: bytes, name: str) -> Feed:
    """Read a list. One that cannot be read has no indicators, and the reason stands in `refused`."""
    name = one_line(name, NAME)
    try:
        if _A_MAIL.match(content):
            raise ValueError("no_list")
        about, told = _claims(content)
        return _read(about, told, name)
    except RecursionError:
        return unreadable(name, "too_deep")
    except ValueError as trouble:
        return unreadable(name, str(trouble) if str(trouble) in UNREADABLE else "broken")


def _read(about: str, told: Iterator[Claim], name: str) -> Feed:
    taken: dict[tuple[str, str], Indicator] = {}
    refused: Counter[str] = Counter()
    octets, date = 0, ""
    for number, claim in enumerate(told):
        kind, value, why = _believed(claim)
        why = why or ("doubled" if (kind, value) in taken else "")
        label = one_line(claim.label, LABEL)
        octets += len(value.encode()) + len(label.encode()) if not why else 0
        if number >= _CLAIMS or len(taken) >= INDICATORS or octets > OCTETS:
            refused["too_many"] += 1
            break
        if why:
            refused[why] += 1
            continue
        taken[kind, value] = Indicator(kind, value, label)
        date = max(date, claim.date if _DAY.fullmatch(claim.date) else "")
    if not taken and refused.keys() <= {"malformed", "too_many"}:
        raise ValueError("no_list")
    found = tuple(taken.values())
    return Feed(_called(name), date, found, tuple(sorted(refused.items())), about or _trouble(name, found))


def _called(name: str) -> str:
    """The name of a file without its ending: the next state of a list may be written in another way."""
    bare, _, ending = name.rpartition(".")
    bare = bare.strip()
    return bare if bare and ending.lower() in ENDINGS else name


def _claims(content: bytes) -> tuple[str, Iterator[Claim]]:
    """What kind of trouble the format itself is about, if any, and all it says. Raises ValueError with the reason."""
    if len(content) > LARGEST:
        raise ValueError("too_large")
    text = as_text(content, "utf-8").removeprefix("\ufeff")
    if "\0" in text[:4000]:
        raise ValueError("no_list")
    if text.lstrip()[:1] in ("{", "["):
        parsed = json.loads(text)
        if stix.fits(parsed):
            return "", stix.claims(parsed)
        if misp.fits(parsed):
            return "", misp.claims(parsed)
        raise ValueError("no_list")
    if stalkerware.fits(text):
        return "stalkerware", stalkerware.claims(text)
    return "", columns.claims(text)


def _believed(claim: Claim) -> tuple[str, str, str]:
    """Kind and canonical value of a claim, or the reason why it is refused."""
    if claim.refused:
        return "", "", claim.refused
    kind, plain = claim.kind, armed(claim.value)
    value = spelled(kind, plain)
    if not value and kind == "host":  # lists of hosts hold addresses and links too
        kind, value = next(((other, said) for other in ("ip", "url") if (said := spelled(other, plain))), ("", ""))
    if not value:
        return "", "", "malformed"
    return kind, value, refusal(kind, value)


def _trouble(name: str, indicators: Sequence[Indicator]) -> str:
    """What a list seems to be about, by its name or else by its labels."""
    said = name.casefold()
    labels = " ".join(dict.fromkeys(one.label.casefold() for one in indicators))[:5000]
    for words in (said, labels):
        for trouble, signs in _ABOUT:
            if any(sign in words for sign in signs):
                return trouble
    return "spyware" if said.endswith(_OF_PHONES) else "other"
