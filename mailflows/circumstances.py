"""Circumstances: what handlers are told about how a letter came, beside what it says."""

import re

from db.questions import ticket_by_id, ticket_named
from db.store import Books
from db.tables import Member, Ticket
from mailflows.addresses import fit_address, same_address
from mailflows.desk import Desk
from mailflows.keys import certificate_data, keys_of, rival_before
from mailflows.learning import keys_that_wait
from mailflows.letter import Letter
from mailflows.people import Sender
from pgp.certificates import canonical
from pgp.opened import Opened

TAG = re.compile(r"\bH-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
MOST_NAMED = 5
SEARCHED = 20_000  # characters


def how_it_came(
    books: Books,
    desk: Desk,
    letter: Letter,
    opened: Opened,
    sender: Sender,
    members: tuple[Member, ...],
    ticket: Ticket,
) -> tuple[str, ...]:
    """Keys of the labels "reason", each with the fingerprint it is about behind it where there is one.

    Then the tickets that the letter names without belonging there (THR-01).
    """
    told = {
        "from_elsewhere": sender.elsewhere,
        "meant_for_others": _meant_for_others(opened, desk),
        "key_dropped": sender.dropped_key,
    }
    about = (*opened.reasons, *(reason for reason, is_so in told.items() if is_so), *_about_keys(books, opened, sender))
    named = TAG.findall(f"{letter.subject}\n{letter.text[:SEARCHED]}")[:MOST_NAMED]
    claimed = {ticket_by_id(books, member.ticket_id).name for member in members}
    claimed |= {name for name in named if ticket_named(books, name)}
    return (*about, *(f"-> {name}" for name in sorted(claimed - {ticket.name})))


def _meant_for_others(opened: Opened, desk: Desk) -> bool:
    """Whether what was signed names readers, and not this desk: it may have been sealed on to us (ORA-10)."""
    own = (desk.address, *desk.aliases)
    named = [address for address in opened.named_inside if fit_address(address)]
    return bool(named) and not any(same_address(address, mine) for address in named for mine in own)


def _about_keys(books: Books, opened: Opened, sender: Sender) -> tuple[str, ...]:
    """What happened to the keys of whoever wrote, and which keys wait for somebody to decide (KEY-01)."""
    told: list[str] = []
    if sender.new_key:
        told += ["key_adopted", sender.new_key]
    if sender.follows:
        told += ["key_follows", sender.follows]
    rows = keys_of(books, sender.person) if sender.person.role == "reporter" else []
    rival = rival_before(books, rows[0]) if rows else None
    if rival is not None:
        told += ["other_key_known", canonical(certificate_data(books, rival)).fingerprint]
        told += ["key_of_this_letter", canonical(certificate_data(books, rows[0])).fingerprint]
    for waiting in keys_that_wait(books, sender.person, opened, sender.address):
        told += ["key_waits", waiting.fingerprint]
    return tuple(told)
