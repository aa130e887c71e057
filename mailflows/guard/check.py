"""The guard's one question: whether these words may leave, from this author to this reader, about this ticket."""

from collections.abc import Set as AbstractSet
from itertools import islice

from db.store import Books
from db.tables import Person, Ticket
from mailflows.guard.inside import codes_told, notes_told, others_told, runs_of_letters, said, tags_told
from mailflows.guard.leak import Leak, Leaking, code_for
from mailflows.guard.leaves import Leaves
from mailflows.guard.who import addresses_told, keys_told, names_told

MOST = 8  # that are told at once


def let_pass(
    books: Books, ticket: Ticket, author: Person, reader: Person, mail: Leaves, insists: AbstractSet[str] = frozenset()
) -> None:
    """Raises Leaking where these words would tell what is the desk's own, unless the author insists with its code.

    Looks at the words as they are put together, whatever they were made of: it is the last to do so.
    """
    leaks = find_leaks(books, ticket, author, reader, mail)
    if leaks and (code := code_for(books, ticket, author, mail.whole)) not in insists:
        raise Leaking(leaks, code)


def find_leaks(books: Books, ticket: Ticket, author: Person, reader: Person, mail: Leaves) -> tuple[Leak, ...]:
    """Everything that may not leave, at most so many; a bounded time for any text.

    What has a shape of its own (an address, a key, a code, a tag) is looked for in all of the mail; names and whole
    sentences only in what people wrote, for our own words hold none.
    """
    written, own = said(mail.written), runs_of_letters(books, ticket)
    found = (
        leak
        for looked in (
            names_told(books, reader, mail.written),
            addresses_told(books, mail.whole),
            keys_told(books, mail.whole),
            codes_told(books, mail.whole),
            notes_told(books, ticket, written, own),
            tags_told(books, ticket, reader, mail.whole),
            others_told(books, ticket, author, reader, written, own),
        )
        for leak in looked
    )
    return tuple(islice(found, MOST))
