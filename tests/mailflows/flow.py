"""A desk without sockets: letters arrive already opened and examined, and what came of them is read from the store."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from db.founding import found
from db.keeping import Arrival, keep
from db.papers import outbound_paper
from db.questions import outbound_by_id, outbound_in_states, person_by_id, role_person, ticket_by_id, ticket_named
from db.store import Store
from db.tables import Outbound, Ticket
from mailflows.desk import Desk, Role
from mailflows.examine.finding import Finding
from mailflows.examine.observable import Observable
from mailflows.intake import Arrived, Settled, take_in
from mailflows.keys import pin
from mailflows.language import language_of
from mailflows.leaving import Held, Leaving, how_it_leaves
from mailflows.letter import Attachment, Examined, Letter, Mailbox
from mailflows.parting import hold_back
from mailflows.people import introduce
from mailflows.roles import know_roles
from pgp.certificates import canonical
from pgp.opened import Opened, Protection, SealedPart
from tests.people import People, Person

FOUNDED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@dataclass
class Flow:
    """One desk's store and clock; `arrives` is a mail's whole way, `outbox` is what came of it."""

    store: Store
    desk: Desk
    people: People
    now: datetime = FOUNDED + timedelta(days=2)
    seen: set[str] = field(default_factory=set)

    def arrives(
        self,
        frm: Person | str,
        text: str,
        *,
        signed_by: Person | None = None,
        sealed: bool = True,
        confirmed: bool = True,
        references: Sequence[str] = (),
        signature: str = "",
        ciphertext: str = "",
        signed_at: datetime | None = None,
        received_at: datetime | None = None,
        junk: bool = False,
        headers: Sequence[tuple[str, str]] = (),
        senders: tuple[Mailbox, ...] | None = None,
        findings: tuple[Finding, ...] = (),
        observables: tuple[Observable, ...] = (),
        message_id: str = "",
        text_source: str = "plain",
        offered: tuple[bytes, ...] = (),
        beside: tuple[bytes, ...] = (),
        asks: bool = True,  # whether whoever offers a key wants sealed answers
        cannot_open: bool = False,
        protection: Protection | None = None,
        to: tuple[Mailbox, ...] = (),
        subject: str = "about something",
        attachments: tuple[Attachment, ...] = (),
        client: str = "",
        sealed_parts: tuple[SealedPart, ...] = (),
        named_inside: tuple[str, ...] | None = None,  # by default, To is protected as well
        vouches: bool | None = None,  # whether the key names the From address; by default, whether it is its own
    ) -> Settled:
        """Settles one letter as if pgp/ and the sandbox had told these facts about it."""
        address = frm if isinstance(frm, str) else frm.address
        name = "" if isinstance(frm, str) else frm.name
        letter = Letter(
            senders=(Mailbox(name, address),) if senders is None else senders,
            to=to or (Mailbox("", self.desk.address),),
            subject=subject,
            text=text,
            text_source=text_source,
            message_id=message_id or f"<{secrets.token_hex(6)}@mail.test>",
            references=tuple(references),
            date=self.now,
            headers=tuple(headers),
            attachments=attachments,
            signed_text=text if text_source == "plain" else "",
            language=language_of(text),
            client=client,
        )
        whole = {
            (True, True): Protection.SEALED,
            (True, False): Protection.ENCRYPTED,
            (False, True): Protection.SIGNED,
            (False, False): Protection.PLAIN,
        }[sealed, signed_by is not None]
        opened = Opened(
            protection=protection or whole,
            whole=whole is not Protection.PLAIN,
            mail=b"",
            signer=signed_by.fingerprint if signed_by else None,
            signed_at=(signed_at or self.now) if signed_by else None,
            signature_digest=(signature or secrets.token_hex(32)) if signed_by else None,
            ciphertext_digest=(ciphertext or secrets.token_hex(32)) if sealed else None,
            signer_certificate=signed_by.certificate if signed_by else None,
            offered=offered,
            brought=offered,
            beside=beside,
            asks_sealed=sealed or (bool(offered) and asks),
            cannot_open=cannot_open,
            sealed_parts=sealed_parts,
            named_inside=(
                tuple(one.address for one in letter.to) if named_inside is None and signed_by else named_inside or ()
            ),
            from_in_key=signed_by is not None and (signed_by.address == address if vouches is None else vouches),
        )
        raw = secrets.token_bytes(16)
        arrival = Arrival("desk", "INBOX", 1, secrets.randbelow(10**9), received_at or self.now, junk)
        with self.store.writing() as books:
            kept = keep(books, raw, arrival, self.now)
            assert kept is not None
        with self.store.writing() as books:
            examined = Examined(letter, findings, (), observables=observables)
            return take_in(Arrived(kept, opened, examined, confirmed), books, self.desk, self.now)

    def outbox(self, kind: str = "", to: Person | str = "") -> list["Left"]:
        """What was written since the outbox was last looked at, in order."""
        address = to if isinstance(to, str) else to.address
        left = []
        with self.store.reading() as books:
            for row in outbound_in_states(books, ("waiting", "held", "sent", "failed", "undone")):
                if row.id in self.seen:
                    continue
                ticket = ticket_by_id(books, row.ticket_id) if row.ticket_id else None
                paper = outbound_paper(books, row, ticket, person_by_id(books, row.person_id))
                left.append(Left(row, paper))
        self.seen |= {one.row.id for one in left}
        return [
            one for one in left if (not kind or one.row.kind == kind) and (not address or one.paper["to"] == address)
        ]

    def leaves(self, left: "Left") -> Leaving | Held:
        with self.store.reading() as books:
            return how_it_leaves(books, self.desk, left.row, self.now)

    def obeys(self, handler: Person, text: str, **more: Any) -> Settled:
        """A handler's sealed mail with these words and nothing quoted."""
        return self.arrives(handler, text, signed_by=handler, sealed=True, **more)

    def holds(self, left: "Left") -> None:
        """The mail falls due and cannot leave: it is written down as held."""
        why = self.leaves(left)
        assert isinstance(why, Held)
        with self.store.writing() as books:
            row = outbound_by_id(books, left.row.id)
            assert row is not None
            hold_back(books, self.desk, row, why.reason, self.now)

    def again(self, left: "Left") -> "Left":
        """The same mail as it stands in the outbox now."""
        with self.store.reading() as books:
            row = outbound_by_id(books, left.row.id)
            assert row is not None
            return Left(row, left.paper)

    def ticket(self, settled: Settled) -> Ticket:
        with self.store.reading() as books:
            ticket = ticket_named(books, settled.ticket)
            assert ticket is not None
            return ticket

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def becomes(self, **changes: Any) -> None:
        self.desk = replace(self.desk, **changes)


@dataclass(frozen=True)
class Left:
    """A mail in the outbox, with what it says."""

    row: Outbound
    paper: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.paper["text"])

    @property
    def nonce_line(self) -> str:
        return next(line for line in reversed(self.text.splitlines()) if line.startswith("-- hirz "))


def new_flow(store: Store, people: People) -> Flow:
    """A founded desk with two handlers and a threat lab."""
    founding = found(store, FOUNDED)
    role = Role("threat_lab", people.lab.address, people.lab.fingerprint, consent=False)  # the desk's own
    desk = Desk(
        address=people.desk.address,
        name="Test Desk",
        languages=("ar", "en", "fr"),
        default_language="en",
        fingerprint=people.desk.fingerprint,
        certificate=people.desk.certificate,
        instance=founding.instance,
        founded=FOUNDED,
        tick=timedelta(0),
        first_answer_due=timedelta(hours=2),  # by every clock, whatever the hour of the test
        roles={"threat_lab": role},
    )
    with store.writing() as books:
        for handler in (people.handler, people.second_handler):
            person = introduce(books, "handler", handler.name, handler.address, "en", FOUNDED)
            pin(books, person, canonical(handler.certificate), "pinned", "handler", FOUNDED)
        know_roles(books, desk, {"threat_lab": canonical(people.lab.certificate)}, FOUNDED)
        assert role_person(books, "threat_lab") is not None
    return Flow(store, desk, people)
