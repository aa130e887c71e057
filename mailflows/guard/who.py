"""Who works here must not be told: a handler's name, address or key in a mail that leaves (LEAK-11)."""

import re
from collections.abc import Iterator

from db.papers import name_of
from db.questions import certificates_with_key, people_at, people_with_role, person_by_id
from db.store import Books
from db.tables import AT_THE_DESK, Person
from mailflows.addresses import fit_address
from mailflows.guard.leak import SHOWN, Leak
from mailflows.guard.names import tells
from mailflows.guard.plainly import words_of
from mailflows.keys import key_mark
from mailflows.people import address_mark
from mailflows.spelling import plain

MOST = 50  # addresses and key numbers of one text that are looked up
AT = r"\s?(?:@|\[at\]|\(at\))\s?"
ADDRESS = re.compile(rf"[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}{AT}[\w.-]{{1,190}}\w")
KEY = re.compile(
    r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9A-Fa-f]{4}[ \u00a0]*){9}[0-9A-Fa-f]{4}|[0-9A-Fa-f]{16}(?![0-9A-Za-z]))"
)


def names_told(books: Books, reader: Person, text: str) -> Iterator[Leak]:
    """Names of everybody who has or had a seat here."""
    if not text.strip():
        return
    own = frozenset(words_of(name_of(books, reader)))
    for person in people_with_role(books, AT_THE_DESK):
        name = name_of(books, person)
        if tells(name, text, own):
            yield Leak("leak_handler_name", name[:SHOWN])


def addresses_told(books: Books, text: str) -> Iterator[Leak]:
    """Addresses of everybody who has or had a seat here, also spelled out."""
    for found in list(ADDRESS.finditer(plain(text)))[:MOST]:
        address = re.sub(AT, "@", found[0]).strip(".,;:'")
        if not fit_address(address):
            continue
        if any(person.role in AT_THE_DESK for person in people_at(books, address_mark(books, address))):
            yield Leak("leak_handler_address", address[:SHOWN])


def keys_told(books: Books, text: str) -> Iterator[Leak]:
    """Fingerprints and key numbers of theirs, in groups or not."""
    for found in list(KEY.finditer(plain(text)))[:MOST]:
        number = "".join(found[1].split()).upper()
        for row in certificates_with_key(books, [key_mark(books, number)]):
            if person_by_id(books, row.person_id).role in AT_THE_DESK:
                yield Leak("leak_handler_key", found[1].strip()[:SHOWN])
                break
