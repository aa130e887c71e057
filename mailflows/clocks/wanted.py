"""What should run for a ticket follows from how it stands, and so can be put right at any time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.papers import figures_of
from db.questions import is_part, letters_came, promised_before, tickets_merged_into, words_left, wrote_to_them
from db.store import Books
from db.tables import Ticket

Key = tuple[str, str]  # a kind of promise, and what it is about

AT_WORK = ("new", "triage", "vetting", "active")
OPEN = (*AT_WORK, "pending_user", "pending_third_party", "monitoring")
# Who ended so is not asked how it was.
NOT_ASKED = frozenset({"unreachable", "spam", "duplicate", "person_withdrew", "out_of_mandate"})


@dataclass(frozen=True)
class Said:
    """Who wrote when."""

    unanswered: datetime | None  # the oldest letter that no answer followed: when it reached us
    letter: datetime | None  # the last letter
    replied: datetime | None  # when the last answer left that a person wrote
    word: datetime | None  # when the last word of ours left that a person sent, a ready one or their own


def said_in(books: Books, ticket: Ticket) -> Said:
    """Also in the tickets that were merged into this one."""
    idents = [ticket.id, *(one.id for one in tickets_merged_into(books, (ticket.id,))[ticket.id])]
    words, letters = words_left(books, idents), letters_came(books, idents)
    replies = [(made, left) for kind, made, left in words if kind == "reply"]
    # a letter that came while an answer waited to leave is not answered by it
    heard = max((made for made, _ in replies), default=None)
    open_ones = [received for filed, received in letters if heard is None or filed > heard]
    return Said(
        unanswered=min(open_ones, default=None),
        letter=letters[-1][0] if letters else None,
        replied=replies[-1][1] if replies else None,
        word=words[-1][2] if words else None,
    )


def wanted(books: Books, ticket: Ticket, said: Said, running: Mapping[Key, datetime]) -> dict[Key, datetime]:
    """Everything that should run, each with when it began. `running`: what runs now.

    What somebody set by hand, and roles that were called, run until something ends them.
    """
    stands = ticket.stands_since or ticket.opened_at
    if ticket.key is None:
        return {}
    if is_part(books, ticket.id):
        return _of_a_part(ticket, said, running, stands)
    if ticket.status in ("resolved", "closed", "referred"):
        return _afterwards(books, ticket, stands)
    if ticket.status not in OPEN:
        return {}
    wants = {key: since for key, since in running.items() if key[0] == "own"}
    if ticket.burst and ticket.status == "new":  # one of a flood: somebody looks through them together
        return wants | {("look", ""): stands}
    if said.unanswered is not None:
        wants["answer", ""] = said.unanswered
    elif said.replied is None and said.letter is None:
        wants["answer", ""] = ticket.opened_at
    wants |= _by_status(ticket, said, running, stands)
    if ticket.status in AT_WORK and ("answer", "") not in wants:
        wants["word", ""] = max(said.word or stands, stands)
    if all(kind == "own" for kind, _ in wants):
        wants["look", ""] = stands
    return wants


def _of_a_part(ticket: Ticket, said: Said, running: Mapping[Key, datetime], stands: datetime) -> dict[Key, datetime]:
    """The person hears of the whole, and is owed nothing about its parts: only those who were called are waited for."""
    if ticket.status not in OPEN:
        return {("closing", ""): stands} if ticket.status == "resolved" else {}
    wants = {key: since for key, since in running.items() if key[0] == "own"}
    if ticket.status == "pending_third_party":
        wants |= _by_status(ticket, said, running, stands)
    return wants or {("look", ""): stands}


def _by_status(ticket: Ticket, said: Said, running: Mapping[Key, datetime], stands: datetime) -> dict[Key, datetime]:
    called = {key: since for key, since in running.items() if key[0] == "role" and key[1]}
    match ticket.status:
        case "vetting":
            return {("vetting", ""): stands}
        case "pending_user":  # whoever was called meanwhile is still waited for
            return called | {("their_turn", ""): max(said.word or stands, stands)}
        case "pending_third_party":
            return called or {("role", ""): stands}
        case "monitoring" if ticket.priority in ("P1", "P2"):
            return {("check", ""): stands}
    return {}


def _afterwards(books: Books, ticket: Ticket, stands: datetime) -> dict[Key, datetime]:
    if ticket.status == "referred":
        return {} if promised_before(books, ticket.id, "reached", stands) else {("reached", ""): stands}
    wants: dict[Key, datetime] = {("closing", ""): stands} if ticket.status == "resolved" else {}
    asked = wrote_to_them(books, ticket.id, "survey") or promised_before(books, ticket.id, "survey")
    if ticket.status == "resolved" and not asked and figures_of(books, ticket).get("outcome") not in NOT_ASKED:
        wants["survey", ""] = stands
    return wants
