"""`#part`: one thing that has to be done gets a ticket of its own, and the whole cannot end while it is open."""

from db.casework import Tie
from db.papers import figures_of
from db.questions import is_part, parts_of
from db.record import write_record
from db.tables import Ticket
from db.vault import new_id
from mailflows.clocks.winding import wind
from mailflows.commands.call.partners import role_called
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.splitting import beside
from mailflows.notices import tell_handlers
from mailflows.search.marks import index_ticket
from mailflows.spelling import plain
from mailflows.tickets import ENDED, set_figure, write_entry

LONGEST = 200  # letters of what is to be done
MOST = 20  # open parts of one ticket
GOES_WITH_IT = ("category", "facets", "vetting")  # figures that are as true of a part


def part(value: str, case: Case) -> Done:
    """The same person's, as careful and as closed to others as the whole. They are told nothing of it."""
    books, whole, now = case.books, case.about, case.now
    if is_part(books, whole.id):
        raise Refused("part_of_part")
    if whole.status in ENDED:
        raise Refused("already_closed", "#reopen")
    if len(open_parts(case)) >= MOST:
        raise Refused("parts_many")
    role = role_called(value, case)
    what = role or " ".join(plain(value).split())[:LONGEST]
    new = beside(whole, case)
    for name in GOES_WITH_IT:
        if (said := figures_of(books, whole).get(name)) is not None:
            set_figure(books, new, name, said)
    write_entry(books, new, "note", case.handler, {"text": what}, now)
    books.append(Tie(id=new_id(), ticket_id=new.id, other_id=whole.id, kind="part", at=now))
    books.session.flush()
    index_ticket(books, new)
    wind(books, case.desk, new, now)
    write_record(books, now, case.handler.id, "opened part", new.id, whole.id)
    tell_handlers(books, case.desk, new, "part_opened", now, reasons=(f"-> {whole.name}",))
    line = case.line("part_begun", tag=new.name, what=what)
    more = (case.line("part_next", words=f"#escalate {role}", tag=new.name),) if role else ()
    return Done(line, more=more, change="opened part")


def open_parts(case: Case) -> list[Ticket]:
    """Parts of this ticket that nobody ended yet."""
    return [one for one in parts_of(case.books, case.about.id) if one.status not in ENDED | {"resolved"}]


def must_have_no_open_parts(case: Case) -> None:
    """Raises Refused with their tags, unless the mail says that it is meant so."""
    if "confirm" not in case.words and (there := open_parts(case)):
        raise Refused("parts_open", ", ".join(one.name for one in there[:5]))
