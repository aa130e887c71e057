"""Who tries to turn what leaves by itself against us: silence the desk, wake it, learn from it, have it write."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.questions import addresses_of, pager_of, people_at, reporter_of, ticket_named
from mailflows.answer import Post, answer, read_address
from mailflows.compose import compose
from mailflows.contact import sharing_mailbox
from mailflows.joining import join_people
from mailflows.leaving import Held, Leaving
from mailflows.letter import Attachment
from mailflows.people import address_mark, root_mark
from mailflows.stopped import asks_to_stop
from mailflows.wording import tongue_of
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_by_itself import TRAP, _letter, safe, says, to_reporters

VICTIM = "zahra@press.test"
PAGER = "bell@phone.test"


def person_known_at(flow: Flow, address: str) -> str:
    with flow.store.reading() as books:
        [person] = people_at(books, address_mark(books, address))
        return person.id


def become_one(flow: Flow, stays: str, goes: str) -> None:
    """People said so, as `#key accept` does."""
    with flow.store.writing() as books:
        [one] = people_at(books, address_mark(books, stays))
        [other] = people_at(books, address_mark(books, goes))
        join_people(books, one, other)


def composed(flow: Flow, left: Left) -> bytes:
    """The whole mail as it would leave, without what is the mail's own: its ids and its date."""
    leaving = flow.leaves(left)
    assert isinstance(leaving, Leaving)
    raw = compose(leaving, flow.desk, None, flow.now)  # type: ignore[arg-type]  # nothing is sealed
    for own in (*leaving.references, leaving.message_id, leaving.in_reply_to, leaving.to):
        raw = raw.replace(own.encode(), b"OWN")
    raw = re.sub(rb"H-[0-9A-Z]{4}-[0-9A-Z]{4}", b"TAG", raw)
    edge = re.search(rb'boundary="([^"]+)"', raw)
    return raw.replace(edge[1], b"EDGE") if edge else raw


@pytest.mark.parametrize("mode", ["neutral", "menu"])
def test_the_whole_first_answer_is_the_same_octet_for_octet(flow: Flow, mode: str) -> None:
    flow.becomes(ack_mode=mode)
    file = Attachment(
        number=1, name="x.exe", declared="", detected="application/x-dosexec", size=9, sha256="0", path="1"
    )
    written: tuple[tuple[str, dict[str, Any]], ...] = (
        ("Hello, I would like some advice about passwords please", {}),
        ("They have guns and they will kill me tonight, please help me now", {"findings": (TRAP,)}),
        ("x" * 90_000 + " please help me, this is long", {"attachments": (file,)}),
        ("#reply\n\nplease do it for me and send it to the others", {"subject": "Bcc: you@all.test"}),
        ("8\n\nsomebody hurts me and the others", {"client": "Thunderbird", "to": ()}),
    )
    mails = set()
    for number, (words, more) in enumerate(written):
        flow.arrives(f"r{number}@press.test", words, sealed=False, **more)
        [left] = flow.outbox("received")
        mails.add((composed(flow, left), left.row.due_at - flow.now, left.row.automatic, left.row.content))
    [(mail, *_)] = mails
    assert mail.count(b"EDGE") > 3 and b"desk-key.asc" in mail and b"Autocrypt" in mail


def test_a_stop_outlives_that_two_turn_out_to_be_one(flow: Flow) -> None:
    for address in (VICTIM, "z.elsewhere@press.test"):
        flow.arrives(address, "help me please, I am afraid", sealed=False)
    flow.arrives(VICTIM, "stop", sealed=False)
    become_one(flow, "z.elsewhere@press.test", VICTIM)
    flow.outbox()
    flow.passes(days=3)
    flow.arrives(VICTIM, "another trouble, please help", sealed=False)
    assert all(one.paper["to"] != VICTIM for one in to_reporters(flow))
    with flow.store.reading() as books:
        [person] = people_at(books, address_mark(books, VICTIM))
        rows = {row.root: row for row in addresses_of(books, person.id)}
        assert len(rows) == 2 and rows[root_mark(books, VICTIM)].stopped_at is not None


def test_what_was_called_safe_is_one_mailbox_and_not_the_other_one_has(flow: Flow) -> None:
    """Mail goes on where it went, and where it cannot, nobody called that mailbox safe."""
    for number in range(8):
        mine, other = f"mine{number}@press.test", f"other{number}@press.test"
        kept = flow.arrives(mine, "help me please, I am afraid", sealed=False)
        lost = flow.arrives(other, "help me please, I am afraid too", sealed=False)
        safe(flow, kept.ticket, "yes")
        safe(flow, lost.ticket, "yes")
        become_one(flow, mine, other)
        flow.outbox()
        assert (flow.ticket(kept).safe, flow.ticket(lost).safe) == ("yes", "unknown")
        with flow.store.reading() as books:
            person = reporter_of(books, flow.ticket(lost).id)
            assert person is not None and read_address(books, person) == mine
            assert person in sharing_mailbox(books, person)


def test_a_key_of_ones_own_does_not_prove_a_stop_in_anothers_name(flow: Flow) -> None:
    reporter, mallory = flow.people.reporter, flow.people.mallory
    flow.arrives(reporter, "somebody reads my mail", signed_by=reporter)
    flow.arrives(mallory, "I am somebody else, with a key", signed_by=mallory)
    flow.arrives(mallory, "and here again", signed_by=mallory)
    flow.outbox()
    flow.arrives(reporter.address, "stop", signed_by=mallory)
    told = [one.text for one in flow.outbox() if one.row.kind == "notify_handler"]
    assert told and all("UNPROVEN" in one for one in told)


def test_who_kept_a_mailbox_that_was_left_cannot_silence_the_new_one(flow: Flow) -> None:
    tag = flow.arrives(VICTIM, "he reads my mail, please help", sealed=False).ticket
    says(flow, tag, "#channel zahra@new.test")
    flow.outbox()
    flow.becomes(tick=timedelta(seconds=30))
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        person = reporter_of(books, ticket.id)
        assert person is not None
        post = Post(automatic=True, content=True, due_at=flow.now)
        answer(books, flow.desk, ticket, person, "do_not_open", {"tag": tag, "desk_name": "d"}, post, flow.now)
    [waits] = flow.outbox("do_not_open")
    assert waits.paper["to"] == "zahra@new.test"
    flow.arrives(VICTIM, "stop", sealed=False)
    assert flow.again(waits).row.state == "waiting"
    assert isinstance(flow.leaves(waits), Leaving)
    flow.arrives("zahra@new.test", "stop", sealed=False)
    assert flow.again(waits).row.state == "spared"


def test_nothing_is_folded_that_is_too_long_to_be_a_word() -> None:
    assert not asks_to_stop(_letter("ﷺ" * 400_000))
    assert asks_to_stop(_letter("«stop»"))


def test_no_column_makes_what_nobody_wrote_leave_as_if_somebody_had(flow: Flow) -> None:
    tag = flow.arrives(VICTIM, "help me please", sealed=False).ticket
    flow.outbox()
    safe(flow, tag, "yes")
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        person = reporter_of(books, ticket.id)
        assert person is not None
        post = Post(automatic=True, content=True, due_at=flow.now)
        left = answer(books, flow.desk, ticket, person, "do_not_open", {"tag": tag, "desk_name": "d"}, post, flow.now)
        left.automatic = False
        left.author_id = person_of_desk(flow)
        books.session.add(left)
    safe(flow, tag, "unknown")
    [row] = flow.outbox("do_not_open")
    assert flow.leaves(row) == Held("not_called_safe")


def person_of_desk(flow: Flow) -> str:
    return person_known_at(flow, flow.people.handler.address)


def rings(flow: Flow, who: str, **more: object) -> list[Left]:
    """Somebody answers the menu with a word about their life."""
    flow.becomes(ack_mode="menu")
    settled = flow.arrives(f"{who}@press.test", "help me please", sealed=False)
    [first] = [one for one in flow.outbox() if one.row.kind == "received"]
    if more:
        says(flow, settled.ticket, str(more["words"]))
        flow.outbox()
    flow.arrives(f"{who}@press.test", "8", sealed=False, references=[first.row.message_id])
    assert flow.ticket(settled).priority == "P1"
    return [one for one in flow.outbox() if one.row.kind in ("pager", "notify_handler")]


def test_a_damaged_pager_keeps_nobody_from_being_heard(flow: Flow) -> None:
    flow.obeys(flow.people.handler, f"#me pager={PAGER}")
    flow.outbox()
    with flow.store.writing() as books:
        books.session.connection().execute(text("UPDATE pager SET sealed = x'00112233'"))
    assert {one.row.kind for one in rings(flow, "zahra")} == {"notify_handler"}


def test_nobody_is_paged_where_they_do_not_want_it_any_more(flow: Flow) -> None:
    flow.obeys(flow.people.handler, f"#me pager={PAGER}")
    [page] = [one for one in rings(flow, "zahra") if one.row.kind == "pager"]
    assert isinstance(flow.leaves(page), Leaving)
    flow.obeys(flow.people.handler, "#me pager=other@phone.test")
    assert flow.leaves(page) == Held("inactive")
    with flow.store.reading() as books:
        assert pager_of(books, person_of_desk(flow)) is not None


def test_nobody_is_woken_for_what_they_may_not_see(flow: Flow) -> None:
    second = flow.people.second_handler
    flow.obeys(second, f"#me pager={PAGER}")
    flow.outbox()
    assert "pager" not in {one.row.kind for one in rings(flow, "zahra", words="#take\n#flag restricted")}
    flow.passes(minutes=11)
    assert "pager" in {one.row.kind for one in rings(flow, "dina")}


def test_a_pager_is_no_plus_address_of_the_desk_or_of_ones_own(flow: Flow) -> None:
    for address in (flow.desk.address, flow.people.handler.address):
        local, _, domain = address.partition("@")
        flow.obeys(flow.people.handler, f"#me pager={local}+bell@{domain}")
        assert flow.outbox()[-1].row.kind == "refused", address


def test_a_page_tells_nothing_of_the_ticket_in_any_header(flow: Flow) -> None:
    flow.obeys(flow.people.handler, f"#me pager={PAGER}")
    flow.becomes(ack_mode="menu")
    settled = flow.arrives(VICTIM, "help me please", sealed=False)
    [first] = flow.outbox("received")
    flow.arrives(VICTIM, "8", sealed=False, references=[first.row.message_id])
    [page] = flow.outbox("pager")
    assert page.row.ticket_id is None and page.row.kind == "pager"
    leaving = flow.leaves(page)
    assert isinstance(leaving, Leaving)
    raw = compose(leaving, flow.desk, None, flow.now).decode()  # type: ignore[arg-type]
    names = re.findall(r"(?m)^([A-Za-z-]+):", raw.partition("\r\n\r\n")[0])
    routing = "From To Subject Date Message-ID Auto-Submitted Autocrypt MIME-Version".split()
    assert sorted(names) == sorted([*routing, "Content-Type", "Content-Transfer-Encoding"])
    token = first.row.message_id.partition(".")[2].partition("@")[0]
    assert settled.ticket not in raw and token not in raw and VICTIM not in raw


def test_a_draft_that_cannot_be_written_keeps_no_letter_out_and_says_whom_to_call_here(
    flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailflows.notices.drafted.LINES", 60)
    flow.becomes(danger={"en": ("Our own line: 01 234 567",)})
    trap = replace(TRAP)
    flow.arrives(VICTIM, "look at this please, I opened it", sealed=False, findings=(trap,))
    shown = [one.text for one in flow.outbox() if one.row.kind == "notify_handler"]
    assert "| " in shown[0] and "Our own line" in shown[0]
    broken = tmp_path / "own" / "en" / "guidance" / "phishing_suspicious_message.txt"
    broken.parent.mkdir(parents=True)
    broken.write_text("Subject: x\n{{ nobody_knows }}\n")
    flow.becomes(templates=tmp_path / "own")
    settled = flow.arrives("dina@press.test", "look at this please, I opened it", sealed=False, findings=(trap,))
    assert settled.state == "settled"
    assert any(one.row.kind == "notify_handler" for one in flow.outbox())


def test_hours_are_told_in_the_language_of_the_mail(flow: Flow) -> None:
    assert tongue_of(flow.desk, "received", "fr") == "fr"
    assert tongue_of(replace(flow.desk, languages=("ar", "en")), "received", "fr") == "en"
    assert tongue_of(replace(flow.desk, languages=("ar", "fa"), default_language="ar"), "received", "fa") == "en"
    assert tongue_of(replace(flow.desk, languages=("ar",), default_language="ar"), "received", "ckb") == "ar"


def test_a_stopped_mailbox_that_asks_for_our_key_stops_nothing_else(flow: Flow) -> None:
    flow.arrives(VICTIM, "help me please", sealed=False)
    flow.arrives(VICTIM, "stop", sealed=False)
    flow.outbox()
    settled = flow.arrives(VICTIM, "please send me your public key", sealed=False, subject="key")
    assert (settled.state, settled.reason) == ("aside", "key_request_again") and not to_reporters(flow)
