"""Rounds: one that fails is told of, and nothing else happens."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from daemon.clock import SCHEDULE
from daemon.journal import Journal
from daemon.rounds import ROUNDS, go_round
from daemon.tools import Tools
from db.record import write_record
from db.store import Books, Store, open_engine
from db.upgrading import upgrade
from db.vault import Vault
from mailflows.desk import Desk

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_the_clock_calls_for_every_round() -> None:
    assert ROUNDS.keys() <= {bell for bell, _ in SCHEDULE}


def test_a_round_that_fails_leaves_no_trace_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(books: Books, desk: Desk, now: datetime) -> int:
        write_record(books, now, "desk", "half a round", None, "")
        raise ValueError("a secret")

    engine = open_engine(f"sqlite:///{tmp_path / 'hirz.sqlite'}")
    upgrade(engine, None, NOW)
    log = tmp_path / "log"
    store = Store(engine, Vault(b"m" * 32))
    tools = cast(Tools, SimpleNamespace(store=store, desk=None, journal=Journal(file=log), now=lambda: NOW))
    monkeypatch.setattr("daemon.rounds.ROUNDS", {"keys": fails})
    assert go_round("keys", tools) == 0
    told: dict[str, Any] = json.loads(log.read_text())
    assert (told["event"], told["reason"], told["kind"]) == ("round_failed", "keys", "ValueError")
    assert "secret" not in log.read_text()
    with store.reading() as books:
        assert books.session.connection().exec_driver_sql("SELECT count(*) FROM record").scalar_one() == 0
    store.close()
