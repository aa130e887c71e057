"""Roles: the partners that tickets are escalated to, each with one certificate, from the config or told by a lead."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from db.clocks import Calling
from db.papers import name_of, new_person, person_key, read_paper, set_active, write_paper
from db.questions import callings, certificates_of, people_with_role, person_by_id, role_person
from db.store import Books
from db.tables import Address, Person
from db.vault import VaultShut, new_id
from mailflows.answer import read_address
from mailflows.desk import Desk, Role
from mailflows.keys import key_mark, pin, renew
from mailflows.people import root_mark
from mailflows.releasing import release_held
from pgp.certificates import Certificate


def stands_for(books: Books, name: str) -> Person | None:
    """Who is called by this role's name today; nobody where the rows say another than was sealed."""
    person = role_person(books, name)
    try:
        return person if person is not None and name_of(books, person) == name else None
    except VaultShut:
        return None


def know_roles(books: Books, desk: Desk, certificates: Mapping[str, Certificate], now: datetime) -> None:
    """Brings the store in line with the config: new partners are made known, changed keys replace the old ones.

    Roles that a lead told by mail stay, unless the config has one of that name now.
    """
    for calling in callings(books):
        if calling.name in desk.roles:
            calling.ended_at = now
            books.session.add(calling)
    books.session.flush()
    told = {calling.person_id for calling in callings(books)}
    for partner in people_with_role(books, ("partner",)):
        if partner.active and partner.id not in told:
            set_active(books, partner, False)  # whoever is still in the config is made active again below
    books.session.flush()
    for name, role in desk.roles.items():
        known = role_person(books, name, active=False)
        if known is not None and _still_the_same(books, role, known, certificates[name]):
            set_active(books, known, True)
            _renew(books, known, certificates[name], now)
            continue
        introduce_role(books, name, role.address, role.language, certificates[name], "config", now)
    books.session.flush()


def as_told(books: Books, desk: Desk) -> Desk:
    """The desk with its roles as they stand today: the config's, and beside them those that were told by mail.

    A row that does not open, or was not written for this name, is no role: nothing is ever sealed to whom it names.
    """
    own: dict[str, Role] = {}
    for calling in callings(books):
        if calling.name not in desk.roles and (role := told_role(books, calling)) is not None:
            own[calling.name] = role
    return replace(desk, roles={**desk.roles, **own}) if own else desk


def told_role(books: Books, calling: Calling) -> Role | None:
    """The role as two people told it; None where its row, or who stands for it, is not what was written."""
    person = person_by_id(books, calling.person_id)
    try:
        name_of(books, person)  # role and standing are the ones that were sealed
        paper = read_paper(person_key(books, person), f"calling:{calling.name}", calling.sealed)
    except VaultShut:
        return None
    return role_in(calling.name, paper) if person.active else None


def role_in(name: str, paper: Mapping[str, Any]) -> Role:
    """A role from its paper."""
    lists = {key: tuple(paper[key]) for key in ("fields", "required")}
    return Role(name, **{**{key: said for key, said in paper.items() if key != "name"}, **lists})


def write_role(books: Books, calling: Calling, person: Person, role: Role) -> None:
    """Everything about a role, under the key of who stands for it."""
    paper = {key: said for key, said in vars(role).items() if key != "name"}
    calling.sealed = write_paper(person_key(books, person), f"calling:{calling.name}", paper)
    books.session.add(calling)


def _still_the_same(books: Books, role: Role, person: Person, certificate: Certificate) -> bool:
    if read_address(books, person) != role.address or person.language != role.language:
        return False
    return any(row.mark == key_mark(books, certificate.fingerprint) for row in certificates_of(books, person.id))


def _renew(books: Books, person: Person, certificate: Certificate, now: datetime) -> None:
    """A newer state in the config is added to what mail has taught since; a revocation stays (KEY-09)."""
    for row in certificates_of(books, person.id):
        if row.mark == key_mark(books, certificate.fingerprint) and renew(books, row, certificate):
            release_held(books, person, now)


def introduce_role(
    books: Books, name: str, address: str, language: str, certificate: Certificate, source: str, now: datetime
) -> Person:
    """Somebody new who stands for a role. `source`: "config", or "handler" where people at the desk said so."""
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
    pin(books, person, certificate, "pinned", source, now)
    return person
