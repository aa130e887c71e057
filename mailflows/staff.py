"""Staff: who works at the desk. Joining it, another role, another key, and leaving, whichever way it is asked for.

Each change is looked over twice: when somebody asks for it, and again in the transaction that makes it. Nothing is
ever sealed anew for whoever joins: they read what comes from then on, and what somebody shows them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from db.papers import name_of, set_active, set_role
from db.questions import (
    active_at_the_desk,
    certificate_marked,
    end_proposals_of,
    people_at,
    person_by_id,
    tickets_read_by,
)
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.addresses import fit_address, folded_address, same_address
from mailflows.answer import read_address
from mailflows.commands.case import Refused
from mailflows.desk import Desk
from mailflows.keys import drop_key, key_mark, keys_of, pin
from mailflows.leading import Told, fours, leads
from mailflows.letting_go import let_go, listed
from mailflows.people import address_mark, introduce
from mailflows.releasing import release_held
from mailflows.seats import AT_THE_DESK, LEADS, works_here
from mailflows.shifts.office import Office
from mailflows.stopping import take_back_of
from pgp.certificates import Certificate, canonical, unusable

SYSADMIN = "sysadmin"  # who did it, in the record, where it was done at the shell
LONGEST_NAME = 80


@dataclass(frozen=True)
class Change:
    """Something that is to become different about one person at the desk."""

    what: str  # "add", "role" or "key"; of callings.py: "calling" or "recalling"
    name: str
    address: str
    role: str = ""  # the one they are to have
    language: str = ""
    person_id: str = ""  # whom it is about; "" for somebody new
    before: str = ""  # the role, or the keys, they had when this was asked for
    certificate: bytes = field(default=b"", repr=False)
    terms: str = ""  # of a role that is called: what it may be given and what it needs, as JSON

    @property
    def fingerprint(self) -> str:
        return canonical(self.certificate).fingerprint if self.certificate else ""

    def paper(self) -> dict[str, str]:
        return {**self.__dict__, "certificate": self.certificate.hex()}

    @classmethod
    def read(cls, paper: Mapping[str, str]) -> "Change":
        return cls(**{**paper, "certificate": bytes.fromhex(paper["certificate"])})  # type: ignore[arg-type]


def joining(
    books: Books, desk: Desk, name: str, address: str, role: str, language: str, certificate: Certificate, now: datetime
) -> Change:
    """Somebody new. Raises Refused where that cannot be."""
    change = Change("add", " ".join(name.split()), folded_address(address), role, language)
    return look_over(books, desk, replace(change, certificate=certificate.data), now)


def other_role(books: Books, desk: Desk, address: str, role: str, now: datetime) -> Change:
    """Another role for somebody who works here. Raises Refused where that cannot be."""
    person = at_the_desk(books, address)
    change = Change("role", name_of(books, person), folded_address(address), role, "", person.id, person.role)
    return look_over(books, desk, change, now)


def other_key(books: Books, desk: Desk, address: str, certificate: Certificate, now: datetime) -> Change:
    """Another key for somebody who works here. Raises Refused where that cannot be."""
    person = at_the_desk(books, address)
    change = Change("key", name_of(books, person), folded_address(address), person.role, "", person.id)
    change = replace(change, before=_keys_before(books, person), certificate=certificate.data)
    return look_over(books, desk, change, now)


def at_the_desk(books: Books, address: str) -> Person:
    """Who works here under this address. Raises Refused where nobody does."""
    there = people_at(books, address_mark(books, address)) if fit_address(address) else ()
    for person in there:
        if person.role in AT_THE_DESK and person.active:
            name_of(books, person)  # role and standing are the ones that were sealed, or this raises
            return person
    names = ", ".join(read_address(books, one) for one in active_at_the_desk(books))
    raise Refused("no_such_handler", names)


def look_over(books: Books, desk: Desk, change: Change, now: datetime) -> Change:
    """The change itself, where it can be made now. Raises Refused where it cannot."""
    if change.role not in AT_THE_DESK:
        raise Refused("no_such_seat", ", ".join(sorted(AT_THE_DESK)))
    if change.what == "add":
        _can_join(books, desk, change)
    else:
        person = person_by_id(books, change.person_id)
        if not person.active or person.role not in AT_THE_DESK:
            raise Refused("no_such_handler")
        if change.what == "role":
            _can_change_role(books, person, change)
    if change.certificate:
        _can_be_theirs(books, desk, canonical(change.certificate), change, now)
    return change


def _can_join(books: Books, desk: Desk, change: Change) -> None:
    if not 0 < len(change.name) <= LONGEST_NAME or not change.name.isprintable() or set(change.name) & set('<>@,;:"#'):
        raise Refused("bad_name")
    if not change.address:
        raise Refused("no_address")
    if any(same_address(change.address, own) for own in (desk.address, *desk.aliases)):
        raise Refused("desk_address")
    if any(one.role in AT_THE_DESK and one.active for one in people_at(books, address_mark(books, change.address))):
        raise Refused("address_at_desk")
    if any(name_of(books, one).casefold() == change.name.casefold() for one in active_at_the_desk(books)):
        raise Refused("name_at_desk")


def _can_change_role(books: Books, person: Person, change: Change) -> None:
    if person.role != change.before:
        raise Refused("proposal_changed")
    if person.role == change.role:
        raise Refused("role_already")
    if change.role not in LEADS:
        keep_a_lead(books, person)


def keep_a_lead(books: Books, person: Person) -> None:
    """Raises Refused where nobody would be left who may lead the desk by mail."""
    if person.role in LEADS and not leads(books, besides=person):
        raise Refused("last_lead")


def _can_be_theirs(books: Books, desk: Desk, certificate: Certificate, change: Change, now: datetime) -> None:
    if unusable(certificate, now):
        raise Refused("key_unusable")
    if certificate.fingerprint == desk.fingerprint:
        raise Refused("key_at_the_desk")
    row = certificate_marked(books, key_mark(books, certificate.fingerprint))
    owner = person_by_id(books, row.person_id) if row else None
    if change.what == "key":
        person = person_by_id(books, change.person_id)
        if owner is not None and owner.id == person.id:
            raise Refused("key_already")
        if _keys_before(books, person) != change.before:
            raise Refused("proposal_changed")
    if owner is not None and owner.role != "reporter" and owner.active:
        raise Refused("key_at_the_desk")


def _keys_before(books: Books, person: Person) -> str:
    return " ".join(row.id for row in keys_of(books, person))


def make(books: Books, desk: Desk, change: Change, now: datetime, by: str) -> tuple[Person, tuple[Told, ...]]:
    """Makes the change, in this transaction, after one more look. Raises Refused."""
    look_over(books, desk, change, now)
    facts = {"name": change.name, "address": change.address, "role": change.role, "before": change.before}
    if change.what == "role":
        person = person_by_id(books, change.person_id)
        set_role(books, person, change.role)
        if change.role not in LEADS:
            end_proposals_of(books, person.id, now)
        write_record(books, now, by, f"role {change.role}", None, person.id)
        gone = [] if works_here(person) else let_go(books, desk.office, person, now, by)
        return person, (("staff_role", facts), *gone)
    certificate, stopped = canonical(change.certificate), []
    free_key(books, certificate)
    if change.what == "add":
        person = introduce(books, change.role, change.name, change.address, change.language, now)
        write_record(books, now, by, f"added {change.role}", None, person.id)
    else:
        person = person_by_id(books, change.person_id)
        for row in keys_of(books, person):
            drop_key(books, row, "replaced")
        end_proposals_of(books, person.id, now)  # whoever had the key before may have asked for them
        stopped = _stopped(books, person, now, by)
        write_record(books, now, by, "key replaced", None, person.id)
    pin(books, person, certificate, "pinned", "handler", now)
    books.session.flush()
    release_held(books, person, now, keyless=True)
    key: Told = ("staff_fingerprint", {"fingerprint": fours(certificate.fingerprint)})
    return person, ((f"staff_{change.what}", facts), key, *stopped)


def free_key(books: Books, certificate: Certificate) -> None:
    """Takes a key away from whoever merely wrote with it, or worked here once: people know by now whose it is."""
    while (row := certificate_marked(books, key_mark(books, certificate.fingerprint))) is not None:
        drop_key(books, row, "desk")
        books.session.flush()


def disable(books: Books, office: Office, person: Person, now: datetime, by: str) -> tuple[Told, ...]:
    """Puts somebody out of the desk, at once: nothing of theirs is obeyed, and nothing is sent to them any more.

    Returns what to say of it: which tickets nobody has now, and which ones they could read until today (OPS-12).
    """
    facts = {"name": name_of(books, person), "address": read_address(books, person)}
    read = tickets_read_by(books, person.id)
    set_active(books, person, False)
    end_proposals_of(books, person.id, now)
    write_record(books, now, by, "disabled", None, person.id)
    told: list[Told] = [("staff_disabled", facts), *_stopped(books, person, now, by)]
    told += let_go(books, office, person, now, by)
    told += [("staff_could_read", {"number": len(read)}), *listed(read)]
    return tuple(told)


def _stopped(books: Books, person: Person, now: datetime, by: str) -> list[Told]:
    """What they wrote and has not left is taken back; who leads the desk looks at those tickets."""
    names = take_back_of(books, person, now, by)
    return [("staff_stopped", {}), *listed(names)] if names else []
