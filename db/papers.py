"""Sealed papers: how what lies in the `sealed` columns is written and read, each under the key it belongs to."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from db.casework import Draft
from db.sightings import Brought, Feed, Indicator
from db.store import Books
from db.tables import Entry, Kept, Outbound, Person, Proposal, Raw, Ticket
from db.vault import Key, new_id, new_key

FILLED = 256  # octets: a line of a list is as long as this, or a multiple of it


class Erased(Exception):
    """The ticket's key was destroyed; what was said there cannot be read by anyone any more."""


Paper = dict[str, Any]


class Figured(Protocol):
    """A ticket, or as much of its row as its figures are read from."""

    @property
    def id(self) -> str: ...
    @property
    def figures(self) -> bytes: ...


def write_paper(key: Key, place: str, paper: Mapping[str, Any]) -> bytes:
    return key.seal(json.dumps(paper, ensure_ascii=False, separators=(",", ":")).encode(), place)


def read_paper(key: Key, place: str, sealed: bytes) -> Paper:
    """Raises VaultShut where the paper is not the one that was put there."""
    paper: Paper = json.loads(key.open(sealed, place))
    return paper


def ticket_key(books: Books, ticket: Ticket) -> Key:
    """Raises Erased once the ticket's key was destroyed."""
    if ticket.key is None:
        raise Erased(ticket.name)
    return books.vault.unwrap(ticket.key, f"ticket:{ticket.id}")


def person_key(books: Books, person: Person) -> Key:
    return books.vault.unwrap(person.key, f"person:{person.id}")


def new_person(books: Books, role: str, name: str, language: str, now: Any) -> Person:
    """A person with a key of their own, added to the session."""
    key, ident = new_key(), new_id()
    person = Person(
        id=ident,
        role=role,
        key=books.vault.wrap(key, f"person:{ident}"),
        sealed=write_paper(key, _seat(ident, role, True), {"name": name}),
        language=language,
        since=now,
    )
    books.session.add(person)
    return person


def _seat(ident: str, role: str, active: bool) -> str:
    """Role and standing are part of the place a name lies in: who edits the row cannot make anybody a handler."""
    return f"person:{ident}:{role}:{int(active)}"


def name_of(books: Books, person: Person) -> str:
    """Raises VaultShut where the row's role or standing is not the one that was sealed."""
    seat = _seat(person.id, person.role, person.active)
    return str(read_paper(person_key(books, person), seat, person.sealed)["name"])


def set_active(books: Books, person: Person, active: bool) -> None:
    """Puts somebody out of the desk, or back into it."""
    name, person.active = name_of(books, person), active
    seat = _seat(person.id, person.role, active)
    person.sealed = write_paper(person_key(books, person), seat, {"name": name})
    books.session.add(person)


def set_role(books: Books, person: Person, role: str) -> None:
    """Gives somebody another role. Raises VaultShut where the one in the row is not the one that was sealed."""
    name, person.role = name_of(books, person), role
    seat = _seat(person.id, role, person.active)
    person.sealed = write_paper(person_key(books, person), seat, {"name": name})
    books.session.add(person)


def forget_person(books: Books, person: Person, name: str) -> None:
    """Gives somebody another key and this name: whatever lay under the key before is noise from now on."""
    key = new_key()
    person.key = books.vault.wrap(key, f"person:{person.id}")
    person.sealed = write_paper(key, _seat(person.id, person.role, person.active), {"name": name})
    books.session.add(person)


def wrap_ticket_key(books: Books, ticket_id: str, key: Key) -> bytes:
    return books.vault.wrap(key, f"ticket:{ticket_id}")


def entry_paper(books: Books, ticket: Ticket, entry: Entry) -> Paper:
    return read_paper(ticket_key(books, ticket), f"entry:{entry.id}", entry.sealed)


def key_of_outbound(books: Books, ticket: Ticket | None, person: Person) -> Key:
    """A mail about a ticket dies with the ticket; any other lies under its recipient's key."""
    return ticket_key(books, ticket) if ticket is not None else person_key(books, person)


def outbound_paper(books: Books, outbound: Outbound, ticket: Ticket | None, person: Person) -> Paper:
    return read_paper(key_of_outbound(books, ticket, person), f"outbound:{outbound.id}", outbound.sealed)


def figures_of(books: Books, ticket: Figured) -> Paper:
    return read_paper(books.vault.figures, f"figures:{ticket.id}", ticket.figures)


def write_proposal(books: Books, proposal: Proposal, proposer: Person, paper: Mapping[str, Any]) -> bytes:
    return write_paper(person_key(books, proposer), _proposed(proposal), paper)


def proposal_paper(books: Books, proposal: Proposal, proposer: Person) -> Paper:
    """Raises VaultShut where the row says anything else than what its proposer asked for, and when."""
    return read_paper(person_key(books, proposer), _proposed(proposal), proposal.sealed)


def _proposed(proposal: Proposal) -> str:
    return f"proposal:{proposal.id}:{proposal.what}:{int(proposal.at.timestamp())}"


def write_draft(books: Books, ticket: Ticket, draft: Draft, paper: Mapping[str, Any]) -> bytes:
    return write_paper(ticket_key(books, ticket), _drafted(draft), paper)


def draft_paper(books: Books, ticket: Ticket, draft: Draft) -> Paper:
    """Raises VaultShut where the row says anything else than what was written, by whom, when, and who confirms it."""
    return read_paper(ticket_key(books, ticket), _drafted(draft), draft.sealed)


def _drafted(draft: Draft) -> str:
    said = (draft.id, draft.ticket_id, draft.person_id, draft.what, draft.needs, int(draft.at.timestamp()))
    return f"draft:{':'.join(map(str, said))}"


def write_figures(books: Books, ticket_id: str, figures: Mapping[str, Any]) -> bytes:
    return write_paper(books.vault.figures, f"figures:{ticket_id}", figures)


def write_feed_paper(books: Books, ident: str, paper: Mapping[str, Any]) -> bytes:
    return write_paper(books.vault.indicators, f"feed:{ident}", paper)


def read_feed_paper(books: Books, feed: Feed) -> Paper:
    return read_paper(books.vault.indicators, f"feed:{feed.id}", feed.sealed)


def write_indicator(books: Books, ident: str, paper: Mapping[str, Any]) -> bytes:
    """Filled up with blanks: lists are public, and the lengths of what is sealed would tell which line it is."""
    said = json.dumps(paper, ensure_ascii=False, separators=(",", ":")).encode()
    filled = said.ljust(-len(said) // FILLED * -FILLED)
    return books.vault.indicators.seal(filled, f"indicator:{ident}")


def indicator_paper(books: Books, indicator: Indicator) -> Paper:
    return read_paper(books.vault.indicators, f"indicator:{indicator.id}", indicator.sealed)


def write_brought(books: Books, ident: str, person: Person, paper: Mapping[str, Any]) -> bytes:
    return write_paper(person_key(books, person), f"brought:{ident}", paper)


def brought_paper(books: Books, brought: Brought, person: Person) -> Paper:
    return read_paper(person_key(books, person), f"brought:{brought.id}", brought.sealed)


def kept_key(books: Books, kept: Kept, ticket: Ticket | None) -> Key:
    """Until it is settled a mail's key is wrapped by the master key, afterwards by its ticket's key."""
    if kept.ticket_id is None or ticket is None:
        return books.vault.unwrap(kept.key, f"kept:{kept.id}")
    return Key(ticket_key(books, ticket).open(kept.key, f"kept-key:{kept.id}"))


def rewrap_kept(books: Books, kept: Kept, ticket: Ticket) -> None:
    """Puts a settled mail's key under its ticket's: erasing the ticket then erases the mail as well."""
    key = kept_key(books, kept, None)
    kept.key = ticket_key(books, ticket).seal(key.secret, f"kept-key:{kept.id}")
    kept.ticket_id = ticket.id


def raw_mail(books: Books, kept: Kept, raw: Raw, ticket: Ticket | None) -> bytes:
    return kept_key(books, kept, ticket).open(raw.sealed, f"raw:{kept.id}")
