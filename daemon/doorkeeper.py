"""The doorkeeper: one thread a mailbox that waits for its bell, takes in what lies there, and keeps it."""

import shutil
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from daemon.doors.imap import Door, Where
from daemon.doors.wire import DoorShut
from daemon.journal import describe
from daemon.tools import Tools
from db.keeping import Arrival, count_unfetched, keep

RETRY_SECONDS = (2.0, 5.0, 15.0, 60.0)


class Doorkeeper:
    """Keeps what comes through one door; `bell` says look again, `kept` tells the worker that there is mail."""

    def __init__(self, door: Door, name: str, tools: Tools, kept: Callable[[], None], room: Callable[[], bool]) -> None:
        self._door, self._name, self._tools = door, name, tools
        self._kept, self._room = kept, room
        self._bell = threading.Event()
        self._ending = False
        self.trouble: str | None = None
        self._thread = threading.Thread(target=self._mind, name=f"door {name}", daemon=True)

    def start(self) -> None:
        self._bell.set()
        self._thread.start()

    def ring(self) -> None:
        self._bell.set()

    def stop(self, within: timedelta) -> None:
        self._ending = True
        self._bell.set()
        self._thread.join(timeout=1.0)
        if self._thread.is_alive():
            self._door.close()
            self._thread.join(timeout=within.total_seconds())

    def _mind(self) -> None:
        failures = 0
        while True:
            self._bell.wait(timeout=RETRY_SECONDS[min(failures, len(RETRY_SECONDS)) - 1] if failures else None)
            self._bell.clear()
            if self._ending:
                self._door.close()
                return
            if not self._room():
                continue  # the mailbox keeps it until there is room again
            try:
                self._door.look(self._keep, self._keep_stuck, self._tries)
            except DoorShut as shut:
                failures += 1
                self._tell(str(shut))
                continue
            except Exception as trouble:  # noqa: BLE001  # the boundary: the door must be looked through again, whatever happened
                failures += 1
                self._tools.journal.note("infrastructure", mailbox=self._name, **describe(trouble))
                continue
            if failures:
                self._tools.journal.note("door_open", mailbox=self._name)
            failures, self.trouble = 0, None

    def _tell(self, reason: str) -> None:
        if reason != self.trouble:
            self._tools.journal.note("door_shut", mailbox=self._name, reason=reason)
        self.trouble = reason

    def _keep(self, raw: bytes, where: Where) -> None:
        keep_mail(raw, where, self._tools, self._kept)

    def _keep_stuck(self, where: Where, reason: str, header: bytes) -> None:
        with self._tools.store.writing() as books:
            kept = keep(books, header, arrival(where), self._tools.now(), stuck=reason)
        if kept is not None:
            self._tools.journal.note("stuck", mail=kept.id, mailbox=self._name, reason=reason)

    def _tries(self, where: Where) -> int:
        with self._tools.store.writing() as books:
            tries = count_unfetched(books, arrival(where))
        self._tools.journal.note("unfetched", mailbox=self._name, attempts=tries)
        return tries


def keep_mail(raw: bytes, where: Where, tools: Tools, kept: Callable[[], None]) -> None:
    """Commits a mail, whichever door it came through, and rings for the worker; the same octets are kept once."""
    tools.step("keep.before")
    with tools.store.writing() as books:
        row = keep(books, raw, arrival(where), tools.now())
    tools.step("keep.committed")
    if row is None:
        tools.journal.note("kept_before", mailbox=where.mailbox)
        return
    tools.journal.note("kept", mail=row.id, mailbox=where.mailbox, octets=len(raw))
    kept()


def arrival(where: Where) -> Arrival:
    return Arrival(where.mailbox, where.folder, where.uidvalidity, where.uid, where.received_at, where.junk)


def room_on_disk(folder: Path, floor: int) -> bool:
    """Whether more than `floor` octets are free where the store lies; below it the mailbox keeps the mail (R14)."""
    return shutil.disk_usage(folder).free > floor
