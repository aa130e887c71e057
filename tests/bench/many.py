"""`python -m tests.bench.many`: how long `#find` and `#list` take beside 100,000 tickets of thirty words each.

The store is filled in bulk; the words are common ones and rare ones as people's letters have them (Zipf). What is
timed is the deed alone: from the words said to the facts of the answer, in a transaction that is thrown away.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from db.papers import set_role, wrap_ticket_key, write_figures, write_paper
from db.questions import people_at
from db.questions.search import INSERTED
from db.store import Books, Store, open_engine
from db.tables import Entry, Member, Person, Ticket
from db.upgrading import upgrade
from db.vault import Vault, new_id, new_key
from mailflows.commands.case import Case
from mailflows.commands.choices import CATEGORY, CHOICES
from mailflows.commands.deeds import DEEDS
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from mailflows.people import address_mark, introduce
from mailflows.search.marks import tokens_for, trait_token
from mailflows.search.stems import stems_in
from tests.bench.desk import shared
from tests.mailflows.flow import FOUNDED, Flow, new_flow
from tests.people import forget_home, make_people, new_home

SAID = 30  # words of a ticket
VOCABULARY = 20_000
AT_ONCE = 2_000
MARK_MS = 300
ASKED = ("#find w0x", "#find w0x w1x w2x", "#find w40x w900x", "#find w1500x", "#find w0x nowhere")
LISTED = ("#list", "#list all", "#list doxxing")
DAYS = timedelta(minutes=5)  # between two tickets


def main() -> int:
    told = argparse.ArgumentParser(prog="python -m tests.bench.many", description=__doc__)
    told.add_argument("--tickets", type=int, default=100_000)
    told.add_argument("--rounds", type=int, default=7)
    asked = told.parse_args()
    home = new_home()
    try:
        with tempfile.TemporaryDirectory(prefix="hz-", dir=shared()) as folder:
            _play(Path(folder) / "many.sqlite", asked.tickets, asked.rounds, home)
    finally:
        forget_home(home)
    return 0


def _play(file: Path, tickets: int, rounds: int, home: Path) -> None:
    people = make_people(home)
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine, None, FOUNDED)
    flow = new_flow(Store(engine, Vault(b"m" * 32)), people)
    began = time.perf_counter()
    _fill(flow, tickets)
    filled = time.perf_counter() - began
    size = f"{file.stat().st_size / 1e6:.0f} MB, filled in {filled:.0f} s"
    made = Table(title=f"{tickets:,} tickets of {SAID} words, {size}", title_justify="left")
    for heading in ("who asks", "what", "median, ms", "worst, ms", "mark"):
        made.add_column(heading, justify="left" if heading in ("who asks", "what") else "right")
    for role in ("lead", "handler"):
        with flow.store.writing() as books:
            [person] = people_at(books, address_mark(books, people.handler.address))
            set_role(books, person, role)
        for said in (*ASKED, *LISTED):
            took = _timed(flow, said, rounds)
            made.add_row(role, said, f"{statistics.median(took):.0f}", f"{max(took):.0f}", f"<= {MARK_MS}")
    Console(width=110).print(made)
    flow.store.close()


def _timed(flow: Flow, said: str, rounds: int) -> list[float]:
    """Milliseconds a time."""
    [spoken] = read_commands(said, WORDS, CHOICES).spoken
    deed, took = DEEDS[spoken.word.name], []
    for _ in range(rounds + 1):
        with flow.store.reading() as books:
            [handler] = people_at(books, address_mark(books, flow.people.handler.address))
            case = Case(books, flow.desk, None, handler, "", frozenset(), flow.now, named=spoken.named)
            began = time.perf_counter()
            deed(spoken.value, case)
            took.append(1000 * (time.perf_counter() - began))
            books.session.rollback()
    return took[1:]  # the first one warms up


def _fill(flow: Flow, tickets: int) -> None:
    chance = random.Random(7)
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    with flow.store.writing() as books:
        reporter = introduce(books, "reporter", "Somebody", "somebody@press.test", "en", FOUNDED)
        owners = [people_at(books, address_mark(books, one.address))[0].id
                  for one in (flow.people.handler, flow.people.second_handler)]  # fmt: skip
        marks = [tuple(tokens_for(books, stems_in([f"w{rank}x"]))) for rank in range(VOCABULARY)]
        traits = {name: trait_token(books, "category", name) for name in CATEGORY}
    rows: list[tuple[bytes, str]] = []
    for start in range(0, tickets, AT_ONCE):
        print(f"  {start:,} tickets ...", file=sys.stderr, end="\r")
        with flow.store.writing() as books:
            count = min(AT_ONCE, tickets - start)
            said = [chance.choices(range(VOCABULARY), weights, k=SAID) for _ in range(count)]
            made = [_ticket(books, flow, start + at, owners, chance) for at in range(count)]
            books.append_all(Ticket, [ticket for ticket, _, _ in made])
            books.append_all(Member, [_member(ticket["id"], reporter) for ticket, _, _ in made])
            pairs = zip(made, said, strict=True)
            books.append_all(Entry, [_entry(ticket, key, reporter, words) for (ticket, key, _), words in pairs])
        for (ticket, _, category), words in zip(made, said, strict=True):
            found = {mark for rank in words for mark in marks[rank]} | {traits[category]}
            rows += [(mark, ticket["id"]) for mark in found]
    rows.sort()  # as the table lies, so that it is written from one end to the other
    with flow.store.writing() as books:
        for some in _batches(rows):
            books.session.connection().exec_driver_sql(INSERTED, list(some))
    with flow.store.engine.connect() as link:
        link.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"  {len(rows):,} marks            ", file=sys.stderr)


def _batches(rows: Sequence[tuple[bytes, str]]) -> Iterator[Sequence[tuple[bytes, str]]]:
    for at in range(0, len(rows), 50_000):
        yield rows[at : at + 50_000]


def _ticket(
    books: Books, flow: Flow, at: int, owners: Sequence[str], chance: random.Random
) -> tuple[dict[str, Any], Any, str]:
    ident, key, category = new_id(), new_key(), chance.choice(list(CATEGORY))
    opened = flow.now - DAYS * (at + 1)
    row = {
        "id": ident,
        "name": f"H-{at:08d}",
        "key": wrap_ticket_key(books, ident, key),
        "status": "closed" if chance.random() < 0.9 else chance.choice(("new", "active", "pending_user")),
        "priority": chance.choice(("P1", "P2", "P3", "P4")),
        "handler_id": chance.choice((*owners, None)),
        "language": "en",
        "opened_at": opened,
        "touched_at": opened,
        "first_reply_at": None,
        "closed_at": None,
        "next_due_at": opened + timedelta(hours=2) if chance.random() < 0.1 else None,
        "entries": 1,
        "held_sealed": True,
        "snoozed_until": None,
        "restricted": False,
        "safe": "unknown",
        "figures": write_figures(books, ident, {"category": category}),
    }
    return row, key, category


def _member(ticket_id: str, reporter: Person) -> Mapping[str, Any]:
    return {
        "id": new_id(), "ticket_id": ticket_id, "person_id": reporter.id, "part": "reporter", "token": new_id(),
    }  # fmt: skip


def _entry(ticket: Mapping[str, Any], key: Any, reporter: Person, words: Sequence[int]) -> Mapping[str, Any]:
    ident = new_id()
    paper = {"from": "somebody@press.test", "subject": "", "text": " ".join(f"w{rank}x" for rank in words)}
    return {
        "id": ident, "ticket_id": ticket["id"], "number": 1, "at": ticket["opened_at"], "kind": "letter",
        "person_id": reporter.id, "kept_id": None, "protection": "sealed", "proof": "pinned",
        "sealed": write_paper(key, f"entry:{ident}", paper),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
