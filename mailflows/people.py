"""People: who wrote a letter, and how sure we are. Only a key proves; an address merely claims."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.papers import name_of, new_person, person_key, write_paper
from db.questions import certificate_marked, key_was_refused, people_at, person_by_id
from db.store import Books
from db.tables import Address, Certificate, Member, Person
from db.vault import new_id
from mailflows.addresses import folded_address
from mailflows.keys import drop_key, key_mark, keys_of, pin
from mailflows.learning import follow_statement, take_offer
from mailflows.letter import Letter
from mailflows.seats import AT_THE_DESK
from pgp.certificates import canonical
from pgp.opened import Opened, Protection


class Proof(StrEnum):
    """How sure we are who wrote; keys of the labels "proof"."""

    PINNED = "pinned"  # signed by the key this person signed with before
    FIRST_KEY = "first_key"  # signed by a key we see for the first time
    OTHER_KEY = "other_key"  # signed by a key that does not name this address
    ADDRESS = "address"  # the address is known, nothing proves it
    NONE = "none"  # nobody we know, nothing proves it
    MISMATCH = "mismatch"  # names somebody who signs, without their signature


@dataclass(frozen=True)
class Sender:
    """Who a letter is filed under; `may_command` only for a handler whose seal both engines believe."""

    person: Person
    proof: Proof
    address: str
    may_command: bool = False
    elsewhere: bool = False  # proven by the key, but written from an address that is not the person's own
    new_key: str | None = None  # the fingerprint that was bound to somebody who had none so far
    follows: str | None = None  # the fingerprint that the key before named as its successor
    dropped_key: bool = False  # signed by a key that was replaced or refused: that proves nothing

    @property
    def at_the_desk(self) -> bool:
        return self.person.role in AT_THE_DESK


def who_wrote(
    books: Books,
    letter: Letter,
    opened: Opened,
    confirmed: bool,
    members: tuple[Member, ...],
    language: str,
    now: datetime,
) -> Sender:
    """The person behind a letter with exactly one From, whom it makes known where they are new.

    One rule for keys: a key is bound to a person only where that key itself vouches for the person's address, and a
    person has one. Whatever does not fit makes another person, whom only people may join to the first.
    """
    address = folded_address(letter.senders[0].address)
    there = people_at(books, address_mark(books, address))
    if opened.signer and (known := certificate_marked(books, key_mark(books, opened.signer))):
        return _known_key(books, known, address, there, letter, opened, confirmed, now)
    if desk_person := next((person for person in there if person.role in AT_THE_DESK), None):
        return Sender(desk_person, Proof.MISMATCH, address)
    in_thread = {member.person_id for member in members}
    keyless = [person for person in there if not keys_of(books, person)]
    mine = next((person for person in keyless if person.id in in_thread), None)
    dropped = opened.signer is not None and key_was_refused(books, key_mark(books, opened.signer))
    if opened.signer and opened.signer_certificate and not dropped:  # a key nobody here knows: never who is known here
        vouches = opened.from_in_key
        person = (mine if vouches else None) or introduce(
            books, "reporter", letter.senders[0].name, address, language, now
        )
        if not vouches:
            return Sender(person, Proof.OTHER_KEY, address)
        pin(books, person, canonical(opened.signer_certificate), "pinned", "signature", now)
        return Sender(person, Proof.FIRST_KEY, address, new_key=opened.signer if mine else None)
    if in_their_thread := next((person for person in there if person.id in in_thread), None):
        return Sender(in_their_thread, Proof.ADDRESS, address, dropped_key=dropped)
    if keyless:
        return Sender(keyless[0], Proof.ADDRESS, address, dropped_key=dropped)
    person = introduce(books, "reporter", letter.senders[0].name, address, language, now)
    if not dropped:
        take_offer(books, person, opened, address, now)
    return Sender(person, Proof.ADDRESS if there else Proof.NONE, address, dropped_key=dropped)


def _known_key(
    books: Books,
    known: Certificate,
    address: str,
    there: tuple[Person, ...],
    letter: Letter,
    opened: Opened,
    confirmed: bool,
    now: datetime,
) -> Sender:
    """The key decides who it is. A command also needs the seal, both engines, and the person's own address."""
    person = person_by_id(books, known.person_id)
    proof = Proof.PINNED if known.standing == "pinned" else Proof.FIRST_KEY
    at_home = any(one.id == person.id for one in there)
    follows = None
    if at_home and opened.from_in_key:
        if known.standing == "offered":
            _now_proven(books, known, person)
        elif person.role == "reporter":
            follows = follow_statement(books, person, known, letter, opened, address, now)
    sealed = opened.protection is Protection.SEALED and opened.whole
    commands = person.role in AT_THE_DESK and person.active and proof is Proof.PINNED
    if commands:
        name_of(books, person)  # role and standing are the ones that were sealed, or this raises
    may_command = commands and sealed and confirmed and at_home
    return Sender(person, proof, address, may_command=may_command, elsewhere=not at_home, follows=follows)


def _now_proven(books: Books, known: Certificate, person: Person) -> None:
    """A key that was merely offered has signed now: it is the person's from here on, unless another one is."""
    if any(row.standing == "pinned" for row in keys_of(books, person)):
        return
    known.standing = "pinned"
    books.session.add(known)
    for row in keys_of(books, person):
        if row.id != known.id and row.standing == "offered":
            drop_key(books, row, "replaced")


def introduce(books: Books, role: str, name: str, address: str, language: str, now: datetime) -> Person:
    """Makes somebody known: their name and address lie under a key of their own."""
    person = new_person(books, role, name, language, now)
    books.session.flush()
    ident = new_id()
    folded = folded_address(address)
    sealed = write_paper(person_key(books, person), f"address:{ident}", {"address": folded})
    mark = address_mark(books, folded)
    books.append(Address(id=ident, person_id=person.id, mark=mark, root=root_mark(books, folded), sealed=sealed))
    return person


def address_mark(books: Books, address: str) -> str:
    return books.vault.mark("address", folded_address(address))


def root_mark(books: Books, address: str) -> str:
    """The mailbox behind an address, its +tag left out: what budgets are counted by."""
    local, _, domain = folded_address(address).partition("@")
    return books.vault.mark("root", f"{local.partition('+')[0]}@{domain}")
