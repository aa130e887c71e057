"""`hirz intel`: lists of indicators, read in the sandbox and laid beside every ticket there is. Nothing is fetched."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from daemon.config import Config, ConfigError, load
from daemon.sandbox import Examiner
from daemon.shell.at_hand import desk_open, store_open
from daemon.shell.codes import FINE, TROUBLE
from daemon.tools import wall_clock
from db.store import Store
from mailflows.desk import Desk
from mailflows.examine.clean import one_line
from mailflows.examine.indicators.feed import ENDINGS, LARGEST, NAME, Feed
from mailflows.intel.lists import Listed, all_lists, remove_list, take_list
from mailflows.intel.telling import lines_of_lists, lines_of_taken
from mailflows.staff import SYSADMIN

MOST_SHOWN = 40  # tickets that one list matches


def intel(told: argparse.Namespace) -> int:
    config = load(told.config, look=False)
    return DOINGS[told.doing](told, config)


def _add(told: argparse.Namespace, config: Config) -> int:
    files = _files(told.file)
    if told.name and len(files) > 1:
        raise ConfigError("--name is for one file; each file of a folder is called like its file")
    with ExitStack() as undo:
        store, desk = undo.enter_context(desk_open(config))
        examiner = Examiner.at(config.examine.socket) if config.examine.socket else Examiner.started()
        undo.callback(examiner.close)
        taken = []
        for path in _progress(files):
            feed = examiner.feed(_octets(path), path.name)
            taken.append(_take(replace(feed, name=_name(told.name or feed.name)), told.kind or "", store, desk))
    for one in taken:
        _say(one)
    return FINE if any(one.count for one in taken) else TROUBLE


def _take(feed: Feed, trouble: str, store: Store, desk: Desk) -> Listed:
    with store.writing() as books:
        return take_list(books, desk, feed, trouble, SYSADMIN, wall_clock())


def _list(_told: argparse.Namespace, config: Config) -> int:
    with store_open(config) as store, store.reading() as books:
        for line in lines_of_lists(all_lists(books), "en"):
            print(line)
    return FINE


def _remove(told: argparse.Namespace, config: Config) -> int:
    with store_open(config) as store, store.writing() as books:
        if not remove_list(books, told.feed, SYSADMIN, wall_clock()):
            raise ConfigError(f"no list is called {told.feed!r}; see `hirz intel list`")
    print("removed. What it found stays in the tickets; new mail is not compared with it any more")
    return FINE


DOINGS: Mapping[str, Callable[[argparse.Namespace, Config], int]] = {"add": _add, "list": _list, "remove": _remove}


def _say(one: Listed) -> None:
    first, *more = lines_of_taken(one, "en", MOST_SHOWN)
    print(first)
    for line in more:
        print(f"    {line}")
    if one.count and one.shown != one.name:
        print(f"    Its name says who is behind it, so findings call it {one.shown}. Another name: --name NAME")


def _files(path: Path) -> Sequence[Path]:
    """The file, or the files of a folder that may be lists, by name. Raises ConfigError."""
    if not path.is_dir():
        return (path,)
    found = sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lstrip(".").lower() in ENDINGS)
    if not found:
        raise ConfigError(f"{path}: no file in this folder ends in {', '.join(f'.{one}' for one in sorted(ENDINGS))}")
    return found


def _octets(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None


def _name(said: str) -> str:
    return one_line(said, NAME)


def _progress(files: Sequence[Path]) -> Iterator[Path]:
    """The files one after the other, with a bar on the terminal where there are several."""
    if len(files) == 1 or not sys.stderr.isatty():
        yield from files
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(files, description="reading lists")
