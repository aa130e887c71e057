"""Callings: a role that a lead tells by mail, which a second person confirms before anything can be sent to it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.clocks import Calling
from db.papers import set_active
from db.questions import calling_named, callings, certificate_marked, certificates_of, person_by_id
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.addresses import folded_address, same_address
from mailflows.answer import read_address
from mailflows.commands.call.choices import means_something_else
from mailflows.commands.refused import Refused
from mailflows.desk import FIELDS, Desk, Role
from mailflows.keys import certificate_data, key_mark, renew
from mailflows.leading import Told, fours
from mailflows.needs import cannot_be_given, kind_of
from mailflows.roles import introduce_role, role_in, told_role, write_role
from mailflows.seats import AT_THE_DESK
from mailflows.spelling import meant
from mailflows.staff import Change, free_key
from pgp.certificates import Certificate, canonical, unusable

ADDED, CHANGED = "calling", "recalling"  # kinds of changes that are proposed
NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}", re.ASCII)  # as in the config
CEILING = "amber"  # where nobody said: careful, since nobody at the server looked at it


@dataclass(frozen=True)
class Terms:
    """What is said of a role beside its name, address and key."""

    tlp: str
    consent: bool
    fields: tuple[str, ...]
    required: tuple[str, ...]

    def paper(self) -> str:
        return json.dumps(vars(self))


def new_calling(
    books: Books, desk: Desk, name: str, address: str, language: str, terms: Terms, key: Certificate, now: datetime
) -> Change:
    """A role that there is not yet. Raises Refused where that cannot be."""
    change = Change(ADDED, name, folded_address(address), language=language, terms=terms.paper(), certificate=key.data)
    return look_over_calling(books, desk, change, now)


def other_calling(
    books: Books,
    desk: Desk,
    role: Role,
    person: Person,
    terms: Terms,
    *,
    address: str,
    language: str,
    key: Certificate | None,
    now: datetime,
) -> Change:
    """Other terms, another address or key, for a role that was told. Raises Refused where that cannot be."""
    change = Change(CHANGED, role.name, folded_address(address), "", language, person.id, terms=terms.paper())
    change = replace(change, before=_as_it_is(books, person, role), certificate=key.data if key else b"")
    return look_over_calling(books, desk, change, now)


def told_called(books: Books, desk: Desk, name: str) -> tuple[Calling, Role, Person]:
    """A role that was told by mail, and who stands for it. Raises Refused: the config's are changed at the server."""
    calling = calling_named(books, name)
    if calling is None or calling.ended_at is not None or (role := told_role(books, calling)) is None:
        raise Refused("role_of_config" if name in desk.roles else "no_such_role", ", ".join(_names(books)))
    return calling, role, person_by_id(books, calling.person_id)


def look_over_calling(books: Books, desk: Desk, change: Change, now: datetime) -> Change:
    """The change itself, where it can be made now. Raises Refused where it cannot."""
    if not NAME.fullmatch(change.name) or means_something_else(change.name):
        raise Refused("role_name", "platform-meta")
    if change.what == ADDED and meant(change.name, dict.fromkeys((*desk.roles, *_names(books)), ())):
        raise Refused("role_is_there", f"#role change {change.name}")
    if not change.address:
        raise Refused("no_address")
    if any(same_address(change.address, own) for own in (desk.address, *desk.aliases)):
        raise Refused("desk_address")
    if change.what == CHANGED:
        _, role, person = told_called(books, desk, change.name)
        if person.id != change.person_id or _as_it_is(books, person, role) != change.before:
            raise Refused("proposal_changed")
        if not change.certificate and change.address != read_address(books, person):
            raise Refused("certificate_missing")  # another address is another seal
    _can_be_told(_terms(change), change.name)
    if change.certificate:
        _can_be_sealed_to(books, desk, canonical(change.certificate), change, now)
    return change


def _can_be_told(terms: Terms, name: str) -> None:
    if beyond := [one for one in terms.fields if one not in FIELDS]:
        raise Refused("no_such_field", f"{beyond[0]}: {', '.join(FIELDS)}")
    if never := [one for one in terms.required if one not in terms.fields]:
        raise Refused("required_beyond", f"fields={','.join([*terms.fields, *never])}")
    if missing := cannot_be_given(name, terms.fields):
        raise Refused("kind_needs", f"fields={','.join([*terms.fields, *missing])}")


def _can_be_sealed_to(books: Books, desk: Desk, certificate: Certificate, change: Change, now: datetime) -> None:
    """Raises Refused where the key is of no use, or somebody else's whom we know by it."""
    if unusable(certificate, now):
        raise Refused("key_unusable")
    row = certificate_marked(books, key_mark(books, certificate.fingerprint))
    owner = person_by_id(books, row.person_id) if row else None
    ours = certificate.fingerprint == desk.fingerprint or (owner is not None and owner.role in AT_THE_DESK)
    other = owner is not None and owner.role == "partner" and owner.id != change.person_id
    if (ours or other) and (owner is None or owner.active):
        raise Refused("key_at_the_desk")


def make_calling(books: Books, desk: Desk, change: Change, now: datetime, by: str) -> tuple[Person, tuple[Told, ...]]:
    """The role may be called from now on, as it was told, after one more look. Raises Refused."""
    look_over_calling(books, desk, change, now)
    calling = calling_named(books, change.name) or Calling(name=change.name, person_id="", since=now, sealed=b"")
    key = canonical(change.certificate) if change.certificate else None
    if change.what == ADDED or (key and not _is_theirs(books, change, key)):
        if change.what == CHANGED:
            set_active(books, person_by_id(books, calling.person_id), False)
            books.session.flush()
        if key is None:
            raise Refused("certificate_missing")
        free_key(books, key)
        person = introduce_role(books, change.name, change.address, change.language, key, "handler", now)
    else:
        person = person_by_id(books, calling.person_id)
        person.language = change.language
        if key:
            _renew(books, person, key)
    books.session.add(person)
    books.session.flush()
    calling.person_id, calling.ended_at = person.id, None
    calling.since = now
    role = _role(books, change, person)
    write_role(books, calling, person, role)
    write_record(books, now, by, "role told" if change.what == ADDED else "role changed", None, person.id)
    books.session.flush()
    return person, (("role_told", {"name": role.name, "address": role.address}), *told_of(role))


def end_calling(books: Books, desk: Desk, name: str, now: datetime, by: str) -> tuple[Told, ...]:
    """At once, on one person's word: nothing is sent to it any more, and what waits for it stays. Raises Refused."""
    calling, role, person = told_called(books, desk, name)
    calling.ended_at = now
    books.session.add(calling)
    set_active(books, person, False)
    write_record(books, now, by, "role ended", None, person.id)
    books.session.flush()
    return (("role_ended", {"name": role.name, "address": role.address}),)


def everyone_called(books: Books, desk: Desk) -> tuple[Told, ...]:
    """Every role there is, the config's and those that were told, each with its key and its terms."""
    told = set(_names(books))
    rows: list[Told] = []
    for name, role in sorted(desk.roles.items()):
        facts = {"name": name, "address": role.address, "language": role.language}
        rows += [("role_row_told" if name in told else "role_row_config", facts), *told_of(role)]
    return tuple(rows) or (("role_none", {}),)


def terms_of(change: Change) -> tuple[Told, ...]:
    """What a change says of a role, for whoever confirms it; nothing where it is about somebody at the desk."""
    if not change.terms:
        return ()
    terms = vars(_terms(change))
    said = role_in(change.name, {**terms, "address": change.address, "fingerprint": "", "language": change.language})
    return told_of(said)


def told_of(role: Role) -> tuple[Told, ...]:
    """A role's terms, a line each."""
    terms: list[Told] = [("role_key", {"fingerprint": fours(role.fingerprint)})] if role.fingerprint else []
    terms += [
        ("role_consent" if role.consent else "role_no_consent", {"tlp": role.tlp.upper()}),
        ("role_fields", {"fields": ", ".join(role.fields)}),
    ]
    if role.required:
        terms.append(("role_required", {"fields": ", ".join(role.required)}))
    if kind_of(role.name):
        terms.append(("role_is_platform", {}))
    return tuple(terms)


def _role(books: Books, change: Change, person: Person) -> Role:
    [row] = [one for one in certificates_of(books, person.id) if one.standing == "pinned"][:1]
    key = canonical(certificate_data(books, row))
    paper = {**vars(_terms(change)), "address": change.address, "fingerprint": key.fingerprint}
    return role_in(change.name, {**paper, "language": change.language})


def _terms(change: Change) -> Terms:
    said = json.loads(change.terms)
    return Terms(said["tlp"], said["consent"], tuple(said["fields"]), tuple(said["required"]))


def _as_it_is(books: Books, person: Person, role: Role) -> str:
    """What may not have changed meanwhile: the terms, and the keys."""
    keys = sorted(row.mark for row in certificates_of(books, person.id) if row.standing == "pinned")
    return json.dumps([vars(role), keys], default=list)


def _is_theirs(books: Books, change: Change, key: Certificate) -> bool:
    """Whether this is a newer state of the key they have, at the address they have."""
    person = person_by_id(books, change.person_id)
    marks = {row.mark for row in certificates_of(books, person.id) if row.standing == "pinned"}
    return key_mark(books, key.fingerprint) in marks and read_address(books, person) == change.address


def _renew(books: Books, person: Person, key: Certificate) -> None:
    for row in certificates_of(books, person.id):
        if row.mark == key_mark(books, key.fingerprint):
            renew(books, row, key)


def _names(books: Books) -> Sequence[str]:
    return [calling.name for calling in callings(books)]
