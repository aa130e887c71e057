"""What somebody could make of tickets and people that were brought together; each was possible once."""

from typing import Any

import pytest

from db.questions import ticket_named
from db.store import Books
from db.tables import Ticket
from mailflows.leaving import Held
from tests.mailflows.flow import Flow, Left
from tests.people import Person

DANA = "dana@mail.test"
SISTER = "sister@home.test"


def comes(flow: Flow, frm: Person | str = DANA, text: str = "somebody reads my mail", **more: Any) -> Left:
    """A letter that opens a ticket, or lands in one; returns the handler's notice of it."""
    told = {"signed_by": None if isinstance(frm, str) else frm, "sealed": not isinstance(frm, str), **more}
    flow.arrives(frm, text, **told)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def says(flow: Flow, notice: Left, text: str, who: Person | None = None) -> list[Left]:
    """A handler answers a notice; returns what was written of it, in order."""
    flow.obeys(who or flow.people.handler, f"#ticket {' '.join(notice.nonce_line.split()[2:4])}\n{text}")
    return flow.outbox()


def of(left: list[Left], kind: str) -> Left:
    return next(one for one in left if one.row.kind == kind)


def tag_of(left: Left) -> str:
    return left.nonce_line.split()[2]


def ticket(books: Books, tag: str) -> Ticket:
    found = ticket_named(books, tag)
    assert found is not None
    return found


# A merged ticket


def merged(flow: Flow) -> tuple[Left, Left, str]:
    """A plain ticket merged into another plain one: the transcript, the other's notice, the first one's thread."""
    first = comes(flow)
    thread = of(says(flow, first, "#reply\n\nHello."), "reply").row.message_id
    second = comes(flow, DANA, "from another phone")
    return of(says(flow, first, f"#merge {tag_of(second)}"), "transcript"), second, thread


@pytest.mark.parametrize(
    "word",
    [
        "#reply\n\nAbout your secret: yes.",
        "#ask\n\nAbout your secret?",
        "#send phishing",
        "#send-plain\n\nYes.",
        "#reply\n#preview\n\nYes.",
        "#reminder",
        "#close\n#confirm",
        "#escalate threat_lab",
    ],
)
def test_nothing_is_said_outside_in_a_ticket_that_was_merged(flow: Flow, word: str) -> None:
    """LEAK-01: what came sealed afterwards lies in the other one, and would be answered plain here."""
    transcript, second, thread = merged(flow)
    came = flow.arrives(DANA, "the secret itself", sealed=True, references=[thread])
    assert came.ticket == tag_of(second)
    flow.outbox()
    left = says(flow, transcript, word)
    assert [one.row.kind for one in left] == ["refused"]
    assert f"#show {tag_of(second)}" in left[0].text and "merged into another one" in left[0].text


def test_sealed_words_make_every_ticket_careful_that_became_one(flow: Flow) -> None:
    """LEAK-01: also mail that waited in the one that was merged when they came."""
    first = comes(flow)
    waiting = of(says(flow, first, "#reply\n#hold 2 h\n\nHello."), "reply")
    second = comes(flow, DANA, "from another phone")
    says(flow, first, f"#merge {tag_of(second)}")
    third = comes(flow, DANA, "and a third")
    says(flow, second, f"#merge {tag_of(third)}")
    assert not isinstance(flow.leaves(waiting), Held)
    came = flow.arrives(DANA, "the secret itself", sealed=True, references=[waiting.row.message_id])
    assert came.ticket == tag_of(third)
    assert flow.leaves(waiting) == Held("no_key")
    with flow.store.reading() as books:
        assert all(ticket(books, tag_of(one)).held_sealed for one in (first, second, third))


def test_a_ticket_merged_into_a_sealed_one_is_as_careful(flow: Flow) -> None:
    first = comes(flow)
    waiting = of(says(flow, first, "#reply\n#hold 2 h\n\nHello."), "reply")
    second = comes(flow, DANA, "sealed words", sealed=True)
    says(flow, first, f"#merge {tag_of(second)}")
    assert flow.leaves(waiting) == Held("no_key")


def test_work_goes_on_where_a_ticket_went(flow: Flow) -> None:
    """Whoever answers an old notice is told where, and can still read, and take back what waits."""
    first = comes(flow)
    says(flow, first, "#reply\n#hold 2 h\n\nHello.")
    second = comes(flow, DANA, "from another phone")
    merged_now = of(says(flow, first, f"#merge {tag_of(second)}"), "transcript")
    for word in ("#take", "#priority P1", "#status active", "#channel dana@safe.test", f"#merge {tag_of(second)}"):
        [refused] = says(flow, merged_now, word)
        assert refused.row.kind == "refused" and f"#show {tag_of(second)}" in refused.text, word
    with flow.store.reading() as books:
        gone = ticket(books, tag_of(first))
        assert (gone.status, gone.handler_id, gone.priority) == ("merged", None, "P2")
    shown = of(says(flow, merged_now, "#show\n#undo"), "show")
    assert shown.row.kind == "show" and tag_of(first) in shown.text
    listed = next(one for one in says(flow, shown, "#list") if one.row.kind == "list")
    rows = listed.text.partition("\n-- hirz ")[0]
    assert tag_of(first) not in rows and tag_of(second) in rows
