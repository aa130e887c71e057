"""`hirz handler` and `hirz key`: who works here, and which keys are known. Changes are lines in the record."""

import argparse
from pathlib import Path

from daemon.assemble import build_keyring, open_store
from daemon.config import Config, ConfigError, load
from daemon.tools import wall_clock
from db.papers import name_of, set_active
from db.questions import (
    certificate_marked,
    certificates_of,
    people_at,
    people_with_role,
    person_by_id,
    tickets_of_handler,
)
from db.record import write_record
from db.store import Books
from db.tables import Person
from mailflows.addresses import fit_address, folded_address, same_address
from mailflows.answer import read_address
from mailflows.keys import certificate_data, key_mark, pin
from mailflows.people import AT_THE_DESK, address_mark, introduce
from pgp.autocrypt import export_public, vcard
from pgp.certificates import Certificate, canonical, unusable

AT_DESK = tuple(sorted(AT_THE_DESK))


def handler(told: argparse.Namespace) -> int:
    config = load(told.config)
    return {"add": _add, "list": _list, "disable": _disable}[told.doing](told, config)


def _add(told: argparse.Namespace, config: Config) -> int:
    certificate = read_certificate(told.certificate)
    if fit_address(told.address) is None:
        raise ConfigError(f"{told.address!r} is not one plain mail address")
    if any(same_address(told.address, own) for own in (config.desk.address, *config.desk.aliases)):
        raise ConfigError("this is the desk's own address; a handler needs one of their own")
    now = wall_clock()
    if reason := unusable(certificate, now):
        raise ConfigError(f"{told.certificate}: mail cannot be sealed to this certificate ({reason})")
    store = open_store(config, now)
    with store.writing() as books:
        _free(books, certificate)
        if any(
            person.role in AT_THE_DESK and person.active
            for person in people_at(books, address_mark(books, told.address))
        ):
            raise ConfigError("somebody at the desk has this address already; disable them first")
        person = introduce(books, told.role, told.name, told.address, told.language, now)
        pin(books, person, certificate, "pinned", "handler", now)
        write_record(books, now, "sysadmin", f"added {told.role}", None, person.id)
    store.close()
    print(f"added {told.role} {told.name}, key {certificate.fingerprint}")
    if folded_address(told.address) not in certificate.addresses:
        print(f"warning: their certificate does not name {told.address}; is the address right?")
    print("Compare this fingerprint with them, by voice or in person, before they get their first ticket.")
    return 0


def _free(books: Books, certificate: Certificate) -> None:
    """Takes a key away from whoever merely wrote with it; the person at the shell knows whose it is."""
    while (row := certificate_marked(books, key_mark(books, certificate.fingerprint))) is not None:
        owner = person_by_id(books, row.person_id)
        if owner.role != "reporter" and owner.active:
            raise ConfigError(f"this certificate belongs to a {owner.role}; see `hirz handler list`")
        row.standing = "refused"
        books.session.add(row)
        books.session.flush()


def _list(_told: argparse.Namespace, config: Config) -> int:
    store = open_store(config, wall_clock())
    with store.reading() as books:
        for person in people_with_role(books, AT_DESK):
            state = "" if person.active else "  (disabled)"
            print(
                f"{person.role:<12} {name_of(books, person)} <{read_address(books, person)}> {person.language}{state}"
            )
            for row in certificates_of(books, person.id):
                certificate = canonical(certificate_data(books, row))
                until = (
                    f"until {certificate.encryption_expires_at:%Y-%m-%d}"
                    if certificate.encryption_expires_at
                    else "does not expire"
                )
                print(f"             {certificate.fingerprint} {until}")
    store.close()
    return 0


def _disable(told: argparse.Namespace, config: Config) -> int:
    store = open_store(config, wall_clock())
    with store.writing() as books:
        person = _at_the_desk(books, told.address)
        set_active(books, person, False)
        orphans = tickets_of_handler(books, person.id)
        for ticket in orphans:
            ticket.handler_id = None
            books.session.add(ticket)
            write_record(books, wall_clock(), "sysadmin", "unassigned", ticket.id)
        write_record(books, wall_clock(), "sysadmin", "disabled", None, person.id)
    store.close()
    if orphans:
        print("nobody has these tickets now: " + ", ".join(ticket.name for ticket in orphans))
    print("disabled: nothing signed by their key is obeyed from now on")
    return 0


def _at_the_desk(books: Books, address: str) -> Person:
    found = [one for one in people_at(books, address_mark(books, address)) if one.role in AT_THE_DESK and one.active]
    if not found:
        raise ConfigError("nobody who is active at the desk has this address; see `hirz handler list`")
    return found[0]


def key(told: argparse.Namespace) -> int:
    config = load(told.config)
    if told.doing == "import":
        return _import(told, config)
    with build_keyring(config) as keyring:
        own = keyring.own[0].certificate
    made = export_public(own) if told.doing == "export" else vcard(config.desk.address, config.desk.name, own)
    print(made.decode(), end="")
    return 0


def _import(told: argparse.Namespace, config: Config) -> int:
    """For a reporter whose fingerprint was compared on another channel: from now on this is their key."""
    certificate, now = read_certificate(told.certificate), wall_clock()
    store = open_store(config, now)
    with store.writing() as books:
        _free(books, certificate)
        there = [one for one in people_at(books, address_mark(books, told.address)) if one.role == "reporter"]
        language = config.desk.default_language
        person = there[0] if there else introduce(books, "reporter", "", told.address, language, now)
        for row in certificates_of(books, person.id):
            row.standing = "refused"
            books.session.add(row)
        pin(books, person, certificate, "pinned", "sysadmin", now)
        write_record(books, now, "sysadmin", "key imported", None, person.id)
    store.close()
    print(f"from now on mail to this address is sealed to {certificate.fingerprint}")
    print("Compare this fingerprint with them, by voice or in person, if you have not.")
    return 0


def read_certificate(path: Path) -> Certificate:
    """Raises ConfigError, or CertificateRefused with the reason."""
    try:
        return canonical(path.read_bytes())
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None
