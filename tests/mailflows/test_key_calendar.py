"""The key calendar: who is told that a key ends, how many days before, and that nobody is told the same twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.papers import set_active
from db.questions import certificates_of, people_at, reporter_of, ticket_named
from db.store import Books
from db.tables import Person as Row
from mailflows.desk import Role
from mailflows.intake import Settled
from mailflows.key_calendar import remind
from mailflows.keys import drop_key, pin, renew
from mailflows.leaving import Leaving
from mailflows.people import address_mark, introduce
from mailflows.roles import know_roles
from pgp.certificates import canonical
from tests.mailflows.flow import FOUNDED, Flow, Left
from tests.people import Person, make_person, person_from

ENDS = datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
MADE = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def ending(name: str, address: str, home: Path, ends: datetime = ENDS) -> Person:
    """Somebody whose key, with its subkey, ends at this moment."""
    seconds = int((ends - MADE).total_seconds())
    return make_person(name, address, home, expires=f"seconds={seconds}", when=MADE)


def prolonged(person: Person, to: datetime, *, subkeys: str = "*") -> Person:
    """The same key with another end for its subkeys, and for all of it."""
    now = MADE + timedelta(days=30)
    seconds = f"seconds={int((to - now).total_seconds())}"
    if subkeys:
        person.gpg("--quick-set-expire", person.fingerprint, seconds, subkeys, when=now)
    else:
        person.gpg("--quick-set-expire", person.fingerprint, seconds, when=now)
    return person_from(person.name, person.address, person.home, person.fingerprint)


@pytest.fixture(scope="module")
def zahra(gpg_home: Path) -> Person:
    return ending("Zahra", "zahra@press.test", gpg_home)


@pytest.fixture(scope="module")
def dina(gpg_home: Path) -> Person:
    return ending("Dina Handler", "dina@desk.test", gpg_home)


def goes_round(flow: Flow) -> list[Left]:
    """One round of the calendar, and what it wrote."""
    flow.outbox()
    with flow.store.writing() as books:
        remind(books, flow.desk, flow.now)
    return flow.outbox()


def days_left(flow: Flow, days: float) -> list[Left]:
    """The round that is gone so many days before the end."""
    flow.now = ENDS - timedelta(days=days)
    return goes_round(flow)


def told(left: list[Left]) -> list[tuple[str, str]]:
    return [(one.row.kind, str(one.paper["to"])) for one in left]


def joins(flow: Flow, person: Person, role: str = "handler") -> None:
    with flow.store.writing() as books:
        known = introduce(books, role, person.name, person.address, "en", FOUNDED)
        pin(books, known, canonical(person.certificate), "pinned", "handler", FOUNDED)


def known(books: Books, person: Person) -> Row:
    return people_at(books, address_mark(books, person.address))[0]


def writes(flow: Flow, person: Person) -> Settled:
    settled = flow.arrives(person, "somebody reads my mail", signed_by=person)
    becomes(flow, settled, safe="yes")
    flow.outbox()
    return settled


def becomes(flow: Flow, settled: Settled, **changes: str) -> None:
    with flow.store.writing() as books:
        ticket = ticket_named(books, settled.ticket)
        assert ticket is not None
        for name, value in changes.items():
            setattr(ticket, name, value)
        books.session.add(ticket)


# the desk's own key


@pytest.fixture
def cedar(flow: Flow, gpg_home: Path) -> Flow:
    """A desk whose whole key ends, with a coordinator."""
    own = ending("Cedar Desk", flow.desk.address, gpg_home)
    flow.becomes(certificate=own.certificate, fingerprint=own.fingerprint)
    joins(flow, replace(flow.people.mallory, name="Rima", address="rima@desk.test"), "coordinator")
    return flow


def test_the_desks_key_is_told_at_each_distance_once(cedar: Flow) -> None:
    coordinator = [("desk_key_expiring", "rima@desk.test")]
    reached = {}
    for days in (90, 61, 60, 59.9, 31, 30, 29, 15, 14, 8, 7, 6, 1, 0, -1, -30):
        reached[days] = told(days_left(cedar, days))
    assert [days for days, mails in reached.items() if mails] == [60, 30, 14, 7, 0]
    assert all(mails == coordinator for mails in reached.values() if mails)


def test_it_says_what_ends_when_and_what_to_type(cedar: Flow) -> None:
    [mail] = days_left(cedar, 30)
    assert "in 30 days, on 2027-06-01" in mail.text
    assert "signs what we send" in mail.text and "hirz key rotate --subkey\n" in mail.text
    assert cedar.desk.fingerprint in mail.text.replace(" ", "")
    assert isinstance(left := cedar.leaves(mail), Leaving) and left.certificate, "it leaves sealed"


def test_only_the_subkey_of_the_desk_ends(flow: Flow, gpg_home: Path) -> None:
    own = prolonged(ending("Subkey Desk", flow.desk.address, gpg_home), ENDS + timedelta(days=700), subkeys="")
    flow.becomes(certificate=own.certificate, fingerprint=own.fingerprint)
    mails = days_left(flow, 14)
    everybody = [("desk_key_expiring", one.address) for one in (flow.people.handler, flow.people.second_handler)]
    assert told(mails) == everybody, "where nobody coordinates"
    assert "people seal their mail to" in mails[0].text


def test_the_sysadmin_is_told_where_the_config_names_one(cedar: Flow) -> None:
    lab = cedar.people.lab
    roles = {**cedar.desk.roles, "sysadmin": Role("sysadmin", "root@desk.test", lab.fingerprint, "fr")}
    cedar.becomes(roles=roles)
    with cedar.store.writing() as books:
        know_roles(books, cedar.desk, {name: canonical(lab.certificate) for name in roles}, cedar.now)
    mails = days_left(cedar, 7)
    assert told(mails) == [("desk_key_expiring", "root@desk.test"), ("desk_key_expiring", "rima@desk.test")]
    assert "Elle expire dans 7 jours" in mails[0].text


def test_after_a_long_stop_only_the_nearest_distance_is_told(cedar: Flow) -> None:
    assert told(days_left(cedar, 60))
    cedar.passes(days=47)  # 13 are left: 30 and 14 were missed
    [mail] = goes_round(cedar)
    assert "in 13 days" in mail.text
    assert goes_round(cedar) == []
    assert len(days_left(cedar, 7)) == 1


# the handlers' keys


def test_a_handler_is_told_and_at_last_their_lead_too(flow: Flow, dina: Person) -> None:
    joins(flow, dina)
    joins(flow, replace(flow.people.mallory, name="Rima", address="rima@desk.test"), "lead")
    to_dina, to_rima = ("key_expiring_handler", dina.address), ("key_expiring_handler", "rima@desk.test")
    reached = {days: told(days_left(flow, days)) for days in (31, 30, 29, 14, 13, 4, 3, 2, 0, -1)}
    assert reached == {
        31: [], 30: [to_dina], 29: [], 14: [to_dina], 13: [], 4: [], 3: [to_dina, to_rima], 2: [], 0: [to_rima], -1: []
    }  # fmt: skip


def test_the_mails_say_whose_key_it_is(flow: Flow, dina: Person) -> None:
    joins(flow, dina)
    mails = days_left(flow, 3)
    own = next(one for one in mails if one.paper["to"] == dina.address)
    other = next(one for one in mails if one.paper["to"] == flow.people.handler.address)
    assert "Your key expires in 3 days, on 2027-06-01" in own.text
    assert "The key of Dina Handler expires in 3 days" in other.text
    assert dina.fingerprint in own.text.replace(" ", "") and "Dina" not in own.text


def test_a_key_that_was_prolonged_starts_anew(flow: Flow, gpg_home: Path) -> None:
    hala = ending("Hala Handler", "hala@desk.test", gpg_home)
    joins(flow, hala)
    assert told(days_left(flow, 30)) and told(days_left(flow, 14))
    later = prolonged(prolonged(hala, ENDS + timedelta(days=90)), ENDS + timedelta(days=90), subkeys="")
    with flow.store.writing() as books:
        [row] = certificates_of(books, known(books, hala).id)
        assert renew(books, row, canonical(later.certificate))
    assert days_left(flow, 3) == []
    flow.now = ENDS + timedelta(days=60)
    assert told(goes_round(flow)) == [("key_expiring_handler", hala.address)]


def test_who_works_here_no_more_is_told_nothing(flow: Flow, dina: Person) -> None:
    joins(flow, dina)
    with flow.store.writing() as books:
        set_active(books, known(books, dina), False)
    assert days_left(flow, 3) == []


def test_a_partners_key_is_a_matter_of_the_desk(flow: Flow, gpg_home: Path) -> None:
    lab = ending("Lab", "intake@lab.test", gpg_home)
    flow.becomes(roles={"threat_lab": Role("threat_lab", lab.address, lab.fingerprint)})
    with flow.store.writing() as books:
        know_roles(books, flow.desk, {"threat_lab": canonical(lab.certificate)}, flow.now)
    mails = days_left(flow, 14)
    assert [to for _, to in told(mails)] == [flow.people.handler.address, flow.people.second_handler.address]
    assert "The key of threat_lab expires in 14 days" in mails[0].text


# the reporters' keys


def test_a_reporter_is_told_in_the_thread_sealed_and_without_a_word_of_the_ticket(flow: Flow, zahra: Person) -> None:
    flow.now = ENDS - timedelta(days=40)
    settled = writes(flow, zahra)
    reached = {days: days_left(flow, days) for days in (31, 30, 29, 14, 13, 3, 1, 0, -2)}
    assert [days for days, mails in reached.items() if mails] == [30, 14, 3]
    [mail] = reached[14]
    assert (mail.row.kind, mail.paper["to"], mail.row.automatic, mail.row.content) == (
        "key_expiring", zahra.address, True, False
    )  # fmt: skip
    assert mail.row.ticket_id == flow.ticket(settled).id and "14 more days" in mail.text
    assert "somebody reads" not in mail.text
    flow.now = ENDS - timedelta(days=14)
    assert isinstance(left := flow.leaves(mail), Leaving) and left.fingerprint == zahra.fingerprint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("وصلتني رسالة غريبة على هاتفي من شخص لا أعرفه", "لمدة 14 يومًا"),
        ("Quelqu'un lit mes messages dans mon compte", "14 jours"),
    ],
)
def test_a_reporter_is_told_in_their_language(flow: Flow, zahra: Person, text: str, said: str) -> None:
    flow.now = ENDS - timedelta(days=40)
    becomes(flow, flow.arrives(zahra, text, signed_by=zahra), safe="yes")
    flow.outbox()
    [mail] = days_left(flow, 14)
    assert said in mail.text
    for program in ("Thunderbird", "Kleopatra", "Proton Mail", "Delta Chat", "OpenKeychain"):
        assert program in mail.text


@pytest.mark.parametrize("changes", [{"status": "closed"}, {"status": "merged"}, {"status": "spam"}, {"safe": "no"}])
def test_nobody_is_told_whose_ticket_is_over_or_whose_mailbox_is_not_safe(
    flow: Flow, zahra: Person, changes: dict[str, str]
) -> None:
    flow.now = ENDS - timedelta(days=40)
    becomes(flow, writes(flow, zahra), **changes)
    assert [one for one in days_left(flow, 14) if one.row.kind != "notify_handler"] == []


def test_one_unsafe_ticket_speaks_for_the_mailbox(flow: Flow, zahra: Person) -> None:
    flow.now = ENDS - timedelta(days=40)
    becomes(flow, writes(flow, zahra), safe="no", status="closed")
    writes(flow, zahra)
    left = days_left(flow, 14)
    assert left and {one.row.kind for one in left} == {"notify_handler"}  # people hear why nothing could be told
    assert all("somebody else may read that mailbox" in one.text for one in left)
    assert not days_left(flow, 14)  # once


def test_who_is_not_called_safe_is_told_nothing_and_the_handlers_are(flow: Flow, zahra: Person) -> None:
    flow.now = ENDS - timedelta(days=40)
    becomes(flow, writes(flow, zahra), safe="unknown")
    left = days_left(flow, 14)
    assert left and {one.row.kind for one in left} == {"notify_handler"}
    assert all("#safe yes" in one.text for one in left)


def test_who_has_no_key_or_a_refused_one_is_told_nothing(flow: Flow, zahra: Person) -> None:
    flow.now = ENDS - timedelta(days=40)
    flow.arrives("amal@mail.test", "somebody reads my mail", sealed=False)
    settled = writes(flow, zahra)
    with flow.store.writing() as books:
        reporter = reporter_of(books, flow.ticket(settled).id)
        assert reporter is not None
        drop_key(books, certificates_of(books, reporter.id)[0], "handler")
    assert days_left(flow, 14) == []


@pytest.mark.parametrize("asks", [True, False])
def test_a_key_merely_offered_counts_only_where_answers_are_sealed_to_it(flow: Flow, zahra: Person, asks: bool) -> None:
    flow.now = ENDS - timedelta(days=40)
    settled = flow.arrives(zahra, "somebody reads my mail", sealed=False, offered=(zahra.certificate,), asks=asks)
    becomes(flow, settled, safe="yes")
    flow.outbox()
    assert len(days_left(flow, 14)) == int(asks)


def test_one_subkey_of_two_may_end_without_a_word(flow: Flow, gpg_home: Path) -> None:
    mona = prolonged(ending("Mona", "mona@press.test", gpg_home), ENDS + timedelta(days=700), subkeys="")
    without = ("--pinentry-mode", "loopback", "--passphrase", "")
    mona.gpg(*without, "--quick-add-key", mona.fingerprint, "cv25519", "encr", "2y", when=MADE + timedelta(days=300))
    mona = person_from(mona.name, mona.address, mona.home, mona.fingerprint)
    flow.now = ENDS - timedelta(days=40)
    writes(flow, mona)
    assert days_left(flow, 14) == []


def test_a_revoked_key_is_not_asked_to_be_prolonged(flow: Flow, gpg_home: Path) -> None:
    rana = ending("Rana", "rana@press.test", gpg_home)
    flow.now = ENDS - timedelta(days=40)
    writes(flow, rana)
    revocation = (gpg_home / "openpgp-revocs.d" / f"{rana.fingerprint}.rev").read_text().replace(":-----", "-----")
    rana.gpg("--import", given=revocation[revocation.index("-----BEGIN") :].encode())
    revoked = person_from(rana.name, rana.address, rana.home, rana.fingerprint)
    with flow.store.writing() as books:
        [row] = certificates_of(books, known(books, rana).id)
        assert renew(books, row, canonical(revoked.certificate))
    assert days_left(flow, 14) == []


def test_a_reminder_waits_its_turn_and_takes_none_from_a_first_answer(flow: Flow, zahra: Person) -> None:
    flow.now = ENDS - timedelta(days=40)
    writes(flow, zahra)
    assert len(days_left(flow, 14)) == 1
    flow.arrives(zahra, "something else happened", signed_by=zahra)
    assert len(flow.outbox("received", to=zahra)) == 1, "the reminder took nothing from it"
    flow.becomes(acks_per_address=0)
    assert days_left(flow, 3) == []
    flow.becomes(acks_per_address=1)
    assert len(days_left(flow, 2)) == 1, "it was not forgotten"


def test_no_round_writes_more_than_a_few(
    flow: Flow, zahra: Person, dina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailflows.key_calendar.MOST_A_ROUND", 1)
    flow.now = ENDS - timedelta(days=40)
    writes(flow, zahra)
    joins(flow, dina)
    assert len(told(days_left(flow, 14))) == 1
    assert len(told(goes_round(flow))) == 1
    assert goes_round(flow) == []
