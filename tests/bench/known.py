"""How many people are known must not matter: the same work beside stores that know a few people, and very many.

What is told is computing, which neighbours on the cores disturb least.
"""

import secrets
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.papers import new_person, person_key, write_paper
from db.questions import certificates_with_key
from db.store import Books, Store, open_engine
from db.tables import Address, Certificate, KeyMark
from db.upgrading import upgrade
from db.vault import Vault, new_id
from mailflows.keys import certificate_data, key_mark, pin
from mailflows.leaving import Leaving
from mailflows.people import introduce
from pgp.certificates import canonical
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Protection
from tests.bench.desk import shared
from tests.bench.letters import first_letters
from tests.bench.operations import computed
from tests.mailflows.flow import FOUNDED, Flow, new_flow
from tests.people import People

ROUNDS = 5
LETTERS = 12  # settled a round


@dataclass(frozen=True)
class Known:
    """What one store took, round by round."""

    people: int
    opened: tuple[float, ...]  # seconds of computing: a mail opened and judged, its sender's certificate looked up
    settled: tuple[float, ...]  # seconds of computing: a letter settled, and decided how its answers leave


def beside_many(people: People, many: int, count: int, say: Callable[[str], None]) -> list[Known]:
    """The same mails beside a store that knows who takes part, and one that knows `many` more; in turn."""
    took: dict[int, tuple[list[float], list[float]]] = {}
    mails = first_letters([people.reporter], people.desk, count)
    with (
        tempfile.TemporaryDirectory(prefix="hz-", dir=shared()) as folder,
        Keyring.build([people.desk.secret_key]) as own,
    ):
        flows = {}
        for more in (0, many):
            say(f"a store that knows {more + 1:,} people")
            flows[more + 1] = flow = _flow(Path(folder) / f"{more}.sqlite", people)
            _fill(flow.store, people, more)
        for flow in flows.values():
            _opened(flow, mails, own), _settled(flow, own)  # once, outside the clock
        for _ in range(ROUNDS):
            for known, flow in flows.items():
                opened, settled = took.setdefault(known, ([], []))
                opened.append(_opened(flow, mails, own))
                settled.append(_settled(flow, own))
        for flow in flows.values():
            flow.store.close()
    return [Known(known, tuple(opened), tuple(settled)) for known, (opened, settled) in took.items()]


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def _flow(file: Path, people: People) -> Flow:
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine, None, FOUNDED)
    flow = new_flow(Store(engine, Vault(secrets.token_bytes(32))), people)
    flow.becomes(outbound_per_ticket=10**6, acks_per_address=10**6, acks_an_hour=10**6, tickets_per_address=10**6)
    with flow.store.writing() as books:
        reporter = introduce(books, "reporter", people.reporter.name, people.reporter.address, "ar", FOUNDED)
        pin(books, reporter, canonical(people.reporter.certificate), "pinned", "signature", FOUNDED)
    return flow


def _fill(store: Store, people: People, many: int) -> None:
    """People with an address and a key each, found by marks of their own; the certificates behind are a few."""
    few = [canonical(one.certificate) for one in (people.lab, people.mallory)]
    for start in range(0, many, 500):
        with store.writing() as books:
            for at in range(start, min(start + 500, many)):
                _somebody(books, few[at % len(few)].data, at)


def _somebody(books: Books, certificate: bytes, at: int) -> None:
    person = new_person(books, "reporter", f"Reporter {at}", "ar", FOUNDED)
    books.session.flush()
    key, marks = person_key(books, person), [secrets.token_hex(32) for _ in range(6)]
    address, row = new_id(), new_id()
    sealed = write_paper(key, f"address:{address}", {"address": f"reporter{at}@press.test"})
    books.append(Address(id=address, person_id=person.id, mark=marks[0], root=marks[1], sealed=sealed))
    paper = {"certificate": certificate.hex(), "fingerprint": canonical(certificate).fingerprint, "asks": True}
    sealed = write_paper(key, f"certificate:{row}", paper)
    books.session.add(
        Certificate(
            id=row,
            person_id=person.id,
            mark=marks[2],
            standing="pinned",
            source="signature",
            sealed=sealed,
            since=FOUNDED,
        )
    )
    books.session.flush()
    for mark in marks[2:]:
        books.append(KeyMark(id=new_id(), certificate_id=row, mark=mark))


def _opened(flow: Flow, mails: Sequence[bytes], keyring: Keyring) -> float:
    """Seconds a mail."""

    def known(issuers: Sequence[str]) -> Sequence[bytes]:
        with flow.store.reading() as books:
            rows = certificates_with_key(books, [key_mark(books, issuer) for issuer in issuers])
            return [certificate_data(books, row) for row in rows]

    before = computed(keyring.home)
    for raw in mails:
        assert open_mail(raw, keyring, known, datetime.now(UTC)).protection is Protection.SEALED
    return (computed(keyring.home) - before) / len(mails)


def _settled(flow: Flow, keyring: Keyring) -> float:
    """Seconds a letter."""
    before = computed(keyring.home)
    for _ in range(LETTERS):
        flow.arrives(flow.people.reporter, "somebody reads my mail", signed_by=flow.people.reporter)
    took = computed(keyring.home) - before
    left = flow.outbox()
    before = computed(keyring.home)
    assert all(isinstance(flow.leaves(one), Leaving) for one in left)
    return (took + computed(keyring.home) - before) / LETTERS
