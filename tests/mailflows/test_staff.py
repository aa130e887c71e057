"""Who works at the desk is changed by two people, never by a copy of what one of them once signed."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.papers import name_of, set_active, set_role
from db.questions import (
    active_at_the_desk,
    certificate_marked,
    outbound_by_id,
    people_at,
    person_by_id,
    record_lines,
)
from db.record import broken_line
from db.soundness import unsound
from db.tables import Person as Row
from mailflows.addresses import fit_address, typed_address
from mailflows.commands.case import Refused
from mailflows.commands.run.staff import code_in as code_in_value
from mailflows.intake import Settled
from mailflows.keys import key_mark
from mailflows.leaving import Held, Leaving
from mailflows.people import address_mark
from mailflows.proposals import confirm, waiting
from mailflows.staff import joining
from pgp.certificates import canonical
from tests.mailflows.flow import Flow, Left
from tests.mailflows.test_obey import QUESTION, says
from tests.people import Person, make_person, person_from, run_gpg


@pytest.fixture(scope="module")
def nadia(gpg_home: Path) -> Person:
    return make_person("Nadia", "nadia@desk.test", gpg_home)


@pytest.fixture
def led(flow: Flow) -> Flow:
    """Bahia and Driss lead this desk."""
    with flow.store.writing() as books:
        for person in active_at_the_desk(books):
            set_role(books, person, "lead")
    return flow


def named_also(person: Person, home: Path, *addresses: str) -> Person:
    """The same key with further addresses in it, as its owner can put them there."""
    run_gpg(home, "--import", given=person.secret_key)
    for address in addresses:
        run_gpg(home, "--quick-add-uid", person.fingerprint, f"Also <{address}>")
    return person_from(person.name, person.address, home, person.fingerprint)


def orders(flow: Flow, text: str, who: Person | None = None, **more: object) -> Settled:
    """A mail of its own, with nothing quoted."""
    person = who or flow.people.handler
    return flow.arrives(person, text, signed_by=person, **more)  # type: ignore[arg-type]


def asks(flow: Flow, text: str, *attached: Person, signature: str = "") -> str:
    """Bahia asks for something; the code by which it is confirmed."""
    orders(flow, text, offered=tuple(one.certificate for one in attached), signature=signature)
    [told] = flow.outbox("proposal", flow.people.second_handler)
    return code_in(told)


def code_in(left: Left) -> str:
    return next(line.split()[-1] for line in left.text.splitlines() if "#handler confirm" in line)


def refusal(flow: Flow) -> str:
    """Why nothing was done, in the one mail that says so."""
    [refused] = flow.outbox()
    assert refused.row.kind == "refused"
    return refused.text


def at(flow: Flow, address: str) -> list[Row]:
    with flow.store.reading() as books:
        return [one for one in people_at(books, address_mark(books, address)) if one.active]


def seat(flow: Flow, address: str) -> str:
    """The role that somebody has, as it was sealed."""
    with flow.store.reading() as books:
        [person] = [one for one in people_at(books, address_mark(books, address)) if one.active]
        assert name_of(books, person)
        return person.role


def recorded(flow: Flow) -> list[tuple[str, str]]:
    with flow.store.reading() as books:
        assert unsound(books) == () and broken_line(books) is None
        return [(line.what, line.who) for line in record_lines(books, "desk")]


def ident(flow: Flow, who: Person) -> str:
    [person] = at(flow, who.address)
    return person.id


# a second person


def test_one_lead_asks_and_the_other_confirms(led: Flow, nadia: Person) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    orders(
        led, f"#handler add Nadia Ben Ali {nadia.address} handler ar", offered=(bahia.certificate, nadia.certificate)
    )
    transcript, told = sorted(led.outbox(), key=lambda one: one.row.kind != "transcript")
    assert at(led, nadia.address) == []
    assert transcript.paper["to"] == bahia.address and "#handler withdraw" in transcript.text
    assert (told.row.kind, told.paper["to"]) == ("proposal", driss.address)
    assert nadia.fingerprint[:4] in told.text and "Bahia" in told.text and "by voice" in told.text
    leaving = led.leaves(told)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == driss.fingerprint

    orders(led, f"#handler confirm {code_in(told)}", driss)
    mails = {one.row.kind: one for one in led.outbox()}
    assert set(mails) == {"transcript", "staff", "welcome"}
    assert mails["transcript"].paper["to"] == driss.address and mails["staff"].paper["to"] == bahia.address
    assert seat(led, nadia.address) == "handler"
    welcome = led.leaves(mails["welcome"])
    assert isinstance(welcome, Leaving) and welcome.fingerprint == nadia.fingerprint and welcome.brings_key
    done = recorded(led)
    assert ("proposed add", ident(led, bahia)) in done and ("confirmed add", ident(led, driss)) in done

    led.arrives(led.people.reporter, QUESTION, signed_by=led.people.reporter)
    [notice] = led.outbox("notify_handler", nadia)
    says(led, notice, "#take", who=nadia)
    assert [one.row.kind for one in led.outbox()] == ["transcript"]


def test_nobody_confirms_what_they_asked_for(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler confirm {code}")
    assert "You asked for this yourself" in refusal(led)
    assert at(led, nadia.address) == []


def test_a_code_works_once(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    led.outbox()
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "Nothing waits for this code" in refusal(led)
    assert len(at(led, nadia.address)) == 1


@pytest.mark.parametrize("code", ["abcdefghjkmn", "x", "-- hirz --"])
def test_a_code_that_nobody_gave_out_confirms_nothing(led: Flow, nadia: Person, code: str) -> None:
    asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert [one.row.kind for one in led.outbox()] == ["refused"] and at(led, nadia.address) == []


def test_after_three_days_nothing_is_confirmed(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    led.passes(hours=72)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "Nothing waits for this code" in refusal(led)


def test_what_was_taken_back_is_not_confirmed(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler withdraw {code}", led.people.second_handler)
    told = {one.row.kind: one.paper["to"] for one in led.outbox()}
    assert told == {"staff": led.people.handler.address, "transcript": led.people.second_handler.address}
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "Nothing waits for this code" in refusal(led)


def test_what_a_disabled_lead_asked_for_is_void(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler disable {led.people.handler.address}", led.people.second_handler)
    led.outbox()
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "Nothing waits for this code" in refusal(led) and at(led, nadia.address) == []


def test_what_somebody_asked_for_who_leads_no_more_is_void(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    with led.store.writing() as books:
        set_role(books, person_by_id(books, ident(led, led.people.handler)), "handler")
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    assert "Nothing waits for this code" in refusal(led)


def test_of_two_who_confirm_at_once_one_does(led: Flow, nadia: Person) -> None:
    """The second transaction begins when the first has ended; it finds the code used."""
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    with led.store.writing() as books:
        driss = person_by_id(books, ident(led, led.people.second_handler))
        confirm(books, led.desk, code, driss, led.now)
    with pytest.raises(Refused, match="proposal_unknown"), led.store.writing() as books:
        confirm(books, led.desk, code, None, led.now)
    assert len(at(led, nadia.address)) == 1


def test_of_two_threads_that_confirm_one_does(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    ready, refused = Barrier(2), []

    def confirms() -> None:
        ready.wait()
        try:
            with led.store.writing() as books:
                confirm(books, led.desk, code, None, led.now)
        except Refused as why:
            refused.append(why.why)

    threads = [Thread(target=confirms) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["proposal_unknown"] and len(at(led, nadia.address)) == 1


def test_with_one_lead_the_sysadmin_is_the_second_person(led: Flow, nadia: Person) -> None:
    with led.store.writing() as books:
        set_role(books, person_by_id(books, ident(led, led.people.second_handler)), "handler")
    orders(led, f"#handler add Nadia {nadia.address} lead", offered=(nadia.certificate,))
    [transcript] = led.outbox()
    code = next(line.split()[-1] for line in transcript.text.splitlines() if "hirz handler confirm" in line)
    code = code.strip("\u2066\u2067\u2068\u2069")
    with led.store.writing() as books:
        assert [change.name for _, _, change in waiting(books, led.now)] == ["Nadia"]
        confirm(books, led.desk, code, None, led.now)
        assert not waiting(books, led.now)
    assert seat(led, nadia.address) == "lead" and ("confirmed add", "sysadmin") in recorded(led)


def test_a_change_that_no_longer_fits_is_not_made(led: Flow, nadia: Person) -> None:
    """Meanwhile somebody at the shell gave the address to somebody: the code stays, and nothing is done."""
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    again = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    led.outbox()
    orders(led, f"#handler confirm {again}", led.people.second_handler)
    assert "has this address" in refusal(led)
    assert len(at(led, nadia.address)) == 1


def test_only_ten_changes_wait(led: Flow, nadia: Person) -> None:
    for _ in range(10):
        asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler add Nadia {nadia.address}", offered=(nadia.certificate,))
    assert "Too much waits" in refusal(led)


# who may say it, and to whom it was said


def test_a_handler_has_no_say(flow: Flow, nadia: Person) -> None:
    for words in ("add Nadia nadia@desk.test", "list", "disable driss@desk.test", "confirm abcdefghjkmn"):
        orders(flow, f"#handler {words}", offered=(nadia.certificate,))
        assert [one.row.kind for one in flow.outbox()] == ["refused"]
    assert len(at(flow, flow.people.second_handler.address)) == 1


def test_mallory_has_no_say(led: Flow) -> None:
    mallory = led.people.mallory
    led.arrives(mallory, f"#handler disable {led.people.handler.address}", signed_by=mallory)
    led.arrives(led.people.handler.address, f"#handler disable {led.people.second_handler.address}", signed_by=mallory)
    led.arrives(led.people.handler.address, f"#handler disable {led.people.second_handler.address}", sealed=False)
    assert len(at(led, led.people.handler.address)) == 1 and len(at(led, led.people.second_handler.address)) == 1
    assert not [one for one in led.outbox() if one.row.kind == "transcript"]


@pytest.mark.parametrize("named", [(), ("help@other.test",)])
def test_what_was_signed_for_another_desk_is_refused(led: Flow, named: tuple[str, ...]) -> None:
    """CMD-05: whoever keeps another desk seals what Bahia wrote there anew, to us."""
    driss = led.people.second_handler
    orders(led, f"#handler disable {driss.address}", named_inside=named)
    assert "#desk help@desk.test" in refusal(led)
    orders(led, f"#desk help@other.test\n#handler disable {driss.address}")
    assert "another desk" in refusal(led)
    assert len(at(led, driss.address)) == 1


@pytest.mark.parametrize("desk", ["help@desk.test", "<Help@Desk.test>", "help@desk.test<mailto:help@desk.test>"])
def test_a_program_that_protects_no_header_names_the_desk_in_words(led: Flow, desk: str) -> None:
    orders(led, f"#desk {desk}\n#handler list", named_inside=())
    [transcript] = led.outbox()
    assert transcript.row.kind == "transcript" and led.people.second_handler.address in transcript.text


def test_an_alias_of_the_desk_is_the_desk(led: Flow) -> None:
    led.becomes(aliases=("aide@desk.test",))
    orders(led, "#handler list", named_inside=("aide@desk.test",))
    assert [one.row.kind for one in led.outbox()] == ["transcript"]


def test_a_line_of_ours_names_the_desk_and_the_ticket_hears_nothing_of_it(led: Flow) -> None:
    settled = led.arrives(led.people.reporter, QUESTION, signed_by=led.people.reporter)
    [notice] = led.outbox("notify_handler", led.people.handler)
    before = led.ticket(settled).entries
    says(led, notice, "#handler list", named_inside=())
    [transcript] = led.outbox()
    assert "Driss" in transcript.text and settled.ticket not in transcript.text
    assert led.ticket(settled).entries == before
    says(led, notice, f"#take\n#handler disable {led.people.second_handler.address}")
    assert "cannot stand in one mail" in refusal(led)


def test_another_persons_line_names_nothing(led: Flow) -> None:
    led.arrives(led.people.reporter, QUESTION, signed_by=led.people.reporter)
    [notice] = led.outbox("notify_handler", led.people.handler)
    says(led, notice, "#handler list", who=led.people.second_handler, named_inside=())
    assert "given to another handler" in refusal(led)


def test_a_word_about_people_grows_old_in_an_hour(led: Flow) -> None:
    """Whoever holds a mail back on its way must not choose the day on which it counts."""
    driss = led.people.second_handler
    orders(led, f"#handler disable {driss.address}", signed_at=led.now - timedelta(minutes=61))
    assert "within an hour" in refusal(led)
    assert len(at(led, driss.address)) == 1


def test_a_code_binds_as_long_as_it_lives(led: Flow, nadia: Person) -> None:
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    led.passes(hours=5)
    late = led.now - timedelta(hours=3)
    orders(led, f"#handler confirm {code}", led.people.second_handler, named_inside=(), signed_at=late)
    assert "transcript" in [one.row.kind for one in led.outbox()] and len(at(led, nadia.address)) == 1


def test_the_same_mail_is_obeyed_once(led: Flow, nadia: Person) -> None:
    """CMD-02."""
    asks(led, f"#handler add Nadia {nadia.address}", nadia, signature="cd" * 32)
    orders(led, f"#handler add Nadia {nadia.address}", offered=(nadia.certificate,), signature="cd" * 32)
    assert "obeyed before" in refusal(led)


def test_show_needs_the_desk_and_help_does_not(led: Flow) -> None:
    settled = led.arrives(led.people.reporter, QUESTION, signed_by=led.people.reporter)
    led.outbox()
    orders(led, f"#show {settled.ticket}", named_inside=())
    assert "#desk help@desk.test" in refusal(led)
    orders(led, f"#show {settled.ticket}", signed_at=led.now - timedelta(days=3))
    [shown] = led.outbox()
    assert (shown.row.kind, shown.row.ticket_id) == ("show", led.ticket(settled).id)
    says(led, shown, "#take")
    assert led.ticket(settled).handler_id == ident(led, led.people.handler)
    led.outbox()
    orders(led, "#help", named_inside=())
    assert [one.row.kind for one in led.outbox()] == ["help"]
    orders(led, "#desk help@desk.test")
    assert "binds your reply" in refusal(led)


@pytest.mark.parametrize(
    "words",
    ["", "dance", "add", "add nadia@desk.test", "add Nadia", "add Nadia nadia@desk.test lead ar more", "key", "confirm"]
    + ["role driss@desk.test", "add Nadia nadia@desk.test queen", "role driss@desk.test queen", "disable", "list all"]
    + ["disable a@b.test c@d.test", "disable driss", "role nobody@desk.test lead", "disable samir@press.test"],
)  # fmt: skip
def test_what_is_said_wrong_changes_nothing(led: Flow, nadia: Person, words: str) -> None:
    led.arrives(led.people.reporter, QUESTION, signed_by=led.people.reporter)
    led.outbox()
    before = len(recorded(led))
    orders(led, f"#handler {words}", offered=(nadia.certificate,))
    assert [one.row.kind for one in led.outbox()] == ["refused"]
    assert [what for what, _ in recorded(led)[before:]] == ["refused", "mail aside"]


@given(st.text(max_size=200) | st.builds("{} {}".format, st.sampled_from(["confirm", "سحب", "add"]), st.text()))
def test_whatever_stands_behind_the_word_is_read(value: str) -> None:
    assert code_in_value(value) == "" or not set(code_in_value(value)) & set(" \n\t")
    address = typed_address(value)
    assert address is None or fit_address(address) == address


def test_arabic_and_french_are_understood(led: Flow, nadia: Person) -> None:
    orders(led, f"\u200f#فريق إضافة نادية {nadia.address} قيادة", offered=(nadia.certificate,))
    [told] = led.outbox("proposal")
    assert "نادية" in told.text and "lead" in told.text
    orders(led, f"#équipe confirmer {code_in(told)}", led.people.second_handler)
    assert seat(led, nadia.address) == "lead"


# keys


def test_a_certificate_must_be_there_and_be_the_only_one(led: Flow, nadia: Person, gpg_home: Path) -> None:
    other = make_person("Nadia", nadia.address, gpg_home)
    for attached, why in (
        ((), "No key inside this mail names this address"),
        ((led.people.mallory,), "No key inside this mail names this address"),
        ((nadia, other), "More than one key"),
    ):
        orders(led, f"#handler add Nadia {nadia.address}", offered=tuple(one.certificate for one in attached))
        assert why in refusal(led)
    asks(led, f"#handler add Nadia {nadia.address}", nadia, nadia)


def test_a_certificate_that_has_ended_is_refused(led: Flow, nadia: Person) -> None:
    led.passes(days=800)
    orders(led, f"#handler add Nadia {nadia.address}", offered=(nadia.certificate,))
    assert "Nothing can be sealed to this key" in refusal(led)


@pytest.mark.parametrize("whose", ["desk", "second_handler", "lab"])
def test_a_key_of_somebody_here_is_nobody_elses(led: Flow, gpg_home: Path, whose: str) -> None:
    """A certificate may name any address; the key is what counts."""
    owner: Person = getattr(led.people, whose)
    both = named_also(owner, gpg_home, f"twice-{whose}@desk.test")
    orders(led, f"#handler add Twice twice-{whose}@desk.test", offered=(both.certificate,))
    assert "belongs to somebody at the desk" in refusal(led)


def test_a_reporter_becomes_a_handler_with_the_key_they_wrote_with(led: Flow, nadia: Person) -> None:
    led.arrives(nadia, "I would like to help you", signed_by=nadia)
    led.outbox()
    code = asks(led, f"#handler add Nadia {nadia.address}", nadia)
    orders(led, f"#handler confirm {code}", led.people.second_handler)
    led.outbox()
    with led.store.reading() as books:
        row = certificate_marked(books, key_mark(books, nadia.fingerprint))
        assert row is not None and person_by_id(books, row.person_id).role == "handler"
    orders(led, "#help", nadia)
    assert [one.row.kind for one in led.outbox()] == ["help"]


def test_addresses_and_names_of_the_desk_are_taken(led: Flow, nadia: Person, gpg_home: Path) -> None:
    many = named_also(nadia, gpg_home, "help@desk.test", "driss@desk.test")
    for words, why in (
        ("Nadia help@desk.test", "the desk's own address"),
        ("Nadia driss@desk.test", "has this address"),
        (f"BAHIA HANDLER {nadia.address}", "has this name"),
        (f"{'N' * 81} {nadia.address}", "cannot be used"),
    ):
        orders(led, f"#handler add {words}", offered=(many.certificate,))
        assert why in refusal(led)


def test_another_key_takes_the_place_of_the_one_before(led: Flow, gpg_home: Path) -> None:
    """KEY-15: whoever has the old one has nothing any more, and what they asked for with it is void."""
    driss = led.people.second_handler
    newer = make_person("Driss Handler", driss.address, gpg_home)
    orders(led, f"#handler role {led.people.handler.address} coordinator", driss)
    [asked] = led.outbox("proposal", led.people.handler)
    orders(led, f"#handler key {driss.address}", offered=(newer.certificate,))
    [told] = led.outbox("proposal", driss)
    assert newer.fingerprint[:4] in told.text
    with led.store.writing() as books:
        confirm(books, led.desk, code_in(told), None, led.now)
    led.outbox()
    orders(led, "#handler list", driss)
    assert [one.row.kind for one in led.outbox() if one.row.kind == "transcript"] == []
    orders(led, "#handler list", newer)
    [transcript] = led.outbox("transcript")
    assert newer.fingerprint[:4] in transcript.text and driss.fingerprint[:9] not in transcript.text
    orders(led, f"#handler confirm {code_in(asked)}")
    assert "Nothing waits for this code" in led.outbox("refused")[-1].text


def test_the_same_key_is_no_other_key(led: Flow) -> None:
    driss = led.people.second_handler
    orders(led, f"#handler key {driss.address}", offered=(driss.certificate,))
    assert "their key already" in refusal(led)


# roles


def test_a_role_is_sealed_with_the_name(led: Flow) -> None:
    driss = led.people.second_handler
    code = asks(led, f"#handler role {driss.address} coordinator")
    orders(led, f"#handler confirm {code}", driss)
    assert seat(led, driss.address) == "coordinator"
    orders(led, f"#handler role {driss.address} coordinator")
    assert "this role already" in led.outbox("refused")[0].text


def test_a_role_that_changed_meanwhile_is_asked_for_anew(led: Flow) -> None:
    driss = led.people.second_handler
    code = asks(led, f"#handler role {driss.address} handler")
    with led.store.writing() as books:
        set_role(books, person_by_id(books, ident(led, driss)), "coordinator")
    orders(led, f"#handler confirm {code}", driss)
    assert "Something changed" in refusal(led) and seat(led, driss.address) == "coordinator"


def test_a_desk_keeps_a_lead(led: Flow) -> None:
    bahia, driss = led.people.handler, led.people.second_handler
    code = asks(led, f"#handler role {driss.address} handler")
    orders(led, f"#handler confirm {code}", driss)
    led.outbox()
    assert seat(led, driss.address) == "handler"
    for words in (f"disable {bahia.address}", f"role {bahia.address} handler"):
        orders(led, f"#handler {words}")
        assert "Nobody else leads this desk" in refusal(led)
    assert seat(led, bahia.address) == "lead"


# leaving


def test_disabling_acts_at_once_and_lists_what_they_could_read(led: Flow) -> None:
    """OPS-12, KEY-15."""
    bahia, driss, reporter = led.people.handler, led.people.second_handler, led.people.reporter
    taken = led.arrives(reporter, QUESTION, signed_by=reporter)
    [notice] = led.outbox("notify_handler", driss)
    says(led, notice, "#take", who=driss)
    [transcript] = led.outbox("transcript")
    other = led.arrives("dana@mail.test", QUESTION, sealed=False)
    unread = led.outbox("notify_handler", driss)
    orders(led, f"#handler disable {driss.address}")
    [told] = led.outbox()
    assert told.row.kind == "transcript" and told.paper["to"] == bahia.address
    assert "Nobody has these tickets now" in told.text and told.text.count(taken.ticket) == 2
    assert other.ticket not in told.text, "the notice about it never left"
    assert led.ticket(taken).handler_id is None
    assert led.leaves(unread[0]) == Held("inactive")
    says(led, transcript, "#priority P1", who=driss)
    assert led.ticket(taken).priority == "P2" and led.outbox() == []
    assert {"disabled", "unassigned"} <= {what for what, _ in recorded(led)}


def test_what_was_sent_counts_as_read(led: Flow) -> None:
    driss = led.people.second_handler
    settled = led.arrives("dana@mail.test", QUESTION, sealed=False)
    [notice] = led.outbox("notify_handler", driss)
    with led.store.writing() as books:
        row = outbound_by_id(books, notice.row.id)
        assert row is not None
        row.state = "sent"
        books.session.add(row)
    orders(led, f"#handler disable {driss.address}")
    [told] = led.outbox("transcript")
    assert settled.ticket in told.text and "Nobody has" not in told.text


def test_a_lead_may_leave_while_another_stays(led: Flow) -> None:
    orders(led, f"#handler disable {led.people.handler.address}")
    assert at(led, led.people.handler.address) == []
    told = led.outbox("staff")
    assert [one.paper["to"] for one in told] == [led.people.second_handler.address]


def test_whoever_left_may_come_back_with_the_same_key(led: Flow) -> None:
    driss = led.people.second_handler
    with led.store.writing() as books:
        set_active(books, person_by_id(books, ident(led, driss)), False)
    with led.store.writing() as books:
        certificate = canonical(driss.certificate)
        change = joining(books, led.desk, driss.name, driss.address, "lead", "en", certificate, led.now)
    assert change.fingerprint == driss.fingerprint
