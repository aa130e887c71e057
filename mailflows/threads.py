"""Threads: how a reply finds its ticket. A token only we can make, and a sender who belongs there: never a number."""

import re

from db.questions import member_with_token, merged_into, ticket_by_id
from db.store import Books
from db.tables import Member, Outbound, Ticket
from db.vault import new_id
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.merging import MOST_MERGES

TOKEN = 24  # hex digits: 96 bits of HMAC-SHA256
MOST_REFERENCES = 50
MESSAGE_ID = re.compile(r"<(?:(?P<mail>[0-9a-f]{20})\.)?(?P<token>[0-9a-f]{24})@(?P<domain>[A-Za-z0-9.-]{1,253})>")
FIT_TO_QUOTE = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,120}@[A-Za-z0-9.-]{1,120}>")


def domain_of(desk: Desk) -> str:
    return desk.address.partition("@")[2].lower()


def token_for(books: Books, ticket_id: str, person_id: str) -> str:
    """The thread's token for one person: it links none of our mails to another person's (THR-02, LEAK-04)."""
    return books.vault.mark("thread", f"{ticket_id} {person_id}")[:TOKEN]


def new_message_id(desk: Desk, token: str) -> str:
    return f"<{new_id()}.{token}@{domain_of(desk)}>"


def thread_root(desk: Desk, token: str) -> str:
    """Named in every mail of the thread, so that mail programs show it as one."""
    return f"<{token}@{domain_of(desk)}>"


def our_message_id(message_id: str, desk: Desk) -> bool:
    found = MESSAGE_ID.fullmatch(message_id.strip())
    return bool(found and found["mail"] and found["domain"].lower() == domain_of(desk))


def members_claimed(books: Books, letter: Letter, desk: Desk) -> tuple[Member, ...]:
    """Whose threads the letter says it continues; only our own tokens count, at most 50 are read (THR-07)."""
    tokens: list[str] = []
    for reference in letter.references[-MOST_REFERENCES:]:
        found = MESSAGE_ID.fullmatch(reference.strip())
        if found and found["domain"].lower() == domain_of(desk):
            tokens.append(found["token"])
    for mailbox in letter.to:
        local, _, domain = mailbox.address.partition("@")
        _, plus, token = local.rpartition("+")
        if plus and len(token) == TOKEN and domain.lower() == domain_of(desk):
            tokens.append(token.lower())
    members = (member_with_token(books, token) for token in dict.fromkeys(reversed(tokens)))
    return tuple(member for member in members if member is not None)


def goes_on_in(books: Books, ticket: Ticket) -> Ticket | None:
    """Where a ticket's threads go on: in itself, or in the one it was merged into.

    None where that is spam, or where one on the way was erased: nothing is added behind a key that was destroyed.
    """
    for _ in range(MOST_MERGES):
        if ticket.key is None or ticket.status == "spam":
            return None
        if ticket.status != "merged":
            return ticket
        into = merged_into(books, ticket.id)
        if into is None:
            return None
        ticket = ticket_by_id(books, into)
    return None


def quotable(message_id: str) -> str:
    """A stranger's Message-ID, if it is plain enough to stand in our References; otherwise nothing."""
    return message_id if FIT_TO_QUOTE.fullmatch(message_id.strip()) else ""


def return_address(books: Books, desk: Desk, outbound: Outbound) -> str:
    """Where bounces of a mail that a person wrote come back to; nobody else can make one (LOOP-06)."""
    local, _, domain = desk.address.partition("@")
    return f"{local}+b-{outbound.id}-{books.vault.mark('bounce', outbound.id)[:16]}@{domain}"


def bounced_outbound(books: Books, letter: Letter, desk: Desk) -> str | None:
    """The id of the mail of ours that a bounce is about, if the return address is one that we made."""
    local = desk.address.partition("@")[0]
    for mailbox in letter.to:
        there, _, domain = mailbox.address.lower().partition("@")
        ident, _, proof = there.removeprefix(f"{local.lower()}+b-").partition("-")
        if domain == domain_of(desk) and proof and books.vault.mark("bounce", ident)[:16] == proof:
            return ident
    return None
