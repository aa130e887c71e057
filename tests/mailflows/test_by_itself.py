"""What leaves by itself: nothing but what says nothing, until somebody at the desk called the mailbox safe."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.papers import figures_of
from db.questions import reporter_of, ticket_named
from mailflows.answer import Post, answer
from mailflows.by_itself import LEAVES, Needs, Withheld, withheld
from mailflows.compose import compose
from mailflows.examine.finding import Finding, Group, Severity
from mailflows.first_answer import hours_line
from mailflows.leaving import Held, Leaving
from mailflows.letter import Attachment, Letter
from mailflows.menu import CHOICES, chosen_in
from mailflows.paging import page
from mailflows.shifts.office import Hours, Office
from mailflows.stopped import ASKS, asks_to_stop
from templates import MAILS, Reader
from tests.mailflows.flow import Flow, Left

NOTHING = {name for name, needs in LEAVES.items() if needs is Needs.NOTHING}
BY_HAND = frozenset(  # a person sends these, each time
    name for name, mail in MAILS.items() if mail.reader is Reader.REPORTER and name not in LEAVES
)
TRAP = Finding("F03", Severity.CRITICAL, Group.FILE, 10, "1", "file", "a file that runs", "decoded")
OFFICE = Office("Asia/Beirut", frozenset({"sat", "sun"}), Hours(9 * 60, 17 * 60))
SUNDAY_NIGHT = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # Monday in Beirut


def says(flow: Flow, tag: str, words: str) -> None:
    """A handler's word about a ticket, bound by the nonce of what they are shown."""
    flow.obeys(flow.people.handler, f"#show {tag}")
    shown = flow.outbox("show", to=flow.people.handler)[-1]
    nonce = shown.nonce_line.split()[3]
    flow.obeys(flow.people.handler, f"{words}\n#ticket {tag} {nonce}")


def references(left: Left) -> list[str]:
    return [left.row.message_id]


def safe(flow: Flow, tag: str, said: str) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        ticket.safe = said
        books.session.add(ticket)


def to_reporters(flow: Flow) -> list[Left]:
    return [one for one in flow.outbox() if one.row.automatic and not str(one.paper["to"]).endswith("desk.test")]


def test_every_mail_that_leaves_by_itself_asks(flow: Flow) -> None:
    tag = flow.arrives("zahra@press.test", "somebody reads my mail", sealed=False).ticket
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        person = reporter_of(books, ticket.id)
        assert person is not None
        for name in {*LEAVES, *BY_HAND}:
            post = Post(automatic=True, content=False, due_at=flow.now)
            if name in NOTHING:
                assert not withheld(books, ticket, person, name)
                continue
            with pytest.raises(Withheld):
                answer(books, flow.desk, ticket, person, name, {}, post, flow.now)
        ticket.safe = "no"
        books.session.flush()
        assert all(withheld(books, ticket, person, name) for name in LEAVES)
        ticket.safe = "yes"
        books.session.flush()
        assert not any(withheld(books, ticket, person, name) for name in LEAVES)
        assert all(withheld(books, ticket, person, name) == "by_hand" for name in BY_HAND)


def test_whatever_happens_nothing_leaves_by_itself_before_somebody_called_the_mailbox_safe(flow: Flow) -> None:
    """Random histories of one mailbox: letters of every kind, stops, doubts, held answers, rounds."""
    chance = random.Random(6)  # not a secret
    for number in range(4):
        address = f"r{number}@press.test"
        tag, last = "", ""
        called = "unknown"
        for _ in range(7):
            step = chance.choice(["letter", "trap", "stop", "sealed", "no", "number", "danger"])
            if step == "no" and tag:
                safe(flow, tag, called := chance.choice(["no", "unknown"]))
                continue
            words = {"stop": "stop", "number": "8", "danger": "they will kill me tonight"}.get(step, f"letter {number}")
            findings = (TRAP,) if step == "trap" else ()
            settled = flow.arrives(
                address, words, sealed=step == "sealed", findings=findings, references=[last] if last else []
            )
            tag = settled.ticket or tag
            for left in to_reporters(flow):
                last = left.row.message_id
                assert left.row.kind in NOTHING, (step, called)
                assert called != "no"
            flow.passes(minutes=chance.randrange(1, 900))


def first_answer(flow: Flow, address: str, text: str, **more: object) -> str:
    """The first answer to a letter, without what belongs to the ticket."""
    tag = flow.arrives(address, text, sealed=False, **more).ticket  # type: ignore[arg-type]
    [left] = flow.outbox("received", to=address)
    leaving = flow.leaves(left)
    assert isinstance(leaving, Leaving)
    return f"{left.paper['subject']}\n{left.text}\n{left.row.due_at}".replace(tag, "TAG")


def test_the_first_answer_is_the_same_whatever_was_written(flow: Flow) -> None:
    file = Attachment(
        number=1, name="x.exe", declared="", detected="application/x-dosexec", size=9, sha256="00", path="1"
    )
    flow.becomes(office=OFFICE)
    flow.now = SUNDAY_NIGHT
    plain = first_answer(flow, "a@press.test", "Hello, I would like some advice about passwords please")
    assert plain == first_answer(flow, "b@press.test", "They have guns. They will kill me tonight, please help me now")
    assert plain == first_answer(flow, "c@press.test", "Look at the file I got, please", attachments=(file,))
    assert plain == first_answer(flow, "d@press.test", "#show\n#reply\n\nplease do it for me", findings=(TRAP,))
    assert plain == first_answer(flow, "e@press.test", "8\n\nsomebody hurts me and the others", subject="URGENT")
    assert "Nobody reads this before Monday 2026-11-23, 09:00 (Beirut time)." in plain
    assert "Front Line Defenders" in plain or "day and night" in plain


def test_the_hours_hang_on_the_clock_alone() -> None:
    assert hours_line(OFFICE, datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "en") == (
        "People are here today until 17:00 (Beirut time)."
    )
    assert "Nobody reads this before Monday 2026-11-23, 09:00" in hours_line(OFFICE, SUNDAY_NIGHT, "en")
    assert "lundi 2026-11-23, 09:00" in hours_line(OFFICE, SUNDAY_NIGHT, "fr")
    assert "الاثنين" in hours_line(OFFICE, SUNDAY_NIGHT, "ar")
    assert "on call" in hours_line(replace(OFFICE, night_oncall=True), SUNDAY_NIGHT, "en")
    never = replace(OFFICE, weekend=frozenset("mon tue wed thu fri sat sun".split()))
    assert "cannot say" in hours_line(never, SUNDAY_NIGHT, "en")


def test_nothing_answers_where_the_desk_says_so(flow: Flow) -> None:
    flow.becomes(ack_mode="off")
    flow.arrives("zahra@press.test", "help me please", sealed=False)
    assert not to_reporters(flow)


@pytest.fixture
def chosen(flow: Flow) -> tuple[str, str]:
    """A ticket whose reporter got the menu: its name, and the Message-ID of what they got."""
    flow.becomes(ack_mode="menu")
    tag = flow.arrives("zahra@press.test", "help me please", sealed=False).ticket
    [left] = flow.outbox("received")
    assert all(f"{number}: " in left.text for number in CHOICES)
    return tag, left.row.message_id


def test_a_line_of_the_menu_is_a_choice_too(flow: Flow, chosen: tuple[str, str]) -> None:
    """On a telephone the whole line is copied sooner than a number is typed."""
    flow.arrives("zahra@press.test", "3: A strange message, link or file", sealed=False, references=[chosen[1]])
    assert "#category phishing_suspicious_message" in flow.outbox("notify_handler")[0].text


def test_a_number_of_the_menu_is_a_hint_and_no_category(flow: Flow, chosen: tuple[str, str]) -> None:
    tag, thread = chosen
    settled = flow.arrives("zahra@press.test", "رقم ٣\n> 8 = threats", sealed=False, references=[thread])
    assert settled.ticket == tag
    notice = flow.outbox("notify_handler")[0].text
    assert "said: Suspicious message" in notice or "said:" in notice
    assert "#category phishing_suspicious_message" in notice
    assert "> Subject" not in notice
    with flow.store.reading() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None and ticket.priority == "P2"
        figures = figures_of(books, ticket)
        assert (figures["category"], figures["hint"], figures["hint_from"]) == (
            "",
            "phishing_suspicious_message",
            "menu",
        )
    flow.arrives("zahra@press.test", "۸", sealed=False, references=[thread])
    assert flow.ticket(settled).priority == "P1"
    flow.arrives("zahra@press.test", "1", sealed=False, references=[thread])
    assert flow.ticket(settled).priority == "P1"  # never lowered
    assert not to_reporters(flow)


def test_which_lines_choose() -> None:
    def letter(text: str) -> int | None:
        return chosen_in(_letter(text))

    for said in ("1", "١", "۱", "１", "1.", " 1) ", "رقم ١", "No. 1", "n° 1", "1\n\n> 2 = ..."):
        assert letter(said) == 1, said
    for said in ("", "10", "1 and 2", "3 days ago", "0", "hello\n1", "1234", "one", "> 1"):
        assert letter(said) is None, said


def _letter(text: str) -> Letter:
    return Letter((), (), "", text, "plain", "", (), None, (), (), "")


def test_stop_is_heard_in_every_language_and_in_no_sentence() -> None:
    for said in (*ASKS, "STOP", " Stop. ", "Arrêtez !", "أُوقف", "إيقاف\n\n> your mail", "توقّف"):
        assert asks_to_stop(_letter(said)), said
    for said in ("", "they will not stop", "please stop", "stop it", "help\nstop", "> stop", "#stop"):
        assert not asks_to_stop(_letter(said)), said


def test_stop_ends_automatic_mail_to_the_mailbox_until_a_handler_lifts_it(flow: Flow) -> None:
    flow.becomes(tick=timedelta(seconds=30))
    zahra = "zahra@press.test"
    tag = flow.arrives(zahra, "help me please", sealed=False).ticket
    [waits] = flow.outbox("received")
    flow.arrives(zahra, "توقف", sealed=False, references=[waits.row.message_id])
    assert flow.again(waits).row.state == "spared"
    notices = flow.outbox()
    assert notices and all("no more automatic mail" in one.text for one in notices)  # and nobody else got anything
    flow.passes(days=3)
    flow.arrives("zahra+x@press.test", "another trouble, please help", sealed=False)
    assert not to_reporters(flow)
    says(flow, tag, "#safe yes")
    assert "may go to this mailbox again" in flow.outbox("transcript")[-1].text
    flow.arrives(zahra, "a third trouble, please help", sealed=False)
    assert [one.row.kind for one in to_reporters(flow)] == ["received"]


def test_a_stop_that_is_not_proven_counts_and_is_told_so(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, "somebody reads my mail", signed_by=reporter)
    flow.outbox()
    flow.arrives(reporter.address, "stop", sealed=False)
    left = flow.outbox()
    assert {one.row.kind for one in left} == {"notify_handler"} and all("UNPROVEN" in one.text for one in left)


def test_a_word_about_the_mailbox_is_heeded_while_a_mail_waits(flow: Flow) -> None:
    reporter = flow.people.reporter
    tag = flow.arrives(reporter, "help me please", signed_by=reporter).ticket
    flow.outbox()
    safe(flow, tag, "yes")
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        person = reporter_of(books, ticket.id)
        assert person is not None
        facts = {"tag": tag, "desk_name": "d", "days": 3, "day": "2026-12-01"}
        post = Post(automatic=True, content=False, due_at=flow.now)
        answer(books, flow.desk, ticket, person, "key_expiring", facts, post, flow.now)
    [left] = flow.outbox("key_expiring")
    assert isinstance(flow.leaves(left), Leaving)
    safe(flow, tag, "unknown")
    assert flow.leaves(left) == Held("not_called_safe")
    flow.holds(left)
    assert flow.again(left).row.state == "spared"
    assert "did not leave" in flow.outbox("notify_handler")[0].text


def test_do_not_open_leaves_for_whom_it_is_sure(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives("zahra@press.test", "look at this please", sealed=False, findings=(TRAP,))
    flow.arrives(reporter, "look at this please", signed_by=reporter, findings=(TRAP,))  # a key for the first time
    assert not [one for one in flow.outbox() if one.row.kind == "do_not_open"]
    tag = flow.arrives(reporter, "and at this please", signed_by=reporter, findings=(TRAP,)).ticket
    left = flow.outbox()
    [warned] = [one for one in left if one.row.kind == "do_not_open"]
    leaving = flow.leaves(warned)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == reporter.fingerprint
    assert "a file that runs" not in warned.text
    assert any("do not open it" in one.text for one in left if one.row.kind == "notify_handler")
    flow.arrives(reporter, "plain, in my name", sealed=False, findings=(TRAP,))
    flow.arrives(
        reporter, "an exercise", signed_by=reporter, findings=(replace(TRAP, severity=Severity.LOW, weight=1),)
    )
    assert not [one for one in flow.outbox() if one.row.kind == "do_not_open"]
    for number in range(9):
        flow.arrives(reporter, f"flood {number}", signed_by=reporter, findings=(TRAP,))
    assert len([one for one in flow.outbox() if one.row.kind == "do_not_open"]) <= 4
    assert tag


def rings(flow: Flow, words: str, **more: object) -> list[Left]:
    flow.becomes(ack_mode="menu")
    flow.arrives(f"{words}@press.test", "help me please", sealed=False)
    [first] = flow.outbox("received")
    flow.arrives(f"{words}@press.test", "8", sealed=False, references=[first.row.message_id])
    return [one for one in flow.outbox() if one.row.kind == "pager"]


def test_a_pager_says_nothing_and_rings_no_more_often_than_it_may(flow: Flow) -> None:
    flow.obeys(flow.people.handler, "#me pager=bell@phone.test")
    assert "Pager: bell@phone.test" in flow.outbox("me")[0].text
    [one] = rings(flow, "zahra")
    assert not rings(flow, "dina")  # a moment later
    flow.passes(minutes=11)
    [other] = rings(flow, "samar")
    mails = []
    for left in (one, other):
        leaving = flow.leaves(left)
        assert isinstance(leaving, Leaving) and leaving.certificate is None and leaving.to == "bell@phone.test"
        assert leaving.return_path is None and not leaving.references and not leaving.in_reply_to
        raw = compose(leaving, flow.desk, None, flow.now).replace(b"\r\n", b"\n")  # type: ignore[arg-type]
        assert b"Auto-Submitted" in raw and b"Something waits at the desk." in raw
        mails.append(re.sub(rb"(?m)^(Message-ID|Date):.*\n(?:[ \t].*\n)*", b"", raw))
    assert mails[0] == mails[1]
    flow.obeys(flow.people.handler, "#me pager=off")
    assert "Pager: none" in flow.outbox("me")[0].text
    flow.passes(minutes=11)
    assert not rings(flow, "rima")


def test_a_pager_is_neither_the_desk_nor_where_it_seals_to(flow: Flow) -> None:
    for said in (flow.desk.address, flow.people.handler.address, "nobody", "a b@c.test"):
        flow.obeys(flow.people.handler, f"#me pager={said}")
        assert flow.outbox()[-1].row.kind == "refused", said
    with flow.store.writing() as books:
        assert not page(books, flow.desk, flow.now)
