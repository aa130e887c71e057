"""What follows a change of shifts: the record, a mail to whom it concerns, and times at which nobody is on call."""

from collections.abc import Callable, Sequence
from datetime import datetime

from db.papers import name_of
from db.questions import person_by_id
from db.record import write_record
from db.shifts import Shift
from db.tables import Person
from mailflows.commands.case import Case, Done
from mailflows.shifts.calendar import gaps
from mailflows.shifts.lines import gap_lines, shift_line, shift_when
from mailflows.shifts.office import DAY, Office
from mailflows.shifts.telling import Concerned, Line
from templates import label, languages

CHANGED = "calendar"  # in the history of the ticket that the mail was about, if it was about one
LOOKED_OVER = 7 * DAY  # behind a change, for times at which nobody is on call
SHOWN = 12  # shifts that one line each is written for


def nothing_more() -> None:
    """Where the rows are as they should be already."""


def written_down(
    key: str,
    what: str,
    shifts: Sequence[Shift],
    case: Case,
    office: Office,
    *,
    also: tuple[Person, ...] = (),
    then: Callable[[], None] = nothing_more,
) -> Done:
    """Says what was done, shift by shift; `then` is done once all of it is worded, and before anybody is told."""
    books, concerned, first = case.books, Concerned(), shifts[0].begins_at
    said = [_shift_said(key, shift, case) for shift in shifts[:SHOWN]]
    if len(shifts) > SHOWN:
        said.append(_more_said(shifts))
    for shift, line in zip(shifts, said, strict=False):
        for person in {one.id: one for one in (*also, *_people(shift, case))}.values():
            concerned.add(person, line)
    if len(shifts) > SHOWN:
        for person in _people(shifts[0], case):
            concerned.add(person, said[-1])
    for shift in shifts:
        write_record(books, case.now, case.handler.id, what, None, shift.person_id)
    then()
    books.session.flush()
    told = concerned.tell(books, case.desk, case.handler, case.now)
    lines = [line(case.handler.language) for line in said]
    if told:
        lines.append(case.line("oncall_told", names=", ".join(name_of(books, one) for one in told)))
    lines += uncovered(first, case, office)
    return Done(lines[0], more=tuple(lines[1:]), change=CHANGED)


def uncovered(first: datetime, case: Case, office: Office) -> list[str]:
    """Times behind a change at which nobody is on call; told with the last change of a mail, which may fill them."""
    if "oncall" in case.ahead:
        return []
    since = max(case.now, first)
    return gap_lines(office, gaps(case.books, office, since, since + LOOKED_OVER), case.handler.language)


def in_each_language(word: Callable[[str], str]) -> Line:
    """A line that is worded now, in every language, and read later."""
    words = {tongue: word(tongue) for tongue in languages()}
    return words.__getitem__


def _shift_said(key: str, shift: Shift, case: Case) -> Line:
    return in_each_language(
        lambda tongue: label("done", key, tongue).format(shift=shift_line(case.books, shift, tongue))
    )


def _more_said(shifts: Sequence[Shift]) -> Line:
    number, last = len(shifts) - SHOWN, shifts[-1]
    return in_each_language(
        lambda tongue: label("done", "oncall_more", tongue).format(number=number, last=shift_when(last, tongue))
    )


def _people(shift: Shift, case: Case) -> tuple[Person, ...]:
    return tuple(person_by_id(case.books, ident) for ident in (shift.person_id, shift.deputy_id) if ident)
