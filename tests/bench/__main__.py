"""`make bench`: plays the rounds and prints one table, the ratios first. ARGS="--mails 300" and the like change it."""

import argparse
import os
import statistics
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.bench.known import Known, beside_many, middle
from tests.bench.operations import Operation, operations
from tests.bench.rounds import Figures, Told, play
from tests.people import forget_home, make_people, new_home

WIDTH = 110


def main() -> int:
    told = argparse.ArgumentParser(prog="make bench", description=__doc__)
    told.add_argument("--mails", type=int, default=100, help="sealed mails a round, half of them in known threads")
    told.add_argument("--rounds", type=int, default=3, help="rounds, each beside bare gpg doing the same")
    told.add_argument("--reporters", type=int, default=12, help="people who write, each with a key")
    told.add_argument("--singles", type=int, default=30, help="mails that come one by one, for the time to an answer")
    told.add_argument("--idle", type=float, default=10, help="seconds to do nothing")
    told.add_argument("--operations", type=int, default=24, help="mails opened, and sealed, one kind of work at a time")
    told.add_argument("--known", type=int, default=10_000, help="people the store knows beside those who write")
    told.add_argument("--only", choices=("desk", "pgp"), help="the whole desk, or OpenPGP alone")
    asked = vars(told.parse_args())
    count, many, only = asked.pop("operations"), asked.pop("known"), asked.pop("only")
    console = Console(width=WIDTH)
    if only != "desk":
        home = new_home()
        try:
            console.print(kinds_of_work(operations(count, home, _say)), _NOTE, sep="\n")
            console.print(many_known(beside_many(make_people(home), many, count, _say)))
        finally:
            forget_home(home)
    if only != "pgp":
        figures = play(Told(**asked), _say)
        console.print(table(figures), _left_out(figures), sep="\n")
    return 0


def _say(words: str) -> None:
    print(f"  {words} ...", file=sys.stderr)


def kinds_of_work(rows: Sequence[Operation]) -> Table:
    """Open, judge and seal, each beside bare gpg; medians, and the ratio of every round."""
    made = Table(title="One kind of work at a time", title_justify="left", show_lines=False)
    made.add_column("key, cores, work", no_wrap=True)
    for heading in ("a second", "bare gpg", "beside it", "rounds", "by computing"):
        made.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        clock, computing = row.beside("seconds"), row.beside("computed")
        made.add_row(
            f"{row.key}, {row.cores}, {row.work}",
            f"{row.a_second:.0f}",
            f"{row.gpg_a_second:.0f}" if row.gpg_a_second else "",
            f"{statistics.median(clock):.0%}" if clock else "",
            " ".join(f"{one:.0%}" for one in clock),
            f"{statistics.median(computing):.0%}" if computing else "",
            end_section=row.work == "seal",
        )
    return made


_NOTE = (
    "Open and judge: gpg unwraps, Sequoia judges the signature; bare gpg unwraps and judges nothing. Judge alone: no "
    "process is started. One core: the desk, its gpg and its agent share it."
)


def many_known(stores: Sequence[Known]) -> Table:
    """The same work beside stores of two sizes, in turn; the first is what the other is measured by."""
    made = Table(title="However many people are known: computing", title_justify="left", show_lines=False)
    for heading in ("people known", "open and judge, ms", "beside", "settle a letter, ms", "beside"):
        made.add_column(heading, justify="right", no_wrap=True)
    few = stores[0]
    for one in stores:
        made.add_row(
            f"{one.people:,}",
            f"{1000 * middle(one.opened):.1f}",
            f"{middle(one.opened) / middle(few.opened):.0%}",
            f"{1000 * middle(one.settled):.1f}",
            f"{middle(one.settled) / middle(few.settled):.0%}",
        )
    return made


def table(figures: Figures) -> Table:
    """All figures; medians over the rounds, and what they lie between."""
    made = Table(title="The desk beside bare gpg", title_justify="left", show_lines=False)
    made.add_column("", no_wrap=True)
    made.add_column("figure", justify="right")
    made.add_column("rounds", justify="right", style="dim", no_wrap=True)
    made.add_column("mark", justify="right")
    rounds, mails = figures.rounds, figures.told.mails

    def row(name: str, values: Sequence[float], form: str, mark: str = "") -> None:
        each = " ".join(format(value, form) for value in values) if len(values) > 1 else ""
        made.add_row(name, format(statistics.median(values), form), each, mark)

    row("desk's rate beside bare gpg's", [one.bare.seconds / one.desk_seconds for one in rounds], ".0%", ">= 50%")
    row(
        "the same by computing, without examine and mail servers",
        [one.bare.computed / (one.cost.desk + one.cost.gpg) for one in rounds],
        ".0%",
    )
    row(
        "desk's computing beside its own gpg's",
        [(one.cost.desk + one.cost.examine) / one.cost.gpg for one in rounds],
        ".0%",
    )
    made.add_section()
    row("sealed mails settled and answered, a second", [mails / one.desk_seconds for one in rounds], ".1f")
    row("the same opens and seals by bare gpg, mails a second", [mails / one.bare.seconds for one in rounds], ".1f")
    row("gpg starts a mail", [figures.gpg_starts], ".2f", f"{1 + figures.told.seals_a_mail:.2f}")
    made.add_section()
    row("computing a mail: bare gpg, ms", [1000 * one.bare.computed / mails for one in rounds], ".1f")
    row("computing a mail: the desk's gpg and its agent, ms", [1000 * one.cost.gpg / mails for one in rounds], ".1f")
    row("computing a mail: examine, ms", [1000 * one.cost.examine / mails for one in rounds], ".1f")
    row("computing a mail: the daemon itself, ms", [1000 * one.cost.desk / mails for one in rounds], ".1f")
    row("computing a mail: the mail servers, not ours, ms", [1000 * one.servers / mails for one in rounds], ".1f")
    made.add_section()
    for way in figures.ways:
        row(f"mail comes -> answer handed over, {way.server}, p50, ms", [1000 * way.at(0.50)], ".0f", "<= 1000")
        row(f"mail comes -> answer handed over, {way.server}, p95, ms", [1000 * way.at(0.95)], ".0f")
        row(f"  of it until {way.server} tells that mail came, p50, ms", [1000 * way.bell], ".0f")
    made.add_section()
    row("start until the doors are open, s", figures.starts, ".2f")
    row(f"idle, computing in {figures.told.idle:.0f} s, ms", [1000 * figures.idle.total], ".0f")
    row("idle, memory of all processes (PSS), MB", [sum(part.octets for part in figures.memory) / 1e6], ".0f", "<= 150")
    for part in figures.memory:
        row(f"  {part.name}{' (not divided)' if part.shared_counted else ''}, MB", [part.octets / 1e6], ".0f")
    return made


def _left_out(figures: Figures) -> str:
    told = figures.told
    return (
        f"{told.rounds} rounds of {told.mails} text mails from {told.reporters} people on {os.cpu_count()} cores, "
        f"each sealed and signed; half open a ticket; {told.seals_a_mail:.2f} answers a mail, all sealed. "
        "The mails lie in the mailbox before the clock starts; it stops when the relay has the last answer. Whoever "
        "writes the mails does so outside the clock; the mail servers share the cores with the desk, but not with bare "
        "gpg. Neighbours on the cores disturb the second row less than the first. Bare gpg reads files and writes "
        "nowhere; it judges no signature (nor does the desk's gpg, Sequoia does). "
        "Left out: handlers' commands, attachments, TLS, other stores than SQLite on this disk."
    )


if __name__ == "__main__":
    sys.exit(main())
