"""Words about what was done: did ticks off the checklist, checklist shows it, log keeps what was said outside mail."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from db.papers import figures_of
from db.record import write_record
from mailflows.casework.checklist import OWN, Step, checklist_of
from mailflows.clocks.winding import set_own, wind
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.work.picking import BETWEEN
from mailflows.commands.work.standing import category_said
from mailflows.commands.work.timing import due_back, due_line, shown
from mailflows.needs import other_roles
from mailflows.spelling import fold, number_in, plain
from mailflows.tickets import category_of, set_figure

ENOUGH = 0.75  # of the words somebody wrote stand in the step that is meant
SHORTEST = 3  # letters of a word that tells one step from another
ALIKE = 5  # letters by which two words begin alike
EMPTY = frozenset(map(fold, "the and for with them their was les des une aux avec pour leur dans من على مع في".split()))
LONGEST = 200
_SPAN = re.compile(r"([0-9]{1,2})\s*-\s*([0-9]{1,2})")
_NUMBERS = re.compile(r"-?[0-9]{1,3}(?:\s+-?[0-9]{1,3})+")
MOST_OWN = 50
MOST_MINUTES = 24 * 60


def did(value: str, case: Case) -> Done:
    """Marks steps as done, by number or in words, or takes that back; what is on no list is a step of one's own."""
    steps = checklist_of(case.books, case.desk.casework, case.about)
    done: dict[str, Any] = dict(figures_of(case.books, case.about).get("did", {}))
    lines: list[str] = []
    back: list[str] = []
    for said in _pieces(value):
        if fold(said[0]) == "-":
            step = _numbered(said[1:], steps)
            if step is None or step.key not in done:
                raise Refused("not_done", said)
            del done[step.key]
            lines.append(case.line("undone_step", step=_said(case, step)))
            back += [str(step.number)] if step.words else []
            continue
        step = _numbered(said, steps) or _meant(said, steps)
        if step is None and said.isdecimal():
            raise Refused("no_such_step", "#checklist")
        key = step.key if step else _new_own(done)
        if key in done:
            raise Refused("done_before", _said(case, step) if step else said)
        own = {} if step else {"entry": case.about.entries + 1}
        done[key] = {"by": case.handler.id, "at": case.now.isoformat(), **own}
        lines.append(case.line("did", step=_said(case, step) if step else said[:LONGEST]))
        back.append(f"-{step.number if step else len(steps) + sum(one.startswith(OWN) for one in done) - _own(steps)}")
    if not lines:
        raise Refused("missing_value")
    set_figure(case.books, case.about, "did", done)
    undo = (case.line("take_back", words=f"#did {', '.join(back)}"),) if back else ()
    return Done(lines[0], more=(*lines[1:], *undo), change="did")


def _pieces(value: str) -> Iterator[str]:
    """What stands between commas; `2-4` and `1 3` are several numbers."""
    for piece in filter(None, map(str.strip, BETWEEN.split(plain(value)))):
        if span := _SPAN.fullmatch(fold(piece)):
            yield from map(str, range(int(span[1]), int(span[2]) + 1))
        elif _NUMBERS.fullmatch(fold(piece)):
            yield from piece.split()
        else:
            yield piece


def _own(steps: Sequence[Step]) -> int:
    return sum(not step.words for step in steps)


def _new_own(done: dict[str, Any]) -> str:
    numbers = [int(key.removeprefix(OWN)) for key in done if key.startswith(OWN)]
    if len(numbers) >= MOST_OWN:
        raise Refused("too_long")
    return f"{OWN}{max(numbers, default=0) + 1:03}"


def _numbered(said: str, steps: Sequence[Step]) -> Step | None:
    return next((step for step in steps if step.number == number_in(said)), None)


def _meant(said: str, steps: Sequence[Step]) -> Step | None:
    """The one step in whose words, of any language, most of what was written stands; None where two are as near."""
    wanted = {word for word in fold(said).replace("-", " ").split() if len(word) >= SHORTEST} - EMPTY
    if not wanted:
        return None
    scored = sorted(((_shares(wanted, step), step.key) for step in steps if step.words), reverse=True)
    if not scored or scored[0][0][0] < ENOUGH or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return next(step for step in steps if step.key == scored[0][1])


def _shares(wanted: set[str], step: Step) -> tuple[float, float]:
    """How much of it stands in the step, and how much of the step that is, in the language that fits best.

    The step's code counts as a language: it is its shortest name.
    """
    return max(_share(wanted, _words(tongue)) for tongue in (step.key, *step.words.values()))


def _share(wanted: set[str], words: set[str]) -> tuple[float, float]:
    hits = sum(any(word == one or _begin_alike(word, one) for one in words) for word in wanted)
    return hits / len(wanted), hits / max(len(words), 1)


def _words(text: str) -> set[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in fold(text))
    return set(letters.split())


def _begin_alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= ALIKE and one[:ALIKE] == other[:ALIKE]


def _said(case: Case, step: Step) -> str:
    if step.words:
        return step.words.get(case.handler.language) or step.words["en"]
    return case.line("own_step", entry=step.entry)


def checklist(_value: str, case: Case) -> Done:
    """The steps and what became of them, in a mail of its own."""
    steps = checklist_of(case.books, case.desk.casework, case.about)
    category = category_of(case.books, case.about)
    write_record(case.books, case.now, case.handler.id, "read", case.about.id)
    rows = tuple(
        {
            "number": step.number,
            "mark": "[x]" if step.by else "[ ]",
            "text": _said(case, step),
            "by": f"{step.by}, {shown(case, step.at)}" if step.by else "",
        }
        for step in steps
    )
    facts = {
        "tag": case.about.name,
        "category": category_said(case, category) if category else "",
        "steps": rows,
        "asks": _asks(case, category),
        "roles": _roles(case, category),
    }
    return Done(case.line("checklist"), also=("checklist", facts))


def _asks(case: Case, category: str) -> tuple[dict[str, str], ...]:
    """Facets that are worth asking for and were not told yet, as they would be written."""
    kind = case.desk.casework.category(category)
    known = figures_of(case.books, case.about).get("facets", {})
    facets = case.desk.casework.facets
    tongue = case.handler.language
    missing = [key for key in (kind.asks if kind else ()) if key not in known and key != "lang"]
    return tuple({"what": facets[key].said(tongue), "say": f"#facet {key}="} for key in missing)


def _roles(case: Case, category: str) -> tuple[str, ...]:
    kind = case.desk.casework.category(category)
    return tuple(f"#escalate {role}" for role in other_roles(kind.roles if kind else (), case.desk.roles, ""))


def log(value: str, case: Case) -> Done:
    """What was said by phone or elsewhere: the next step is no longer due, and no answer by mail was given."""
    channel = case.named.get("channel") or value
    if not channel:
        raise Refused("log_what", "#log phone minutes=12")
    said = case.named.get("minutes", "")
    minutes = number_in(said) if said else 0
    if minutes is None or (said and not 0 < minutes <= MOST_MINUTES):
        raise Refused("bad_value", "minutes=12")
    figures = figures_of(case.books, case.about)
    met: dict[str, int] = dict(figures.get("met", {}))
    set_figure(case.books, case.about, "met", {**met, channel: met.get(channel, 0) + 1})
    if minutes:
        set_figure(case.books, case.about, "minutes", int(figures.get("minutes", 0)) + minutes)
    before = case.about.next_due_at
    set_own(case.books, case.about, None, case.now)
    wind(case.books, case.desk, case.about, case.now)
    lines = [case.line("logged", channel=case.word("met_by", channel))]
    lines += [case.line("logged_minutes", minutes=minutes)] if minutes else []
    lines += [due_line(case, before), *due_back(case, before)]
    return Done(lines[0], more=tuple(lines[1:]), change="log", note=case.text)
