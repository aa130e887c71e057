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
    return not role.consent or not word["until"] or now.date() <= date.fromisoformat(word["until"])


def spoken_against(books: Books, ticket: Ticket, role: str) -> bool:
    """Whether the person does not want this role to know of the ticket, or not any more."""
    word = _last_word(books, ticket, role)
    return word is not None and word["said"] == WITHDRAWN


def _last_word(books: Books, ticket: Ticket, role: str) -> Mapping[str, str] | None:
    consents = consents_of(books, ticket)
    words = [(consents[name]["at"], name != EVERYONE, name) for name in (role, EVERYONE) if name in consents]
    return consents[max(words)[2]] if words else None


def must_be_agreed(books: Books, ticket: Ticket, role: Role, now: datetime) -> None:
    """Raises Refused where the person did not agree, with the line by which a handler writes down that they did."""
    if not agreed(books, ticket, role, now):
        raise Refused("consent_missing", f"#consent given for {role.name}")
