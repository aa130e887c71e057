"""Looks at what a mail wants of its reader: confirm an account, hurry, collect a prize, help with a fortune."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailflows.examine.body.meaning import Meant
from mailflows.examine.body.reading import reading
from mailflows.examine.clean import defanged
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.known import belongs, names
from mailflows.examine.headers.results import of_a_list, proven_domain, sender_domain
from mailflows.examine.headers.speaking import carries_strangers
from mailflows.examine.letters import files_of
from mailflows.examine.links.places import is_borrowed, is_ordinary
from mailflows.examine.links.sender import own_organisations
from mailflows.examine.links.target import leading
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Saw, Shown

ANSWER = 12  # words between "reply" and what is to be sent
LONG = 900  # words; what is longer is a newsletter or an article more often than a lure


@dataclass(frozen=True)
class Intent:
    """Two meanings that say together what the writer wants."""

    what: str
    one: str
    others: tuple[str, ...]
    kind: str  # intents of one kind count once
    near: int = 12


INTENTS = (
    Intent("threatens an account", "account", ("lock",), "threat"),
    Intent("says that a password ends", "secret", ("lock",), "threat"),
    Intent("asks to confirm an account", "verify", ("account",), "demand"),
    Intent("asks for a password or for details", "verify", ("secret", "identity"), "details"),
    Intent("reports a strange sign-in or payment", "alarm", ("happening",), "alarm"),
    Intent("sets a short time", "soon", ("verify", "claim", "lock", "identity", "secret"), "haste"),
    Intent("asks to click", "click", ("verify", "claim", "account", "lock"), "click", 9),
    Intent("promises a prize", "prize", ("claim",), "prize"),
    Intent("gives coins away", "crypto", ("claim", "prize"), "coins"),
    Intent("wants coins confirmed", "crypto", ("verify", "lock"), "demand"),
    Intent("holds back a parcel", "parcel", ("held",), "parcel"),
    Intent("asks money for a parcel", "parcel", ("pay",), "toll", 8),
    Intent("holds back mail", "post", ("held",), "threat", 6),
    Intent("says that a mailbox is full", "full", ("post", "full", "lock"), "full", 5),
    Intent("says that a payment failed", "pay", ("held",), "failed", 5),
    Intent("shares a document", "filed", ("click", "link"), "document", 8),
    Intent("asks for money at once", "pay", ("lock", "soon"), "pay", 8),
    Intent("offers a fortune", "fortune", ("fate", "claim"), "fortune"),
    Intent("asks for trust in money", "fortune", ("trust",), "trust"),
)
# What is said in honest mail of shops and newspapers too, and counts only beside something else.
_FAINT = frozenset({"haste", "click", "pay", "full", "failed", "document", "greeting"})


def wants(shown: Shown) -> Iterable[Saw]:
    """B01: what is asked, threatened and promised, where several of these stand together and there is a way to obey.

    Never a single word: account and threat, a demand and haste, a prize and the way to collect it.
    """
    if any(part.declared == "message/delivery-status" for part in shown.mail.parts):
        return  # a bounce speaks of mail that was held back, of full mailboxes and of what it quotes
    read = reading(shown)
    found = intents(read.meant)
    if (answer := _by_answering(read.meant)) is not None:
        found.setdefault("details", ("wants a password or details by mail", read.meant.around(answer)))
    elif not _can_be_obeyed(shown):
        found = {kind: what for kind, what in found.items() if kind in ("fortune", "trust", "prize", "alarm")}
    firm = [kind for kind in found if kind not in _FAINT]
    needed = 3 if len(read.meant.words) > LONG or _is_of_a_list(shown) else 2
    if not firm or len(found) < needed:
        return
    evidence = defanged("; ".join(what for what, _ in found.values()) + ": " + next(iter(found.values()))[1])
    heavy = len(found) > needed or len(firm) >= needed
    if _leads_home(shown) and _is_a_known_firm(shown):  # a bank that writes to its customers
        yield Saw("text", evidence, VISIBLE, Severity.INFO, 0)
    elif _leads_home(shown) or _is_of_a_list(shown):  # so do the true warnings of a provider, and programmers
        yield Saw("text", evidence, VISIBLE, *((Severity.LOW, 1) if heavy else (Severity.INFO, 0)))
    else:
        yield Saw("text", evidence, VISIBLE, *(() if heavy else (Severity.LOW, 1)))


def intents(meant: Meant) -> dict[str, tuple[str, str]]:
    """What a text wants, by kind: in words, and the words of the text that say so."""
    found: dict[str, tuple[str, str]] = {}
    for intent in INTENTS:
        if intent.kind in found:
            continue
        place = meant.together(intent.one, intent.others, intent.near)
        if place is not None:
            found[intent.kind] = intent.what, meant.around(place)
    if meant.has("greeting"):
        place = meant.places["greeting"][0]
        found["greeting"] = "greets nobody by name", meant.around(place)
    return found


def _leads_home(shown: Shown) -> bool:
    """Whether every link leads to the sender's own organisation, apart from great houses whose signs stand below."""
    own = own_organisations(shown)
    hosts = [target.host for _, target in leading(shown.links) if target.host]
    at_home = [host for host in hosts if organisation(host) in own and not is_borrowed(host)]
    return bool(at_home) and all(organisation(host) in own or is_ordinary(host) for host in hosts)


def _is_a_known_firm(shown: Shown) -> bool:
    """Whether DMARC passed for a well-known firm's own domain, from an address that carries no stranger's words."""
    box = next(iter(mailboxes(shown.mail.first("from"))), None)
    if shown.form != "original" or box is None or not proven_domain(shown.mail):
        return False
    domain = sender_domain(shown.mail)
    return not carries_strangers(box.address.lower()) and any(belongs(name, domain) for name in names().values())


def _is_of_a_list(shown: Shown) -> bool:
    """On a mailing list people speak of accounts, packages and tokens all day."""
    return of_a_list(shown.mail) and bool(shown.mail.first("list-post"))


def _can_be_obeyed(shown: Shown) -> bool:
    return bool(shown.links or shown.form == "file" or files_of(shown.mail))


def _by_answering(meant: Meant) -> int | None:
    """Where a password or details are to be sent by mail: "never reply with your password" wants the contrary."""
    for place in meant.places.get("answer", ()):
        wanted = meant.near(place, "secret", ANSWER, ANSWER) or meant.near(place, "identity", ANSWER, ANSWER)
        if wanted and not meant.near(place, "never", 6, 2):
            return place
    return None


ROWS = (
    Look("B01", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1598.003",), "text", wants,
         "true warnings of banks and providers; shops that sell in a hurry"),
)  # fmt: skip
