"""Keys: which certificate stands under whose name, and how it is found again by any of its keys."""

from datetime import datetime

from db.papers import person_key, read_paper, write_paper
from db.questions import certificates_of, key_marks_of, person_by_id, rivals_of
from db.questions.people import APART
from db.store import Books
from db.tables import Certificate, KeyMark, Person
from db.vault import new_id
from pgp.certificates import Certificate as ReadCertificate
from pgp.certificates import canonical, merged


def pin(
    books: Books,
    person: Person,
    certificate: ReadCertificate,
    standing: str,
    source: str,
    now: datetime,
    *,
    asks: bool = True,
) -> Certificate:
    """Puts a certificate under a person's name, findable by each of its keys.

    `asks`: whether they want sealed answers even where nothing was ever sealed; who merely offers a key may not.
    """
    ident = new_id()
    row = Certificate(
        id=ident,
        person_id=person.id,
        mark=key_mark(books, certificate.fingerprint),
        standing=standing,
        source=source,
        sealed=write_paper(person_key(books, person), f"certificate:{ident}", _paper(certificate, asks=asks)),
        since=now,
        expires_at=certificate.encryption_expires_at,
    )
    books.session.add(row)
    _mark_keys(books, row, certificate)
    return row


def keys_of(books: Books, person: Person) -> list[Certificate]:
    """The certificates that may be used for a person, those pinned by a signature or by people in front."""
    rows = [row for row in certificates_of(books, person.id) if row.standing in ("pinned", "offered")]
    return sorted(rows, key=lambda row: (row.standing != "pinned", row.since))


def rival_before(books: Books, row: Certificate) -> Certificate | None:
    """The key that was known under one of this person's addresses before this one came: which holds, people say."""
    if row.source == APART:
        return None
    earlier = (one for one in rivals_of(books, row.person_id) if (one.since, one.id) < (row.since, row.id))
    return next((one for one in earlier if one.mark != row.mark), None)


def certificate_data(books: Books, row: Certificate) -> bytes:
    """The canonical octets of a certificate in the store."""
    key = person_key(books, person_by_id(books, row.person_id))
    return bytes.fromhex(read_paper(key, f"certificate:{row.id}", row.sealed)["certificate"])


def asks_sealed(books: Books, row: Certificate, person: Person) -> bool:
    """Whether the owner wants sealed answers."""
    return bool(read_paper(person_key(books, person), f"certificate:{row.id}", row.sealed).get("asks", True))


def renew(books: Books, row: Certificate, newer: ReadCertificate) -> bool:
    """Adds what the owner signed since: later dates, new subkeys, a revocation, which stays for ever (KEY-09).

    True where that changed anything. Both must be states of one primary key.
    """
    held = canonical(certificate_data(books, row))
    whole = merged([held, newer])
    if whole.data == held.data:
        return False
    rewrite_certificate(books, row, person_by_id(books, row.person_id), whole)
    return True


def rewrite_certificate(
    books: Books, row: Certificate, person: Person, certificate: ReadCertificate, *, asks: bool | None = None
) -> None:
    """Puts another state of the same certificate into its row."""
    wants = asks_sealed(books, row, person) if asks is None else asks
    paper = _paper(certificate, asks=wants)
    row.sealed = write_paper(person_key(books, person), f"certificate:{row.id}", paper)
    row.expires_at = certificate.encryption_expires_at
    books.session.add(row)
    _mark_keys(books, row, certificate)


def drop_key(books: Books, row: Certificate, source: str) -> None:
    """Nothing is sealed to this certificate any more, and what it signs proves nothing; `source` says who decided."""
    row.standing, row.source = "refused", source
    books.session.add(row)


def key_mark(books: Books, handle: str) -> str:
    return books.vault.mark("key", handle.upper())


def _paper(certificate: ReadCertificate, *, asks: bool) -> dict[str, object]:
    return {"certificate": certificate.data.hex(), "fingerprint": certificate.fingerprint, "asks": asks}


def _mark_keys(books: Books, row: Certificate, certificate: ReadCertificate) -> None:
    """Makes a certificate findable by the fingerprint and the id of each of its keys."""
    handles = {handle for key in certificate.keys for handle in (key.fingerprint, key.key_id)}
    marks = {key_mark(books, handle) for handle in handles} - set(key_marks_of(books, row.id))
    for mark in sorted(marks):
        books.append(KeyMark(id=new_id(), certificate_id=row.id, mark=mark))
