"""`hirz handler` and `hirz key import`: who works here, and whose key is whose. Changes are lines in the record.

Whoever runs the server is a second person by themselves: what they say here takes effect at once, and everybody who
leads the desk is told by mail.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from daemon.assemble import office_in
from daemon.config import Config, ConfigError, load
from daemon.shell.at_hand import desk_from_outside, desk_open, store_open
from daemon.tools import wall_clock
from db.papers import name_of
from db.questions import certificates_of, people_with_role
from db.store import Books, Store
from mailflows.addresses import fit_address, folded_address
from mailflows.answer import read_address
from mailflows.callings import terms_of
from mailflows.commands.case import Refused
from mailflows.desk import Desk
from mailflows.keys import certificate_data
from mailflows.leading import Told, leads, tell, worded
from mailflows.proposals import LIVES, confirm, waiting, withdraw
from mailflows.seats import AT_THE_DESK
from mailflows.staff import SYSADMIN, Change, at_the_desk, disable, joining, make, other_key, other_role
from pgp.certificates import Certificate, canonical
from pgp.reasons import Refused as NoCertificate
from templates import label

AT_DESK = tuple(sorted(AT_THE_DESK))


def handler(told: argparse.Namespace) -> int:
    config = load(told.config, look=False)  # whoever has to put somebody out now needs no mailbox for it
    return DOINGS[told.doing](told, config)


def _add(told: argparse.Namespace, config: Config) -> int:
    certificate = read_certificate(told.certificate)
    if told.role and told.role_too and told.role != told.role_too:
        raise ConfigError(f"a {told.role} or a {told.role_too}? Say it once")
    role = told.role or told.role_too or "handler"
    if fit_address(told.address) is None:
        raise ConfigError(f"{told.address!r} is not one plain mail address")
    with desk_open(config) as (store, desk), _plain_words():
        now = wall_clock()
        with store.writing() as books:
            change = joining(books, desk, told.name, told.address, role, told.language, certificate, now)
            _change(books, desk, change)
    print(f"added {role} {change.name}, key {certificate.fingerprint}")
    if folded_address(told.address) not in map(folded_address, certificate.addresses):
        print(f"warning: their certificate does not name {told.address}; is the address right?")
    print("Compare this fingerprint with them, by voice or in person, before they get their first ticket.")
    return 0


def _role(told: argparse.Namespace, config: Config) -> int:
    with desk_open(config) as (store, desk), _plain_words(), store.writing() as books:
        _say(_change(books, desk, other_role(books, desk, told.address, told.role, wall_clock())))
    return 0


def _key(told: argparse.Namespace, config: Config) -> int:
    certificate = read_certificate(told.certificate)
    with desk_open(config) as (store, desk), _plain_words(), store.writing() as books:
        _say(_change(books, desk, other_key(books, desk, told.address, certificate, wall_clock())))
    print("Compare this fingerprint with them, by voice or in person, if you have not.")
    return 0


def _change(books: Books, desk: Desk, change: Change) -> Sequence[Told]:
    now = wall_clock()
    person, done = make(books, desk, change, now, SYSADMIN)
    tell(books, desk, done, now, besides=person)
    return done


def _confirm(told: argparse.Namespace, config: Config) -> int:
    with desk_open(config) as (store, desk), _plain_words(), store.writing() as books:
        _say(confirm(books, desk, told.code, None, wall_clock()))
    return 0


def _withdraw(told: argparse.Namespace, config: Config) -> int:
    with desk_open(config) as (store, desk), _plain_words(), store.writing() as books:
        _say(withdraw(books, desk, told.code, None, wall_clock()))
    return 0


def _proposals(_told: argparse.Namespace, config: Config) -> int:
    """What waits for a second person. The code is not among it: whoever asked for it has it."""
    with store_open(config) as store, store.reading() as books:
        found = waiting(books, wall_clock())
        for proposal, proposer, change in found:
            what = label("proposal", change.what, "en")
            print(f"{what}: {change.name} <{change.address}>{change.role and f', {change.role}'}")
            for line in worded(terms_of(change), "en"):
                print(f"    {line}")
            if change.fingerprint:
                print(f"    key    {change.fingerprint}")
            print(f"    asked  by {name_of(books, proposer)}, waits until {proposal.at + LIVES:%Y-%m-%d %H:%M} UTC")
    print("hirz handler confirm CODE, with the code that they were given" if found else "nothing waits")
    return 0


def _list(_told: argparse.Namespace, config: Config) -> int:
    with store_open(config) as store, store.reading() as books:
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
                dropped = "  (replaced)" if row.standing == "refused" else ""
                print(f"             {certificate.fingerprint} {until}{dropped}")
    return 0


def _disable(told: argparse.Namespace, config: Config) -> int:
    with store_open(config) as store, _plain_words():
        now = wall_clock()
        with store.writing() as books:
            done = disable(books, office_in(config), at_the_desk(books, told.address), now, SYSADMIN)
            alone = not leads(books)
        _say(done)
        print("disabled: nothing signed by their key is obeyed from now on")
        if alone:
            print("nobody leads this desk now: hirz handler role ADDRESS lead")
        _tell_others(config, store, done)
    return 0


def _tell_others(config: Config, store: Store, done: Sequence[Told]) -> None:
    """In a transaction of its own: they are out already, whatever is wrong with the rest of the desk."""
    try:
        desk = desk_from_outside(config, store)
    except (ConfigError, NoCertificate, OSError) as trouble:
        print(f"the others were not told by mail: {trouble}")
        return
    with store.writing() as books:
        tell(books, desk, done, wall_clock(), anybody=True)


DOINGS: Mapping[str, Callable[[argparse.Namespace, Config], int]] = {
    "add": _add,
    "list": _list,
    "disable": _disable,
    "role": _role,
    "key": _key,
    "proposals": _proposals,
    "confirm": _confirm,
    "withdraw": _withdraw,
}


def _say(told: Sequence[Told]) -> None:
    for line in worded(told, "en"):
        print(line)


@contextmanager
def _plain_words() -> Iterator[None]:
    """A refusal in the words that a lead would get by mail."""
    try:
        yield
    except Refused as refused:
        nearest = f" There is: {refused.nearest}." if refused.nearest else ""
        raise ConfigError(label("why", refused.why, "en") + nearest) from None


def read_certificate(path: Path) -> Certificate:
    """Raises ConfigError, or CertificateRefused with the reason."""
    try:
        return canonical(path.read_bytes())
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None
