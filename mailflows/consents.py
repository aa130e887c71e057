"""Consent: what the person of a ticket agreed to have told, to which role and until when, as a handler wrote it down.

It stands among the ticket's figures: who was agreed to is a code, how the person said so is in the ticket's history.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from db.papers import figures_of, write_figures
from db.store import Books
from db.tables import Ticket
from mailflows.commands.refused import Refused
from mailflows.desk import Role

EVERYONE = "all"  # no role may be called so
GIVEN, WITHDRAWN = "given", "withdrawn"


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


def _holds(word: Mapping[str, str], now: datetime) -> bool:
    return not word["until"] or now.date() <= date.fromisoformat(word["until"])


def _last_word(books: Books, ticket: Ticket, role: str) -> Mapping[str, str] | None:
    """The newest word about the role or about everyone; but a role that was refused by name is let in by name alone."""
    consents = consents_of(books, ticket)
    if (named := consents.get(role)) is not None and named["said"] == WITHDRAWN:
        return named
    words = [(consents[name]["at"], name != EVERYONE, name) for name in (role, EVERYONE) if name in consents]
    return consents[max(words)[2]] if words else None


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


def must_be_agreed(books: Books, ticket: Ticket, role: Role, now: datetime) -> None:
    """Raises Refused where the person did not agree, with the line by which a handler writes down that they did."""
    if not agreed(books, ticket, role, now):
        raise Refused("consent_missing", f"#consent given for {role.name}")
