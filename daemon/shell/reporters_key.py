"""`hirz key import`: a reporter's certificate whose fingerprint was compared on another channel."""

import argparse

from daemon.assemble import open_store
from daemon.config import ConfigError, load
from daemon.shell.staff import read_certificate
from daemon.tools import wall_clock
from db.questions import certificate_marked, people_at, person_by_id
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.addresses import fit_address
from mailflows.keys import key_mark, keys_of
from mailflows.learning import settle_on
from mailflows.people import address_mark, introduce
from pgp.certificates import Certificate, unusable


def import_key(told: argparse.Namespace) -> int:
    """From now on this is their key; whoever wrote with it, or was known at this address before, is them."""
    config = load(told.config, look=False)
    certificate, now = read_certificate(told.certificate), wall_clock()
    if fit_address(told.address) is None:
        raise ConfigError(f"{told.address!r} is not one plain mail address")
    if reason := unusable(certificate, now):
        raise ConfigError(f"{told.certificate}: mail cannot be sealed to this certificate ({reason})")
    store = open_store(config, now)
    with store.writing() as books:
        _free(books, certificate)
        person = _whose(books, told.address)
        if person is None:
            person = introduce(books, "reporter", "", told.address, config.desk.default_language, now)
        person, _ = settle_on(books, person, certificate, "sysadmin", now)
        write_record(books, now, "sysadmin", "key imported", None, person.id)
    store.close()
    print(f"from now on mail to this address is sealed to {certificate.fingerprint}")
    print("Compare this fingerprint with them, by voice or in person, if you have not.")
    return 0


def _whose(books: Books, address: str) -> Person | None:
    """The reporter at this address: whoever has a key already, or else who was known first."""
    there = [one for one in people_at(books, address_mark(books, address)) if one.role == "reporter"]
    return next((one for one in there if keys_of(books, one)), there[0] if there else None)


def _free(books: Books, certificate: Certificate) -> None:
    """Raises ConfigError where the key belongs to somebody at the desk, or to a partner."""
    row = certificate_marked(books, key_mark(books, certificate.fingerprint))
    owner = person_by_id(books, row.person_id) if row else None
    if owner is not None and owner.role != "reporter":
        raise ConfigError(f"this certificate belongs to a {owner.role}; see `hirz handler list`")
