"""A scene: a desk that real mails reach, opened with real keys, read, confirmed and settled as the daemon does it."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.keeping import Arrival, keep
from db.papers import set_active
from db.questions import certificate_marked, certificates_with_key, people_at, person_by_id
from db.tables import Ticket
from mailflows.examine.finding import Finding
from mailflows.examine.turn import take_turn
from mailflows.intake import Arrived, Settled, take_in
from mailflows.keys import certificate_data, key_mark, pin
from mailflows.leaving import Held, Leaving
from mailflows.letter import EMPTY, Examined
from mailflows.people import address_mark, introduce
from mailflows.seats import AT_THE_DESK
from pgp.certificates import canonical
from pgp.confirm import confirm
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened
from tests.mailflows.flow import Flow, Left
from tests.mails import File, mail
from tests.people import People, Person

QUESTION = "Somebody took over my account and I do not know what to do"


@dataclass(frozen=True)
class Came:
    """All that is known of a mail once it was settled."""

    opened: Opened
    examined: Examined
    confirmed: bool
    settled: Settled


@dataclass
class Scene:
    """One desk: `arrives` is a real mail's whole way, `says` makes a handler's honest answer to a notice."""

    flow: Flow
    keyring: Keyring
    count: list[int] = field(default_factory=list)

    @property
    def people(self) -> People:
        return self.flow.people

    def arrives(self, raw: bytes, *, junk: bool = False) -> Came:
        """What daemon/taking.py does with a mail; only the walls of the sandbox are left out."""
        flow = self.flow
        flow.passes(seconds=1)
        opened = open_mail(raw, self.keyring, self._known, flow.now)
        examined = examine(opened.mail)
        confirmed = self._confirms(opened)
        self.count.append(len(raw))
        with flow.store.writing() as books:
            kept = keep(books, raw, Arrival("desk", "INBOX", 1, len(self.count), flow.now, junk), flow.now)
        assert kept is not None, "this very mail was kept before"
        with flow.store.writing() as books:
            settled = take_in(Arrived(kept, opened, examined, confirmed), books, flow.desk, flow.now)
        return Came(opened, examined, confirmed, settled)

    def asks(self, text: str = QUESTION, frm: Person | None = None) -> tuple[Came, Left]:
        """A reporter's sealed letter that brings its key, and the notice about it that the first handler got."""
        reporter = frm or self.people.reporter
        came = self.arrives(mail(reporter, self.people.desk, text, sealed_by=reporter, autocrypt=True))
        assert came.opened.signer == reporter.fingerprint, came.opened.reasons
        return came, self.flow.outbox("notify_handler", self.people.handler)[0]

    def says(self, notice: Left, words: str, **more: object) -> bytes:
        """The honest mail that all forged commands are made from: a handler answers a notice, signed and sealed."""
        handler = more.pop("who", self.people.handler)
        assert isinstance(handler, Person)
        more = {"sealed_by": handler, **more}
        return mail(handler, self.people.desk, answered(notice, words), **more)  # type: ignore[arg-type]

    def ticket(self, came: Came) -> Ticket:
        return self.flow.ticket(came.settled)

    def joins(self, handler: Person) -> None:
        """One more handler."""
        self.joins_as("handler", handler)

    def joins_as(self, role: str, handler: Person) -> None:
        """Somebody works here from now on."""
        with self.flow.store.writing() as books:
            person = introduce(books, role, handler.name, handler.address, "en", self.flow.desk.founded)
            pin(books, person, canonical(handler.certificate), "pinned", "handler", self.flow.desk.founded)

    def retires(self, handler: Person) -> None:
        with self.flow.store.writing() as books:
            [person] = people_at(books, address_mark(books, handler.address))
            set_active(books, person, False)

    def _known(self, issuers: Sequence[str]) -> Sequence[bytes]:
        with self.flow.store.reading() as books:
            rows = certificates_with_key(books, [key_mark(books, issuer) for issuer in issuers])
            return [certificate_data(books, row) for row in rows]

    def _confirms(self, opened: Opened) -> bool:
        if opened.signer is None:
            return False
        with self.flow.store.reading() as books:
            row = certificate_marked(books, key_mark(books, opened.signer))
            if row is None or person_by_id(books, row.person_id).role not in AT_THE_DESK:
                return False
            certificate = certificate_data(books, row)
        return confirm(opened, opened.signer_certificate or certificate, self.flow.now)


def answered(notice: Left, words: str) -> str:
    """A handler's words above the quoted notice, as a mail program puts them."""
    quoted = "\n".join(f"> {line}" for line in notice.text.splitlines())
    return f"{words}\n\nOn Sun, 22 Nov 2026 at 08:00, Test Desk <help@desk.test> wrote:\n{quoted}\n"


def examine(mail: bytes) -> Examined:
    """Everything the sandbox says of a mail, asked in this process."""
    first = take_turn(mail, "mail")
    findings: list[Finding] = list(first.findings)
    waiting = deque(first.further)
    while waiting:
        turn = take_turn(mail, waiting.popleft())
        findings += turn.findings
        waiting += turn.further
    return Examined(first.letter or EMPTY, tuple(findings), first.evidence, first.unread)


def believed(came: Came, by: Person) -> None:
    """The honest half of every test: the mail as a whole is believed, and by nobody else's key."""
    assert came.opened.signer == by.fingerprint, came.opened.reasons
    assert came.opened.whole


def obeyed(scene: Scene, raw: bytes) -> None:
    """The honest half where a command is meant: it is done, and a transcript says so."""
    came = scene.arrives(raw)
    assert came.confirmed and came.settled.state == "settled", came.settled
    assert [one.row.kind for one in scene.flow.outbox()].count("transcript") == 1


def ignored(scene: Scene, raw: bytes, reason: str) -> None:
    """The mail is set aside in sight, and nothing of it is done."""
    came = scene.arrives(raw)
    assert (came.settled.state, came.settled.reason) == ("aside", reason), came.settled
    assert not {one.row.kind for one in scene.flow.outbox()} - {"notify_handler", "refused"}


def reply_to(scene: Scene, came: Came) -> Leaving | Held:
    """How an answer to this ticket leaves now."""
    scene.flow.seen.clear()
    handler = scene.people.handler
    shown = [one for one in scene.flow.outbox("", handler) if one.row.kind in ("notify_handler", "transcript")]
    notice = max((one for one in shown if one.row.ticket_id == scene.ticket(came).id), key=lambda one: one.row.made_at)
    scene.flow.passes(seconds=1)
    scene.flow.arrives(handler, answered(notice, "#reply\n\nWe are here."), signed_by=handler)
    return scene.flow.leaves(scene.flow.outbox("reply")[-1])


def sealed_to(leaving: Leaving | Held, person: Person) -> bool:
    return (
        isinstance(leaving, Leaving) and leaving.certificate is not None and leaving.fingerprint == person.fingerprint
    )


def thread(scene: Scene) -> list[str]:
    scene.flow.seen.clear()
    return [one.row.message_id for one in scene.flow.outbox("received")]


def attached(person: Person) -> File:
    return ("key.asc", "application/pgp-keys", person.certificate)
