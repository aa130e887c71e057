"""`python -m tests.bench.ten`: what a handler's reply of ten commands costs to settle, beyond its OpenPGP.

The mail is taken as opened and examined: what is timed is the one transaction in which its words act, in a store of
its own that is on a disk as a desk's would be.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from db.store import Store, open_engine
from db.upgrading import upgrade
from db.vault import Vault
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from tests.bench.desk import shared
from tests.mailflows.flow import FOUNDED, Flow, new_flow
from tests.people import forget_home, make_people, new_home

TEN = (
    ("take", "status active", "priority P1", "category phishing", "flag physical_danger", "tag spring", "due 2 d")
    + ("safe yes", "history", "reply")
)  # fmt: skip
TEXT = "Dear Samir,\nplease change your password from another device, and tell us when that is done.\n"
MARK_MS = 50


def main() -> int:
    told = argparse.ArgumentParser(prog="python -m tests.bench.ten", description=__doc__)
    told.add_argument("--rounds", type=int, default=20)
    rounds = told.parse_args().rounds
    home = new_home()
    try:
        with tempfile.TemporaryDirectory(prefix="hz-", dir=shared()) as folder:
            people = make_people(home)
            engine = open_engine(f"sqlite:///{Path(folder) / 'ten.sqlite'}")
            upgrade(engine, None, FOUNDED)
            flow = new_flow(Store(engine, Vault(b"m" * 32)), people)
            _say(*zip(*(_once(flow) for _ in range(rounds + 1)), strict=True))
            flow.store.close()
    finally:
        forget_home(home)
    return 0


def _once(flow: Flow) -> tuple[float, float, float]:
    """Milliseconds for reading the words alone, for settling all of it, and of the processor for that."""
    reporter = flow.people.reporter
    flow.arrives(reporter, "Somebody took over my account", signed_by=reporter)
    flow.passes(days=1)
    line = flow.outbox("notify_handler", flow.people.handler)[-1].nonce_line
    said = "".join(f"#{word}\n" for word in TEN)
    mail = f"{said}\n{TEXT}\n> {line}\n"
    began = time.perf_counter()
    assert len(read_commands(mail, WORDS).spoken) == len(TEN)
    read = time.perf_counter() - began
    began, computed = time.perf_counter(), time.process_time()
    flow.obeys(flow.people.handler, mail)
    took = time.perf_counter() - began, time.process_time() - computed
    left = flow.outbox(to=flow.people.handler)
    assert "transcript" in [one.row.kind for one in left], [one.text for one in left]
    return read * 1000, took[0] * 1000, took[1] * 1000


def _say(read: tuple[float, ...], took: tuple[float, ...], computed: tuple[float, ...]) -> None:
    made = Table(title="A reply of ten commands", title_justify="left")
    for heading in ("what", "median, ms", "worst, ms", "mark"):
        made.add_column(heading, justify="left" if heading == "what" else "right")
    rows = (("read", read, ""), ("keep and settle", took, f"<= {MARK_MS}"), ("of that, the processor", computed, ""))
    for what, every, mark in rows:
        one = every[1:]  # the first one warms up
        made.add_row(what, f"{statistics.median(one):.1f}", f"{max(one):.1f}", mark)
    Console(width=110).print(made)


if __name__ == "__main__":
    raise SystemExit(main())
