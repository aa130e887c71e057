"""`#oncall`: the calendar as it is. Everybody who works tickets sees it; leads change it, and all hand on their own."""

from collections.abc import Callable, Mapping

from db.papers import name_of
from db.questions import seasons_from, shifts_between, shifts_from
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.shift import changes
from mailflows.commands.shift.asked import EXAMPLES, Asked, read_asked
from mailflows.commands.shift.choices import ONCALL
from mailflows.shifts.calendar import gaps, office_of
from mailflows.shifts.lines import gap_lines, season_line, shift_line, shift_when
from mailflows.shifts.office import DAY, day_of
from mailflows.shifts.oncall import on_call, people_of, shift_now, trouble_with
from mailflows.spelling import meant, plain

AHEAD = 7 * DAY
SEASONS_AHEAD = 60 * DAY  # holidays and Ramadans that are told of


def oncall(value: str, case: Case) -> Done:
    """One of the verbs, and what belongs to it; with nothing behind it, who is on call."""
    said, _, rest = plain(value).strip().partition(" ")
    verb = meant(said, ONCALL) if said else "list"
    if not verb:
        raise Refused("oncall_how", EXAMPLES["add"])
    return VERBS[verb](read_asked(rest, verb, day_of(case.desk.office, case.now)), case)


def shown(asked: Asked, case: Case) -> Done:
    """Who is on call now, who is next, the coming seven days, and at which times nobody is."""
    if asked != Asked():
        raise Refused("oncall_how", EXAMPLES["list"])
    books, now, tongue = case.books, case.now, case.handler.language
    office = office_of(books, case.desk, now)
    coming = shifts_between(books, now, now + AHEAD)
    lines = [*_now(case), *(case.line("oncall_row", shift=shift_line(books, one, tongue)) for one in coming)]
    later = next((one for one in shifts_from(books, now, most=2) if one.begins_at > now), None)
    if later is not None and later not in coming:
        lines.append(case.line("oncall_later", shift=shift_line(books, later, tongue)))
    lines += gap_lines(office, gaps(books, office, now, now + AHEAD), tongue)
    until = day_of(office, now + SEASONS_AHEAD)
    lines += [season_line(one, tongue) for one in seasons_from(books, day_of(office, now)) if one.first <= until]
    return Done(lines[0], more=(*lines[1:], case.line("oncall_zone", zone=office.zone)))


def _now(case: Case) -> list[str]:
    """Who is on call now, who could not be reached, and who comes next."""
    books, now, tongue = case.books, case.now, case.handler.language
    shift = shift_now(books, now)
    if shift is None:
        lines = [case.line("oncall_nobody")]
    else:
        names = ", ".join(name_of(books, one) for one in on_call(books, now)) or "–"
        lines = [case.line("oncall_now", names=names, when=shift_when(shift, tongue))]
        for person in people_of(books, shift):
            if trouble := trouble_with(books, person, now):
                facts = {"name": name_of(books, person), "reason": case.word("held", trouble)}
                lines.append(case.line("oncall_unreachable", **facts))
    following = next((one for one in shifts_from(books, now, most=2) if one.begins_at > now), None)
    if following is not None:
        lines.append(case.line("oncall_next", shift=shift_line(books, following, tongue)))
    return lines


VERBS: Mapping[str, Callable[[Asked, Case], Done]] = {
    "list": shown,
    "add": changes.add,
    "remove": changes.remove,
    "swap": changes.swap,
    "holiday": changes.holiday,
    "ramadan": changes.ramadan,
}
