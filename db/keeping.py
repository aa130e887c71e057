"""Keeping: the octets of a mail are committed, sealed under a key of their own, before anyone looks at them."""

from dataclasses import dataclass
from datetime import datetime

from db.questions import kept_with, unfetched_at
from db.store import Books
from db.tables import Kept, Raw, Unfetched
from db.vault import new_id, new_key


@dataclass(frozen=True)
class Arrival:
    """Where a mail came from and when it was received there."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int
    received_at: datetime
    junk: bool = False


def keep(books: Books, raw: bytes, arrival: Arrival, now: datetime, stuck: str = "") -> Kept | None:
    """Keeps a mail; None where the same octets are kept already. `stuck` says why it will not be opened."""
    digest = books.vault.mark("mail", raw or f"{arrival.folder} {arrival.uidvalidity} {arrival.uid}")
    if kept_with(books, digest):
        return None
    ident, key = new_id(), new_key()
    kept = Kept(
        id=ident,
        digest=digest,
        mailbox=arrival.mailbox,
        folder=arrival.folder,
        uidvalidity=arrival.uidvalidity,
        uid=arrival.uid,
        junk=arrival.junk,
        received_at=arrival.received_at,
        kept_at=now,
        size=len(raw),
        key=books.vault.wrap(key, f"kept:{ident}"),
        state="stuck" if stuck else "kept",
        reason=stuck,
    )
    books.session.add(kept)
    books.append(Raw(kept_id=ident, sealed=key.seal(raw, f"raw:{ident}")))
    return kept


def count_unfetched(books: Books, arrival: Arrival) -> int:
    """Counts one more failed fetch of a mail on the server; returns how many there were."""
    row = unfetched_at(books, arrival.mailbox, arrival.folder, arrival.uidvalidity, arrival.uid)
    if row is None:
        row = Unfetched(
            id=new_id(),
            mailbox=arrival.mailbox,
            folder=arrival.folder,
            uidvalidity=arrival.uidvalidity,
            uid=arrival.uid,
            tries=0,
        )
    row.tries += 1
    books.session.add(row)
    return row.tries
