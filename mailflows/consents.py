"""Consent: what the person of a ticket agreed to have told, to which role and until when, as a handler wrote it down.

It stands among the ticket's figures: who was agreed to is a code, how the person said so is in the ticket's history.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from db.papers import figures_of, write_figures
from db.questions.called import whole_of
from db.store import Books
from db.tables import Ticket
from mailflows.commands.refused import Refused
from mailflows.desk import Role
from mailflows.merging import went_on_in

EVERYONE = "all"  # no role may be called so
GIVEN, WITHDRAWN = "given", "withdrawn"
VOUCH = "vouch"  # the mail by which a role is asked whether they know somebody


def consents_of(books: Books, ticket: Ticket) -> Mapping[str, Mapping[str, str]]:
    """The last word about each role, and about all of them together."""
    said: Mapping[str, Mapping[str, str]] = figures_of(books, ticket).get("consents", {})
    return said


def write_consent(books: Books, ticket: Ticket, role: str, said: str, until: date | None, now: datetime) -> None:
    """The newest word about a role, or about `EVERYONE`, stands in the place of the one before."""
    figures: dict[str, Any] = figures_of(books, ticket)
    new = {"said": said, "at": now.isoformat(), "until": until.isoformat() if until else ""}
    consents = {**figures.get("consents", {}), role: new}
    ticket.figures = write_figures(books, ticket.id, {**figures, "consents": consents})
    books.session.add(ticket)


def agreed(books: Books, ticket: Ticket, role: Role, now: datetime) -> bool:
    """Whether this may be told to the role today: the newest word counts, the one about this very role before others.

    Where the role needs no consent, only a word against it does.
    """
    word = _last_word(books, ticket, role.name)
    if word is None or word["said"] == WITHDRAWN:
        return word is None and not role.consent
    return not role.consent or _holds(word, now)


def spoken_against(books: Books, ticket: Ticket, role: str) -> bool:
    """Whether the person does not want this role to know of the ticket, or not any more."""
    word = _last_word(books, ticket, role)
    return word is not None and word["said"] == WITHDRAWN


def has_agreed(books: Books, ticket: Ticket, role: str, now: datetime) -> bool:
    """Whether the person said yes to this role and their word still holds, whether or not the role needs one."""
    word = _last_word(books, ticket, role)
    return word is not None and word["said"] == GIVEN and _holds(word, now)


def may_be_told(books: Books, ticket: Ticket, role: Role, mail: str, now: datetime) -> bool:
    """Whether this mail may go to the role today: who is asked about somebody is so by that person's own word alone."""
    return has_agreed(books, ticket, role.name, now) if mail == VOUCH else agreed(books, ticket, role, now)


def _holds(word: Mapping[str, str], now: datetime) -> bool:
    return not word["until"] or now.date() <= date.fromisoformat(word["until"])


def _last_word(books: Books, ticket: Ticket, role: str) -> Mapping[str, str] | None:
    """The newest word about the role or about everyone; but a role that was refused by name is let in by name alone.

    A part's person is spoken with in the whole: what they say there since is said of the part as well.
    """
    consents: dict[str, Mapping[str, str]] = {}
    for said in (consents_of(books, one) for one in (ticket, *_wholes(books, ticket))):
        consents |= {name: word for name, word in said.items() if name not in consents or _newer(word, consents[name])}
    if (named := consents.get(role)) is not None and named["said"] == WITHDRAWN:
        return named
    words = [(consents[name]["at"], name != EVERYONE, name) for name in (role, EVERYONE) if name in consents]
    return consents[max(words)[2]] if words else None


def _newer(word: Mapping[str, str], than: Mapping[str, str]) -> bool:
    """Of two words in one moment, the one against it."""
    return (word["at"], word["said"] == WITHDRAWN) > (than["at"], than["said"] == WITHDRAWN)


def _wholes(books: Books, ticket: Ticket) -> Iterator[Ticket]:
    """The ticket that this one is a part of, and the one that it goes on in."""
    whole = whole_of(books, ticket.id)
    for one in (whole, went_on_in(books, whole)) if whole else ():
        if one is not None and one.key is not None:
            yield one


def carry_consents(books: Books, whole: Ticket, part: Ticket) -> None:
    """What was said about a ticket was said about its parts, with the day it was said on."""
    _put(books, part, consents_of(books, whole))


def join_consents(books: Books, goes: Ticket, stays: Ticket) -> None:
    """One ticket goes on in another: what was refused in either is refused, whatever the other agreed to meanwhile.

    Words for it hold where they were said about the one that stays, no longer than both say: who agreed to have one
    trouble told did not agree to the other.
    """
    one, other = consents_of(books, goes), consents_of(books, stays)
    last = max((word["at"] for word in (*one.values(), *other.values())), default="")
    joined = {}
    for role in sorted({*one, *other}):
        words = [word for word in (_last_word(books, ticket, role) for ticket in (goes, stays)) if word is not None]
        refused = [word for word in words if word["said"] == WITHDRAWN]
        if not refused and _last_word(books, stays, role) is None:
            continue
        until = min((word["until"] for word in words if word["until"]), default="")
        # each role was weighed by itself: none of these words is newer than another
        joined[role] = {"said": WITHDRAWN if refused else GIVEN, "at": last, "until": "" if refused else until}
    if joined != other:
        _put(books, stays, joined)


def _put(books: Books, ticket: Ticket, consents: Mapping[str, Mapping[str, str]]) -> None:
    if consents:
        ticket.figures = write_figures(books, ticket.id, {**figures_of(books, ticket), "consents": dict(consents)})
        books.session.add(ticket)


def must_be_agreed(books: Books, ticket: Ticket, role: Role, now: datetime, mail: str = "") -> None:
    """Raises Refused where the person did not agree, with the line by which a handler writes down that they did."""
    if not may_be_told(books, ticket, role, mail, now):
        raise Refused("consent_missing", f"#consent given for {role.name}")
