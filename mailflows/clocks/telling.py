"""Telling: what is due in one round, gathered for each who is to hear of it into one sealed mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from db.questions import active_at_the_desk, active_handlers, person_by_id, ticket_by_id, tickets_by_ids
from db.questions.clocks import TicketDue
from db.store import Books
from db.tables import Person, Ticket
from mailflows.access import who_may_see_restricted
from mailflows.answer import answer
from mailflows.desk import Desk
from mailflows.notices import at_once
from mailflows.seats import works_here
from mailflows.shifts.apart import LeftAside, apart
from mailflows.shifts.digest import rows
from mailflows.shifts.oncall import on_call
from templates import label

MOST = 30  # tickets of one mail; how many more there are is said
Told = Ticket | TicketDue


@dataclass(frozen=True)
class Item:
    """One thing that is due, as it is told."""

    what: str  # a key of the labels "clocks"
    late: bool
    say: str  # the word that does it; "" where there is none
    because: str  # why it did not go by itself: a key of the labels "withheld"
    about: str  # a role

    def line(self, tongue: str) -> str:
        said = label("clocks", self.what, tongue).format(role=self.about or "–")
        if self.because:
            why = label("clocks" if self.because == "budget" else "withheld", self.because, tongue)
            said = f"{said} {why}"
        return f"{label('clocks', 'late', tongue)} {said}" if self.late else said


@dataclass
class News:
    """Everything that is to be told in one round, by reader and ticket; nobody is told the same thing twice."""

    books: Books
    desk: Desk
    now: datetime
    told: dict[str, dict[str, list[Item]]] = field(default_factory=dict)
    tickets: dict[str, Told] = field(default_factory=dict)
    weights: dict[str, datetime] = field(default_factory=dict)

    def add(
        self,
        ticket: Told,
        tell: Sequence[str],
        what: str,
        *,
        late: bool,
        say: str = "",
        because: str = "",
        about: str = "",
        weight: datetime | None = None,
    ) -> None:
        """`tell`: of profile.READERS. What is due first stands in front."""
        item = Item(what, late, say, because, about)
        self.tickets[ticket.id] = ticket
        self.weights[ticket.id] = min(weight or self.now, self.weights.get(ticket.id, self.now))
        for ident in self._readers(ticket, tell):
            items = self.told.setdefault(ident, {}).setdefault(ticket.id, [])
            if item not in items:
                items.append(item)

    def _readers(self, ticket: Told, tell: Sequence[str]) -> Iterable[str]:
        found = {ident for name in tell for ident in self._called(name, ticket)}
        if ticket.restricted:
            may = {one.id for one in who_may_see_restricted(self.books, ticket_by_id(self.books, ticket.id))}
            return found & may or may
        return found

    def _called(self, name: str, ticket: Told) -> frozenset[str]:
        if name == "owner" and ticket.handler_id is not None and ticket.handler_id in self._here:
            return frozenset({ticket.handler_id})
        if name == "coordinator":
            return self._seats("coordinator") or self._seats("lead") or self._shift
        if name == "lead":
            return self._seats("lead") or self._seats("coordinator") or self._shift
        return self._shift

    def _seats(self, role: str) -> frozenset[str]:
        return frozenset(one.id for one in self._at_the_desk if one.role == role)

    @cached_property
    def _at_the_desk(self) -> Sequence[Person]:
        return active_at_the_desk(self.books)

    @cached_property
    def _here(self) -> frozenset[str]:
        return frozenset(one.id for one in self._at_the_desk if works_here(one))

    @cached_property
    def _shift(self) -> frozenset[str]:
        """Whoever is on call; where nobody is, everybody who works on tickets."""
        return frozenset(one.id for one in on_call(self.books, self.now) or active_handlers(self.books))


def tell_all(news: News, left: list[LeftAside]) -> None:
    """One mail for each reader, whatever else fails."""
    for ident in sorted(news.told):
        with apart(news.books, "person", ident, left):
            _tell(news, person_by_id(news.books, ident), news.told[ident], left)


def _tell(news: News, reader: Person, told: dict[str, list[Item]], left: list[LeftAside]) -> None:
    order = sorted(told, key=lambda ident: (news.tickets[ident].priority, news.weights[ident], ident))
    whole, tongue = tickets_by_ids(news.books, order[:MOST]), reader.language
    shown = [whole[ident] for ident in order[:MOST]]
    made, ready = [], []
    for ticket, row in zip(shown, rows(news.books, news.desk, shown, reader, news.now, left), strict=True):
        items = told[ticket.id]
        lines = [one.line(tongue) for one in items]
        said = [one.say for one in items if one.say]
        made.append({**row, "label": ticket.name, "what": " · ".join(lines), "say": " ".join(dict.fromkeys(said))})
        if row["act"]:
            word = said[0] if said else "#show"
            ready.append({"label": f"{ticket.name} {word}", "whole": f"{row['act']}\n{word}"})
    facts = {
        "late": any(one.late for items in told.values() for one in items),
        "tickets": tuple(made),
        "ready": tuple(ready),
        "others": max(0, len(order) - MOST),
        "desk_address": news.desk.address,
    }
    answer(news.books, news.desk, None, reader, "due_now", facts, at_once(news.now), news.now)
