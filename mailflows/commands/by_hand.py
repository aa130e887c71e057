"""Mail in a handler's name to somebody outside the desk: it waits a little, because mail has no undo."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from db.tables import Outbound, Person
from mailflows.answer import Post, answer
from mailflows.commands.case import Case
from mailflows.errands import Task

ON_ITS_WAY = timedelta(seconds=5)  # before it falls due: it may be in a worker's hands


def by_a_person(case: Case) -> Post:
    """A handler's outward words wait a little, because mail has no undo."""
    due: datetime = case.now + case.desk.hold
    return Post(automatic=False, content=True, due_at=due, undo_until=due)


def outward(
    case: Case, to: Person, name: str, facts: Mapping[str, Any], post: Post, part: str = "", task: Task | None = None
) -> Outbound:
    """A mail to somebody outside the desk, in the name of the handler who may take it back."""
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
    )
