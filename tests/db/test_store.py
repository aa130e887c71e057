"""The store: sealed at rest, all or nothing, brought up step by step, and a record nobody can quietly change."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import db.tables  # noqa: F401  (so that the metadata is whole)
from db.founding import founding_of
from db.keeping import Arrival, keep
from db.papers import Erased, name_of, new_person, raw_mail, rewrap_kept, wrap_ticket_key
from db.questions import kept_by_id, kept_waiting, raw_of, record_lines, ticket_by_id
from db.record import broken_line, write_record, write_records
from db.store import Store, open_engine
from db.tables import Ticket
from db.upgrading import StoreTooNew, upgrade
from db.vault import Key, Vault, VaultShut, new_key
from tests.db.conftest import NOW

ARRIVAL = Arrival("desk", "INBOX", 1, 7, NOW)


def a_ticket(store: Store, name: str = "H-AAAA-BBBB") -> str:
    with store.writing() as books:
        ticket = Ticket(
            id="t1",
            name=name,
            key=wrap_ticket_key(books, "t1", new_key()),
            status="new",
            priority="P2",
            language="en",
            opened_at=NOW,
            touched_at=NOW,
            figures=b"",
        )
        books.session.add(ticket)
    return "t1"


def test_the_same_octets_are_kept_once(store: Store) -> None:
    with store.writing() as books:
        assert keep(books, b"From: a\r\n\r\nhelp", ARRIVAL, NOW) is not None
    with store.writing() as books:
        assert keep(books, b"From: a\r\n\r\nhelp", ARRIVAL, NOW) is None
        assert keep(books, b"From: a\r\n\r\nhelp!", ARRIVAL, NOW) is not None
        assert len(kept_waiting(books, 9)) == 2


def test_nothing_a_person_wrote_lies_readable_in_the_file(store: Store, tmp_path: Path) -> None:
    with store.writing() as books:
        keep(books, "Subject: سر\r\n\r\nCANARY".encode(), ARRIVAL, NOW)
        new_person(books, "reporter", "CANARY سمير", "ar", NOW)
    for file in tmp_path.iterdir():
        octets = file.read_bytes()
        assert b"CANARY" not in octets and "سمير".encode() not in octets


def test_an_erased_ticket_takes_its_mail_along(store: Store) -> None:
    with store.writing() as books:
        kept = keep(books, b"the mail", ARRIVAL, NOW)
        assert kept is not None
    a_ticket(store)
    with store.writing() as books:
        kept, ticket = kept_by_id(books, kept.id), ticket_by_id(books, "t1")
        rewrap_kept(books, kept, ticket)
        books.session.add(kept)
    with store.reading() as books:
        kept, ticket = kept_by_id(books, kept.id), ticket_by_id(books, "t1")
        assert raw_mail(books, kept, raw_of(books, kept.id), ticket) == b"the mail"
        ticket.key = None
        with pytest.raises(Erased):
            raw_mail(books, kept, raw_of(books, kept.id), ticket)


def test_a_sealed_value_opens_only_in_its_place() -> None:
    key = Key(b"k" * 32)
    sealed = key.seal(b"secret", "entry:1")
    assert key.open(sealed, "entry:1") == b"secret"
    with pytest.raises(VaultShut):
        key.open(sealed, "entry:2")
    with pytest.raises(VaultShut):
        Key(b"x" * 32).open(sealed, "entry:1")


def test_a_transaction_that_fails_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as books:
        new_person(books, "reporter", "nobody", "en", NOW)
        books.session.flush()
        _ = 1 // 0
    with store.reading() as books:
        assert books.session.connection().execute(text("SELECT count(*) FROM person")).scalar() == 0


def test_a_state_nobody_knows_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as books:
        kept = keep(books, b"a mail", ARRIVAL, NOW)
        assert kept is not None
        kept.state = "lost"


def test_another_master_key_is_refused(store: Store) -> None:
    with pytest.raises(VaultShut):
        founding_of(Store(store.engine, Vault(b"z" * 32)))


def test_the_steps_make_the_very_tables(store: Store) -> None:
    with store.engine.connect() as link:
        context = MigrationContext.configure(link, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_newer_store_is_left_alone(store: Store) -> None:
    with store.engine.begin() as link:
        link.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        upgrade(store.engine, None, NOW)


def test_the_record_shows_a_changed_line(store: Store) -> None:
    for number in range(5):
        with store.writing() as books:
            write_record(books, NOW + timedelta(seconds=number), "desk", "mail settled", None, f"k{number}")
    with store.reading() as books:
        assert broken_line(books) is None and len(record_lines(books, "desk")) == 5
    with store.engine.begin() as link:
        link.execute(text("UPDATE record SET detail = 'k9' WHERE number = 3"))
    with store.reading() as books:
        assert broken_line(books) == 3


def test_many_lines_at_once_follow_from_each_other_also_after_some_were_taken_back(store: Store) -> None:
    with store.writing() as books:
        write_record(books, NOW, "desk", "letter")
        taken_back = books.session.begin_nested()
        write_records(books, NOW, "p1", ["status active", "priority P1"])
        taken_back.rollback()
        write_records(books, NOW, "p1", ["status closed", "read", "read"])
        write_records(books, NOW, "p1", [])
        write_record(books, NOW, "desk", "mail settled")
    with store.reading() as books:
        told = [(line.number, line.what) for line in record_lines(books, "desk")]
        assert broken_line(books) is None
    assert told == [(1, "letter"), (2, "status closed"), (3, "read"), (4, "read"), (5, "mail settled")]


def test_what_changed_stands_in_the_store_though_it_was_not_asked_for(store: Store) -> None:
    ident = a_ticket(store)
    with store.writing() as books:
        ticket_by_id(books, ident).status = "active"
        taken_back = books.session.begin_nested()
        ticket_by_id(books, ident).priority = "P1"
        write_record(books, NOW, "desk", "priority P1", ident)  # written past what is still to be
        taken_back.rollback()
        write_record(books, NOW, "desk", "read", ident)
    with store.reading() as books:
        ticket = ticket_by_id(books, ident)
        assert (ticket.status, ticket.priority) == ("active", "P2")
        assert [line.what for line in record_lines(books, "desk")] == ["read"]


def test_the_record_shows_a_missing_line(store: Store) -> None:
    for _ in range(3):
        with store.writing() as books:
            write_record(books, NOW, "desk", "mail settled")
    with store.engine.begin() as link:
        link.execute(text("DELETE FROM record WHERE number = 2"))
    with store.reading() as books:
        assert broken_line(books) == 2


def test_names_come_back_whole(store: Store) -> None:
    with store.writing() as books:
        person = new_person(books, "reporter", "محمد سمير", "ar", datetime.now(UTC))
        assert name_of(books, person) == "محمد سمير"


def test_the_file_remembers_nothing_deleted(store: Store, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    with engine.connect() as link:
        assert link.execute(text("PRAGMA secure_delete")).scalar() == 1
        assert link.execute(text("PRAGMA synchronous")).scalar() == 2
        assert link.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_a_mark_under_a_tickets_key_is_compared_by_nobody_once_that_is_gone() -> None:
    key, other, vault = new_key(), new_key(), Vault(bytes(32))
    assert key.mark("file", "ab") == Key(key.secret).mark("file", "ab")
    assert len({one.mark("file", "ab") for one in (key, other, vault)}) == 3 and key.mark("file", "b") != key.mark(
        "f", "ileb"
    )
