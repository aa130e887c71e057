"""Questions about people, their addresses and their keys."""

from collections.abc import Sequence

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from db.store import Books
from db.tables import AT_THE_DESK, WORKS_TICKETS, Address, Certificate, KeyMark, Person

# Nearly everybody is a reporter, which SQLite does not know: asked for reporters it would look at every one of them.
NO_REPORTER = (*AT_THE_DESK, "partner")
APART = "apart"  # source of a certificate whose owner, people said, merely shares an address with somebody

Theirs = aliased(Address)

PERSON = select(Person).where(Person.id == bindparam("ident"))
WITH_ROLE = select(Person).where(col(Person.role).in_(bindparam("roles", expanding=True))).order_by(col(Person.since))
PEOPLE_AT = (
    select(Person).join(Address).where(Address.mark == bindparam("mark")).order_by(col(Person.since), col(Person.id))
)
ACTIVE_AT_THE_DESK = (
    select(Person).where(col(Person.role).in_(AT_THE_DESK), col(Person.active)).order_by(col(Person.since))
)
ACTIVE_HANDLERS = (
    select(Person).where(col(Person.role).in_(WORKS_TICKETS), col(Person.active)).order_by(col(Person.since))
)
ADDRESS = (
    select(Address)
    .where(Address.person_id == bindparam("person"))
    .order_by(col(Address.chosen_at).desc().nulls_last(), col(Address.id))
    .limit(1)
)
CERTIFICATES = select(Certificate).where(Certificate.person_id == bindparam("person")).order_by(col(Certificate.since))
CERTIFICATE_MARKED = (
    select(Certificate)
    .where(Certificate.mark == bindparam("mark"), col(Certificate.standing).in_(("pinned", "offered")))
    .order_by(col(Certificate.standing).desc(), col(Certificate.since))
    .limit(1)
)
RIVALS = (
    select(Certificate)
    .join(Person)
    .where(
        Certificate.standing == "pinned",
        Certificate.source != APART,
        Certificate.person_id != bindparam("person"),
        col(Person.role).not_in(NO_REPORTER),
        col(Certificate.person_id).in_(
            select(Theirs.person_id)
            .join(Address, col(Address.mark) == Theirs.mark)
            .where(Address.person_id == bindparam("person"))
        ),
    )
    .order_by(col(Certificate.since))
)
REFUSED = (
    select(Certificate.id).where(Certificate.mark == bindparam("mark"), Certificate.standing == "refused").limit(1)
)
CERTIFICATES_WITH = (
    select(Certificate).join(KeyMark).where(col(KeyMark.mark).in_(bindparam("marks", expanding=True))).distinct()
)


def person_by_id(books: Books, ident: str) -> Person:
    return books.at_hand(Person, ident) or books.session.exec(PERSON, params={"ident": ident}).one()


def people_at(books: Books, mark: str) -> tuple[Person, ...]:
    """Everybody who is known under this address, those who were known first in front."""
    return tuple(books.session.exec(PEOPLE_AT, params={"mark": mark}).all())


def people_with_role(books: Books, roles: Sequence[str]) -> Sequence[Person]:
    return books.session.exec(WITH_ROLE, params={"roles": list(roles)}).all()


def active_at_the_desk(books: Books) -> Sequence[Person]:
    """Everybody with a seat here, also those who see no ticket."""
    return books.session.exec(ACTIVE_AT_THE_DESK).all()


def active_handlers(books: Books) -> Sequence[Person]:
    """Who works on tickets and is told of them."""
    return books.session.exec(ACTIVE_HANDLERS).all()


def role_person(books: Books, role: str, *, active: bool = True) -> Person | None:
    """The partner who stands behind a role of the config, the latest one; `active` leaves out former ones."""
    mark = books.vault.mark("role", role)
    asked = select(Person).join(Address).where(Person.role == "partner", Address.mark == mark)
    if active:
        asked = asked.where(col(Person.active))
    return books.session.exec(asked.order_by(col(Person.since).desc())).first()


def address_of_person(books: Books, person_id: str) -> Address:
    """Where a person is written to: the one that people chose last, else the first."""
    return books.session.exec(ADDRESS, params={"person": person_id}).first() or _missing("address")


def certificates_of(books: Books, person_id: str) -> Sequence[Certificate]:
    return books.session.exec(CERTIFICATES, params={"person": person_id}).all()


def certificate_marked(books: Books, mark: str) -> Certificate | None:
    """The pinned certificate with this primary key, else one that was merely offered; a refused one never."""
    return books.session.exec(CERTIFICATE_MARKED, params={"mark": mark}).first()


def rivals_of(books: Books, person_id: str) -> Sequence[Certificate]:
    """Pinned certificates of other reporters who are known under an address of this person, the earliest first."""
    return books.session.exec(RIVALS, params={"person": person_id}).all()


def key_was_refused(books: Books, mark: str) -> bool:
    """Whether people, or the key's own successor, said that this primary key counts no more."""
    books.session.flush()
    return books.session.connection().execute(REFUSED, {"mark": mark}).first() is not None


def certificates_with_key(books: Books, marks: Sequence[str]) -> Sequence[Certificate]:
    """Certificates of which any key, primary or subkey, has one of these marks."""
    return books.session.exec(CERTIFICATES_WITH, params={"marks": list(marks)}).all()


def key_marks_of(books: Books, certificate_id: str) -> Sequence[str]:
    return books.session.exec(select(KeyMark.mark).where(KeyMark.certificate_id == certificate_id)).all()


def _missing(what: str) -> Address:
    raise LookupError(f"a person without {what}")
