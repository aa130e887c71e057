"""Words that mark a ticket: flag says what raises its risk, facet what it is counted by, tag what the desk likes."""

import re

from db.papers import figures_of
from mailflows.casework.categories import RESTRICTED, Facet, find
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.named import apart
from mailflows.commands.work.picking import BETWEEN, Picked, all_of, first_of
from mailflows.commands.work.restricting import lift, restrict
from mailflows.spelling import fold, plain
from mailflows.tickets import set_figure

LANGUAGE = "lang"
RESTRICTED_ALSO = tuple(map(fold, ("restreint", "réservé", "مقيد", "مقيّدة", "مقيدة", "محصورة")))
MOST_TAGS = 20
_TAG = re.compile(r"[\w]+(?:-[\w]+)*")
LONGEST_TAG = 40


def flag(value: str, case: Case) -> Done:
    """Sets and takes away what raises the risk; `restricted` and names say who may see the ticket."""
    off = fold(plain(value).strip()[:1]) == "-"
    said = plain(value).strip().lstrip("-–— ") if off else plain(value).strip()
    first, _, names = said.partition(" ")
    if fold(first.strip(",،")) in (RESTRICTED, *RESTRICTED_ALSO):
        return lift(names, case) if off else restrict(names, case)
    if any(fold(word) in (RESTRICTED, *RESTRICTED_ALSO) for word in plain(value).split()):
        raise Refused("restricted_alone", f"#flag {RESTRICTED}")
    known = {key: term.spellings[1:] for key, term in case.desk.casework.flags.items()}
    before = list(figures_of(case.books, case.about).get("flags", ()))
    after = sorted(_changed(before, list(all_of(value, known))))
    set_figure(case.books, case.about, "flags", after)
    shown = [[_flag_said(case, one) for one in several] for several in (before, after)]
    return Done(_both(case, "flags", *shown), more=_back(case, "flag", before, after), change="flag")


def _flag_said(case: Case, key: str) -> str:
    term = case.desk.casework.flags.get(key)
    return term.said(case.handler.language) if term else key


def tag(value: str, case: Case) -> Done:
    """Labels of the desk's own making, compared as they are written but for case and accents."""
    before = list(figures_of(case.books, case.about).get("tags", ()))
    here = {fold(one): one for one in before}
    picked = []
    for word in (word for piece in BETWEEN.split(plain(value)) for word in piece.split()):
        off, name = fold(word[:1]) == "-", word.lstrip("-–—#").casefold()
        if not _TAG.fullmatch(fold(name)) or "_" in name or len(name) > LONGEST_TAG:
            raise Refused("bad_tag")
        picked.append(Picked(here.get(fold(name), name), off))
    after = sorted(_changed(before, picked))
    if len(after) > MOST_TAGS:
        raise Refused("too_many_tags")
    set_figure(case.books, case.about, "tags", after)
    return Done(_both(case, "tags", before, after), more=_back(case, "tag", before, after), change="tag")


def facet(value: str, case: Case) -> Done:
    """Figures by which reports count; the language is also the one that answers are written in."""
    before, pairs = apart(value)
    if before or not pairs:
        raise Refused("facet_what", "#facet country=LB")
    facets = case.desk.casework.facets
    known = {key: one.spellings[1:] for key, one in facets.items()}
    now = dict(figures_of(case.books, case.about).get("facets", {}))
    lines: list[str] = []
    for said, wanted in pairs:
        key, _ = first_of(said, known)
        old, new = now.pop(key, ""), _value_of(facets[key], wanted) if wanted else ""
        now |= {key: new} if new else {}
        if key == LANGUAGE and new:
            old = _speak(case, new)
        lines.append(_facet_line(case, facets[key], old, new))
        lines += [case.line("take_back", words=f"#facet {key}={old}")] if old != new else []
    set_figure(case.books, case.about, "facets", dict(sorted(now.items())))
    return Done(lines[0], more=tuple(lines[1:]), change="facet")


def _value_of(known: Facet, said: str) -> str:
    key, near = find(said, known.values.values())
    if not key:
        raise Refused("bad_value", f"{known.key}={near}" if near else f"{known.key}={'|'.join(known.values)}"[:95])
    return key


def _facet_line(case: Case, known: Facet, old: str, new: str) -> str:
    tongue = case.handler.language
    words = [known.values[one].said(tongue) if one in known.values else one or "-" for one in (old, new)]
    return case.line("facet", name=known.said(tongue), before=words[0], after=words[1])


def _speak(case: Case, language: str) -> str:
    """The language of the ticket and of its reporter; returns the one before."""
    before, case.about.language = case.about.language, language
    try:
        reporter = case.reporter
    except Refused:  # a ticket may have nobody who is written to
        return before
    reporter.language = language
    case.books.session.add(reporter)
    return before


def _changed(before: list[str], picked: list[Picked]) -> set[str]:
    after = set(before)
    for one in picked:
        if one.off and one.key not in after:
            raise Refused("not_there", one.key)
        (after.discard if one.off else after.add)(one.key)
    return after


def _both(case: Case, line: str, before: list[str], after: list[str]) -> str:
    return case.line(line, before=", ".join(before) or "-", after=", ".join(after) or "-")


def _back(case: Case, word: str, before: list[str], after: list[str]) -> tuple[str, ...]:
    undo = [one for one in before if one not in after] + [f"-{one}" for one in after if one not in before]
    return (case.line("take_back", words=f"#{word} {' '.join(undo)}"),) if undo else ()
