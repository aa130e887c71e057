"""Questions about mail that came in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from db.store import Books
from db.tables import Ciphertext, Kept, Raw, Unfetched

KEPT_WITH = select(Kept.id).where(Kept.digest == bindparam("digest"))
KEPT_WAITING = (
    select(Kept.id)
    .where(Kept.state == "kept")
    .order_by(col(Kept.attempts), col(Kept.received_at), col(Kept.kept_at))
    .limit(bindparam("most"))
)
KEPT = select(Kept).where(Kept.id == bindparam("ident"))
RAW = select(Raw).where(Raw.kept_id == bindparam("ident"))
CIPHERTEXT = select(Ciphertext).where(Ciphertext.mark == bindparam("mark"))


def kept_with(books: Books, digest: str) -> bool:
    """Whether these octets are kept already."""
    return books.session.connection().execute(KEPT_WITH, {"digest": digest}).first() is not None


def kept_waiting(books: Books, most: int) -> Sequence[str]:
    """Ids of mail that waits, oldest first; what was in hand when we last fell over comes after the others."""
    return books.session.exec(KEPT_WAITING, params={"most": most}).all()


def kept_by_id(books: Books, ident: str) -> Kept:
    return books.at_hand(Kept, ident) or books.session.exec(KEPT, params={"ident": ident}).one()


def raw_of(books: Books, ident: str) -> Raw:
    return books.session.exec(RAW, params={"ident": ident}).one()


def kept_in_states(books: Books, states: Sequence[str]) -> Sequence[Kept]:
    asked = select(Kept).where(col(Kept.state).in_(states)).order_by(col(Kept.received_at))
    return books.session.exec(asked).all()


def kept_counts(books: Books) -> dict[str, int]:
    """How many mails are in which state."""
    asked = select(Kept.state, func.count()).group_by(Kept.state)
    return dict(books.session.exec(asked).all())


def asides_since(books: Books, reason: str, since: datetime) -> int:
    asked = select(func.count()).where(Kept.state == "aside", Kept.reason == reason, Kept.kept_at > since)
    return books.session.exec(asked).one()


def unfetched_at(books: Books, mailbox: str, folder: str, uidvalidity: int, uid: int) -> Unfetched | None:
    asked = select(Unfetched).where(
        Unfetched.mailbox == mailbox,
        Unfetched.folder == folder,
        Unfetched.uidvalidity == uidvalidity,
        Unfetched.uid == uid,
    )
    return books.session.exec(asked).first()


def ciphertext_seen(books: Books, mark: str) -> Ciphertext | None:
    return books.session.exec(CIPHERTEXT, params={"mark": mark}).first()
