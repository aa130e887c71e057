"""Reading a text for the heads of mails that are printed in it: blocks of labels, or lines such as "X wrote:".

Every line is looked at a bounded number of times, and no pattern can backtrack: whoever fills a letter with half-made
heads wins nothing by it (DOS-11).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailflows.examine.evidence.label_blocks import FORWARDED, LABELS
from mailflows.examine.evidence.quoted_lines import EDGES, Line, folded, words_of_rows
from mailflows.examine.evidence.wrote import who_wrote

LABEL = 40  # characters that stand before a colon at most
LINE = 2000  # characters of one line that are looked at
VALUE = 4000  # characters of one header
REACH = 12  # lines of one block, without the continuations of long lists
WRAPPED = 30  # lines a list of addresses may be wrapped over
ONE_LINERS = 20  # lines that may hold a whole block
HEADS = 50  # heads that are read in one text

_COLONS = re.compile("[:：﹕]")
_BULLETS = "*_-•·–\u2022 \t\xa0\u3000"
_RULE = re.compile(r"[-_=—–─*#~]{3,}")


@dataclass(frozen=True)
class Head:
    """The head of a mail as it is printed in a text."""

    first: int  # its first line, with what separates it from the text above
    last: int  # its last line
    depth: int
    values: Mapping[str, str]  # kind of label -> what is printed
    announced: bool  # a line above says that a mail was forwarded
    rule: str  # the line that separates it, "" where none does
    kind: str  # "block", "line" (all labels on one line) or "wrote"


_KINDS = {word: kind for kind, rows in LABELS.items() for word in words_of_rows(rows)}
_LONGEST = max(map(len, _KINDS))
_SUBJECTS = tuple(word for row in LABELS["subject"] for word in row.split(" / ") if len(word) > 3)
_FORWARDED = words_of_rows(FORWARDED)


def heads(lines: list[Line]) -> Iterator[Head]:
    """Every head in the text, from the top, at most 50."""
    at = found = one_liners = 0
    while at < len(lines) and found < HEADS:
        line = lines[at]
        head = _block(lines, at) if _label(line.text) else None
        if head is None and one_liners < ONE_LINERS and _may_hold_all(line.text):
            one_liners += 1
            head = _one_line(lines, at)
        if head is None and (wrote := who_wrote(lines, at)):
            first, rule, announced = _separated(lines, wrote[0])
            head = Head(first, at, line.depth, wrote[1], announced, rule, "wrote")
        if head is None:
            at += 1
            continue
        found += 1
        yield head
        at = head.last + 1


def _label(text: str) -> tuple[str, str] | None:
    """The kind of a label that begins this line, and the value behind it."""
    colon = _COLONS.search(text, 0, LABEL + 8)
    if colon is None:
        return None
    bare = text.lstrip(_BULLETS)
    stars = len(text) - len(bare)
    kind = _KINDS.get(folded(text[stars : colon.start()])) if colon.start() > stars else None
    if kind is None:
        return None
    value = text[colon.end() : LINE].strip(EDGES)
    if "*" in text[: colon.start()] + value[:2]:  # "*From:* X": what closes the bold mark is not the value's
        value = value.removeprefix("*").removeprefix("*").lstrip(EDGES) if _bold(text, colon.start()) else value
    return kind, value


def _bold(text: str, colon: int) -> bool:
    return "*" in text[:3] and "*" not in text[3:colon]


def _block(lines: list[Line], at: int) -> Head | None:
    """A block of labels that begins at this line, on a line each, in any order."""
    depth = lines[at].depth
    values: dict[str, str] = {}
    below = False  # values stand on the line below their label, as in tables
    last = at
    kind = ""
    place = at
    labels = 0
    while place < len(lines) and labels < REACH:
        line = lines[place]
        if line.depth < depth and line.text:
            break
        if label := _label(line.text):
            kind, value = label
            if kind in values and kind != "other":
                break
            labels += 1
            below = below or (not value and not values)
            values[kind] = value
            last = place
        elif line.text:
            if below and not values[kind]:
                values[kind] = line.text[:LINE]
                last = place
            elif further := _next_label(lines, place, values):
                more = " ".join(each.text for each in lines[place:further])
                values[kind] = f"{values[kind]} {more}".strip()[:VALUE]
                place = further
                continue
            else:
                break
        elif not below and not _soon(lines, place, values):
            break
        place += 1
    first, rule, announced = _separated(lines, at)
    if not _enough(values, rule, announced):
        return None
    return Head(first, last, depth, values, announced, rule, "block")


def _enough(values: Mapping[str, str], rule: str, announced: bool) -> bool:
    """Whether so many labels make a head: three, one of them the sender, and nothing that is a timetable or a memo."""
    told = len(values.keys() - {"other"})
    if "from" not in values:
        return announced and told >= 3
    if announced and told >= 2:
        return True
    return told >= 3 and ("subject" in values or "@" in values["from"] or bool(rule))


def _next_label(lines: list[Line], at: int, values: Mapping[str, str]) -> int:
    """Where a value that is wrapped over lines ends: the next label not seen yet, or 0. No empty line lies between."""
    listed = 0
    for place in range(at, min(at + WRAPPED, len(lines))):
        text = lines[place].text
        if not text:
            return 0
        if label := _label(text):
            return place if label[0] not in values else 0
        listed += "@" in text or text.endswith((",", ";"))
        if place - at >= 3 and listed < place - at - 2:  # prose, not a list of people
            return 0
    return 0


def _soon(lines: list[Line], at: int, values: Mapping[str, str]) -> bool:
    """Whether the block goes on behind one or two empty lines."""
    for place in range(at, min(at + 3, len(lines))):
        if lines[place].text:
            label = _label(lines[place].text)
            return label is not None and label[0] not in values
    return False


def _separated(lines: list[Line], at: int) -> tuple[int, str, bool]:
    """Where the separator above a head begins, the separator, and whether it says that a mail was forwarded."""
    first, rule, announced = at, "", False
    empty = 0
    for place in range(at - 1, max(-1, at - 7), -1):
        text = lines[place].text
        if not text:
            empty += 1
            if empty > 2:
                break
            continue
        is_rule, says = _rule(text)
        if not is_rule:
            break
        first, rule, announced = place, rule or text, announced or says
        empty = 0
    return first, rule, announced


def _rule(text: str) -> tuple[bool, bool]:
    """Whether a line separates, and whether it says that what follows was forwarded."""
    if len(text) > 120:
        return False, False
    lined = _RULE.match(text) is not None or (text.startswith("--") and text.endswith("--") and len(text) > 4)
    words = folded(text)
    says = (lined or words.endswith(":")) and any(stem in words for stem in _FORWARDED)
    return lined or says, says


def _may_hold_all(text: str) -> bool:
    return len(text) < 2 * LINE and len(_COLONS.findall(text)) >= 3 and ("--" in text or _label(text) is not None)


def _one_line(lines: list[Line], at: int) -> Head | None:
    """A whole head on one line, as Yahoo prints it in plain text: "----- … ----- From: …To: …Sent: …Subject: …"."""
    text = lines[at].text
    places: list[tuple[str, int, int]] = []  # kind, where its label begins, where its value begins
    for colon in _COLONS.finditer(text):
        floor = places[-1][2] if places else 0
        if (found := _label_before(text, floor, colon.start())) and found[0] not in {kind for kind, *_ in places}:
            places.append((*found, colon.end()))
    if len(places) < 3 or "from" not in {kind for kind, *_ in places}:
        return None
    ends = [start for _, start, _ in places[1:]] + [len(text)]
    values = {kind: text[begin:end].strip(EDGES) for (kind, _, begin), end in zip(places, ends, strict=True)}
    if "subject" not in values:  # some languages print it without a colon
        kind = places[-1][0]
        for word in _SUBJECTS:
            before, label, after = values[kind].partition(f"{word} ")
            if label and after:
                values |= {kind: before.strip(), "subject": after.strip()}
                break
    is_rule, says = _rule(text[: places[0][1]].strip())
    first, rule, announced = (at, text[: places[0][1]].strip(), says) if is_rule else _separated(lines, at)
    return Head(first, at, lines[at].depth, values, announced, rule, "line")


def _label_before(text: str, floor: int, colon: int) -> tuple[str, int] | None:
    """The longest label that ends at a colon, and where it begins; without a boundary only with a capital letter."""
    end = len(text[:colon].rstrip(EDGES))
    for begin in range(max(floor, end - _LONGEST), end):
        first, before = text[begin], text[begin - 1 : begin]
        if not first.isalpha() or first.islower():
            continue
        if before.isalpha() and end - begin < 3 and first < "\u2e80":  # short ones are the end of many words
            continue
        if kind := _KINDS.get(folded(text[begin:end])):
            return kind, begin
    return None
