"""What tickets are known again by: found by marks, gone with the ticket, and added to an older store without loss."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db.papers import indicator_paper, read_feed_paper, wrap_ticket_key, write_feed_paper, write_indicator
from db.questions import campaign_of, forget_observables, hits, matches, observed, seen_elsewhere
from db.sightings import Feed, Indicator, Observable
from db.store import Store, open_engine
from db.tables import Entry, Ticket
from db.upgrading import _config, shape_of, upgrade
from db.vault import VaultShut, new_key
from tests.db.conftest import NOW


def a_ticket(store: Store, ident: str, *marks: str, strict: bool = True) -> None:
    with store.writing() as books:
        key = wrap_ticket_key(books, ident, new_key())
        ticket = Ticket(
            id=ident,
            name=f"H-{ident}",
            key=key,
            status="new",
            priority="P2",
            language="en",
            opened_at=NOW,
            touched_at=NOW,
            figures=b"",
        )
        books.session.add(ticket)
        books.session.flush()
        books.append(Entry(id=f"e-{ident}", ticket_id=ident, number=1, at=NOW, kind="letter", sealed=b""))
        rows = [
            {"id": f"{ident}-{mark}", "ticket_id": ident, "entry_id": f"e-{ident}", "mark": mark}
            | {"kind": "host", "strict": strict, "derived": not strict}
            for mark in marks
        ]
        books.append_all(Observable, rows)


def a_list(store: Store, *marks: str) -> None:
    with store.writing() as books:
        sealed = write_feed_paper(books, "f", {"name": "march"})
        books.session.add(Feed(id="f", mark="f", trouble="spyware", at=NOW, count=len(marks), sealed=sealed))
        books.session.flush()
        rows = [
            {
                "id": f"i-{mark}",
                "feed_id": "f",
                "mark": mark,
                "sealed": write_indicator(books, f"i-{mark}", {"v": mark}),
            }
            for mark in marks
        ]
        books.append_all(Indicator, rows)


def test_marks_find_each_other_and_no_others(store: Store) -> None:
    a_ticket(store, "a", "m1", "m2")
    a_ticket(store, "b", "m2")
    a_ticket(store, "c", "m1", strict=False)
    a_list(store, "m2", "m9")
    with store.reading() as books:
        assert [(mark, feed.id) for mark, feed in hits(books, ["m0", "m1", "m2"])] == [("m2", "f")]
        assert [(one.ticket_id, one.indicator.mark) for one in matches(books, "f")] == [("a", "m2"), ("b", "m2")]
        assert observed(books, "a", ["m1", "m9"]) == {"m1": True}
        assert seen_elsewhere(books, "a", ["m1", "m2", "m9"]) == {"m1", "m2"}
        assert campaign_of(books, "a", 10) == ["H-b"]
        assert read_feed_paper(books, hits(books, ["m2"])[0][1])["name"] == "march"


def test_more_marks_than_one_question_takes(store: Store) -> None:
    a_list(store, *(f"m{at}" for at in range(1500)))
    with store.reading() as books:
        assert len(hits(books, [f"m{at}" for at in range(3000)])) == 1500


def test_a_moved_indicator_does_not_open(store: Store) -> None:
    a_list(store, "m1", "m2")
    a_ticket(store, "a", "m1")
    with store.engine.begin() as link:
        link.execute(
            text("UPDATE indicator SET sealed = (SELECT sealed FROM indicator WHERE mark = 'm2') WHERE mark = 'm1'")
        )
    with store.reading() as books, pytest.raises(VaultShut):
        indicator_paper(books, matches(books, "f")[0].indicator)


def test_a_ticket_has_a_mark_once_and_takes_it_along(store: Store) -> None:
    a_ticket(store, "a", "m1", "m2")
    a_ticket(store, "b", "m1")
    with pytest.raises(IntegrityError):
        a_ticket(store, "d", "m1", "m1")
    with store.writing() as books:
        forget_observables(books, "a")
    with store.reading() as books:
        assert observed(books, "a", ["m1", "m2"]) == {} and observed(books, "b", ["m1"]) == {"m1": True}
    with store.engine.begin() as link:
        link.execute(text("DELETE FROM ticket WHERE id = 'b'"))
        assert link.execute(text("SELECT count(*) FROM observable")).scalar_one() == 0


def test_the_index_answers_and_no_table_is_walked(store: Store) -> None:
    a_list(store, "m1")
    with store.engine.connect() as link:
        plan = link.execute(text("EXPLAIN QUERY PLAN SELECT feed_id FROM indicator WHERE mark IN ('m1', 'm2')")).all()
    assert all("SCAN" not in str(row) for row in plan)


def test_an_older_store_keeps_what_it_holds(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'old.sqlite'}")
    with engine.execution_options(hirz_writes=True).begin() as link:
        config = _config()
        config.attributes["connection"] = link
        command.upgrade(config, "0002")
        link.execute(text("INSERT INTO setting (name, value) VALUES ('kept', 'x')"))
    assert shape_of(engine) == "0002"
    copy = upgrade(engine, tmp_path / "backups", NOW)
    assert copy is not None and copy.exists()
    with engine.connect() as link:
        assert link.execute(text("SELECT count(*) FROM setting WHERE name = 'kept'")).scalar_one() == 1
        assert link.execute(text("SELECT count(*) FROM observable")).scalar_one() == 0
    engine.dispose()
