"""`hirz attach`: evidence that was too large for mail, or came on a stick, is put into a ticket."""

import argparse
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from daemon.config import Config, ConfigError, load
from daemon.sandbox import Examiner
from daemon.shell.at_hand import desk_open
from daemon.shell.codes import FINE
from daemon.shell.specimens import around_a_file, in_lines
from daemon.tools import wall_clock
from db.questions import merged_into, ticket_by_id, ticket_named
from db.store import Books
from db.tables import Ticket
from mailflows.evidence import Evidence, bring_in
from mailflows.examine.clean import one_line
from mailflows.examine.limits import REASONS
from mailflows.letter import readable_size
from mailflows.outcomes import LARGEST
from mailflows.threads import domain_of

PIECE = 57 * 16_384  # octets that are read at once: whole lines of base64
NAME = 120  # letters of a file's name


def attach(told: argparse.Namespace) -> int:
    """Reads, examines and keeps the file; prints its number and SHA-256. The daemon may run meanwhile."""
    config, path = load(told.config), Path(told.file)
    with desk_open(config) as (store, desk):
        with store.reading() as books:
            _open_ticket(books, told.ticket)  # before anything is read
        name = one_line(path.name)[:NAME] or "file"
        mail, size, sha256 = _in_a_mail(path, name, domain_of(desk), config.limits.evidence_bytes)
        with _examiner(config) as examiner:
            examined = examiner.examine(mail)
        with store.writing() as books:
            ticket = _open_ticket(books, told.ticket)
            file = bring_in(books, desk, ticket, Evidence(mail, examined, name, size, sha256), wall_clock())
            tag = ticket.name
    print(f"{tag}: file {file.number}, {readable_size(size)}")
    print(f"SHA-256 {sha256}")
    print("its handlers are told within a minute, if the daemon runs")
    if examined.unread:
        print(f"not examined: {REASONS.get(examined.unread, examined.unread)}")
    if size > LARGEST or not file.path:
        print(f"it is too large for `#fetch`, which hands out {readable_size(LARGEST)} by mail")
    return FINE


def _open_ticket(books: Books, said: str) -> Ticket:
    ticket = ticket_named(books, said.strip().upper())
    if ticket is None:
        raise ConfigError("there is no such ticket; see `hirz list`")
    if ticket.key is None:
        raise ConfigError("this ticket was erased; nothing can be added to it any more")
    if ticket.status == "merged" and (into := merged_into(books, ticket.id)):
        raise ConfigError(f"this ticket was merged into {ticket_by_id(books, into).name}; add it there")
    return ticket


def _in_a_mail(path: Path, name: str, domain: str, most: int) -> tuple[bytes, int, str]:
    """The file in a mail of our own making, its size in octets and its SHA-256. Raises ConfigError.

    Read in pieces, with a bar; held in memory once, as base64: it lies in one row of the store.
    """
    try:
        if not path.is_file():
            raise ConfigError(f"{path}: this is no file that can be read from its beginning to its end")
        total = path.stat().st_size
        if total > most:
            raise ConfigError(
                f"{path}: {readable_size(total)} is more than the {readable_size(most)} of limits.evidence_bytes"
            )
        with path.open("rb") as file:
            return _built(_pieces(file, total), name, f"<{secrets.token_hex(16)}@{domain}>", most)
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None


def _pieces(file: BinaryIO, total: int) -> Iterator[bytes]:
    """The file piece by piece; on a terminal a bar shows how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        while piece := file.read(PIECE):
            yield piece
            bar.advance(task, len(piece))


def _built(pieces: Iterator[bytes], name: str, message_id: str, most: int) -> tuple[bytes, int, str]:
    digest, size = hashlib.sha256(), 0
    head, foot = around_a_file(name, message_id)
    mail = bytearray(head)
    for piece in pieces:
        size += len(piece)
        if size > most:  # it grew while it was read
            raise ConfigError(f"it is larger than the {readable_size(most)} of limits.evidence_bytes")
        digest.update(piece)
        mail += in_lines(piece)
    if not size:
        raise ConfigError("the file is empty")
    mail += foot
    return bytes(mail), size, digest.hexdigest()


@contextmanager
def _examiner(config: Config) -> Iterator[Examiner]:
    """The sandbox that the daemon uses, or one of our own where the daemon starts its own too."""
    examiner = Examiner.at(config.examine.socket) if config.examine.socket else Examiner.started()
    try:
        yield examiner
    finally:
        examiner.close()
