"""Holidays and Ramadans told by mail: the office keeps other hours, or none, and everybody who works there hears it."""

from datetime import date

from db.papers import name_of
from db.questions import seasons_from
from db.record import write_record
from db.shifts import Season
from db.vault import new_id
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.shift.choices import ONCALL
from mailflows.commands.shift.written import CHANGED, in_each_language, uncovered
from mailflows.shifts.calendar import office_of, shifts_on
from mailflows.shifts.lines import season_line, shift_line
from mailflows.shifts.office import Hours, moment
from mailflows.shifts.telling import Concerned
from mailflows.spelling import meant
from templates import label

KINDS = ("holiday", "ramadan")


def season_named(said: str) -> str:
    """Which kind of days somebody means; "" where it is neither."""
    kind = meant(said, ONCALL)
    return kind if kind in KINDS else ""


def add_season(kind: str, first: date, last: date, hours: Hours | None, case: Case) -> Done:
    """Raises Refused where some of these days were told before."""
    for other in seasons_from(case.books, first):
        if other.kind == kind and other.first <= last:
            raise Refused("oncall_season", f"#oncall remove {kind} {other.first:%Y-%m-%d}")
    begins, ends = (hours.begins, hours.ends) if hours else (0, 0)
    season = Season(id=new_id(), kind=kind, first=first, last=last, begins=begins, ends=ends)
    case.books.append(season)
    return _told("oncall_season_added", season, case)


def remove_season(kind: str, first: date, last: date, case: Case) -> Done:
    """Takes back what was told of these days."""
    found = [one for one in seasons_from(case.books, first) if one.kind == kind and one.first <= last]
    if len(found) != 1:
        raise Refused("oncall_none", "#oncall")
    case.books.session.delete(found[0])
    case.books.session.flush()
    return _told("oncall_season_removed", found[0], case)


def _told(key: str, season: Season, case: Case) -> Done:
    """To everybody; and in the transcript, who is on call on these days."""
    books, tongue, concerned = case.books, case.handler.language, Concerned()
    write_record(books, case.now, case.handler.id, key.replace("_", " "), None, season.kind)
    line = in_each_language(lambda tongue: label("done", key, tongue).format(days=season_line(season, tongue)))
    concerned.everybody(books, line)
    told = concerned.tell(books, case.desk, case.handler, case.now)
    lines = [line(tongue)]
    if told:
        lines.append(case.line("oncall_told", names=", ".join(name_of(books, one) for one in told)))
    office = office_of(books, case.desk, case.now)
    on_these = shifts_on(books, office, season.first, season.last, case.now)[:7] if season.kind == "holiday" else ()
    lines += [case.line("oncall_row", shift=shift_line(books, one, tongue)) for one in on_these]
    lines += uncovered(moment(office, season.first, 0), case, office)
    return Done(lines[0], more=tuple(lines[1:]), change=CHANGED)
