"""Leading: who may change the desk by mail, and what they are told when it changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from db.papers import name_of
from db.questions import active_at_the_desk, certificates_of
from db.store import Books
from db.tables import Person
from mailflows.answer import answer, read_address
from mailflows.desk import Desk
from mailflows.keys import certificate_data
from mailflows.notices import at_once
from mailflows.seats import AT_THE_DESK, LEADS
from pgp.certificates import canonical
from templates import label

Told = tuple[str, Mapping[str, Any]]  # a key of the labels "done", and what stands in it


def leads(books: Books, besides: Person | None = None) -> list[Person]:
    """Who may change the desk by mail."""
    return [one for one in active_at_the_desk(books) if one.role in LEADS and (besides is None or one.id != besides.id)]


def everybody(books: Books) -> tuple[Told, ...]:
    """Who works here, each with the keys that hold for them."""
    told: list[Told] = []
    for person in active_at_the_desk(books):
        facts = {"name": name_of(books, person), "address": read_address(books, person)}
        told.append(("staff_row", {**facts, "role": person.role, "language": person.language}))
        for row in certificates_of(books, person.id):
            if row.standing == "pinned":
                read = canonical(certificate_data(books, row))
                ends = f"{read.encryption_expires_at:%Y-%m-%d}" if read.encryption_expires_at else "–"
                told.append(("staff_row_key", {"fingerprint": fours(read.fingerprint), "until": ends}))
    return tuple(told)


def tell(
    books: Books,
    desk: Desk,
    told: Sequence[Told],
    now: datetime,
    *,
    besides: Person | None = None,
    anybody: bool = False,
) -> None:
    """What became of the desk, sealed, to everybody who leads it; to `anybody` who works there where nobody leads."""
    for person in leads(books, besides) or (active_at_the_desk(books) if anybody and not leads(books) else ()):
        facts = {"desk_name": desk.name, "lines": worded(told, person.language)}
        answer(books, desk, None, person, "staff", facts, at_once(now), now)


def worded(told: Sequence[Told], language: str) -> tuple[str, ...]:
    """The lines in somebody's language."""
    return tuple(_line(key, facts, language) for key, facts in told)


def _line(key: str, facts: Mapping[str, Any], language: str) -> str:
    shown = dict(facts)
    for name in ("role", "before"):
        if facts.get(name) in AT_THE_DESK:
            shown[name] = label("seat", facts[name], language)
    if facts.get("language"):
        shown["language"] = label("language", facts["language"], language)
    return label("done", key, language).format(**shown)


def fours(fingerprint: str) -> str:
    """A fingerprint in groups of four, as two people read it to each other."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
