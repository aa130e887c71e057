"""Words that only show: who may see which ticket, in which order, and that nothing is told which must not be."""

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest

from db.casework import Named
from db.papers import set_active
from db.questions import people_at, person_by_id, record_of_ticket, ticket_named, tickets_in_order
from db.questions.queue import Wanted
from db.tables import Person as PersonRow
from db.tables import Ticket
from mailflows.access import reaches
from mailflows.commands.see.belonging import ascii_address
from mailflows.commands.see.listing import MOST, OPEN, reader_of
from mailflows.examine.observable import Observable
from mailflows.intake import Settled
from mailflows.keys import pin
from mailflows.letter import Attachment
from mailflows.people import address_mark, introduce
from mailflows.seats import LEADS
from mailflows.tickets import open_ticket, set_figure
from pgp.certificates import canonical
from tests.mailflows.flow import Flow, Left
from tests.people import Person


def asks(flow: Flow, text: str = "Somebody took over my account", frm: str = "", **more: object) -> Settled:
    """A ticket: of the reporter, sealed and signed; or of somebody else, in the open."""
    reporter = flow.people.reporter
    if frm:
        return flow.arrives(frm, text, sealed=False, **more)  # type: ignore[arg-type]
    return flow.arrives(reporter, text, signed_by=reporter, **more)  # type: ignore[arg-type]


def opened(flow: Flow, number: int) -> list[str]:
    """Names of so many new tickets, all of one person."""
    with flow.store.writing() as books:
        reporter = introduce(books, "reporter", "", "many@there.test", "en", flow.now)
        books.session.flush()
        return [open_ticket(books, flow.desk, reporter, "en", flow.now, flow.now).name for _ in range(number)]


def notice_of(flow: Flow, handler: Person | None = None) -> Left:
    return flow.outbox("notify_handler", handler or flow.people.handler)[-1]


def shows(flow: Flow, kind: str, text: str, who: Person | None = None) -> Left:
    """The mail of this kind that answers the words."""
    who = who or flow.people.handler
    flow.outbox()
    flow.obeys(who, text)
    left = flow.outbox(to=who)
    assert [one for one in left if one.row.kind == kind], [one.text for one in left]
    return next(one for one in left if one.row.kind == kind)


def refusal(flow: Flow, text: str, who: Person | None = None) -> str:
    return shows(flow, "refused", text, who).text


def changes(flow: Flow, tag: str, change: Callable[[Ticket], None]) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        change(ticket)
        books.session.add(ticket)


def figure(flow: Flow, tag: str, name: str, value: object) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        set_figure(books, ticket, name, value)
        books.session.add(ticket)


def row_of(flow: Flow, person: Person) -> PersonRow:
    with flow.store.reading() as books:
        [row] = [one for one in people_at(books, address_mark(books, person.address)) if one.role != "reporter"]
        return row


def seat(flow: Flow, role: str) -> Person:
    """Mallory, for once a colleague, sits here."""
    person = flow.people.mallory
    with flow.store.writing() as books:
        row = introduce(books, role, person.name, person.address, "en", flow.now)
        pin(books, row, canonical(person.certificate), "pinned", "handler", flow.now)
    return person


# -- #list


def test_the_most_urgent_stands_in_front_and_nothing_of_what_was_said(flow: Flow) -> None:
    calm, urgent = asks(flow).ticket, asks(flow, "they are at my door", "b@there.test").ticket
    changes(flow, urgent, lambda ticket: setattr(ticket, "priority", "P1"))
    flow.passes(minutes=48)
    listed = shows(flow, "list", "#list")
    assert listed.text.index(urgent) < listed.text.index(calm)
    assert "due in 1 h 12 min" in listed.text and "P1 now · new" in listed.text
    assert "Tickets: 2" in listed.text
    for said in ("account", "door", "b@there.test", flow.people.reporter.address):
        assert said not in listed.text
    with flow.store.reading() as books:
        ticket = ticket_named(books, urgent)
        assert ticket is not None
        assert "read" not in [line.what for line in record_of_ticket(books, ticket.id)]
    flow.passes(hours=2)
    assert "late by 48 min" in shows(flow, "list", "#list").text


def test_mine_new_and_due_unless_something_else_is_asked_for(flow: Flow) -> None:
    mine, new, due, resting = (asks(flow, frm=f"{name}@there.test").ticket for name in ("a", "b", "c", "d"))
    handler = row_of(flow, flow.people.handler).id
    changes(flow, mine, lambda t: vars_set(t, status="active", handler_id=handler, next_due_at=None))
    changes(flow, due, lambda t: vars_set(t, status="active", next_due_at=flow.now + timedelta(hours=3)))
    changes(flow, resting, lambda t: vars_set(t, status="monitoring", next_due_at=flow.now + timedelta(days=9)))
    every = {mine, new, due, resting}
    for said, expected in {
        "#list": {mine, new, due},
        "#list mine": {mine},
        "#liste mes": {mine},
        "#قائمة تذاكري": {mine},
        "#list new": {new},
        "#list due": {new, due},
        "#list mine new": {mine, new},
        "#list all": every,
        "#list all monitoring": {resting},
        "#list suivi": {resting},
        "#list active": {mine, due},
        "#list due active P2": {due},
        "#list P1": set(),
        "#list all owner=Bahia": {mine},
        "#list owner=nobody": every - {mine},
    }.items():
        text = shows(flow, "list", said).text
        assert {tag for tag in every if tag in text} == expected, said


def vars_set(ticket: Ticket, **values: object) -> None:
    for name, value in values.items():
        setattr(ticket, name, value)


def test_by_language_category_flag_and_tag(flow: Flow) -> None:
    one, other = asks(flow).ticket, asks(flow, "أحتاج إلى مساعدة في حسابي", "b@there.test").ticket
    figure(flow, one, "category", "doxxing")
    figure(flow, one, "tags", ["spring"])
    figure(flow, other, "category", "blackmail")
    changes(flow, other, lambda ticket: setattr(ticket, "language", "ar"))
    for said, expected in {
        "#list doxxing": {one},
        "#list chantage": {other},
        "#list doxxing blackmail": {one, other},
        "#list ar": {other},
        "#list en doxxing": {one},
        "#list tag:spring": {one},
        "#list وسم:spring P2": {one},
        "#list tag:winter": set(),
        "#list blackmail tag:spring": set(),
    }.items():
        text = shows(flow, "list", said).text
        assert {tag for tag in (one, other) if tag in text} == expected, said


def test_a_filter_nobody_knows_is_told_with_the_nearest(flow: Flow) -> None:
    assert "doxxing" in refusal(flow, "#list doxing2")
    assert "no filter" in refusal(flow, "#list whatever")
    assert "no such handler" in refusal(flow, "#list owner=Zahra").lower()


def test_the_fifty_first_is_counted_and_not_shown(flow: Flow) -> None:
    tags = opened(flow, MOST + 2)
    text = shows(flow, "list", "#list").text
    assert sum(tag in text for tag in tags) == MOST and "and 2 more" in text and f"Tickets: {MOST + 2}" in text


def test_a_list_shows_what_access_allows_and_nothing_else(flow: Flow) -> None:
    """For every seat and every sort of ticket the list and mailflows/access.py agree, also while nobody leads."""
    people = [row_of(flow, flow.people.handler), row_of(flow, flow.people.second_handler)]
    with flow.store.writing() as books:
        people += [
            introduce(books, role, role, f"{role}@desk.test", "en", flow.now)
            for role in ("lead", "coordinator", "threat_lab", "reports", "sysadmin")
        ]
        gone = introduce(books, "handler", "gone", "gone@desk.test", "en", flow.now)
        set_active(books, gone, False)
    reports = people[5]
    owners = [None, people[0].id, people[1].id, gone.id, reports.id]
    kinds = list(itertools.product(owners, (False, True), ((), (people[0],), (gone,), (gone, reports))))
    tags = opened(flow, len(kinds))
    for tag, (owner, restricted, named) in zip(tags, kinds, strict=True):
        with flow.store.writing() as books:
            ticket = ticket_named(books, tag)
            assert ticket is not None
            vars_set(ticket, handler_id=owner, restricted=restricted)
            books.session.add(ticket)
            for one in named:
                books.session.add(Named(ticket_id=ticket.id, person_id=one.id))
    for anybody_leads in (True, False):
        with flow.store.writing() as books:
            for one in people:
                if one.role in LEADS and not anybody_leads:
                    set_active(books, person_by_id(books, one.id), False)
        with flow.store.reading() as books:
            for person in (person_by_id(books, one.id) for one in people):
                if not person.active:
                    continue
                listed, count = tickets_in_order(books, Wanted(OPEN), reader_of(books, person, flow.now), 1000)
                allowed = {
                    ticket.name
                    for tag in tags
                    if (ticket := ticket_named(books, tag)) and reaches(books, ticket, person, flow.now)
                }
                assert {ticket.name for ticket in listed} == allowed, person.role
                assert count == len(allowed)


def test_whoever_sees_no_ticket_gets_no_list(flow: Flow) -> None:
    asks(flow)
    assert "may not use" in refusal(flow, "#list", seat(flow, "reports"))


# -- #show


def test_a_ticket_of_somebody_else_is_not_shown_by_its_name(flow: Flow) -> None:
    tag = asks(flow).ticket
    other = row_of(flow, flow.people.second_handler).id
    assert "Somebody took over" in shows(flow, "show", f"#show {tag}").text
    changes(flow, tag, lambda ticket: setattr(ticket, "handler_id", other))
    refused = refusal(flow, f"#show {tag}")
    assert "another handler" in refused and "account" not in refused
    changes(flow, tag, lambda ticket: setattr(ticket, "restricted", True))
    with flow.store.writing() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        books.append(Named(ticket_id=ticket.id, person_id=row_of(flow, flow.people.handler).id))
    assert "Only those named" in refusal(flow, f"#show {tag}", flow.people.second_handler)


# -- #history


def test_history_tells_who_did_what_and_no_word_that_was_said(flow: Flow) -> None:
    tag = asks(flow).ticket
    line = notice_of(flow).nonce_line
    flow.obeys(flow.people.handler, f"#take\n#priority P1\n\nI think it is the neighbour.\n\n> {line}")
    line = flow.outbox("transcript")[-1].nonce_line
    past = shows(flow, "past", f"#history\n\n> {line}").text
    for told in (
        "letter: signed, with a key we see for the first time",
        "Bahia Handler · took it",
        "priority: P1 now",
        "Bahia Handler · wrote a note",
    ):
        assert told in past, past
    for said in ("account", "neighbour", flow.people.reporter.address):
        assert said not in past
    times = [line[:16] for line in past.splitlines() if line[:2] == "20"]
    assert len(times) == 4 and times == sorted(times)
    with flow.store.reading() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        assert [line.what for line in record_of_ticket(books, ticket.id)].count("read") >= 1


# -- #who


def test_who_tells_how_sure_and_by_which_key(flow: Flow) -> None:
    asks(flow)
    line = notice_of(flow).nonce_line
    flow.obeys(flow.people.handler, f"#take\n\n> {line}")
    line = flow.outbox("transcript")[-1].nonce_line
    told = shows(flow, "who", f"#who\n\n> {line}").text
    reporter = flow.people.reporter
    tail = " ".join(reporter.fingerprint[-16:][at : at + 4] for at in range(0, 16, 4))
    for fact in (
        reporter.address,
        "signed, with a key",
        tail,
        "holds",
    ):
        assert fact in told, told
    assert "Whose it is: Bahia" in told
    assert reporter.name not in told  # their own claim, which a key does not prove
    line = flow.outbox("transcript")[-1].nonce_line if flow.outbox("transcript") else line
    again = shows(flow, "who", f"#who\n\n> {line}").text
    assert "WHO READ IT LAST" in again and "· Bahia Handler" in again


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("zahra@press.test", "zahra@press.test"),
        ("zahra@münchen.test", "zahra@xn--mnchen-3ya.test"),
        ("zahra@pre\u202ess.test", r"zahra@pre\u202ess.test"),
        ("z\u0430hra@press.test", r"z\u0430hra@press.test"),
        ("nonsense", "nonsense"),
    ],
)
def test_an_address_is_shown_in_ascii(address: str, shown: str) -> None:
    assert ascii_address(address) == shown


# -- #stats


def test_counts_and_how_fast_people_answer(flow: Flow) -> None:
    tags = opened(flow, 7)
    for tag in tags[:6]:
        figure(flow, tag, "category", "doxxing")
    figure(flow, tags[6], "category", "arrest_detention")
    for tag, hours in zip(tags[:3], (1, 2, 9), strict=True):
        changes(
            flow,
            tag,
            lambda ticket, hours=hours: vars_set(  # type: ignore[misc]
                ticket, status="active", first_reply_at=ticket.opened_at + timedelta(hours=hours)
            ),
        )
    changes(flow, tags[4], lambda ticket: setattr(ticket, "status", "closed"))
    flow.passes(hours=10)
    told = shows(flow, "stats", "#stats").text
    for line in ("Open: 6", "Waiting for a first answer: 3", "Late: 6", "in work: 3", "new: 3", "P2 today: 6"):
        assert line in told, told
    assert "Private details published: 5" in told and "Arrest, detention or summons: 1" in told
    assert "30 days: 3, half of them within: 2 h\n" in told
    asked = shows(flow, "stats", "#stats", seat(flow, "reports")).text
    assert "Private details published: 5" in asked and "everything else, not told apart: 1" in asked
    assert "Arrest" not in asked


# -- #observables


def test_what_was_met_is_made_harmless_and_told_with_its_letter(flow: Flow) -> None:
    asks(
        flow,
        observables=(
            Observable("url", "https://evil.example/login?u=1", "mail/2", True),
            Observable("host", "evil.example", "mail/2", True),
            Observable("sender", "bank@evil.example", "mail/2", True),
            Observable("name", "The Bank", "mail/2", False),
        ),
        attachments=(
            Attachment(
                number=1,
                name="x.pdf",
                declared="application/pdf",
                detected="application/pdf",
                size=3,
                sha256="ab" * 32,
                path="mail/3",
            ),
        ),
    )
    line = notice_of(flow).nonce_line
    told = shows(flow, "observables", f"#observables\n\n> {line}").text
    for row in ("hxxps://evil[.]example/login?u=1", "evil[.]example", "bank[@]evil[.]example", "ab" * 32):
        assert row in told, told
    assert "https://" not in told and "The Bank" not in told
    assert f"letter of {flow.now:%Y-%m-%d %H:%M} · mail/2" in told


# -- #help


def test_help_lists_what_somebody_may_say_by_kind_of_work(flow: Flow) -> None:
    told = shows(flow, "help", "#help").text
    assert told.index("== See ==") < told.index("#show") < told.index("== Work on a ticket ==") < told.index("#take")
    asked = shows(flow, "help", "#help", seat(flow, "reports")).text
    assert "#stats" in asked and "#help" in asked
    assert "#reply\n" not in asked and "#show" not in asked


def test_help_with_one_word_is_its_whole_page(flow: Flow) -> None:
    for said in ("#help status", "#aide statut", "#مساعدة #حالة"):
        told = shows(flow, "word", said).text
        for fact in ("#status", "#حالة", "#statut", "STATUS", "pending_user", "en attente", "For example:"):
            assert fact in told, told
        assert "everybody who works on tickets" in told and "Taken back by: #status with the one before" in told
    assert "Did you mean: #reply" in refusal(flow, "#help relpy")


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", "يُتراجع عنه بـ: \u2068\u2066#undo\u2069 ما دام محتجزًا"), ("fr", "#undo, tant que c'est retenu")],
)
def test_what_takes_a_word_back_is_said_in_the_readers_language(flow: Flow, language: str, told: str) -> None:
    shows(flow, "me", f"#me language={language}")
    assert told in shows(flow, "word", "#help reply").text


def test_no_help_names_a_word_twice(flow: Flow) -> None:
    told = shows(flow, "help", "#help").text
    heads = [line for line in told.splitlines() if line.startswith("==")]
    assert len(heads) == len(set(heads))


# -- what a stranger writes is no word


def test_a_strangers_words_stand_behind_a_bar_wherever_they_are_shown(flow: Flow) -> None:
    evil = "#close\n#reply\r#take\x0b#close\u2028#close\x85#close\n\n＃close\n\u200f#close"
    tag = asks(flow, evil, subject="#close", frm="evil@there.test").ticket
    line = notice_of(flow).nonce_line
    mails = [
        notice_of_all(flow)[-1],
        shows(flow, "show", f"#show {tag}"),
        shows(flow, "past", f"#history\n\n> {line}"),
        shows(flow, "list", "#list all"),
    ]
    for mail in mails:
        for at, said in enumerate(mail.text.splitlines()):
            bare = said.strip("\u200f\u2066\u2067\u2068\u2069 ")
            assert not bare.startswith(("#close", "＃close")), (mail.row.kind, at, said)
    flow.outbox()
    for mail in mails:  # pasted as it is, it stands in no block at the top
        flow.obeys(flow.people.handler, mail.text)
    assert standing(flow, tag) == ("new", "P2")


def standing(flow: Flow, tag: str) -> tuple[str, str]:
    with flow.store.reading() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None
        return ticket.status, ticket.priority


def notice_of_all(flow: Flow) -> list[Left]:
    seen, flow.seen = flow.seen, set()
    left = flow.outbox("notify_handler", flow.people.handler)
    flow.seen = seen
    return left


def test_a_reporters_mail_never_runs_a_word(flow: Flow) -> None:
    """Not even one that quotes a handler's own line, signed and sealed."""
    tag = asks(flow).ticket
    line = notice_of(flow).nonce_line
    reporter = flow.people.reporter
    for said in ("#close\n#confirm\n", "#priority P1\n\n", "#list\n", "#help\n", "#show\n"):
        flow.arrives(reporter, f"{said}\n> {line}", signed_by=reporter)
        assert standing(flow, tag) == ("new", "P2")
    assert not {one.row.kind for one in flow.outbox(to=reporter)} - {"received", "key_waiting", "how_to_write_sealed"}
