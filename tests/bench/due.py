"""`python -m tests.bench.due`: what is due among 100,000 tickets, 5,000 at once: the question, and the whole round."""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from db.clocks import Promise
from db.papers import set_role, wrap_ticket_key, write_figures
from db.questions import people_at, steps_due
from db.store import Store, open_engine
from db.tables import Ticket
from db.upgrading import upgrade
from db.vault import Vault, new_id, new_key
from mailflows.clocks.ringing import MOST, ring
from mailflows.people import address_mark
from tests.bench.desk import shared
from tests.mailflows.flow import FOUNDED, Flow, new_flow
from tests.people import forget_home, make_people, new_home

AT_ONCE = 5_000
MARK = 2.0  # seconds


def main() -> int:
    told = argparse.ArgumentParser(prog="python -m tests.bench.due", description=__doc__)
    told.add_argument("--tickets", type=int, default=100_000)
    told.add_argument("--due", type=int, default=5_000)
    told.add_argument("--rounds", type=int, default=5)
    asked = told.parse_args()
    home = new_home()
    try:
        with tempfile.TemporaryDirectory(prefix="hz-", dir=shared()) as folder:
            _play(Path(folder) / "due.sqlite", asked.tickets, asked.due, asked.rounds, home)
    finally:
        forget_home(home)
    return 0


def _play(file: Path, tickets: int, due: int, rounds: int, home: Path) -> None:
    people = make_people(home)
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine, None, FOUNDED)
    flow = new_flow(Store(engine, Vault(b"m" * 32)), people)
    with flow.store.writing() as books:
        set_role(books, people_at(books, address_mark(books, people.handler.address))[0], "lead")
    _fill(flow, tickets, due)
    questions, whole = [], []
    for _ in range(rounds):
        with flow.store.writing() as books:
            began = time.perf_counter()
            found = len(steps_due(books, flow.now, MOST))
            questions.append(time.perf_counter() - began)
            books.session.rollback()
        with flow.store.writing() as books, books.session.begin_nested() as taken_back:
            began = time.perf_counter()
            did = ring(books, flow.desk, flow.now)
            books.session.flush()
            whole.append(time.perf_counter() - began)
            taken_back.rollback()
        assert found == did == due, (found, did)
    made = Table(title=f"{tickets:,} tickets, {due:,} due", title_justify="left")
    for heading in ("what", "median, s", "worst, s", "mark"):
        made.add_column(heading, justify="left" if heading == "what" else "right")
    for name, took in (("the question", questions), ("the whole round", whole)):
        made.add_row(name, f"{statistics.median(took):.3f}", f"{max(took):.3f}", f"<= {MARK:.0f}")
    Console(width=100).print(made)
    flow.store.close()


def _fill(flow: Flow, tickets: int, due: int) -> None:
    """Nine of ten are closed; of what is due nobody was told."""
    for start in range(0, tickets, AT_ONCE):
        print(f"  {start:,} tickets ...", file=sys.stderr, end="\r")
        with flow.store.writing() as books:
            rows: list[dict[str, Any]] = []
            promises: list[dict[str, Any]] = []
            for at in range(start, min(start + AT_ONCE, tickets)):
                ident = new_id()
                is_due = at * due // tickets != (at + 1) * due // tickets
                since = flow.now - timedelta(minutes=61 if is_due else 1)
                rows.append(
                    Ticket(
                        id=ident,
                        name=f"H-{at:08d}",
                        key=wrap_ticket_key(books, ident, new_key()),
                        status="active" if is_due or at % 10 == 0 else "closed",
                        priority="P2",
                        language="en",
                        opened_at=since,
                        touched_at=since,
                        stands_since=since,
                        next_due_at=since + timedelta(hours=2),
                        figures=write_figures(books, ident, {"category": ""}),
                    ).model_dump()
                )
                if rows[-1]["status"] == "closed":
                    continue
                promises.append(
                    Promise(
                        id=new_id(),
                        ticket_id=ident,
                        kind="answer",
                        since=since,
                        due_at=since + timedelta(hours=2),
                        step_at=since + timedelta(hours=1),
                    ).model_dump()
                )
            books.append_all(Ticket, rows)
            books.append_all(Promise, promises)
    with flow.store.engine.connect() as link:
        link.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    sys.exit(main())
