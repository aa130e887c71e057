"""The key calendar: whose key ends soon, who is told so, and how many days before. Told once for each distance.

After a long stop only the nearest distance is told; a key that was prolonged has another day, and starts anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.papers import name_of
from db.questions import (
    active_at_the_desk,
    certificates_ending,
    people_with_role,
    person_by_id,
    reminded,
    role_person,
    tickets_of_reporter,
)
from db.store import Books
from db.tables import Certificate, Person, Reminder, Ticket
from db.vault import new_id
from mailflows.answer import Post, answer, on_the_tick, read_address, within_budget
from mailflows.by_itself import withheld
from mailflows.desk import Desk
from mailflows.keys import asks_sealed, certificate_data, key_mark, keys_of, rival_before
from mailflows.notices import at_once, tell_handlers
from mailflows.people import root_mark
from mailflows.tickets import ENDED
from pgp.certificates import Certificate as ReadCertificate
from pgp.certificates import canonical, unusable

MOST_A_ROUND = 50  # keys told about at once; the others are told an hour later
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """Which mail is written, and at which distances in days: to the key's owner, and to whoever keeps the desk."""

    mail: str
    parts: tuple[str, ...]  # what of the key is looked at: keys of the labels "key_part"
    owner: tuple[int, ...]
    keepers: tuple[int, ...]  # 0: once it has ended
    ranks: tuple[tuple[str, ...], ...] = (("coordinator", "lead"),)  # who keeps the desk: the first that anybody has

    def distance(self, left: timedelta) -> int | None:
        """The nearest distance that is reached when this much time is left; None while it is far off."""
        distances = {*self.owner, *self.keepers}
        if left <= timedelta(0):
            return 0 if 0 in distances else None
        return min((days for days in distances if left <= days * DAY), default=None)


# Whose key. A reporter's key that has ended is told of when an answer waits for it (parting.py).
CALENDAR: Mapping[str, Policy] = {
    "desk": Policy("desk_key_expiring", ("signs", "seals"), (), (60, 30, 14, 7, 0), (("coordinator",), ("lead",))),
    "at the desk": Policy("key_expiring_handler", ("signs", "seals"), (30, 14, 3), (3, 0)),
    "partner": Policy("key_expiring_handler", ("seals",), (), (30, 14, 3, 0)),
    "reporter": Policy("key_expiring", ("seals",), (30, 14, 3), ()),
}

RENEW = "hirz key rotate --subkey"  # the desk's own key: a new subkey, and a longer life for whatever signs


@dataclass(frozen=True)
class Watched:
    """One key that ends some day, as the calendar looks at it."""

    policy: Policy
    part: str  # which purpose ends first
    ends_at: datetime
    mark: str  # the key together with the day it ends
    owner: Person | None  # None: the desk itself
    fingerprint: str = ""  # "" where nobody is shown it
    row: Certificate | None = None  # of a reporter, not opened before there is something to tell


def remind(books: Books, desk: Desk, now: datetime) -> int:
    """Writes whatever the calendar has to say now; returns how many keys were told about."""
    told = 0
    for watched in _watched(books, desk, now):
        if told == MOST_A_ROUND:
            break
        distance = watched.policy.distance(watched.ends_at - now)
        before = reminded(books, [watched.mark]).get(watched.mark)
        if distance is None or (before is not None and before <= distance):
            continue
        if _tell(books, desk, watched, distance, now):
            books.append(Reminder(id=new_id(), mark=watched.mark, days=distance, at=now))
            told += 1
    return told


def _watched(books: Books, desk: Desk, now: datetime) -> Iterator[Watched]:
    """Every key that may have to be told about, the desk's own first; keys of reporters only near their end."""
    yield from _own(books, CALENDAR["desk"], canonical(desk.certificate), None)
    for person in active_at_the_desk(books):
        yield from _first_key(books, CALENDAR["at the desk"], person)
    for person in people_with_role(books, ("partner",)):
        if person.active:
            yield from _first_key(books, CALENDAR["partner"], person)
    yield from _reporters(books, CALENDAR["reporter"], now)


def _reporters(books: Books, policy: Policy, now: datetime) -> Iterator[Watched]:
    """Only those to whom this distance was not told yet: nobody else is so much as looked up."""
    rows = certificates_ending(books, now, now + max(policy.owner) * DAY, ENDED)
    ends = [(row, end, _mark(books, row.mark, end, row.person_id)) for row in rows if (end := row.expires_at)]
    told = reminded(books, [mark for _, _, mark in ends])
    for row, ends_at, mark in ends:
        distance = policy.distance(ends_at - now)
        if distance is not None and told.get(mark, distance + 1) > distance:
            yield Watched(policy, "seals", ends_at, mark, person_by_id(books, row.person_id), row=row)


def _first_key(books: Books, policy: Policy, person: Person) -> Iterator[Watched]:
    for row in keys_of(books, person)[:1]:
        yield from _own(books, policy, canonical(certificate_data(books, row)), person)


def _own(books: Books, policy: Policy, certificate: ReadCertificate, owner: Person | None) -> Iterator[Watched]:
    """The key with its first end, unless it never ends or was revoked, which no prolonging mends."""
    ends = {"seals": certificate.encryption_expires_at, "signs": certificate.signing_expires_at}
    near = [(at, part) for part in policy.parts if (at := ends[part])]
    if certificate.revoked or not near:
        return
    ends_at, part = min(near, key=lambda one: one[0])
    mark = _mark(books, key_mark(books, certificate.fingerprint), ends_at, owner.id if owner else "desk")
    yield Watched(policy, part, ends_at, mark, owner, certificate.fingerprint)


def _mark(books: Books, key: str, ends_at: datetime, owner_id: str) -> str:
    return books.vault.mark("reminder", f"{key} {ends_at:%Y-%m-%d} {owner_id}")


def _thread_of(books: Books, person: Person) -> Ticket | None:
    """The open ticket that was touched last; one that was called safe in front of those that were not."""
    tickets = sorted(tickets_of_reporter(books, person.id), key=lambda one: one.safe != "yes")
    return next((one for one in tickets if one.status not in ENDED and one.key is not None), None)


def _in_use(books: Books, row: Certificate, person: Person, ticket: Ticket, now: datetime) -> bool:
    """Whether a mail to this person would be sealed to this very key: nothing of the calendar leaves open."""
    rows = keys_of(books, person)
    if not rows or rows[0].id != row.id or rival_before(books, row) is not None:
        return False
    if len({one.mark for one in rows if one.standing == "pinned"}) > 1:
        return False
    if row.standing == "offered" and not (ticket.held_sealed or asks_sealed(books, row, person)):
        return False
    return unusable(canonical(certificate_data(books, row)), now) is None


def _tell(books: Books, desk: Desk, watched: Watched, distance: int, now: datetime) -> bool:
    """Writes the mails of one distance; False where there is nobody to tell, or they were told too much today."""
    left = watched.ends_at - now
    facts: dict[str, Any] = {
        "days": max(0, -(-left // DAY)),
        "day": f"{watched.ends_at:%Y-%m-%d}",
        "desk_name": desk.name,
        "desk_address": desk.address,
    }
    if watched.row is not None and watched.owner is not None:
        return _tell_reporter(books, desk, watched.row, watched.owner, facts, now)
    facts |= {"ended": left <= timedelta(0), "key": watched.fingerprint}
    readers = _readers(books, desk, watched, distance)
    for reader in readers:
        theirs = _facts_for(books, desk, watched, reader)
        answer(books, desk, None, reader, watched.policy.mail, facts | theirs, at_once(now), now)
    return bool(readers)


def _tell_reporter(
    books: Books, desk: Desk, row: Certificate, person: Person, facts: Mapping[str, Any], now: datetime
) -> bool:
    """In the thread of the ticket that is open, sealed to the very key it is about, without a word of the ticket."""
    ticket = _thread_of(books, person)
    if ticket is None or not _in_use(books, row, person, ticket, now):
        return False
    said_no = any(one.safe == "no" for one in tickets_of_reporter(books, person.id))
    if (
        why := "quiet" if said_no else withheld(books, ticket, person, "key_expiring")
    ):  # then people are told, who may find another way
        tell_handlers(books, desk, ticket, "key_ends", now, reasons=(f"not_told_{why}",))
        return True
    roots = (root_mark(books, read_address(books, person)),)
    if not within_budget(books, desk, ticket, roots, now, purse="key_expiring"):
        return False
    post = Post(automatic=True, content=False, due_at=on_the_tick(now, desk))
    answer(books, desk, ticket, person, "key_expiring", {**facts, "tag": ticket.name}, post, now)
    return True


def _readers(books: Books, desk: Desk, watched: Watched, distance: int) -> Sequence[Person]:
    """Who is told at this distance; once a key has ended, its owner can be reached by nobody here."""
    policy, owner = watched.policy, watched.owner
    told = [owner] if owner is not None and distance in policy.owner else []
    if distance in policy.keepers and owner is None:
        sysadmin = role_person(books, "sysadmin") if "sysadmin" in desk.roles else None
        told += [sysadmin] if sysadmin else []
    if distance in policy.keepers:
        others = [person for person in active_at_the_desk(books) if owner is None or person.id != owner.id]
        told += _in_charge(others, *policy.ranks)
    return told


def _in_charge(people: list[Person], *ranks: tuple[str, ...]) -> list[Person]:
    """Those of the first rank that anybody has; everybody where nobody has one."""
    found = ([person for person in people if person.role in rank] for rank in ranks)
    return next((some for some in found if some), people)


def _facts_for(books: Books, desk: Desk, watched: Watched, reader: Person) -> dict[str, Any]:
    if watched.owner is None:
        part = {"part": watched.part, "effect": watched.part, "command": RENEW}
        return part | {"fingerprint": desk.fingerprint}
    return {"yours": watched.owner.id == reader.id, "owner": name_of(books, watched.owner)}
