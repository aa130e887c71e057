"""Where mail comes in. A door hands on the bytes, then puts the mail away on the server; it never looks inside."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from daemon.config import ImapBox
from daemon.doors.imap_session import Refused, Session
from daemon.doors.imap_shelf import Shelf
from daemon.doors.wire import LONGEST_LINE, USUAL, DoorShut, Patience

TOO_LARGE = "larger than what is taken in"
UNFETCHABLE = "could not be fetched"
LARGEST = 36 << 20  # octets
HEADER_AT_MOST = 256 << 10  # octets
AT_ONCE = 500  # UIDs in one command; servers refuse longer lines
ATTEMPTS = 3


@dataclass(frozen=True)
class Where:
    """Where on a server a mail lay, and since when. UIDs mean something only together with the UIDVALIDITY (R9)."""

    mailbox: str  # the name in the config
    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime  # the server's INTERNALDATE, with time zone
    junk: bool = False


Keep = Callable[[bytes, Where], None]
KeepStuck = Callable[[Where, str, bytes], None]
Tries = Callable[[Where], int]


@dataclass(frozen=True)
class _Hands:
    keep: Keep
    keep_stuck: KeepStuck
    tries: Tries


@dataclass(frozen=True)
class _Announced:
    where: Where
    size: int | None  # octets, as the server says


class Door:
    """The door to one mailbox, on a connection of its own; used by one thread at a time, but for `close`."""

    def __init__(self, box: ImapBox, patience: Patience = USUAL, largest: int = LARGEST) -> None:
        self._box = box
        self._patience = patience
        self._largest = largest
        self._guard = threading.Lock()
        self._session: Session | None = None
        self._shelf: Shelf | None = None
        self._step: dict[str, int] = {}  # how many UIDs of a folder are asked about at once
        # What is remembered only spares work: after a restart everything on the server is looked at again.
        self._passed: set[tuple[str, int, int]] = set()  # kept or stuck, but could not be put away
        self._failed: Counter[tuple[str, int, int]] = Counter()

    def look(self, keep: Keep, keep_stuck: KeepStuck, tries: Tries) -> int:
        """Take in everything that lies in the folders, and return how many mails were kept.

        `keep(raw, where)` and `keep_stuck(where, reason, header)` have committed when they return; only then is
        the mail put away. They may see the same mail again, when we die in between (R1, R2). `tries(where)` counts
        one more failed fetch, and returns how many there have been; at three the mail is handed to `keep_stuck`,
        left where it lies and passed over. Raises DoorShut: try at the next bell. What the callables raise
        goes through.
        """
        session, shelf = self._live_session()
        hands = _Hands(keep, keep_stuck, tries)
        kept, trouble = 0, []
        read = [(folder, False) for folder in self._box.folders]
        read += [(folder, True) for folder in self._box.junk_folders]
        try:
            for folder, junk in read:
                try:
                    kept += self._look_into(session, shelf, folder, junk, hands)
                except Refused as refusal:  # one folder that is gone must not hold up the others
                    trouble.append(f"folder {folder!r}: {refusal}")
        except DoorShut:
            self.close()
            raise
        if trouble:
            raise DoorShut(f"{session.where}: " + "; ".join(trouble))
        return kept

    def close(self) -> None:
        """End the connection at once; a look under way in another thread ends with DoorShut."""
        with self._guard:
            if self._session is not None:
                self._session.cut()

    def _live_session(self) -> tuple[Session, Shelf]:
        with self._guard:
            session, shelf = self._session, self._shelf
        if session is not None and shelf is not None:
            try:
                session.ask("NOOP", session.client.noop)
                return session, shelf
            except (DoorShut, Refused):
                session.drop()
        session = Session(self._box, self._patience)
        shelf = Shelf(session, self._box.kept_folder)
        with self._guard:
            self._session, self._shelf = session, shelf
        return session, shelf

    def _look_into(self, session: Session, shelf: Shelf, folder: str, junk: bool, hands: _Hands) -> int:
        uidvalidity = shelf.select(folder)
        kept = 0
        uids = [uid for uid in self._everything(session, shelf) if (folder, uidvalidity, uid) not in self._passed]
        # those that failed before come last: a mail the server dies on must not hold up the ones behind it
        uids.sort(key=lambda uid: (self._failed[folder, uidvalidity, uid], uid))
        for start in range(0, len(uids), AT_ONCE):
            wheres = [
                Where(self._box.name, folder, uidvalidity, uid, datetime.now(UTC), junk)
                for uid in uids[start : start + AT_ONCE]
            ]
            for announced in self._announced(session, wheres, hands):
                where = announced.where
                try:
                    raw = self._fetched(session, announced)
                except (Refused, DoorShut) as trouble:
                    self._count(where, hands)
                    if isinstance(trouble, DoorShut):
                        raise
                    continue
                if raw is None:
                    continue  # somebody took it away meanwhile (R11)
                if len(raw) > self._largest or (announced.size or 0) > self._largest:
                    header = raw[:HEADER_AT_MOST].partition(b"\r\n\r\n")
                    hands.keep_stuck(where, TOO_LARGE, header[0] + header[1])
                else:
                    hands.keep(raw, where)
                    kept += 1
                if not shelf.put_away(where.uid):
                    self._passed.add((folder, uidvalidity, where.uid))
        self._step.pop(folder, None)
        return kept

    def _everything(self, session: Session, shelf: Shelf) -> list[int]:
        """Return the UIDs of all mails in the folder, whatever flags a person set: one who reads loses us nothing."""
        if shelf.can_mark:
            try:
                return list(session.ask("SEARCH", session.client.search, shelf.unmarked, octets=LONGEST_LINE))
            except Refused:
                pass  # a server that knows no keywords after all
        return list(session.ask("SEARCH", session.client.search, "ALL", octets=LONGEST_LINE))

    def _announced(self, session: Session, wheres: Sequence[Where], hands: _Hands) -> Iterator[_Announced]:
        """Ask for sizes and times, of many at once; of one at a time where the server stumbles over one of them."""
        start = 0
        while start < len(wheres):
            some = wheres[start : start + self._step.get(wheres[0].folder, AT_ONCE)]
            try:
                facts = self._sizes(session, [where.uid for where in some])
            except (Refused, DoorShut) as trouble:
                self._step[wheres[0].folder] = 1  # one by one, so that the guilty one is found
                if isinstance(trouble, DoorShut):
                    if len(some) == 1:
                        self._count(some[0], hands)
                    raise
                if len(some) > 1:
                    continue
                facts = {}
            start += len(some)
            for where in some:
                fact = facts.get(where.uid, {})
                when, size = fact.get(b"INTERNALDATE"), fact.get(b"RFC822.SIZE")
                dated = when if isinstance(when, datetime) and when.tzinfo else where.received_at
                yield _Announced(
                    replace(where, received_at=dated.astimezone(UTC)), size if isinstance(size, int) else None
                )

    def _sizes(self, session: Session, uids: Sequence[int]) -> dict[int, dict[bytes, Any]]:
        try:
            return dict(session.ask("FETCH", session.client.fetch, uids, ["RFC822.SIZE", "INTERNALDATE"]))
        except Refused:
            if len(uids) > 1:
                raise
            # a date nobody can read is no reason to leave a mail
            return dict(session.ask("FETCH", session.client.fetch, uids, ["RFC822.SIZE"]))

    def _fetched(self, session: Session, announced: _Announced) -> bytes | None:
        """Return the mail's bytes, its header alone where it is too large, None where it is gone.

        Raises Refused where it is there and cannot be had. A mail whose length is not what the server had said
        is asked for twice: some servers only estimate; then both copies are the same (R7, OPS-03).
        """
        size = announced.size
        if size is not None and size > self._largest:
            return self._header(session, announced.where.uid)
        raw = self._body(session, announced.where.uid)
        if raw is not None and len(raw) != size and raw != self._body(session, announced.where.uid):
            raise Refused("FETCH, twice with the same answer,", "")
        return raw

    def _body(self, session: Session, uid: int) -> bytes | None:
        got = session.ask("FETCH", session.client.fetch, [uid], ["BODY.PEEK[]"], octets=self._largest + 1)
        return self._octets(session, uid, got, b"BODY[]")

    def _header(self, session: Session, uid: int) -> bytes | None:
        part = f"BODY.PEEK[HEADER]<0.{HEADER_AT_MOST}>"
        try:
            got = session.ask("FETCH", session.client.fetch, [uid], [part], octets=HEADER_AT_MOST)
            return self._octets(session, uid, got, b"BODY[HEADER]<0>")
        except Refused:
            return b""  # too large is reason enough; the header only helps whoever looks

    def _octets(self, session: Session, uid: int, got: dict[int, dict[bytes, Any]], part: bytes) -> bytes | None:
        data = got.get(uid, {}).get(part)
        if isinstance(data, bytes):
            return data
        if uid in session.ask("SEARCH", session.client.search, ["UID", str(uid)]):
            raise Refused("FETCH", "")
        return None

    def _count(self, where: Where, hands: _Hands) -> None:
        key = (where.folder, where.uidvalidity, where.uid)
        self._failed[key] += 1
        if hands.tries(where) >= ATTEMPTS:
            hands.keep_stuck(where, UNFETCHABLE, b"")
            self._passed.add(key)


def check_door(box: ImapBox, patience: Patience = USUAL) -> tuple[str, ...]:
    """Return what `hirz check` tells of a mailbox; raise DoorShut. Changes nothing on the server."""
    session = Session(box, patience)
    try:
        facts = [session.tls]
        facts.append("IDLE: mail is seen at once" if "IDLE" in session.offers else "no IDLE: mail is seen by the clock")
        shelf = Shelf(session, box.kept_folder)
        for folder in (*box.folders, *box.junk_folders):
            shelf.look_at(folder)
            facts.append(f"folder {folder!r} is there")
        facts.append(shelf.manner)
        return tuple(facts)
    except Refused as refusal:
        raise DoorShut(f"{session.where}: {refusal}") from None
    finally:
        session.close()
