"""Stopping: one word alone on the first line of a letter ends all automatic mail to that mailbox, at once.

Whoever writes it need prove nothing: a forged `stop` costs its owner our reminders, and a stop that was not heard may
cost much more. It holds for the mailbox it came from, and for all of its writer's where their key proves it; what
people at the desk write still leaves, they are told, and `#safe yes` takes it back. Nobody gets a confirmation.
"""

from collections.abc import Iterable
from datetime import datetime

from db.questions import addresses_of, certificates_of, is_stopped, reporters_at, unsent_to
from db.record import write_record
from db.store import Books
from db.tables import Address, Person, Ticket
from mailflows.by_itself import has_stopped
from mailflows.letter import Letter
from mailflows.people import Proof, Sender, root_mark
from mailflows.quoting import own_words
from mailflows.spelling import fold

LONGEST = 60  # letters of a first line that asks to stop
ASKS = (
    ("stop", "unsubscribe")  # en
    + ("arret", "arrete", "arretez", "stopper", "stoppez", "desabonner", "desinscription")  # fr
    + ("توقف", "توقفوا", "توقفي", "أوقف", "أوقفوا", "أوقفي", "إيقاف")  # ar
    + ("توقف کنید", "متوقف کنید", "بس کنید")  # fa
    + ("dur", "durdur", "durdurun")  # tr
)
_KNOWN = frozenset(map(fold, ASKS))
_AROUND = " .!,;:…،؛۔\"'«»*"  # what people and programs put around a word


def asks_to_stop(letter: Letter) -> bool:
    """Whether the first line is one of ASKS and nothing else, however it is spelled."""
    first = own_words(letter.text).text.partition("\n")[0]
    if len(first) > LONGEST:
        return False
    return " ".join(fold(first).split()).strip(_AROUND) in _KNOWN


def hear_stop(books: Books, letter: Letter, sender: Sender, ticket: Ticket, now: datetime) -> tuple[str, ...]:
    """Ends automatic mail where the letter asks for it; returns what handlers are told: keys of the labels "reason"."""
    if sender.person.role != "reporter":
        return ()
    roots = {root_mark(books, sender.address)}
    if sender.proof is Proof.PINNED:
        roots |= {row.root for row in addresses_of(books, sender.person.id)}
    if not asks_to_stop(letter):
        return ("stop_stands",) if is_stopped(books, sorted(roots)) else ()
    there = reporters_at(books, sorted(roots))
    for row, _ in there:
        row.stopped_at = row.stopped_at or now
        books.session.add(row)
    books.session.flush()
    for person in {person.id: person for _, person in there}.values():
        _spare(books, person)
    write_record(books, now, sender.person.id, "stopped", ticket.id)
    signed = sender.proof in (Proof.PINNED, Proof.FIRST_KEY)
    others = [(row, person) for row, person in there if not (signed and person.id == sender.person.id)]
    return ("stop_unproven",) if _has_key_there(others, books) else ("stop_said",)


def lift_stop(books: Books, person: Person) -> bool:
    """A handler says that the mailbox is safe: automatic mail may go there again. Whether it had been stopped."""
    roots = sorted({row.root for row in addresses_of(books, person.id)})
    rows = [row for row, _ in reporters_at(books, roots) if row.stopped_at is not None]
    for row in rows:
        row.stopped_at = None
        books.session.add(row)
    books.session.flush()
    return bool(rows)


def _spare(books: Books, person: Person) -> None:
    """Automatic mail that has not left is not wanted any more; what people wrote goes its way.

    Not for whoever is written to elsewhere: who kept a mailbox that somebody left must not silence the new one.
    """
    for outbound in unsent_to(books, person.id) if has_stopped(books, person) else ():
        if outbound.automatic:
            outbound.state, outbound.reason = "spared", "stopped"
            books.session.add(outbound)


def _has_key_there(there: Iterable[tuple[Address, Person]], books: Books) -> bool:
    return any(row.standing == "pinned" for _, person in there for row in certificates_of(books, person.id))
