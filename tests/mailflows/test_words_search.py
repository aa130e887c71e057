"""`#find`: words of sealed tickets are found in any form, by whom may see them, and by nobody once they are erased."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.casework import Draft, Named, Token
from db.papers import Erased, entry_paper, name_of, set_role
from db.questions import (
    certificate_marked,
    entries_of,
    members_of_ticket,
    outbound_by_id,
    people_at,
    person_by_id,
    ticket_named,
    tickets_readable,
    tokens_of,
)
from db.questions.record import record_lines
from db.record import broken_line
from db.soundness import unsound
from db.store import Books
from db.tables import Ticket
from db.vault import new_id
from mailflows.commands.case import Case, Refused
from mailflows.commands.see.finding import find
from mailflows.erasing import NAMELESS, erase_ticket
from mailflows.intake import Settled
from mailflows.keys import key_mark
from mailflows.letter import Attachment
from mailflows.people import address_mark
from mailflows.search.marks import index_ticket, move_tokens, trait_token
from mailflows.tickets import set_figure
from tests.mailflows.flow import Flow, Left
from tests.people import Person

SAID = "Somebody stole both of my phones at the border and now messages are sent from my account"
ARABIC = "سرقوا هاتفي على الحدود وأرسلوا رسائل من حسابي"


def asks(flow: Flow, words: str, who: Person | None = None) -> Left:
    """What somebody at the desk gets who looks for these words."""
    handler = who or flow.people.handler
    flow.obeys(handler, f"#desk {flow.desk.address}\n#find {words}")
    [left] = flow.outbox(to=handler)
    return left


def comes(flow: Flow, text: str = SAID, frm: Person | None = None, **more: object) -> Settled:
    reporter = frm or flow.people.reporter
    settled = flow.arrives(reporter, text, signed_by=reporter, **more)  # type: ignore[arg-type]
    flow.outbox()
    return settled


def changes(flow: Flow, settled: Settled, does: Callable[[Books, Ticket], object]) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        does(books, ticket)
        books.session.add(ticket)


def tags(flow: Flow, words: str) -> list[str]:
    """The same without any mail: the tickets that the deed itself shows to the first handler."""
    with flow.store.writing() as books:
        [handler] = people_at(books, address_mark(books, flow.people.handler.address))
        done = find(words, Case(books, flow.desk, None, handler, "", frozenset(), flow.now))
    assert done.also is not None
    return [row["tag"] for row in done.also[1]["rows"]]


@pytest.mark.parametrize("common", [0, 5_000])
def test_a_ticket_is_found_by_any_form_of_its_words(flow: Flow, monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    """Whether a rare word leads, or tickets are walked because all are common."""
    monkeypatch.setattr("db.questions.search.COMMON", common)
    reporter = flow.people.reporter
    pdf = Attachment(1, "mail/2", "contract.pdf", "application/pdf", "application/pdf", 10, "0" * 64)
    settled = comes(flow, subject="The quarterly figures", attachments=(pdf,))
    comes(flow, "an invitation to a birthday", frm=flow.people.mallory)
    asked = ("stolen phone", "message ACCOUNT", "phones' borders", "quarterly", "contract.pdf", "the contract")
    for words in (*asked, reporter.name, reporter.address, reporter.address.partition("@")[0]):
        assert tags(flow, words) == [settled.ticket], words
    assert not tags(flow, "phone birthday")


def test_all_words_have_to_stand_there_and_a_piece_of_text_shows_one(flow: Flow) -> None:
    settled, other = comes(flow), comes(flow, "my phone is old", subject="news")
    found = asks(flow, "phone border").text
    assert settled.ticket in found and other.ticket not in found
    assert "stole both of my phones at the border" in found and "P2" in found and "0 h old" in found
    nothing = asks(flow, "phone submarine").text
    assert "No ticket that you may see" in nothing and settled.ticket not in nothing


def test_a_handler_reads_the_answer_in_arabic(flow: Flow) -> None:
    settled = comes(flow, ARABIC)
    with flow.store.writing() as books:
        [handler] = people_at(books, address_mark(books, flow.people.handler.address))
        handler.language = "ar"
        books.session.add(handler)
    found = asks(flow, "الهواتف رسالة").text
    assert settled.ticket in found and "سرقوا هاتفي" in found and "البحث عن" in found


def test_notes_and_replies_are_found_and_the_desks_own_lines_are_not(flow: Flow) -> None:
    settled = comes(flow)
    flow.obeys(flow.people.handler, f"#desk {flow.desk.address}\n#show {settled.ticket}")
    [shown] = flow.outbox("show")
    flow.obeys(flow.people.handler, f"{shown.nonce_line}\n\nThe lighthouse keeper called about it.")
    flow.obeys(flow.people.handler, f"#ticket {shown.nonce_line.removeprefix('-- hirz ')}\n#note\n\nAsk the beekeeper.")
    flow.outbox()
    assert tags(flow, "beekeepers") == tags(flow, "lighthouse") == [settled.ticket]
    assert not tags(flow, "note")  # as the transcript says


def test_what_one_may_not_see_is_neither_shown_nor_counted(flow: Flow) -> None:
    settled = comes(flow)
    first, second = flow.people.handler, flow.people.second_handler

    def takes(books: Books, ticket: Ticket) -> None:
        [ticket.handler_id] = [one.id for one in people_at(books, address_mark(books, first.address))]

    def closes(books: Books, ticket: Ticket) -> None:
        [me] = people_at(books, address_mark(books, first.address))
        ticket.restricted = True
        books.append(Named(ticket_id=ticket.id, person_id=me.id))

    changes(flow, settled, takes)
    assert tags(flow, "phone") == [settled.ticket]
    hidden = asks(flow, "phone", second).text
    assert settled.ticket not in hidden and "No ticket that you may see" in hidden and "more" not in hidden
    changes(flow, settled, closes)
    with flow.store.writing() as books:
        [lead] = people_at(books, address_mark(books, second.address))
        set_role(books, lead, "lead")
    assert tags(flow, "phone") == [settled.ticket]
    assert settled.ticket not in asks(flow, "phone", second).text


def test_each_ticket_that_is_shown_was_read_and_the_record_holds_no_word(flow: Flow) -> None:
    settled = comes(flow)
    comes(flow, "something else entirely", subject="x")
    asks(flow, "stolen phone")
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        lines = list(record_lines(books, "desk"))
        assert [line.ticket_id for line in lines if line.what == "read"].count(ticket.id) == 1
        assert not any("phone" in line.detail or "phone" in line.what for line in lines)
        assert broken_line(books) is None


def test_the_newest_are_shown_and_the_rest_counted(flow: Flow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailflows.commands.see.finding.MOST_SHOWN", 2)
    came = []
    for at in range(5):
        came.append(comes(flow, f"my phone number {at} rings").ticket)
        flow.passes(minutes=1)
    found = asks(flow, "phones").text
    assert [tag in found for tag in came] == [False] * 3 + [True] * 2 and "And 3 more" in found


def test_words_of_every_letter_are_refused(flow: Flow) -> None:
    assert "rarer" in asks(flow, "the of and").text
    for words in ("في من", "?!"):
        with pytest.raises(Refused):
            tags(flow, words)


def test_a_mark_without_its_word_shows_nothing(flow: Flow) -> None:
    """As two words that share a mark by chance would."""
    settled = comes(flow)
    changes(flow, settled, lambda books, ticket: books.append(Token(mark=books.vault.token("submarin"),
                                                                    ticket_id=ticket.id)))  # fmt: skip
    assert not tags(flow, "submarine")


def test_switched_off_no_mark_is_written_and_find_is_refused(flow: Flow) -> None:
    flow.store = replace(flow.store, indexed=False)
    settled = comes(flow)
    changes(flow, settled, lambda books, ticket: set_figure(books, ticket, "category", "doxxing"))
    with flow.store.reading() as books:
        assert not any(tokens_of(books, ident) for ident in tickets_readable(books))
    refused = asks(flow, "phone")
    assert refused.row.kind == "refused" and "switched off" in refused.text
    flow.store = replace(flow.store, indexed=True)
    changes(flow, settled, index_ticket)
    assert tags(flow, "phone") == [settled.ticket]


def test_a_figure_leaves_one_mark_that_follows_it(flow: Flow) -> None:
    settled = comes(flow)
    changes(flow, settled, lambda books, ticket: set_figure(books, ticket, "category", "doxxing"))
    changes(flow, settled, lambda books, ticket: set_figure(books, ticket, "category", "blackmail"))
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        marks = tokens_of(books, ticket.id)
        assert trait_token(books, "category", "blackmail") in marks
        assert trait_token(books, "category", "doxxing") not in marks


def test_made_anew_the_marks_are_the_same(flow: Flow) -> None:
    settled = comes(flow)
    changes(flow, settled, lambda books, ticket: set_figure(books, ticket, "category", "doxxing"))
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        before = tokens_of(books, ticket.id)
        index_ticket(books, ticket)
        assert tokens_of(books, ticket.id) == before and len(before) > 10


def test_words_go_with_a_ticket_that_is_merged_and_its_figures_stay(flow: Flow) -> None:
    gone, stays = comes(flow), comes(flow, "a quiet day", subject="day")
    changes(flow, gone, lambda books, ticket: set_figure(books, ticket, "category", "doxxing"))
    with flow.store.writing() as books:
        one, other = ticket_named(books, gone.ticket), ticket_named(books, stays.ticket)
        assert one is not None and other is not None
        move_tokens(books, one, other)
        assert tokens_of(books, one.id) == {trait_token(books, "category", "doxxing")}
        assert books.vault.token("phon") in tokens_of(books, other.id)
        assert trait_token(books, "category", "doxxing") not in tokens_of(books, other.id)


def test_nothing_of_an_erased_ticket_is_found_read_or_sent(flow: Flow) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, SAID, signed_by=reporter)
    waiting = flow.outbox()
    assert tags(flow, "phone") == [settled.ticket]
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        [handler] = people_at(books, address_mark(books, flow.people.handler.address))
        set_figure(books, ticket, "category", "doxxing")
        set_figure(books, ticket, "country", "nowhere-land")
        books.append(
            Draft(id=new_id(), mark="m", ticket_id=ticket.id, person_id=handler.id, what="reply", needs="author",
                  at=flow.now, sealed=b"x")
        )  # fmt: skip
        erase_ticket(books, ticket, flow.now, handler.id)
        erase_ticket(books, ticket, flow.now, handler.id)  # once more changes nothing
    assert not tags(flow, "phone") and not tags(flow, reporter.address) and not tags(flow, reporter.name)
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None and ticket.key is None and not tokens_of(books, ticket.id)
        for entry in entries_of(books, ticket.id):
            with pytest.raises(Erased):
                entry_paper(books, ticket, entry)
        assert {outbound_by_id(books, one.row.id).state for one in waiting} == {"undone"}  # type: ignore[union-attr]
        assert not people_at(books, address_mark(books, reporter.address))
        assert certificate_marked(books, key_mark(books, reporter.fingerprint)) is None
        [member] = [one for one in members_of_ticket(books, ticket.id) if one.part == "reporter"]
        assert name_of(books, person_by_id(books, member.person_id)) == NAMELESS
        assert [line.what for line in record_lines(books, "desk")].count("erased") == 1
        assert not unsound(books, deep=True)
    again = flow.arrives(reporter, "hello again, it is me", signed_by=reporter)
    assert again.ticket and again.ticket != settled.ticket


def test_whoever_has_another_ticket_is_not_forgotten_with_one(flow: Flow) -> None:
    first, second = comes(flow), comes(flow, "another matter of mine")
    changes(flow, first, lambda books, ticket: erase_ticket(books, ticket, flow.now, "sysadmin"))
    assert tags(flow, flow.people.reporter.address) == [second.ticket]


def test_an_ordinary_letter_leaves_few_marks(flow: Flow) -> None:
    settled = comes(flow, SAID)
    with flow.store.reading() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None and 10 < len(tokens_of(books, ticket.id)) < 45
