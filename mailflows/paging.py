"""Paging: a mail that says nothing but that something waits, to an address that whoever is on call chose themselves.

It is the one mail to somebody at the desk that leaves unsealed, and may, because it says nothing: its words stand in
the template alone, are put in when it leaves, and no fact of any ticket ever reaches it. Nobody's pager rings twice in
GAP, however many letters speak of danger: whoever wants to keep a desk awake, or wear it out, has six an hour.
What somebody at the desk says is P1 rings nobody: who says so is awake, and can tell whom they want there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.clocks import Pager
from db.papers import person_key, read_paper, write_paper
from db.questions import active_at_the_desk, active_handlers, pager_of, pages_since
from db.store import Books
from db.tables import Person, Ticket
from db.vault import VaultShut
from mailflows.access import who_may_see_restricted
from mailflows.answer import Post, answer
from mailflows.desk import Desk
from mailflows.seats import LEADS
from mailflows.shifts.oncall import on_call

MAIL = "pager"
GAP = timedelta(minutes=10)


def page_where_urgent(books: Books, desk: Desk, ticket: Ticket, known: bool, now: datetime) -> tuple[str, ...]:
    """Rings for a ticket that is P1 and was not `known` to be; what handlers are told: keys of the labels "reason".

    For a restricted one only those who may see it: nobody is woken for what they will not be shown.
    """
    if ticket.priority != "P1" or known:
        return ()
    may_see = who_may_see_restricted(books, ticket) if ticket.restricted else None
    return ("rang",) if page(books, desk, now, may_see) else ()


def page(books: Books, desk: Desk, now: datetime, may_see: Sequence[Person] | None = None) -> bool:
    """Rings whoever is called now; whether anybody has a pager, rung now or a moment ago.

    Those on call, or everybody who works on tickets where nobody is; the leads where none of those has a pager.
    `may_see`: these alone, where not everybody may know.
    """
    leads = [person for person in active_at_the_desk(books) if person.role in LEADS]
    usual = (on_call(books, now) or active_handlers(books), leads)
    for called in usual if may_see is None else (may_see,):
        if there := _with_pagers(books, called):
            for person, address in there:
                if not pages_since(books, person.id, now - GAP):
                    post = Post(automatic=True, content=False, due_at=now)
                    answer(books, desk, None, person, MAIL, {}, post, now, elsewhere=address)
            return True
    return False


def _with_pagers(books: Books, people: Sequence[Person]) -> list[tuple[Person, str]]:
    return [(person, address) for person in people if (address := pager_address(books, person))]


def pager_address(books: Books, person: Person) -> str:
    """Where somebody wants to be paged; "" where they do not, or where a damaged row does not say.

    A letter about somebody's life comes in whatever became of a pager; the notice of it leaves all the same.
    """
    row = pager_of(books, person.id)
    try:
        return str(read_paper(person_key(books, person), _place(person), row.sealed)["address"]) if row else ""
    except VaultShut:
        return ""


def set_pager(books: Books, person: Person, address: str, now: datetime) -> None:
    """From now on there; nowhere where it is empty."""
    row = pager_of(books, person.id)
    if row is not None:
        books.session.delete(row)
        books.session.flush()
    if address:
        sealed = write_paper(person_key(books, person), _place(person), {"address": address})
        books.append(Pager(person_id=person.id, since=now, sealed=sealed))
        books.session.flush()


def _place(person: Person) -> str:
    return f"pager:{person.id}"
