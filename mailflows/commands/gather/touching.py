"""Who somebody is elsewhere: an address or a key that is changed here holds in every ticket they belong to."""

from db.questions import members_of_person, ticket_by_id, unsent_to
from db.tables import Person
from mailflows.access import reaches
from mailflows.commands.case import Case, Refused
from mailflows.tickets import ENDED


def must_touch_only_ones_own(case: Case, *others: Person) -> None:
    """Whether the handler may change how the ticket's reporter is known, who turns out to be these others as well.

    Raises Refused where a ticket it would hold in is not for this handler to see, of which no more is told; and where
    one of them is a lawyer, a relative or the like in somebody's ticket. Whoever writes here is not who was let in
    there: that address gets its seat by `#join` in that ticket alone.
    """
    reporter = case.reporter
    for person in {one.id: one for one in (reporter, *others)}.values():
        own = person.id == reporter.id
        waiting = {mail.ticket_id for mail in unsent_to(case.books, person.id) if not mail.automatic}
        for member in members_of_person(case.books, person.id):
            ticket = ticket_by_id(case.books, member.ticket_id)
            if ticket.key is None or (own and ticket.id == case.about.id):
                continue
            seen = reaches(case.books, ticket, case.handler, case.now)
            if not seen and not (own and ticket.status in ENDED and ticket.id not in waiting):
                raise Refused("others_only")
            if member.part != "reporter":
                raise Refused("seat_elsewhere", ticket.name if seen else "")


def touched(case: Case, person: Person, *, safe: str = "") -> str:
    """The names of the tickets in which it holds, as far as this handler may see them; only those so `safe`."""
    theirs = (ticket_by_id(case.books, member.ticket_id) for member in members_of_person(case.books, person.id))
    theirs = (one for one in theirs if one.key is not None and (not safe or one.safe == safe))
    seen = (one for one in theirs if reaches(case.books, one, case.handler, case.now))
    return ", ".join(sorted(ticket.name for ticket in seen))
