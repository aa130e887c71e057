"""Binding: a handler's mail is tied to this desk, to now, and to one ticket by what stands inside what was signed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.questions import nonce_marked, signature_spent, ticket_by_id
from db.store import Books
from db.tables import Nonce, Person, Ticket
from mailflows.commands.case import Refused
from mailflows.commands.grammar import Read
from mailflows.notices import NONCE_LIVES
from mailflows.people import Sender
from pgp.opened import Opened, Protection

OLDEST = timedelta(days=14)  # of a signature that is still obeyed (SIG-14)
AHEAD = timedelta(minutes=10)  # of our clock, at most


@dataclass(frozen=True)
class Bound:
    """A handler's mail tied to one ticket by a nonce that only this handler was given."""

    ticket: Ticket
    nonce: Nonce


def check_proof(books: Books, opened: Opened, sender: Sender, now: datetime) -> None:
    """The seal, the clock, and that this signature was never obeyed before."""
    if opened.protection is not Protection.SEALED:
        raise Refused("not_sealed")
    if not sender.person.active:
        raise Refused("not_allowed")
    if not sender.may_command:
        raise Refused("not_believed")
    if opened.signed_at is None or opened.signature_digest is None or opened.signed_at < now - OLDEST:
        raise Refused("stale_signature")
    if opened.signed_at > now + AHEAD:
        raise Refused("future_signature")
    if signature_spent(books, signature_mark(books, opened)):
        raise Refused("replayed")


def signature_mark(books: Books, opened: Opened) -> str:
    return books.vault.mark("signature", opened.signature_digest or "")


def bind(books: Books, read: Read, handler: Person, now: datetime) -> Bound | None:
    """The ticket comes from a nonce inside the signed text, never from a header (CMD-03, CMD-05)."""
    named = {(line.tag, line.nonce) for line in read.tokens}
    if not named:
        if read.spoken and not any(one.word.needs_ticket for one in read.spoken):
            return None
        raise Refused("no_nonce")
    found = [(tag, nonce_marked(books, books.vault.mark("nonce", nonce))) for tag, nonce in sorted(named)]
    known = [(tag, nonce) for tag, nonce in found if nonce is not None]
    if not known:
        raise Refused("nonce_unknown")
    mine = [(tag, nonce) for tag, nonce in known if nonce.person_id == handler.id]
    if not mine:
        raise Refused("nonce_other_handler")
    if len({nonce.ticket_id for _, nonce in mine}) > 1:
        raise Refused("nonce_other_ticket")
    tag, nonce = max(mine, key=lambda one: one[1].issued_at)  # a long thread quotes older ones too
    ticket = ticket_by_id(books, nonce.ticket_id)
    if ticket.name != tag or ticket.key is None:
        raise Refused("nonce_other_ticket")
    if nonce.issued_at < now - NONCE_LIVES:
        raise Refused("nonce_unknown")
    return Bound(ticket, nonce)
