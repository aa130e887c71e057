"""Noticing a flood: its tickets open silently under one word, and nobody who is known drowns in it.

Against mail bombs (THR-08). Nothing is dropped: each mail has its ticket, and the shift is told of all of them at once.
"""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from db.bursts import Burst, Knock
from db.questions.bursts import burst_by_id, burst_running, is_taken_up, knocks
from db.store import Books
from db.tables import Member, Ticket
from db.vault import new_id
from mailflows.addresses import folded_address
from mailflows.desk import Desk
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.keys import keys_of
from mailflows.people import Proof, Sender, root_mark
from mailflows.tickets import ENDED, READABLE

LONGER = timedelta(hours=1)  # before a burst began: a ticket that was there then is no part of it
QUIET = timedelta(minutes=10)  # without a further mail of it, after which a burst is over
URGENT = 10  # tickets of one burst that are told at once all the same, because they may be about somebody's life
SHARE = 4  # a burst may use this part of the hour's first answers; the rest is for whoever else writes
ALL = "all"
LETTERS = 4  # of the word a burst is called by


# In this time people whom nothing proves may open as many tickets as the desk's `flood`, and those of one mailbox or of
# one domain (but where anybody opens a mailbox in a minute) its `flood_from_one`, before the others open silently.
COUNTS_FOR = timedelta(minutes=10)
FROM_ONE = ("domain", "mailbox")


def joins_burst(books: Books, desk: Desk, sender: Sender, members: tuple[Member, ...], now: datetime) -> Burst | None:
    """The burst that a new ticket of this sender is a part of; None where they are known, or there is none.

    Who is proven is counted by themselves: nobody can fill that in their name, and a key of last minute is no leave.
    Writes down that they knocked. Its cost is the same in the middle of a flood as at its beginning.
    """
    if sender.person.role != "reporter":
        return None
    if any(member.person_id == sender.person.id for member in members):
        return None  # they hold a word that only our own mail to them could tell
    running = burst_running(books)
    since = (running.began_at if running else now) - LONGER
    proven = sender.proof is Proof.PINNED
    known = is_taken_up(books, sender.person.id, sorted(ENDED), since)
    known |= proven and _pinned_before(books, sender, since)
    if known and not proven:
        return None
    marks = dict(_marks(books, sender))
    too_many = any(_is_full(books, marks.get(one), desk.flood_from_one, now) for one in FROM_ONE)
    if known or too_many:  # a flood from one place silences that place, and nobody else
        del marks[ALL]
    else:
        too_many = _is_full(books, marks[ALL], desk.flood, now)
    books.append_all(Knock, [{"id": new_id(), "mark": mark, "at": now} for mark in marks.values()])
    if not too_many:
        return None
    if running is not None and running.last_at < now - QUIET:
        running.ended_at, running = now, None
    burst = running or _begun(books, now)
    burst.last_at = now
    books.session.add(burst)
    return burst


def belongs(books: Books, ticket: Ticket, burst: Burst | None) -> None:
    """A ticket that was just opened names the burst it came in with, if any."""
    if burst is not None:
        ticket.burst = burst.id
        burst.opened += 1
        books.session.add(burst)


def stays_silent(books: Books, ticket: Ticket) -> bool:
    """Whether nobody is told of this letter by itself; of the most urgent ones somebody is, up to a bound.

    Whoever writes again in their ticket had our answer, and so is no forged address.
    """
    burst = burst_by_id(books, ticket.burst) if ticket.burst else None
    if burst is None or ticket.entries > 1:
        return False
    if ticket.priority != "P1" or burst.urgent >= URGENT:
        return True
    burst.urgent += 1
    books.session.add(burst)
    return False


def purse_for(desk: Desk, ticket: Ticket) -> Desk:
    """The desk with the budget that is left for first answers to this ticket: a burst must not use all of it up."""
    return replace(desk, acks_an_hour=desk.acks_an_hour // SHARE) if ticket.burst else desk


def _pinned_before(books: Books, sender: Sender, since: datetime) -> bool:
    """Whether we knew this key before the flood could have made it."""
    return any(row.standing == "pinned" and row.since < since for row in keys_of(books, sender.person))


def _is_full(books: Books, mark: str | None, most: int, now: datetime) -> bool:
    return mark is not None and knocks(books, mark, now - COUNTS_FOR, most) >= most


def _marks(books: Books, sender: Sender) -> Iterator[tuple[str, str]]:
    """What a knock is counted by: all of them, the mailbox, and its domain where that belongs to somebody.

    In the place of a mailbox, whose name anybody writes, stands who is proven.
    """
    yield ALL, books.vault.mark("knock", "")
    if sender.proof is Proof.PINNED:
        yield "mailbox", books.vault.mark("knock", sender.person.id)
        return
    domain = organisation(folded_address(sender.address).rpartition("@")[2])
    yield "mailbox", root_mark(books, sender.address)
    if domain not in FREEMAIL:
        yield "domain", books.vault.mark("knock", domain)


def _begun(books: Books, now: datetime) -> Burst:
    while True:
        ident = "B-" + "".join(secrets.choice(READABLE) for _ in range(LETTERS))
        if burst_by_id(books, ident) is None:
            burst = Burst(id=ident, began_at=now, last_at=now)
            books.session.add(burst)
            books.session.flush()
            return burst
