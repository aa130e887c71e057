"""`hirz show`, `list` and `retry`: what the desk holds, for the person at the shell. That they looked is recorded."""

import argparse
from collections.abc import Iterator
from contextlib import suppress

from daemon.assemble import casework_in, open_store
from daemon.config import ConfigError, load
from daemon.doors.imap import TOO_LARGE, UNFETCHABLE
from daemon.tools import wall_clock
from db.papers import Erased
from db.questions import (
    kept_by_id,
    kept_counts,
    kept_in_states,
    outbound_by_id,
    outbound_in_states,
    ticket_named,
    tickets_listed,
)
from db.record import write_record
from db.store import Books
from mailflows.history import history_of
from mailflows.tickets import category_of
from templates import label, write

NOT_WHOLE = (TOO_LARGE, UNFETCHABLE)  # of these only the headers are here, or nothing


def show(told: argparse.Namespace) -> int:
    """Prints the ticket's whole history, or says that there is no such ticket."""
    config = load(told.config)
    store = open_store(config, wall_clock())
    with store.writing() as books:
        ticket = ticket_named(books, told.ticket.strip().upper())
        if ticket is None:
            raise ConfigError("there is no such ticket; see `hirz list`")
        try:
            facts = history_of(books, ticket, config.desk.default_language, casework_in(config))
        except Erased:
            raise ConfigError("this ticket was erased; nobody can read it any more") from None
        write_record(books, wall_clock(), "sysadmin", "read", ticket.id)
    store.close()
    print(write("show", config.desk.default_language, facts, config.templates.folder).text)
    return 0


def list_all(told: argparse.Namespace) -> int:
    """Tickets with their state; or, asked for, mail that is set aside or stuck, and answers that wait."""
    config = load(told.config)
    store = open_store(config, wall_clock())
    with store.reading() as books:
        for line in _lines(books, told):
            print(line)
    store.close()
    return 0


def _lines(books: Books, told: argparse.Namespace) -> Iterator[str]:
    states = ("aside",) * told.aside + ("stuck",) * told.stuck
    for kept in kept_in_states(books, states) if states else ():
        head = f"{kept.id}  {kept.received_at:%Y-%m-%d %H:%M}  {kept.state:<6} {kept.size:>9} B"
        yield f"{head}  {_worded(kept.reason)}"
    for row in outbound_in_states(books, ("waiting", "held", "failed")) if told.outbox else ():
        head = f"{row.id}  {row.made_at:%Y-%m-%d %H:%M}  {row.state:<8} {row.kind:<16}"
        yield f"{head} {row.attempts} tries  {row.reason}"
    if states or told.outbox:
        return
    for ticket in tickets_listed(books, ()):
        due = f"due {ticket.next_due_at:%Y-%m-%d %H:%M}" if ticket.next_due_at else ""
        category = category_of(books, ticket) or "-"
        yield f"{ticket.name}  {ticket.priority}  {ticket.status:<20} {category:<28} {due}"
    counts = ", ".join(f"{count} {state}" for state, count in sorted(kept_counts(books).items()))
    yield f"mail: {counts or 'none'}"


def _worded(reason: str) -> str:
    """The code of a reason, and what it means where there are words for it."""
    for kind in ("aside", "why", "reason"):
        with suppress(KeyError):
            return f"{reason}: {label(kind, reason, 'en')}"
    return reason


def retry(told: argparse.Namespace) -> int:
    """Puts a stuck mail, or an answer that failed or waits, back in line; the daemon takes it up within a minute."""
    store = open_store(load(told.config), wall_clock())
    with store.writing() as books:
        if (outbound := outbound_by_id(books, told.id)) is not None:
            put_off = outbound.state == "waiting" and outbound.attempts > 0
            if outbound.state not in ("failed", "held") and not put_off:
                raise ConfigError(f"this answer is {outbound.state}; there is nothing to try again")
            outbound.state, outbound.due_at = "waiting", wall_clock()
            books.session.add(outbound)
        else:
            kept = next((one for one in kept_in_states(books, ("stuck", "aside")) if one.id == told.id), None)
            if kept is None or kept_by_id(books, kept.id).ticket_id is not None or kept.reason in NOT_WHOLE:
                raise ConfigError(
                    "nothing that could be tried again has this id; see `hirz list --stuck --aside --outbox`"
                )
            kept.state, kept.attempts, kept.reason = "kept", 0, ""
            books.session.add(kept)
        write_record(books, wall_clock(), "sysadmin", "retry", None, told.id)
    store.close()
    print("back in line")
    return 0
