"""A month of the desk, played at flow level: its clock jumps from one moment at which anything happens to the next.

No sockets and no gpg: letters arrive already opened, and what waits in the outbox leaves in the moment it is due. What
people do stands in plot.py; ledger.py reckons what was promised, from what people did alone.
"""

import heapq
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlmodel import col, select, text

from db.clocks import Promise
from db.papers import outbound_paper
from db.questions import outbound_by_id, person_by_id, ticket_by_id
from db.store import Books
from db.tables import Outbound
from mailflows.clocks.ringing import ring
from mailflows.clocks.winding import ladder_for
from mailflows.leaving import Held, how_it_leaves
from mailflows.parting import hold_back, left
from tests.mailflows.flow import Flow
from tests.people import Person
from tests.stories.cast import BEGINS
from tests.stories.ledger import DAY, HOUR, MINUTE, OPENS, Reckoning, at

ENDS = BEGINS + 30 * DAY  # nobody new writes after that
RUNS_OUT = ENDS + 3 * DAY  # what was written on the last day is answered
DOWN = (at(date(2027, 3, 12), OPENS) + 14 * HOUR, at(date(2027, 3, 13), OPENS) - 20 * MINUTE)  # day 12, all night
FIRST = frozenset({"received", "cannot_open", "desk_key"})  # the first answer, which says nothing
TO_THEM = frozenset({"reminder", "check_in", "reached", "survey", "offer_to_close"})
BRING_A_LINE = frozenset({"notify_handler", "transcript", "show"})  # by which an answer is bound to its ticket
LINE_LIVES = 13 * DAY
LINE = re.compile(r"^-- hirz .*$", re.MULTILINE)


@dataclass(frozen=True)
class Out:
    """A mail that left for somebody outside."""

    at: datetime
    kind: str
    automatic: bool
    tag: str
    to: str
    message_id: str


@dataclass
class Month:
    """The desk with its clock, and everything that was seen of it."""

    flow: Flow
    dice: random.Random
    here: dict[str, Person]  # person id -> who works at the desk
    on_task: Callable[[str, str, str], None] = lambda tag, what, about: None  # what a round asks of people
    tickets: dict[str, Reckoning] = field(default_factory=dict)
    agenda: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    sent: datetime = BEGINS  # when what happens now was written: the daemon may have slept since
    outside: list[Out] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # what must not happen
    refused: Counter[str] = field(default_factory=Counter)
    mails: Counter[tuple[str, str]] = field(default_factory=Counter)  # (kind of address, kind of mail)
    told: Counter[str] = field(default_factory=Counter)  # steps of ladders by reader
    did: Counter[str] = field(default_factory=Counter)  # steps that do something
    stepped: Counter[tuple[str, int]] = field(default_factory=Counter)  # (promise, step)
    rounds: Counter[str] = field(default_factory=Counter)
    spent: Counter[str] = field(default_factory=Counter)  # microseconds
    _number: int = 0
    _step_at: datetime = BEGINS
    _outbox: list[tuple[datetime, str]] = field(default_factory=list)
    _held: set[str] = field(default_factory=set)
    _ahead: tuple[datetime, datetime] = (BEGINS, BEGINS)
    _seen: int = 0  # of the outbox
    _newest: dict[tuple[str, str], tuple[str, datetime]] = field(default_factory=dict)  # (address, tag) -> a line
    _names: dict[str, str] = field(default_factory=dict)  # ticket id -> tag

    # the clock

    def later(self, when: datetime, what: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self.agenda, (when, self._number, what))

    def runs(self) -> None:
        checked = BEGINS
        self.posts()
        while (when := min([*self._ahead, *(when for when, _, _ in self.agenda[:1])])) < RUNS_OUT:
            # while the daemon sleeps nothing is settled, rung or sent; then all of it is, late
            when = max(self.flow.now, when)
            self.flow.now = DOWN[1] if DOWN[0] <= when < DOWN[1] else when
            while self.agenda and self.agenda[0][0] <= self.flow.now:
                self.sent, _, what = heapq.heappop(self.agenda)
                what()
            self._bell()
            self.posts()
            if self.flow.now >= checked + DAY / 2:
                checked = self.flow.now
                self.checks()

    def _look_ahead(self, books: Books) -> None:
        """When the next mail may leave, and when the bell rings for the next step: as a minute begins."""
        asked = "SELECT min(step_at) FROM promise WHERE step_at IS NOT NULL"
        step = books.session.connection().exec_driver_sql(asked).scalar()
        never = RUNS_OUT + DAY
        self._step_at = datetime.fromisoformat(step).replace(tzinfo=UTC) if step else never
        bell = max(self._step_at, self.flow.now).replace(second=0, microsecond=0) + MINUTE
        self._ahead = (self._outbox[0][0] if self._outbox else never, bell)

    # the round of a minute

    def _bell(self) -> None:
        """Sometimes it rings twice, or once more by a clock that was put back."""
        if self.flow.now < self._step_at or not self.rings(self.flow.now):
            return
        if self.dice.random() < 0.06:
            self.rings(self.flow.now, doubled=True)
        if self.dice.random() < 0.01:
            self.rings(self.flow.now - HOUR, doubled=True)

    def rings(self, now: datetime, *, doubled: bool = False) -> bool:
        with self.flow.store.writing() as books:
            asked = select(Promise).where(col(Promise.step_at) <= now)
            due = [(row, row.step) for row in books.session.exec(asked).all()]
            if not (due or doubled):
                return False
            with self.timed("rounds"):
                count = ring(books, self.flow.desk, now)
                books.session.flush()
            self.rounds.update(["doubled" if doubled else "rung"])
            self.rounds["steps"] += int(count)
            self.wrong += [f"left aside: {one}" for one in getattr(count, "left", ())]
            if doubled and count:
                self.wrong.append(f"a bell that rang twice did {count} things at {now}")
            tasks = [task for row, before in due for task in self._done(books, row, before)]
            readers = self.collects(books)
        self.wrong += [f"{one} got {n} mails in one round at {now}" for one, n in readers.items() if n > 1]
        for task in tasks:
            self.on_task(*task)
        return True

    def _done(self, books: Books, row: Promise, before: int) -> Iterator[tuple[str, str, str]]:
        """What a step that was done is, and whom it was for."""
        books.session.refresh(row)
        ticket = ticket_by_id(books, row.ticket_id)
        ladder = ladder_for(self.flow.desk, ticket, row.kind, row.about)
        if row.step <= before or ladder is None:
            return
        step = ladder.steps[min(row.step, len(ladder.steps)) - 1]
        about = row.id if step.do else f"{row.id} {row.due_at}"  # a new priority tells a ladder's readers anew
        self.stepped.update((about, number) for number in range(before, row.step))
        self.told.update(step.tell)
        self.did.update([step.do] * bool(step.do))
        yield self.name(books, row.ticket_id), step.do, row.about

    def checks(self) -> None:
        """Nothing that is open is without a next time; called twice a day."""
        with self.flow.store.reading() as books:
            stale = text(
                "SELECT name, status FROM ticket WHERE next_due_at IS NULL AND status IN "
                "('new','triage','vetting','active','pending_user','pending_third_party','monitoring')"
            )
            rows = books.session.connection().execute(stale).all()
        self.rounds["checkpoints"] += 1
        self.wrong += [f"{name} ({status}) is due at no time, at {self.flow.now}" for name, status in rows]

    # what people of the desk say

    def says(self, tag: str, words: str, handler: Person) -> bool:
        """A sealed mail about a ticket, bound by the newest line this handler was given; whether it was obeyed."""
        known = self._newest.get((handler.address, tag))
        since = max((filed for _, filed in self.tickets[tag].pending), default=BEGINS)
        if known is None or known[1] < max(since, self.flow.now - LINE_LIVES):
            self.obeys(handler, f"#show {tag}")
            known = self._newest[handler.address, tag]
        return self.obeys(handler, f"{words}\n\n> {known[0]}\n")

    def obeys(self, handler: Person, words: str) -> bool:
        before = self.refused.total()
        with self.timed("words"):
            self.flow.obeys(handler, words, signed_at=self.sent, received_at=self.sent)
        self.posts(words)
        return self.refused.total() == before

    def _paper(self, books: Books, row: Outbound) -> dict[str, str]:
        ticket = ticket_by_id(books, row.ticket_id) if row.ticket_id else None
        return outbound_paper(books, row, ticket, person_by_id(books, row.person_id))

    def name(self, books: Books, ident: str) -> str:
        if ident not in self._names:
            self._names[ident] = ticket_by_id(books, ident).name
        return self._names[ident]

    # what leaves

    def collects(self, books: Books, words: str = "") -> Counter[str]:
        """Looks at what was written since; how many mails about what is due each reader got."""
        readers: Counter[str] = Counter()
        asked = "SELECT rowid, id FROM outbound WHERE rowid > ? ORDER BY rowid"
        for number, ident in books.session.connection().exec_driver_sql(asked, (self._seen,)).all():
            self._seen = number
            row = outbound_by_id(books, ident)
            assert row is not None
            reader = self.here.get(row.person_id)
            if row.kind == "due_now":
                readers[row.person_id] += 1
            if row.kind == "refused":
                self.refused[f"{words} | {self._paper(books, row)['text']}"] += 1
            if reader is not None and row.ticket_id and row.kind in BRING_A_LINE:
                lines = LINE.findall(self._paper(books, row)["text"])  # once it left, nothing of it is kept
                if lines:
                    self._newest[reader.address, self.name(books, row.ticket_id)] = (lines[-1], row.made_at)
            heapq.heappush(self._outbox, (row.due_at, row.id))
        return readers

    def posts(self, words: str = "") -> None:
        """What is due leaves, or is held."""
        with self.timed("leaving"), self.flow.store.writing() as books:
            self.collects(books, words)
            for ident in [one for one in self._held if (row := outbound_by_id(books, one)) and row.state == "waiting"]:
                self._held.remove(ident)
                heapq.heappush(self._outbox, (self.flow.now, ident))
            while self._outbox and self._outbox[0][0] <= self.flow.now:
                row = outbound_by_id(books, heapq.heappop(self._outbox)[1])
                if row is not None and row.state == "waiting":
                    self._leaves(books, row)
            self.collects(books)
            self._look_ahead(books)

    def _leaves(self, books: Books, row: Outbound) -> None:
        if row.person_id in self.here:
            self.mails["desk", row.kind] += 1
            left(books, self.flow.desk, row, sealed=True, now=self.flow.now)
        else:
            self._goes_out(books, row)

    def _goes_out(self, books: Books, row: Outbound) -> None:
        person, now = person_by_id(books, row.person_id), self.flow.now
        leaving = how_it_leaves(books, self.flow.desk, row, now)
        if isinstance(leaving, Held):
            hold_back(books, self.flow.desk, row, leaving.reason, now)
            self.mails[f"{person.role}, held", leaving.reason] += 1
            self._held.add(row.id)
            return
        left(books, self.flow.desk, row, sealed=leaving.certificate is not None, now=now)
        tag = self.name(books, row.ticket_id) if row.ticket_id else ""
        self.outside.append(Out(now, row.kind, row.automatic, tag, leaving.to, row.message_id))
        if person.role != "reporter":
            self.mails[person.role, row.kind] += 1
            return
        ticket = self.tickets.get(tag)
        safe = f"reporter, safe={ticket.safe if ticket else 'new'}{', stopped' * bool(ticket and ticket.stopped)}"
        self.mails[safe, row.kind] += 1
        if row.automatic and row.kind not in FIRST and not (ticket and ticket.may_be_written_to(leaving.to)):
            self.wrong.append(f"{row.kind} left by itself for {leaving.to}, {safe}")
        if ticket is not None and row.kind == "reply":
            ticket.reply_leaves(row.made_at, now)
        if ticket is not None and row.automatic and row.kind == "reminder":
            ticket.reminders += 1

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.spent[what] += int(1e6 * (time.process_time() - began))
        self.spent[f"times {what}"] += 1
