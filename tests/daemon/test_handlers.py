"""The sysadmin is a second person: adds, changes and puts out handlers at the shell, and confirms what a lead asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from daemon.assemble import open_store
from daemon.config import load
from daemon.shell.at_hand import desk_from_outside
from db.papers import name_of, outbound_paper
from db.questions import outbound_in_states, people_at, people_with_role, person_by_id
from db.store import Books
from mailflows.desk import Desk
from mailflows.people import address_mark
from mailflows.proposals import propose
from mailflows.staff import joining
from pgp.certificates import canonical
from tests.daemon.desks import SetUp, desk, first_desk, sandbox
from tests.people import People, Person, make_person

__all__ = ["desk", "first_desk", "sandbox"]

Told = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def nadia(gpg_home: Path) -> Person:
    return make_person("Nadia", "nadia@desk.test", gpg_home)


def certificate_of(desk: SetUp, person: Person) -> str:
    path = desk.folder / f"{person.fingerprint}.pgp"
    path.write_bytes(person.certificate)
    return str(path)


@contextmanager
def books_of(desk: SetUp) -> Iterator[tuple[Books, Desk]]:
    config = load(desk.config, look=False)
    store = open_store(config, datetime.now(UTC))
    try:
        with store.writing() as books:
            yield books, desk_from_outside(config, store)
    finally:
        store.close()


def mails(desk: SetUp) -> list[tuple[str, str]]:
    """Kind and receiver of everything in the outbox."""
    with books_of(desk) as (books, _):
        rows = outbound_in_states(books, ("waiting",))
        return [
            (row.kind, str(outbound_paper(books, row, None, person_by_id(books, row.person_id))["to"])) for row in rows
        ]


def asked(desk: SetUp, nadia: Person) -> str:
    """Bahia leads, and asked for Nadia by mail; the code she was given."""
    assert desk.hirz("handler", "role", "bahia@desk.test", "lead") == 0
    with books_of(desk) as (books, made):
        now = datetime.now(UTC)
        change = joining(books, made, "Nadia", nadia.address, "handler", "en", canonical(nadia.certificate), now)
        [bahia] = people_with_role(books, ("lead",))
        told = propose(books, made, bahia, change, now)
        return str(dict(told)["proposed_alone"]["code"])


def test_a_role_stands_behind_the_certificate(desk: SetUp, people: People, capsys: Told) -> None:
    driss = people.second_handler
    assert desk.hirz("handler", "add", "Driss", driss.address, certificate_of(desk, driss), "lead") == 0
    assert "added lead Driss" in capsys.readouterr().out
    assert desk.hirz("handler", "list") == 0
    assert "lead         Driss <driss@desk.test> en" in capsys.readouterr().out
    assert mails(desk) == []


def test_the_older_way_to_say_a_role(desk: SetUp, people: People, capsys: Told) -> None:
    driss = people.second_handler
    words = ("handler", "add", "Driss", driss.address, certificate_of(desk, driss))
    assert desk.hirz(*words, "lead", "--role", "handler") == 1
    assert desk.hirz(*words, "--role", "coordinator") == 0
    assert "added coordinator Driss" in capsys.readouterr().out


def test_those_who_lead_are_told(desk: SetUp, people: People, nadia: Person) -> None:
    desk.hirz("handler", "role", "bahia@desk.test", "lead")
    assert mails(desk) == [], "whom it is about knows it"
    assert desk.hirz("handler", "add", "Nadia", nadia.address, certificate_of(desk, nadia)) == 0
    assert mails(desk) == [("staff", "bahia@desk.test")]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("bahia", "bahia@desk.test"), "has this address"),
        (("Bahia", "other@desk.test"), "has this name"),
        (("Nadia", "help@desk.test"), "the desk's own address"),
        (("Nadia", "nadia at desk"), "not one plain mail address"),
        (("Nadia <x>", "nadia@desk.test"), "cannot be used"),
    ],
)
def test_who_cannot_be_added(desk: SetUp, nadia: Person, capsys: Told, words: tuple[str, str], why: str) -> None:
    assert desk.hirz("handler", "add", *words, certificate_of(desk, nadia)) == 1
    assert why in capsys.readouterr().err


def test_a_key_that_somebody_has_is_refused(desk: SetUp, people: People, capsys: Told) -> None:
    with_bahias = certificate_of(desk, people.handler)
    assert desk.hirz("handler", "add", "Nadia", "nadia@desk.test", with_bahias) == 1
    assert "belongs to somebody at the desk" in capsys.readouterr().err
    assert desk.hirz("handler", "key", "bahia@desk.test", with_bahias) == 1
    assert "their key already" in capsys.readouterr().err


def test_a_key_is_replaced(desk: SetUp, gpg_home: Path, capsys: Told) -> None:
    newer = make_person("Bahia", "bahia@desk.test", gpg_home)
    assert desk.hirz("handler", "key", "bahia@desk.test", certificate_of(desk, newer)) == 0
    capsys.readouterr()
    desk.hirz("handler", "list")
    lines = capsys.readouterr().out.splitlines()
    assert [("replaced" in line) for line in lines[1:]] == [True, False] and newer.fingerprint in lines[2]


def test_the_sysadmin_confirms_what_the_only_lead_asked_for(desk: SetUp, nadia: Person, capsys: Told) -> None:
    code = asked(desk, nadia)
    capsys.readouterr()
    assert desk.hirz("handler", "proposals") == 0
    told = capsys.readouterr().out
    assert nadia.fingerprint in told and "Bahia" in told and code not in told
    assert desk.hirz("handler", "confirm", code.upper()) == 0
    assert "works at the desk now" in capsys.readouterr().out
    assert ("welcome", nadia.address) in mails(desk) and ("staff", "bahia@desk.test") in mails(desk)
    assert desk.hirz("handler", "confirm", code) == 1
    assert "Nothing waits for this code" in capsys.readouterr().err
    desk.hirz("handler", "proposals")
    assert capsys.readouterr().out == "nothing waits\n"
    with books_of(desk) as (books, _):
        [person] = people_at(books, address_mark(books, nadia.address))
        assert name_of(books, person) == "Nadia"


def test_the_sysadmin_stops_it(desk: SetUp, nadia: Person, capsys: Told) -> None:
    code = asked(desk, nadia)
    assert desk.hirz("handler", "withdraw", code) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert desk.hirz("handler", "confirm", code) == 1


def test_somebody_is_put_out_whatever_else_is_broken(desk: SetUp, people: People, capsys: Told) -> None:
    """No mailbox password, no desk key: nobody who must be stopped waits for those."""
    driss = people.second_handler
    desk.hirz("handler", "add", "Driss", driss.address, certificate_of(desk, driss), "lead")
    for name in ("imap-password", "desk-key"):
        desk.secret(name).unlink()
    capsys.readouterr()
    assert desk.hirz("handler", "list") == 0
    assert desk.hirz("handler", "disable", driss.address) == 0
    told = capsys.readouterr().out
    assert "does not work here any more" in told and "Tickets they could read until today: 0" in told
    assert "nobody leads this desk now" in told and "the others were not told by mail" in told
    desk.hirz("handler", "list")
    assert "driss@desk.test> en  (disabled)" in capsys.readouterr().out


def test_whoever_is_not_there_cannot_be_put_out(desk: SetUp, capsys: Told) -> None:
    assert desk.hirz("handler", "disable", "nobody@desk.test") == 1
    assert "There is no such handler. There is: bahia@desk.test." in capsys.readouterr().err
