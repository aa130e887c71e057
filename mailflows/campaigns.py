"""Campaigns: tickets that share the same trouble, whom of them a ready mail would reach and how, and who is left out.

Each ticket is a mail of its own, in its own language and sealed for its own reporter. Only what the desk wrote
beforehand is sent so: a slip in free text would be a slip to everybody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from db.papers import outbound_paper
from db.questions import outbound_of, reporter_of, tickets_of_campaign
from db.tables import Person, Ticket
from mailflows.access import reaches
from mailflows.by_itself import has_stopped
from mailflows.commands.case import Case, Refused
from mailflows.contact import is_quiet, no_mail_to
from mailflows.drafted import Drafted, bound_as, digest_of, shown, words_of
from mailflows.guard.check import let_pass
from mailflows.guard.leak import Leaking
from mailflows.guard.leaves import leaves
from mailflows.tickets import ENDED, STATUSES
from templates import CannotWrite, TooLong, Words

MOST = 200  # tickets that one go writes to
LOOKED_AT = 1_000  # for those that may still be written to
OPEN = tuple(status for status in STATUSES if status not in ENDED | {"resolved"})
FactsOf = Callable[[Ticket], Mapping[str, Any]]
ON_THEIR_WAY = frozenset({"waiting", "held", "sent"})


@dataclass(frozen=True)
class Reach:
    """One ticket that the mail would reach: as what, and how it would leave today."""

    ticket: Ticket
    mail: Drafted = field(repr=False)
    words: Words = field(repr=False)
    how: str  # a key of the labels "left_as"
    bound: Mapping[str, str] = field(repr=False)  # to which address, how and for which key

    def agreed(self) -> dict[str, Any]:
        """What has to be the same when it is confirmed."""
        return {"bound": dict(self.bound), "words": digest_of(self.words)}


@dataclass(frozen=True)
class Plan:
    """Whom one go would reach, and who is left out, each with why: a key of the labels "skip"."""

    reached: tuple[Reach, ...]
    left_out: Mapping[str, Sequence[str]]  # why → the names of tickets; none of those one may not see
    hidden: int  # tickets that this person may not see
    left: int  # that are too many for one go


class LeftOut(Exception):  # it is a decision, and no fault
    """A ticket is not written to; `why` is a key of the labels "skip"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def tickets_in(case: Case) -> Iterator[Ticket]:
    """The open tickets of the campaign, the one that is spoken of first; also those one may not see."""
    if case.about.status in OPEN:
        yield case.about
    yield from tickets_of_campaign(case.books, case.about.id, OPEN, LOOKED_AT)


def plan_for(name: str, brings_key: bool, facts_of: FactsOf, case: Case) -> Plan:
    """Whom the ready mail would reach today. `facts_of`: what the mail says of one ticket; may raise Refused."""
    reached: list[Reach] = []
    left_out: dict[str, list[str]] = {}
    hidden = left = 0
    for ticket in tickets_in(case):
        if not reaches(case.books, ticket, case.handler, case.now):
            hidden += not ticket.restricted  # how many of those there are is for nobody who may not see them
            continue
        if len(reached) == MOST:
            left += 1
            continue
        try:
            reached.append(_reach(name, brings_key, facts_of, ticket, case))
        except LeftOut as left_so:
            left_out.setdefault(left_so.why, []).append(ticket.name)
    return Plan(tuple(reached), left_out, hidden, left)


def _reach(name: str, brings_key: bool, facts_of: FactsOf, ticket: Ticket, case: Case) -> Reach:
    """Raises LeftOut."""
    books, desk = case.books, case.desk
    reporter = reporter_of(books, ticket.id)
    if reporter is None:
        raise LeftOut("no_reporter")
    _must_be_safe(ticket, reporter, case)
    if _had_it(name, ticket, reporter, case):
        raise LeftOut("had_it")
    try:
        facts = facts_of(ticket)
        mail = Drafted(reporter.id, name, facts, part="reporter", language=ticket.language, brings_key=brings_key)
        words = words_of(books, desk, mail)
        let_pass(books, ticket, case.handler, reporter, leaves(words.subject, words.text, facts), case.codes)
    except (Refused, CannotWrite, TooLong):
        raise LeftOut("does_not_fit") from None
    except Leaking:
        raise LeftOut("guard") from None
    seen = shown(books, desk, ticket, mail, case.now)
    return Reach(ticket, mail, words, str(seen["how"]), bound_as(seen))


def _must_be_safe(ticket: Ticket, reporter: Person, case: Case) -> None:
    """As by hand, and besides not where they stopped us or left: many mails at once are nobody's answer. LeftOut."""
    if why := no_mail_to(case.books, ticket, reporter):
        raise LeftOut(why)
    if has_stopped(case.books, reporter):
        raise LeftOut("stopped")
    if is_quiet(case.books, ticket, reporter):
        raise LeftOut("quiet")


def _had_it(name: str, ticket: Ticket, reporter: Person, case: Case) -> bool:
    """Whether this very mail left here, or is about to: which guidance one was stands in its paper alone."""
    kind = name.partition("/")[0]
    mails = [
        one
        for one in outbound_of(case.books, ticket.id)
        if one.kind == kind and one.state in ON_THEIR_WAY and one.person_id == reporter.id
    ]
    return any(outbound_paper(case.books, one, ticket, reporter)["mail"] == name for one in mails)
