"""Mail in a handler's name to somebody outside the desk: it waits a little, because mail has no undo."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from db.tables import Outbound, Person
from mailflows.answer import Post, answer
from mailflows.commands.case import Case, Refused
from mailflows.commands.merged import must_not_be_merged
from mailflows.contact import HINTS, no_mail_to
from mailflows.errands import Task
from mailflows.lengths import length_of

ON_ITS_WAY = timedelta(seconds=5)  # before it falls due: it may be in a worker's hands
SHORTEST, USUAL, LONGEST = timedelta(minutes=1), timedelta(hours=1), timedelta(days=7)  # of `#hold`


def held_for(case: Case) -> timedelta:
    """How long this mail's outward words wait: as `#hold` beside them says, else as ever. Raises Refused."""
    if "hold" not in case.beside:
        return case.desk.hold
    said = case.beside["hold"]
    length = length_of(said) if said else USUAL
    if length is None or not SHORTEST <= length <= LONGEST:
        raise Refused("hold_how_long", "#hold 2 h")
    return length


def by_a_person(case: Case) -> Post:
    """A handler's outward words wait a little, because mail has no undo."""
    due: datetime = case.now + held_for(case)
    return Post(automatic=False, content=True, due_at=due, undo_until=due)


def outward(
    case: Case,
    to: Person,
    name: str,
    facts: Mapping[str, Any],
    post: Post,
    part: str = "",
    task: Task | None = None,
    language: str = "",
) -> Outbound:
    """A mail to somebody outside the desk, in the name of the handler who may take it back.

    Raises Refused where they have no mailbox, or it was said not to be safe, or the ticket was merged into another.
    """
    must_not_be_merged(case)
    if why := no_mail_to(case.books, case.about, to):
        raise Refused(why, HINTS[why])
    return answer(
        case.books,
        case.desk,
        case.about,
        to,
        name,
        facts,
        post,
        case.now,
        part=part,
        author=case.handler,
        insists=case.codes,
        task=task,
        language=language,
    )
