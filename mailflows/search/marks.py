"""The marks of a ticket's words: written down with what is said there, moved with it, and gone when it is erased.

A mark is 64 bits of a keyed hash of a word's stem. Who holds the store without the master key sees how many words a
ticket has and which tickets share one, and reads none.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from db.papers import entry_paper, figures_of, name_of, person_key, read_paper
from db.questions import (
    Reader,
    addresses_of,
    delete_tokens,
    entries_of,
    members_of_ticket,
    person_by_id,
    tickets_marked,
    tickets_merged_into,
    tokens_of,
    write_tokens,
)
from db.store import Books
from db.tables import Person, Ticket
from mailflows.search.stems import stems_in

GUESSED = frozenset({"hint", "hint_from"})  # nobody is found by what only might be


def trait_token(books: Books, kind: str, value: str) -> bytes:
    """The mark of a figure such as category=doxxing; no word of a letter has an equals sign."""
    return books.vault.token(f"{kind}={value}")


def tokens_for(books: Books, stems: Collection[str]) -> frozenset[bytes]:
    return frozenset(map(books.vault.token, stems))


def tickets_with(
    books: Books, wanted: Sequence[Collection[bytes]], reader: Reader, most: int
) -> tuple[Sequence[Ticket], int]:
    """Tickets that have one mark of each group, what changed last in front, and how many; nothing sealed is opened.

    Only those the reader may see. For words it must still be looked whether they really stand there.
    """
    return tickets_marked(books, wanted, reader, most)


def note_paper(books: Books, ticket: Ticket, paper: Mapping[str, Any]) -> None:
    """The words of one entry, at most `MOST_STEMS` of them, in the entry's own transaction."""
    if books.indexed:
        write_tokens(books, ticket.id, tokens_for(books, stems_in(texts_of(paper))))


def note_person(books: Books, ticket_id: str, person: Person) -> None:
    """The name and the addresses of whoever the ticket is about."""
    if books.indexed and person.role == "reporter":
        write_tokens(books, ticket_id, tokens_for(books, stems_in(texts_about(books, person))))


def note_figures(books: Books, ticket: Ticket, before: Mapping[str, Any]) -> None:
    """The marks of the figures as they are now, in place of those of the figures before."""
    if not books.indexed:
        return
    old = frozenset(_traits(books, before))
    new = frozenset(_traits(books, figures_of(books, ticket)))
    delete_tokens(books, ticket.id, old - new)
    write_tokens(books, ticket.id, new - old)


def _traits(books: Books, figures: Mapping[str, Any]) -> Iterator[bytes]:
    """One for each value: of a list each member, of a table each pair as `facets.country=LB`, and no deeper."""
    for kind, value in figures.items():
        if kind in GUESSED:
            continue
        pairs: list[tuple[str, Any]] = [(kind, value)]
        if isinstance(value, Mapping):
            pairs = [(f"{kind}.{key}", one) for key, one in value.items()]
        elif isinstance(value, list | tuple):
            pairs = [(kind, one) for one in value]
        yield from (trait_token(books, name, one) for name, one in pairs if isinstance(one, str) and one)


def texts_of(paper: Mapping[str, Any]) -> Iterator[str]:
    """What an entry says: its text without the lines that tell what the desk did, subject, sender, names of files."""
    yield said_in(paper)
    yield str(paper.get("subject", ""))
    yield str(paper.get("from", ""))
    yield "\n".join(str(row[1]) for row in paper.get("files", ()) if len(row) > 1)


def said_in(paper: Mapping[str, Any]) -> str:
    """The text a person wrote; of a handler's mail without the lines about what its words did."""
    text, told = str(paper.get("text", "")), int(paper.get("told", 0))
    return "\n".join(text.split("\n")[told:]) if told else text


def texts_about(books: Books, person: Person) -> Iterator[str]:
    """The name and the addresses of somebody."""
    yield name_of(books, person)
    key = person_key(books, person)
    for row in addresses_of(books, person.id):
        yield str(read_paper(key, f"address:{row.id}", row.sealed)["address"])


def forget_tokens(books: Books, ticket_id: str) -> None:
    """Nothing finds the ticket any more."""
    delete_tokens(books, ticket_id)


def move_tokens(books: Books, leaves: Ticket, into: Ticket) -> None:
    """The words of a ticket that was merged; its figures stay its own."""
    own = frozenset(_traits(books, figures_of(books, leaves)))
    words = tokens_of(books, leaves.id) - own
    delete_tokens(books, leaves.id, words)
    if books.indexed:
        write_tokens(books, into.id, words)


def index_ticket(books: Books, ticket: Ticket) -> None:
    """All marks of a ticket made anew from what lies there. Raises Erased once its key was destroyed."""
    delete_tokens(books, ticket.id)
    if not books.indexed:
        return
    for one in (ticket, *tickets_merged_into(books, (ticket.id,))[ticket.id]):
        if one.key is None or (one is ticket and ticket.status == "merged"):
            continue  # its words stand with the ticket it became part of
        for entry in entries_of(books, one.id):
            note_of = entry_paper(books, one, entry)
            write_tokens(books, ticket.id, tokens_for(books, stems_in(texts_of(note_of))))
        for member in members_of_ticket(books, one.id):
            note_person(books, ticket.id, person_by_id(books, member.person_id))
    note_figures(books, ticket, {})
