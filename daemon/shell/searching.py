"""`hirz search`: the marks of words by which tickets are found, made anew or taken away."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from daemon.config import Config, ConfigError, load
from daemon.shell.at_hand import store_open
from daemon.shell.codes import FINE
from daemon.tools import wall_clock
from db.questions import delete_all_tokens, ticket_by_id, tickets_readable
from db.record import write_record
from db.store import Store
from mailflows.search.marks import index_ticket
from mailflows.staff import SYSADMIN

AT_ONCE = 20  # tickets in one transaction: the daemon goes on between them


def search(told: argparse.Namespace) -> int:
    config = load(told.config, look=False)
    with store_open(config) as store:
        return DOINGS[told.doing](config, store)


def _rebuild(config: Config, store: Store) -> int:
    """Every ticket is read by this machine; its words are shown to nobody. May be broken off and said again."""
    if not config.search.enabled:
        raise ConfigError("search.enabled is false: nothing is to be found by its words")
    with store.reading() as books:
        idents = tickets_readable(books)
    for some in _progress([idents[at : at + AT_ONCE] for at in range(0, len(idents), AT_ONCE)]):
        with store.writing() as books:
            for ident in some:
                ticket = ticket_by_id(books, ident)
                if ticket.key is not None:  # erased meanwhile
                    index_ticket(books, ticket)
    with store.writing() as books:
        write_record(books, wall_clock(), SYSADMIN, "search rebuilt")
    print("1 ticket is found by its words" if len(idents) == 1 else f"{len(idents)} tickets are found by their words")
    return FINE


def _clear(config: Config, store: Store) -> int:
    with store.writing() as books:
        count = delete_all_tokens(books)
        write_record(books, wall_clock(), SYSADMIN, "search cleared")
    print(f"{count} marks taken away; no ticket is found by its words any more")
    if config.search.enabled:
        print('New mail leaves marks again: say "enabled = false" under [search], and restart hirz, to stop that')
    return FINE


DOINGS: Mapping[str, Callable[[Config, Store], int]] = {"rebuild": _rebuild, "clear": _clear}


def _progress(steps: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """One step after the other, with a bar on the terminal."""
    if len(steps) < 2 or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(steps, "marking words", console=Console(stderr=True), transient=True)
