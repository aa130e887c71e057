"""Acting: steps that speak to the person, ask somebody at the desk to do so, or end a ticket."""

from contextlib import suppress
from datetime import datetime
from typing import Protocol

from db.clocks import Promise
from db.questions import is_part, reporter_of
from db.record import write_record
from db.store import Books
from db.tables import Person, Ticket
from mailflows.answer import NoMailbox, Post, answer, read_address, within_budget
from mailflows.by_itself import withheld
from mailflows.clocks.profile import TO_THEM, Step
from mailflows.clocks.telling import News
from mailflows.clocks.winding import finish
from mailflows.desk import Desk
from mailflows.needs import other_roles
from mailflows.people import root_mark
from mailflows.tickets import MOVES, MoveNotAllowed, category_of, move, set_figure, write_entry
from templates import label

ONCE = frozenset({"survey", "reached", "closing"})  # kept by their one step
# What somebody at the desk says to do it, where it does not leave by itself.
SAY = {
    "reminder": "#reminder",
    "survey": "#survey",
    "check_in": "#log phone",
    "reached": "#log phone",
    "offer_to_close": "#log phone",
    "phone": "#log phone",
    "look": "#show",
}
BUDGET = "budget"  # a key of the labels "clocks"


class Going(Protocol):
    """What a step needs of its round."""

    @property
    def books(self) -> Books: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def now(self) -> datetime: ...
    @property
    def news(self) -> News: ...


def act(going: Going, ticket: Ticket, row: Promise, step: Step, *, late: bool) -> None:
    """Does one step; whatever it raises takes it back."""
    books, now, news = going.books, going.now, going.news
    if step.do in TO_THEM:
        _to_them(going, ticket, step.do, late=late)
    elif step.do == "unreachable":
        _give_up(going, ticket, late=late)
    elif step.do == "close":
        _close(going, ticket)
    elif step.do in ("role", "next_channel"):
        say = f"#reminder {row.about}".strip() if row.about in going.desk.roles else "#show"
        if step.do == "next_channel" and (others := _others(going, ticket, row.about)):
            say = f"#escalate {others[0]}"  # `#checklist` names all of them
        news.add(ticket, ("owner",), step.do, late=late, say=say, about=row.about)
    elif step.do:
        news.add(ticket, ("owner",), step.do, late=late, say=SAY.get(step.do, "#show"))
    else:  # somebody looks at it again, and again after that
        news.add(ticket, step.tell, row.kind, late=late, say=SAY["look"])
        row.since, row.step = now, 0
    if row.kind in ONCE and row.state == "running":
        finish(books, row, now, late=late)
    books.session.flush()


def _others(going: Going, ticket: Ticket, role: str) -> tuple[str, ...]:
    """Whom the kind of trouble names beside the role that stays silent."""
    kind = going.desk.casework.category(category_of(going.books, ticket))
    return other_roles(kind.roles if kind else (), going.desk.roles, role)


def _to_them(going: Going, ticket: Ticket, name: str, *, late: bool) -> None:
    """Leaves by itself where the mailbox was called safe; else somebody at the desk is asked to see to it."""
    why = _why_not(going, ticket, name)
    if why:
        going.news.add(ticket, ("owner",), name, late=late, say=SAY[name], because=why)
        return
    _send(going, ticket, name)


def _why_not(going: Going, ticket: Ticket, name: str) -> str:
    reporter = reporter_of(going.books, ticket.id)
    if reporter is None:
        return "quiet"
    if why := withheld(going.books, ticket, reporter, name):
        return why
    try:
        roots = (root_mark(going.books, read_address(going.books, reporter)),)
    except NoMailbox:
        return "quiet"
    enough = within_budget(going.books, going.desk, ticket, roots, going.now, purse=name, most=3)
    return "" if enough else BUDGET


def _send(going: Going, ticket: Ticket, name: str) -> None:
    reporter = reporter_of(going.books, ticket.id)
    assert isinstance(reporter, Person)
    facts = {"tag": ticket.name, "desk_name": going.desk.name}
    post = Post(automatic=True, content=False, due_at=going.now)
    answer(going.books, going.desk, ticket, reporter, name, facts, post, going.now)
    write_entry(
        going.books,
        ticket,
        "change",
        None,
        {"text": label("mail", name, going.desk.default_language), "mail": name},
        going.now,
    )
    write_record(going.books, going.now, "desk", f"by itself {name}", ticket.id)


def _give_up(going: Going, ticket: Ticket, *, late: bool) -> None:
    """Nothing came although we asked: the ticket is resolved, and a letter opens it again."""
    if "resolved" not in MOVES[ticket.status]:
        return
    move(ticket, "resolved", going.now)
    set_figure(going.books, ticket, "outcome", "unreachable")
    write_record(going.books, going.now, "desk", "status resolved", ticket.id, "unreachable")
    going.news.add(ticket, ("owner",), "unreachable", late=late, say="#reopen")


def _close(going: Going, ticket: Ticket) -> None:
    with suppress(MoveNotAllowed):
        move(ticket, "closed", going.now)
        write_record(going.books, going.now, "desk", "status closed", ticket.id)
        # of a part they were told nothing, and are told nothing now
        if not is_part(going.books, ticket.id) and not _why_not(going, ticket, "closing"):
            _send(going, ticket, "closing")
