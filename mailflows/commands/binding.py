"""Binding: a handler's mail is tied to this desk, to now, and to one ticket by what stands inside what was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.questions import nonce_marked, ticket_by_id
from db.store import Books
from db.tables import Nonce, Person, Ticket
from mailflows.addresses import same_address, typed_address
from mailflows.commands.case import Refused
from mailflows.commands.grammar import Read
from mailflows.commands.run.staff import code_in
from mailflows.commands.word import Word
from mailflows.desk import Desk
from mailflows.drafts import is_ours as is_draft
from mailflows.notices import NONCE_LIVES
from mailflows.people import Sender
from mailflows.proposals import is_ours
from pgp.opened import Opened, Protection

OLDEST = timedelta(days=14)  # of a signature that is still obeyed (SIG-14)
AHEAD = timedelta(minutes=10)  # of our clock, at most
FRESH = timedelta(hours=1)  # of a signature, where a word about people is bound by no code of theirs

ONLY_BIND = frozenset({"ticket", "desk"})
ABOUT_PEOPLE = frozenset({"handler", "role"})  # never together with words about a ticket, and in no ticket's history
OPENS = frozenset({"new"})  # a ticket of its own, whichever mail was answered with it
ABOUT_NO_TICKET = frozenset(
    {"list", "find", "stats", "help", "oncall", "me", "burst"}
)  # in none's history, whatever they answer
SAY_NOTHING_SECRET = frozenset({"help"})  # a mail that says no more may have been meant for anybody


@dataclass(frozen=True)
class Bound:
    """A handler's mail tied to one ticket by a nonce that only this handler was given."""

    ticket: Ticket
    nonce: Nonce


def check_proof(opened: Opened, sender: Sender, now: datetime, *, replayed: bool) -> None:
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
    if replayed:
        raise Refused("replayed")


def signature_mark(books: Books, opened: Opened) -> str:
    return books.vault.mark("signature", opened.signature_digest or "")


def bind(books: Books, read: Read, opened: Opened, handler: Person, desk: Desk, now: datetime) -> Bound | None:
    """The ticket comes from a nonce inside the signed text, never from a header (CMD-03, CMD-05).

    A mail about no ticket is bound to the desk instead: None. Mails with problems are told of those first.
    """
    asked = [one.word for one in read.spoken if one.word.name not in ONLY_BIND]
    about_people = any(word.name in ABOUT_PEOPLE for word in asked)
    apart = about_people or any(word.name in OPENS for word in asked)
    if any(not _ours(one.value, desk) for one in read.spoken if one.word.name == "desk"):
        raise Refused("wrong_desk")
    if apart and any(word.needs_ticket for word in asked):
        raise Refused("conflict")
    if read.tokens and not apart:
        return _by_nonce(books, read, handler, now)
    if not read.problems:
        _bind_to_desk(books, read, asked, opened, handler, desk, now)
    return None


def _bind_to_desk(
    books: Books, read: Read, asked: Sequence[Word], opened: Opened, handler: Person, desk: Desk, now: datetime
) -> None:
    """Without a nonce, what was signed must itself name this desk: it may have been signed for another (CMD-05)."""
    if not asked or any(word.needs_ticket for word in asked):
        raise Refused("no_nonce")
    if all(word.name in SAY_NOTHING_SECRET for word in asked) or _has_code(books, read):
        return
    named = any(one.word.name == "desk" for one in read.spoken)  # and it is ours, or it was refused above
    if not named and not any(_ours(address, desk) for address in opened.named_inside):
        if not read.tokens:
            raise Refused("desk_not_named", f"#desk {desk.address}")
        _by_nonce(books, read, handler, now)  # whoever quotes a line that we gave them means us
    if any(word.name in ABOUT_PEOPLE for word in asked):
        _fresh(opened, now)


def _ours(said: str, desk: Desk) -> bool:
    address = typed_address(said) or ""
    return any(same_address(address, own) for own in (desk.address, *desk.aliases))


def _fresh(opened: Opened, now: datetime) -> None:
    if opened.signed_at is None or opened.signed_at < now - FRESH:
        raise Refused("not_fresh")


def _has_code(books: Books, read: Read) -> bool:
    """Whether a code of ours is said, which binds to this desk as a nonce does: nobody else could have given it out."""
    codes = [code_in(one.value) for one in read.spoken if one.word.name in ABOUT_PEOPLE]
    drafts = [one.value for one in read.spoken if one.word.name == "confirm"]
    return any(code and is_ours(books, code) for code in codes) or any(is_draft(books, code) for code in drafts)


def _by_nonce(books: Books, read: Read, handler: Person, now: datetime) -> Bound:
    named = {(line.tag, line.nonce) for line in read.tokens}
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
