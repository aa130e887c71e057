"""What was said, erased, or kept from somebody in one ticket holds in every other that belongs to it."""

from typing import Any

from db.questions import ticket_named
from db.store import Books
from db.tables import Ticket
from tests.mailflows.flow import Flow, Left
from tests.people import Person

DANA = "dana@mail.test"


def comes(flow: Flow, text: str, frm: str = DANA, **more: Any) -> Left:
    """A plain letter; returns the handler's notice of it."""
    flow.arrives(frm, text, sealed=False, **more)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def bound(notice: Left) -> str:
    return " ".join(notice.nonce_line.split()[2:4])


def tag_of(notice: Left) -> str:
    return notice.nonce_line.split()[2]


def says(flow: Flow, notice: Left, words: str, who: Person | None = None) -> tuple[str, list[Left]]:
    """What somebody answers to a notice; why it was refused, if it was, and what was written of it."""
    head, empty, below = words.partition("\n\n")
    text = f"#ticket {bound(notice)}\n{head}{empty or chr(10) * 2}{below}"
    settled = flow.obeys(who or flow.people.handler, text)
    return settled.reason, flow.outbox()


def ticket(books: Books, tag: str) -> Ticket:
    found = ticket_named(books, tag)
    assert found is not None
    return found


# a ticket opened by hand


def test_new_is_no_door_to_whoever_has_a_ticket_that_is_kept_from_one(flow: Flow) -> None:
    kept = comes(flow, "what nobody else may read")
    assert says(flow, kept, "#flag restricted")[0] == ""
    flow.obeys(flow.people.second_handler, f"#new Dana contact={DANA}\n\nShe called.")
    [refused] = flow.outbox()
    assert refused.row.kind == "refused" and "This address is known here" in refused.text
    assert "restricted" not in refused.text and tag_of(kept) not in refused.text
    flow.obeys(flow.people.handler, f"#new Dana contact={DANA}\n\nShe called.")
    assert [one.row.kind for one in flow.outbox()] == ["transcript"]  # whoever sees it all may
