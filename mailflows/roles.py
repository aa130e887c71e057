"""Roles: the partners that tickets are escalated to, each with the one certificate the config names."""

from collections.abc import Mapping
from datetime import datetime

from db.papers import new_person, person_key, set_active, write_paper
from db.questions import certificates_of, people_with_role, role_person
from db.store import Books
from db.tables import Address, Person
from db.vault import new_id
from mailflows.answer import read_address
from mailflows.desk import Desk, Role
from mailflows.keys import key_mark, pin, renew
from mailflows.people import root_mark
from mailflows.releasing import release_held
from pgp.certificates import Certificate


def know_roles(books: Books, desk: Desk, certificates: Mapping[str, Certificate], now: datetime) -> None:
    """Brings the store in line with the config: new partners are made known, changed keys replace the old ones."""
    for partner in people_with_role(books, ("partner",)):
        if partner.active:
            set_active(books, partner, False)  # whoever is still in the config is made active again below
    books.session.flush()
    for name, role in desk.roles.items():
        known = role_person(books, name, active=False)
        if known is not None and _still_the_same(books, role, known, certificates[name]):
            set_active(books, known, True)
            _renew(books, known, certificates[name], now)
            continue
        _introduce(books, name, role.address, role.language, certificates[name], now)
    books.session.flush()


def _still_the_same(books: Books, role: Role, person: Person, certificate: Certificate) -> bool:
    if read_address(books, person) != role.address or person.language != role.language:
        return False
    return any(row.mark == key_mark(books, certificate.fingerprint) for row in certificates_of(books, person.id))


def _renew(books: Books, person: Person, certificate: Certificate, now: datetime) -> None:
    """A newer state in the config is added to what mail has taught since; a revocation stays (KEY-09)."""
    for row in certificates_of(books, person.id):
        if row.mark == key_mark(books, certificate.fingerprint) and renew(books, row, certificate):
            release_held(books, person, now)


def _introduce(books: Books, name: str, address: str, language: str, certificate: Certificate, now: datetime) -> None:
    person = new_person(books, "partner", name, language, now)
    books.session.flush()
    ident = new_id()
    sealed = write_paper(person_key(books, person), f"address:{ident}", {"address": address})
    # found by the role's name, not by the address: two roles may share one
    books.session.add(
        Address(
            id=ident,
            person_id=person.id,
            mark=books.vault.mark("role", name),
            root=root_mark(books, address),
            sealed=sealed,
        )
    )
    books.session.flush()
    pin(books, person, certificate, "pinned", "config", now)
