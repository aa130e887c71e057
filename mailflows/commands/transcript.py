"""The transcript: what ran and who is mailed, or what was wrong line by line; always sealed, with a fresh nonce."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from db.questions import refusals_since
from db.record import write_record
from db.store import Books
from db.tables import Outbound, Person, Ticket
from mailflows.access import reaches
from mailflows.answer import answer
from mailflows.commands.binding import Bound
from mailflows.commands.case import Done
from mailflows.commands.grammar import Problem
from mailflows.commands.nonce import nonce_line
from mailflows.desk import Desk
from mailflows.leaving import Leaving, how_it_leaves
from mailflows.notices import at_once, new_nonce, notice_facts, row_nonce

HOUR = timedelta(hours=1)
MOST_REFUSALS = 12  # mailed to one handler in an hour: an old signed text can be sent to us for ever


def transcribe(
    books: Books,
    desk: Desk,
    handler: Person,
    bound: Bound | None,
    done: tuple[Done, ...],
    stripped: tuple[str, ...],
    now: datetime,
) -> None:
    """What ran, who is mailed and how, what was taken out: always, and always sealed."""
    ticket = bound.ticket if bound else newly_opened(done)
    line = _answer_line(books, bound, handler, now) if bound else _shown_line(books, ticket, handler, now)
    for one in done:
        if one.also is not None:
            name, shown = one.also
            whole = name != "transcript"  # which shows what leaves, and nothing of what came
            facts = {**shown, "nonce_line": _shown_line(books, one.shows, handler, now, whole=whole) or line}
            answer(books, desk, one.shows or ticket, handler, name, facts, at_once(now), now, task=one.task)
    lines = tuple(line for one in done if one.also is None or bound for line in (one.line, *one.more))
    if not lines:
        return  # what was asked for is in the mails above
    sent = tuple(_sent_line(books, desk, outbound, now) for one in done for outbound in one.sent)
    told: dict[str, Any] = {
        "tag": ticket.name if ticket else "",
        "done": lines,
        "sent": sent,
        "stripped": stripped,
        "plain_warning": any(line["how"] == "plain" for line in sent),
        "undo_line": "#undo" if sent and desk.hold else "",
        "nonce_line": line,
    }
    answer(books, desk, ticket, handler, "transcript", told, at_once(now), now)


def _sent_line(books: Books, desk: Desk, outbound: Outbound, now: datetime) -> Mapping[str, Any]:
    leaving = how_it_leaves(books, desk, outbound, now)
    if not isinstance(leaving, Leaving):
        return {"to": "", "how": "held", "fingerprint": ""}
    how = "plain" if leaving.certificate is None else "sealed_offered" if leaving.unproven else "sealed"
    return {"to": leaving.to, "how": how, "fingerprint": leaving.fingerprint}


def tell_refusal(
    books: Books,
    desk: Desk,
    handler: Person,
    bound: Bound | None,
    problems: Sequence[Problem],
    now: datetime,
    insist: str = "",
) -> str:
    """Nothing was done; the handler is told what was wrong, line by line. Returns the reason, a key of "why"."""
    ticket = bound.ticket if bound else None
    facts = {
        "tag": ticket.name if ticket else "",
        "problems": tuple(
            {"line": one.line, "said": one.said, "why": one.why, "nearest": one.nearest} for one in problems
        ),
        "insist_line": insist,
        "nonce_line": _answer_line(books, bound, handler, now),
    }
    if handler.active and refusals_since(books, handler.id, now - HOUR) < MOST_REFUSALS:
        answer(books, desk, ticket, handler, "refused", facts, at_once(now), now)
        changed = bound is not None and any(one.why == "ticket_changed" for one in problems)
        if bound is not None and changed and reaches(books, bound.ticket, handler, now):
            _show_changes(books, desk, handler, bound, now)
    write_record(books, now, handler.id, "refused", ticket.id if ticket else None, problems[0].why)
    return problems[0].why


def _show_changes(books: Books, desk: Desk, handler: Person, bound: Bound, now: datetime) -> None:
    """What came into the ticket since, in a notice whose line may be answered."""
    facts = notice_facts(books, desk, bound.ticket, "fresh_nonce", handler, now, since=bound.nonce.seen)
    answer(books, desk, bound.ticket, handler, "notify_handler", facts, at_once(now), now)


def _answer_line(books: Books, bound: Bound | None, handler: Person, now: datetime) -> str:
    """A fresh nonce that knows no more of the ticket than the one that was answered: this mail shows nothing new."""
    if bound is None:
        return ""
    spoken = new_nonce(books, bound.ticket, handler, now, bound.nonce.seen, bound.nonce.told)
    return nonce_line(bound.ticket.name, spoken)


def _shown_line(books: Books, shown: Ticket | None, handler: Person, now: datetime, *, whole: bool = True) -> str:
    """A nonce for the ticket that was shown as a whole: whoever read it may speak in it."""
    if shown is None:
        return ""
    return nonce_line(shown.name, (new_nonce if whole else row_nonce)(books, shown, handler, now))


def newly_opened(done: tuple[Done, ...]) -> Ticket | None:
    """The ticket that a mail about none opened, in which it lies from now on."""
    return next((one.opens for one in done if one.opens), None)
