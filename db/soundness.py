"""Whether a store is sound: what must hold of its rows at every instant, whatever was interrupted."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from db.papers import Erased, raw_mail
from db.questions.soundness import (
    all_entries,
    all_kept,
    all_looks,
    all_outbound,
    all_tickets,
    damage,
    erased_and_found,
    erased_and_observed,
    kept_with_octets,
    octets_of,
)
from db.record import broken_line
from db.store import Books
from db.tables import KEPT_STATES, OUT_STATES, Entry, Kept, Ticket
from db.vault import VaultShut


def unsound(books: Books, *, deep: bool = False) -> tuple[str, ...]:
    """What does not hold, one line each, in ids only; () for a sound store.

    `deep` also opens the octets of every kept mail and compares them with their digest: minutes for a large store.
    """
    if broken := damage(books):
        return tuple(f"the store is damaged: {one}" for one in broken)
    kept, tickets, entries = all_kept(books), {one.id: one for one in all_tickets(books)}, all_entries(books)
    found = [*_mails(books, kept, entries), *_numbers(tickets, entries), *_leaving(books), *_looks(books, entries)]
    found += [f"ticket {ident} is erased and would still be known again" for ident in erased_and_observed(books)]
    found += [f"ticket {ident} is erased and would still be found by its words" for ident in erased_and_found(books)]
    if deep:
        found += _octets(books, kept, tickets)
    if (line := broken_line(books)) is not None:
        found.append(f"the record is broken at line {line}")
    return tuple(found)


def _mails(books: Books, kept: Sequence[Kept], entries: Sequence[Entry]) -> Iterator[str]:
    """Each mail is in one state that somebody sees, and stands in its ticket exactly once."""
    here, of_mail = kept_with_octets(books), Counter(entry.kept_id for entry in entries if entry.kept_id)
    ticket_of = {entry.kept_id: entry.ticket_id for entry in entries if entry.kept_id}
    for mail in kept:
        if mail.state not in KEPT_STATES:
            yield f"mail {mail.id} is in no known state"
        if mail.id not in here:
            yield f"mail {mail.id} has lost its octets"
        settled = mail.state == "settled"
        if of_mail[mail.id] != int(settled):
            yield f"mail {mail.id} is {mail.state} and stands in {of_mail[mail.id]} entries"
        if settled and (mail.ticket_id is None or ticket_of.get(mail.id) != mail.ticket_id):
            yield f"mail {mail.id} lies with another ticket than its entry"
        if mail.state in ("aside", "stuck") and not mail.reason:
            yield f"mail {mail.id} is {mail.state} and nobody can say why"
    for ident in of_mail.keys() - {mail.id for mail in kept}:
        yield f"an entry stands for mail {ident}, which is not kept"


def _numbers(tickets: Mapping[str, Ticket], entries: Sequence[Entry]) -> Iterator[str]:
    """A ticket's entries are numbered from 1 without a gap, and the ticket knows how many there are."""
    numbers: dict[str, list[int]] = {ident: [] for ident in tickets}
    for entry in entries:
        numbers.setdefault(entry.ticket_id, []).append(entry.number)
    for ident, found in numbers.items():
        if ident not in tickets:
            yield f"entries of ticket {ident}, which is not there"
        elif found != list(range(1, tickets[ident].entries + 1)):
            yield f"ticket {ident} says {tickets[ident].entries} entries and has {found}"


def _leaving(books: Books) -> Iterator[str]:
    """Every answer has a Message-ID of its own, and says when it left if it did."""
    outbound = all_outbound(books)
    for message_id, times in Counter(row.message_id for row in outbound).items():
        if times > 1:
            yield f"{times} answers share the Message-ID {message_id}"
    for row in outbound:
        if row.state not in OUT_STATES:
            yield f"answer {row.id} is in no known state"
        if row.state == "sent" and row.sent_at is None:
            yield f"answer {row.id} left, and nobody knows when"


def _looks(books: Books, entries: Sequence[Entry]) -> Iterator[str]:
    """A finding belongs to an entry of the same ticket."""
    ticket_of = {entry.id: entry.ticket_id for entry in entries}
    for look in all_looks(books):
        if ticket_of.get(look.entry_id) != look.ticket_id:
            yield f"finding {look.id} belongs to no entry of its ticket"


def _octets(books: Books, kept: Sequence[Kept], tickets: Mapping[str, Ticket]) -> Iterator[str]:
    """The octets still open and are still those that came."""
    for mail in kept:
        raw = octets_of(books, mail.id)
        try:
            octets = raw_mail(books, mail, raw, tickets.get(mail.ticket_id or "")) if raw else b""
        except VaultShut:
            yield f"mail {mail.id} does not open"
        except Erased:
            continue
        else:
            if octets and books.vault.mark("mail", octets) != mail.digest:
                yield f"mail {mail.id} is not what came"
