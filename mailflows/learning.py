"""What a mail teaches about keys: newer states of known ones at once, a different one never by itself.

Everything in a canonical certificate was signed by its owner, so a newer state of a key that is known may come from
anybody, on any way. Which key is whose is another matter: only a signature of the key before, or people, change that.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.questions import certificate_marked, person_by_id
from db.record import write_record
from db.store import Books
from db.tables import Certificate, Person
from mailflows.addresses import folded_address
from mailflows.joining import join_people
from mailflows.keys import (
    asks_sealed,
    certificate_data,
    drop_key,
    key_mark,
    keys_of,
    pin,
    renew,
    rewrite_certificate,
    rival_before,
)
from mailflows.letter import Letter
from mailflows.releasing import release_held
from mailflows.statement import states_new_key
from pgp.certificates import Certificate as ReadCertificate
from pgp.certificates import canonical, unusable
from pgp.opened import Opened
from pgp.reasons import Refused

MOST_LOOKED_AT = 8  # certificates of one mail
MOST_WAITING = 3  # different keys of one mail that are kept for people to decide about
STATEMENT_LIVES = timedelta(days=14)  # how old an old key's word about a new one may be


def renew_known(books: Books, opened: Opened, now: datetime) -> None:
    """Merges newer states of certificates we have; mail that waited for a usable key may leave then (KEY-08)."""
    for certificate in _brought(opened, outside=True):
        row = certificate_marked(books, key_mark(books, certificate.fingerprint))
        if row is None:
            continue
        person = person_by_id(books, row.person_id)
        changed = renew(books, row, certificate)
        if row.standing == "offered" and opened.asks_sealed and not asks_sealed(books, row, person):
            rewrite_certificate(books, row, person, canonical(certificate_data(books, row)), asks=True)
        if changed:
            write_record(books, now, "desk", "key renewed", None, row.id)
            release_held(books, person, now)


def take_offer(books: Books, person: Person, opened: Opened, address: str, now: datetime) -> None:
    """At first contact a key that is merely offered is used for answers; never in place of another (KEY-01, KEY-07)."""
    for certificate in _naming(_brought(opened, outside=False), address):
        if certificate_marked(books, key_mark(books, certificate.fingerprint)) is None:
            pin(books, person, certificate, "offered", "autocrypt", now, asks=opened.asks_sealed)
        return


def keys_that_wait(books: Books, person: Person, opened: Opened, address: str) -> tuple[ReadCertificate, ...]:
    """Keys in a mail that name its sender and are not the one that holds for them: people decide (KEY-01)."""
    known = {row.mark for row in keys_of(books, person)}
    found = _naming(_brought(opened, outside=True), address)
    waiting = [one for one in found if key_mark(books, one.fingerprint) not in known]
    return tuple(waiting[:MOST_WAITING])


def follow_statement(
    books: Books, person: Person, old: Certificate, letter: Letter, opened: Opened, address: str, now: datetime
) -> str | None:
    """The new key that the old one names: a signed mail that brings it along and says so in the writer's own words.

    Both are asked for, so that a key which merely travels along, or is asked about, replaces nothing (KEY-01).
    Returns the fingerprint that holds from now on, or None.
    """
    if opened.signed_at is None or opened.signed_at < now - STATEMENT_LIVES:
        return None
    for certificate in _naming(_brought(opened, outside=False), address):
        mark = key_mark(books, certificate.fingerprint)
        if mark == old.mark or not states_new_key(letter.signed_text, certificate.fingerprint):
            continue
        if unusable(certificate, now):
            continue
        taken = certificate_marked(books, mark)
        if taken is not None and person_by_id(books, taken.person_id).role != "reporter":
            continue
        let_hold(books, person, certificate, "statement", now)
        return certificate.fingerprint
    return None


def settle_on(
    books: Books, person: Person, certificate: ReadCertificate, source: str, now: datetime
) -> tuple[Person, bool]:
    """People said that this key is this person's: whoever wrote with it, or was known before at the address, is them.

    Returns the person, the one known longest, and whether others were joined to them. The caller has made sure that
    the key is nobody's at the desk.
    """
    together = (person, *who_would_be_one(books, person, certificate))
    stays, *others = sorted(together, key=lambda one: (one.since, one.id))
    for other in others:
        join_people(books, stays, other)
    let_hold(books, stays, certificate, source, now)
    return stays, bool(others)


def who_would_be_one(books: Books, person: Person, certificate: ReadCertificate) -> tuple[Person, ...]:
    """Who would turn out to be this person if the key were theirs: its owner so far, and whoever was known before."""
    others: dict[str, Person] = {}
    if (owned := certificate_marked(books, key_mark(books, certificate.fingerprint))) is not None:
        others[owned.person_id] = person_by_id(books, owned.person_id)
    for row in keys_of(books, person):
        if (rival := rival_before(books, row)) is not None:
            others[rival.person_id] = person_by_id(books, rival.person_id)
    return tuple(one for one in others.values() if one.id != person.id)


def let_hold(books: Books, person: Person, certificate: ReadCertificate, source: str, now: datetime) -> None:
    """From now on this is the person's key: the one before is dropped, and whoever wrote with the new one is them.

    Mail that was held for want of a key may leave. The caller has made sure that the key is nobody's at the desk.
    """
    mark = key_mark(books, certificate.fingerprint)
    taken = certificate_marked(books, mark)
    if taken is not None and taken.person_id != person.id:
        other = person_by_id(books, taken.person_id)
        certificate = canonical(certificate_data(books, taken))
        join_people(books, person, other)
        taken = None
    for row in keys_of(books, person):
        if row.mark != mark:
            drop_key(books, row, "replaced")
    if taken is None:
        pin(books, person, certificate, "pinned", source, now)
    else:
        taken.standing, taken.source = "pinned", source
        books.session.add(taken)
    books.session.flush()
    release_held(books, person, now, keyless=True)


def _brought(opened: Opened, *, outside: bool) -> Iterator[ReadCertificate]:
    known = (opened.signer_certificate,) if opened.signer_certificate else ()
    pieces = (*known, *opened.brought, *(opened.beside if outside else ()))
    for data in dict.fromkeys(pieces[:MOST_LOOKED_AT]):
        try:
            yield canonical(data)
        except Refused:
            continue


def _naming(certificates: Iterator[ReadCertificate], address: str) -> Iterator[ReadCertificate]:
    return (one for one in certificates if any(folded_address(name) == address for name in one.addresses))
