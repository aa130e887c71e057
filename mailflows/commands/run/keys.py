"""`#key`: people say which key is whose, once they compared its fingerprint in another way. No mail ever decides it."""

import re
from collections.abc import Callable, Mapping

from db.papers import entry_paper
from db.questions import certificate_marked, letters_of, person_by_id, rivals_of
from db.questions.people import APART
from db.tables import Certificate, Person
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.touching import must_touch_only_ones_own, touched
from mailflows.commands.run.look_up import find
from mailflows.keys import certificate_data, drop_key, key_mark, keys_of, pin, rival_before
from mailflows.leading import fours
from mailflows.learning import settle_on, who_would_be_one
from mailflows.releasing import release_held
from mailflows.spelling import fold, plain
from pgp.certificates import Certificate as ReadCertificate
from pgp.certificates import canonical, unusable

FINGERPRINT = re.compile(r"(?:[0-9A-F]{40}|[0-9A-F]{64})")
FIND = frozenset(map(fold, ("find", "lookup", "chercher", "بحث")))


def key(value: str, case: Case) -> Done:
    """One of the ACTIONS and a fingerprint; with nothing behind it, which keys are known."""
    what, _, rest = plain(value).strip().partition(" ")
    if not what:
        return _known(case)
    if fold(what) in FIND:
        return find(rest, case)
    action = next((deed for names, deed in ACTIONS.items() if fold(what) in map(fold, names)), None)
    if action is None:
        raise Refused("key_what")
    fingerprint = re.sub(r"[\s:]|^0[xX]", "", rest.strip()).upper()
    if not FINGERPRINT.fullmatch(fingerprint):
        raise Refused("no_fingerprint")
    return action(fingerprint, case)


def _accept(fingerprint: str, case: Case) -> Done:
    """The key holds for the ticket's person. Whoever wrote with it, or was known before, turns out to be them."""
    books, certificate = case.books, named(fingerprint, case)
    if unusable(certificate, case.now):
        raise Refused("key_unusable")
    must_touch_only_ones_own(case, *who_would_be_one(books, case.reporter, certificate))
    stays, joined = settle_on(books, case.reporter, certificate, "handler", case.now)
    line = case.line("key_accepted", fingerprint=fours(fingerprint))
    if joined:
        line = f"{line} {case.line('key_joined', tickets=touched(case, stays))}"
    return Done(line, change="key accepted")


def _refuse(fingerprint: str, case: Case) -> Done:
    """The key is not theirs: nothing is sealed to it, and what it signs proves nothing."""
    certificate = named(fingerprint, case)
    row = certificate_marked(case.books, key_mark(case.books, fingerprint))
    if row is None:
        row = pin(case.books, case.reporter, certificate, "refused", "handler", case.now)
    drop_key(case.books, row, "handler")
    case.books.session.flush()
    for person in {rival.person_id for rival in rivals_of(case.books, case.reporter.id)} | {case.reporter.id}:
        release_held(case.books, person_by_id(case.books, person), case.now)
    return Done(case.line("key_refused", fingerprint=fours(fingerprint)), change="key refused")


def _apart(fingerprint: str, case: Case) -> Done:
    """Two people share this address, each with a key of their own."""
    row = certificate_marked(case.books, key_mark(case.books, fingerprint))
    if row is None or row.id not in {one.id for one in _at_this_address(case)}:
        raise Refused("no_such_key")
    row.source = APART
    case.books.session.add(row)
    case.books.session.flush()
    release_held(case.books, person_by_id(case.books, row.person_id), case.now)
    return Done(case.line("key_apart", fingerprint=fours(fingerprint)), change="key apart")


ACTIONS: Mapping[tuple[str, ...], Callable[[str, Case], Done]] = {
    ("accept", "accepter", "قبول", "اعتماد"): _accept,
    ("refuse", "reject", "refuser", "رفض"): _refuse,
    ("apart", "separate", "séparer", "فصل"): _apart,
}


def _known(case: Case) -> Done:
    """Every key known under the person's address, and how it stands."""
    lines = []
    for row in sorted(_at_this_address(case), key=lambda row: row.since):
        read = canonical(certificate_data(case.books, row))
        ends = read.encryption_expires_at
        doubted = row.standing == "pinned" and rival_before(case.books, row) is not None
        lines.append(
            case.line(
                "key_line",
                standing=case.word("standing", "waiting" if doubted else row.standing),
                fingerprint=fours(read.fingerprint),
                since=f"{row.since:%Y-%m-%d}",
                until=f"{ends:%Y-%m-%d}" if ends else "–",
            )
        )
    return Done(" · ".join(lines) or case.line("key_none"))


def named(fingerprint: str, case: Case) -> ReadCertificate:
    """The certificate of this fingerprint: attached to this very mail, or come with the ticket or from its address."""
    for data in (*case.certificates, *_waiting(case)):
        if (read := canonical(data)).fingerprint == fingerprint:
            _owner(read, case)
            return read
    for row in _at_this_address(case):
        if row.mark == key_mark(case.books, fingerprint):
            return canonical(certificate_data(case.books, row))
    raise Refused("no_such_key")


def _owner(certificate: ReadCertificate, case: Case) -> tuple[Person, ...]:
    """Who writes with this key so far, if anybody. Raises Refused where that is somebody at the desk or a partner."""
    row = certificate_marked(case.books, key_mark(case.books, certificate.fingerprint))
    if row is None:
        return ()
    person = person_by_id(case.books, row.person_id)
    if person.role != "reporter":
        raise Refused("key_at_the_desk")
    return (person,)


def _waiting(case: Case) -> list[bytes]:
    """Keys that letters of this ticket brought, which were kept for this."""
    papers = (entry_paper(case.books, case.about, letter) for letter in letters_of(case.books, case.about.id))
    return [bytes.fromhex(data) for paper in papers for data in paper.get("keys", ())]


def _at_this_address(case: Case) -> list[Certificate]:
    return [*keys_of(case.books, case.reporter), *rivals_of(case.books, case.reporter.id)]
