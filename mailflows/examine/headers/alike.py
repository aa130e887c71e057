"""Looks at the sender's domain: whether it imitates a well-known one, or was thrown together for one mailing."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, TRACKERS, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.folding import folded, loose
from mailflows.examine.headers.known import OFFICE, Name, belongs, names
from mailflows.examine.headers.masks import masked
from mailflows.examine.headers.results import sender_domain
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# Words of the language that stand one letter from a well-known name.
_WORDS = frozenset(
    "finance finances telegra telegraf goggle stream streams discard chrome googol"
    " outlooks barclay nations mobility telegraph telegrams kosher cable mobile".split()
)
# Sites that let anybody send, or stand, under their name.
_ANYBODYS = frozenset(
    "onmicrosoft.com zendesk.com freshdesk.com firebaseapp.com web.app workers.dev pages.dev herokuapp.com github.io "
    "netlify.app vercel.app blogspot.com wixsite.com weebly.com glitch.me repl.co azurewebsites.net ngrok.io "
    "sa.com ru.com za.com uk.com us.com in.net co.com eu.com br.com cn.com de.com jpn.com gb.net".split()
)
_CHEAP = frozenset(
    "top xyz shop click icu buzz cfd sbs rest cyou monster beauty hair skin quest makeup lol best live online site "
    "website space fun store club vip win bid loan work gq tk ml ga cf men date party trade stream download racing "
    "science review accountant faith cricket country kim mom zip mov bond autos boats homes lat".split()
)
_SPLIT = re.compile(r"[-_.]")
_DIGITS = re.compile(r"\d")
_VOWELLESS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_UNSPOKEN = re.compile(r"[bcdfghjklmnpqrstvwxz]{4,}|^[^aeiouy\d]{4,}$")
_LONG = 7  # letters from which one changed letter is no coincidence


def alike(mail: Mail) -> Iterable[Saw]:
    """S05: the domain looks like a well-known one; a thrown-together one is told as a weak sign."""
    domain = sender_domain(mail).lower()
    if not domain or "." not in domain:
        return
    if found := _imitated(domain):
        name, how, weight = found
        severity = Severity.HIGH if weight > 3 else Severity.MEDIUM if weight == 3 else Severity.LOW
        yield Saw("From", defanged(f"{domain} {how} {name.name}"), HEADER_FORGEABLE, severity, min(weight, 3))
        return
    for home in _homes(mail):
        if weight := _like_home(organisation(domain), home):
            severity = Severity.HIGH if weight > 2 else Severity.LOW
            yield Saw("From", defanged(f"{domain} is not the reader's {home}"), HEADER_FORGEABLE, severity, weight)
            return
    local = next((box.address.rpartition("@")[0] for box in mailboxes(mail.first("from")) if box.address), "")
    weight, told = thrown_together(domain, local)
    if weight:
        yield Saw("From", defanged(f"{domain}: {told}"), HEADER_FORGEABLE, Severity.LOW, weight)


def imitates(domain: str) -> bool:
    """Say whether a domain looks like a well-known one."""
    return "." in domain and _imitated(domain.lower()) is not None


def thrown_together(domain: str, local: str) -> tuple[int, str]:
    """How much a domain looks bought for one mailing, and by what signs; one sign is weak, more are not."""
    signs = list(_signs(domain.lower(), local))
    told = ", ".join(sign for _, sign in signs)
    return min(2, max((alone for alone, _ in signs), default=0) + (len(signs) > 1)), told


def _homes(mail: Mail) -> list[str]:
    """The organisations of the readers, where they have one of their own."""
    hosts = [organisation(box.address.rpartition("@")[2]) for box in mailboxes(mail.first("to"))[:10]]
    return list(dict.fromkeys(host for host in hosts if "." in host and host not in FREEMAIL))


def _like_home(own: str, home: str) -> int:
    """How much a sender's domain resembles the reader's own: another ending is a sister, another letter is not."""
    here, there = folded(_in_letters(home.partition(".")[0])), folded(_in_letters(own.partition(".")[0]))
    if own == home or min(len(here), len(there)) < 5 or own in FREEMAIL:
        return 0
    if here == there:
        return 0 if own.isascii() and not own.startswith("xn--") else 3
    if loose(here) == loose(there) or (len(here) > 5 and _one_apart(here, there)):
        return 3
    return 2 if len(here) > 5 and here in there.split("-") else 0


def _one_apart(one: str, other: str) -> bool:
    """One letter more, less, other, or two changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    turned = long[:at] + long[at : at + 2][::-1] + long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or short == turned


@cache
def protected() -> dict[str, Name]:
    """The unmistakable names in Latin letters, as one word."""
    return {key: name for key, name in names().items() if key.isascii() and not name.ordinary and len(key) >= 5}


@cache
def _loose() -> dict[str, Name]:
    return {loose(key): name for key, name in protected().items() if len(key) >= 6}


@cache
def _one_off() -> dict[str, Name]:
    """Each long name with one letter left out, as a key to find what differs in one place."""
    found: dict[str, Name] = {}
    for key, name in protected().items():
        # "stcbank" and "svcbank" are two banks.
        if len(key) >= (10 if key.endswith("bank") else _LONG):
            for place in range(1, len(key)):
                found.setdefault(key[:place] + "*" + key[place + 1 :], name)  # another letter
                found.setdefault(key[:place] + key[place + 1 :], name)  # one missing
    return found


def _imitated(domain: str) -> tuple[Name, str, int] | None:
    """The name a domain imitates, how, and how much that weighs."""
    own = organisation(domain)
    if own in FREEMAIL or own in TRACKERS:
        return None
    label = _in_letters(own.partition(".")[0])
    plain = folded(label)
    known = protected()
    if not label.isascii() and (name := known.get(plain)):
        return name, "is written with foreign letters to look like", 4
    for part, how, weight in _candidates(domain, own, plain):
        name = known.get(part)
        if name and not belongs(name, domain):
            return name, how, weight
    if plain in _WORDS:
        return None
    if found := masked(plain, domain):
        return found
    name = _loose().get(loose(plain))
    if name and plain not in known and not belongs(name, domain):
        return name, "looks like", 4
    return _nearly(plain, domain)


def _candidates(domain: str, own: str, label: str) -> Iterator[tuple[str, str, int]]:
    """Where a whole name may stand in a domain that is not its owner's."""
    yield label, "has an ending its owner does not use:", 2
    pieces = [piece for piece in label.split("-") if piece]
    if len(pieces) > 1:
        yield "".join(pieces), "is another spelling of", 3
        for piece in pieces:
            office = any(word in OFFICE for word in pieces if word != piece)
            yield piece, "carries the name of", 3 if office else 2
    for word in OFFICE:
        if len(word) > 3 and word.isascii() and len(label) > len(word) + 4:
            if label.startswith(word):
                yield label.removeprefix(word).strip("-"), "carries the name of", 3
            elif label.endswith(word):
                yield label.removesuffix(word).strip("-"), "carries the name of", 3
    above = domain.removesuffix(own).strip(".")
    for piece in _SPLIT.split(above)[:8]:
        yield folded(piece), "puts in front of itself the name of", 2


def _nearly(label: str, domain: str) -> tuple[Name, str, int] | None:
    if len(label) < _LONG - 1 or label in protected():
        return None
    keys = _one_off()
    tries = [label, *(label[:place] + "*" + label[place + 1 :] for place in range(len(label)))]
    tries += [label[:place] + label[place + 1 :] for place in range(len(label))]  # one letter too many
    for number, attempt in enumerate(tries):
        name = keys.get(attempt) if number <= len(label) else protected().get(attempt)
        if name and (number <= len(label) or len(attempt) >= _LONG) and not belongs(name, domain):
            return name, "differs in one letter from", 3
    return None


def _signs(domain: str, local: str) -> Iterator[tuple[int, str]]:
    """What a name bought for one mailing looks like: how much each sign weighs alone, and what it is."""
    own = organisation(domain)
    if own in FREEMAIL:
        return
    label = own.partition(".")[0]
    above = [piece for piece in domain.removesuffix(own).strip(".").split(".") if piece]
    if _changes(label) >= 3:
        yield 1, "the name is no word"
    elif _VOWELLESS.search(label):
        yield 0, "the name is hard to speak"
    if len([piece for piece in above if len(piece) == 1]) > 2 or len(above) > 4:
        yield 1, "many short parts in front"
    if own.rpartition(".")[2] in _CHEAP:
        yield 1, "an ending that costs next to nothing"
    if any(own == site or own.endswith(f".{site}") for site in _ANYBODYS):
        yield 1, "anybody can send under it"
        tenant = above[-1] if above else label
        if _changes(tenant) >= 2 or _UNSPOKEN.search(tenant):
            yield 1, f"the account {tenant[:30]} is no word"
    if _made_up(_SPLIT.sub("", local.lower())):
        yield 0, f"made-up sender {local[:30]}"


def _made_up(word: str) -> bool:
    """Letters and digits thrown together, or a run of consonants no tongue has; trackers of newsletters do this too."""
    if not word.isascii() or not 6 <= len(word) <= 80:
        return False
    return word.isdigit() or _changes(word) >= 3 or len(_DIGITS.findall(word)) >= 3 or bool(_VOWELLESS.search(word))


def _changes(word: str) -> int:
    """How often letters turn to digits and back."""
    return sum(one.isdigit() != other.isdigit() for one, other in pairwise(word.replace("-", "")))


def _in_letters(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


ROWS = (
    Look("S05", Group.SENDER, Severity.MEDIUM, 3, "medium", ("T1583.001",), "From", alike,
         "firms whose honest name resembles a known one; mailing domains of small firms"),
)  # fmt: skip
