"""The guard's one question: whether these words may leave, from this author to this reader, about this ticket."""

from collections.abc import Set as AbstractSet
from itertools import islice

from db.store import Books
from db.tables import Person, Ticket
from mailflows.guard.inside import codes_told, letters_told, notes_told, tags_told
from mailflows.guard.leak import Leak, Leaking, code_for
from mailflows.guard.who import addresses_told, keys_told, names_told

MOST = 8  # that are told at once


def let_pass(
    books: Books, ticket: Ticket, author: Person, reader: Person, text: str, insists: AbstractSet[str] = frozenset()
) -> None:
    """Raises Leaking where these words would tell what is the desk's own, unless the author insists with its code.

    Looks at the words as they are put together, whatever they were made of: it is the last to do so.
    """
    leaks = find_leaks(books, ticket, author, reader, text)
    if leaks and (code := code_for(books, ticket, author, text)) not in insists:
        raise Leaking(leaks, code)


def find_leaks(books: Books, ticket: Ticket, author: Person, reader: Person, text: str) -> tuple[Leak, ...]:
    """Everything that may not leave, at most so many; a bounded time for any text."""
    found = (
        leak
        for looked in (
            names_told(books, reader, text),
            addresses_told(books, text),
            keys_told(books, text),
            codes_told(books, text),
            notes_told(books, ticket, text),
            tags_told(books, ticket, reader, text),
            letters_told(books, ticket, author, reader, text),
        )
        for leak in looked
    )
    return tuple(islice(found, MOST))
