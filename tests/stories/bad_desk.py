"""A desk that is about to be hurt: mail comes in octet for octet, and its memory is watched from outside."""

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from db.papers import entry_paper
from db.questions import entries_of, kept_by_id, kept_in_states, outbound_of, ticket_by_id
from db.tables import KEPT_STATES
from tests.desk import LivingDesk
from tests.dovecot import Dovecot
from tests.people import People

ENDS = tuple(state for state in KEPT_STATES if state != "kept")
WATCH_EVERY = 0.05  # seconds


@dataclass(frozen=True)
class End:
    """Where a mail ended: its visible state, and every reason that is shown for it."""

    state: str
    reasons: tuple[str, ...]
    ticket: str | None = None
    files: tuple[str, ...] = ()  # their names as handlers see them
    told: bool = False  # handlers were written about the ticket


class BadDesk:
    """A living desk over Dovecot's mailbox, or its own. `peaks`: the most octets a process of each kind has held."""

    def __init__(self, people: People, folder: Path, dovecot: Dovecot | None) -> None:
        self.people, self.dovecot = people, dovecot
        self.peaks: dict[str, int] = {}
        self._watching = threading.Event()
        mailbox: dict[str, object] = {}
        if dovecot is not None:
            self.user, password = dovecot.new_account(), folder / "password"
            password.touch(mode=0o600)
            password.write_text(dovecot.password(self.user), "utf-8")
            mailbox = {"port": dovecot.port, "user": self.user, "password_file": str(password)}
        self.desk = LivingDesk(people, settings={"[imap]": mailbox})

    def starts(self) -> None:
        pid = self.desk.starts().pid
        threading.Thread(target=self._watch, args=(pid,), daemon=True).start()

    def close(self) -> None:
        self._watching.set()
        self.desk.close()

    def receives(self, raw: bytes) -> None:
        """A mail lands as a mail server would put it there; a mail program could not append some of these."""
        if self.dovecot is None:
            self.desk.receives(raw)
            return
        maildir = self.dovecot.base / "mail" / self.user / "Maildir"
        self.desk.until((maildir / "new").is_dir, "a mailbox")
        owner, name = maildir.stat(), f"{time.time_ns()}.mallory"
        (maildir / "tmp" / name).write_bytes(raw)
        os.chown(maildir / "tmp" / name, owner.st_uid, owner.st_gid)
        (maildir / "tmp" / name).rename(maildir / "new" / name)

    def ended(self) -> dict[str, int]:
        """The mails that found their end so far, with their size in octets."""
        with self.desk.books() as books:
            return {row.id: row.size for row in kept_in_states(books, ENDS)}

    def where(self, ident: str) -> End:
        """The end of one mail; the reasons of a ticket's letter stand in its entry."""
        with self.desk.books() as books:
            row = kept_by_id(books, ident)
            if row.ticket_id is None:
                return End(row.state, (row.reason,))
            ticket = ticket_by_id(books, row.ticket_id)
            entry = next(entry for entry in entries_of(books, ticket.id) if entry.kept_id == ident)
            paper = entry_paper(books, ticket, entry)
            files = tuple(name for _, name, *_ in paper["files"])
            told = any(mail.kind == "notify_handler" for mail in outbound_of(books, ticket.id))
            return End(row.state, tuple(paper["reasons"]), ticket.name, files, told)

    def _watch(self, daemon: int) -> None:
        while not self._watching.wait(WATCH_EVERY):
            for kind, octets in held(daemon):
                self.peaks[kind] = max(self.peaks.get(kind, 0), octets)


def held(daemon: int) -> list[tuple[str, int]]:
    """The most each process under this one ever held (VmHWM, proc(5)): of the daemon, of gpg, and of the sandbox."""
    found, waiting = [], [("daemon", daemon)]
    while waiting:
        kind, pid = waiting.pop()
        try:
            status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
            name = status.split("\t", 1)[1].split("\n", 1)[0]
            octets = int(status.split("VmHWM:")[1].split()[0]) * 1024
            tasks = Path(f"/proc/{pid}/task").iterdir()
            children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except (OSError, IndexError):
            continue  # it has ended, or is ending
        kind = "sandbox" if name == "bwrap" else "gpg" if name.startswith("gpg") else kind
        found.append((kind, octets))
        waiting += [(kind, child) for child in children]
    return found
