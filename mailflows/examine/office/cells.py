"""Formulas in tables that are plain text, and the small query files that Excel opens: .csv, .slk, .iqy, .dqy."""

import re
from collections.abc import Iterator

from mailflows.examine import kinds
from mailflows.examine.finding import Severity
from mailflows.examine.seen import Part

LINES = 5000
LINE = 4000  # characters
FORMULAS = 20
BARS = 5000
BEFORE = 300  # characters of a cell before the bar or the function

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."

_TABLES = frozenset("csv tsv tab slk prn dif".split())
_TABLES_ONLY_BY_NAME = frozenset(["xls"])  # Excel opens a text of this name as a table
_BEGINS = re.compile(r"(?:^|[,;\t\"])\s{0,20}\"?[=+\-@]")
_BEGINS_IN_SYLK = re.compile(r";E")
# program|topic!item; the topic is quoted unless it is one word
_SERVICES = frozenset("cmd cmd.exe powershell powershell.exe mshta rundll32 regsvr32 msexcel excel winword".split())
_TOPIC = re.compile(r"\s{0,10}(?:'[^'\r\n]{1,900}'|[\w./\\-]{1,300})!")
_FETCHES = re.compile(r"\b(?:WEBSERVICE|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|IMAGE)\s{0,3}\(", re.IGNORECASE)
_LINKS = re.compile(
    r"(?:^|[,;\t\"])\s{0,20}\"?=\s{0,5}HYPERLINK\s{0,3}\(\"{1,2}(https?://[^\"\s]{1,300})", re.IGNORECASE
)
_QUERIES = {
    "iqy": "asks a web page for cells",
    "dqy": "asks a database for cells",
    "oqy": "asks a cube for cells",
    "rqy": "asks a database for cells",
    "odc": "connects to a source of data",
}

Weighed = tuple[Severity, int]


def formulas_in_text(part: Part) -> Iterator[str]:
    """Cells that start a program, as they stand in the text."""
    if not is_table(part):
        return
    begins = _BEGINS_IN_SYLK if part.content[:4] == b"ID;P" else _BEGINS
    told = bars = 0
    for line in lines(part):
        if "|" not in line or "!" not in line:
            continue
        at = line.find("|")
        while at >= 0 and bars < BARS and told < FORMULAS:
            bars += 1
            before = line[max(0, at - BEFORE) : at]
            service = before[len(before.rstrip(_LETTERS)) :]
            if service and (topic := _TOPIC.match(line, at + 1)) and (cell := _one_cell(begins, before, service)):
                told += 1
                yield f"{cell}{line[at : topic.end() + 20]}"
            at = line.find("|", at + 1)


def _one_cell(begins: re.Pattern[str], before: str, service: str) -> str:
    """What stands in the cell before the bar, where it begins like a formula; "" where the bar is in another cell."""
    for start in begins.finditer(before):
        cell = before[start.start() :].lstrip(",;\t ")
        inside = cell.lstrip('"')
        apart = '"' in inside if cell.startswith('"') else any(sign in inside for sign in ",;\t")
        if not apart or service.lower() in _SERVICES:
            return inside
    return ""


def asked_of_the_web(part: Part) -> Iterator[tuple[str, Weighed]]:
    """Cells and query files that fetch, or that send away what stands in other cells."""
    head = part.content[:2000].lstrip(b"\xef\xbb\xbf")
    ending = kinds.extension(part.name)
    if re.match(rb"WEB\r?\n\d", head):
        address = next((line for line in head.split() if b"://" in line), b"")
        yield f"{_QUERIES['iqy']}: {address.decode('latin-1')}", (Severity.HIGH, 5)
    elif re.match(rb"(?:XLODBC|QueryType=)", head) or (ending in _QUERIES and ending != "odc"):
        yield _QUERIES.get(ending, _QUERIES["dqy"]), (Severity.MEDIUM, 3)
    elif ending == "odc" and b"ConnectionString" in part.content[:100_000]:
        yield _QUERIES["odc"], (Severity.MEDIUM, 3)
    told = 0
    for line in lines(part) if is_table(part) else ():
        for hit in _FETCHES.finditer(line) if "(" in line else ():
            before = line[max(0, hit.start() - BEFORE) : hit.start()]
            if told < FORMULAS and _BEGINS.search(before):
                told += 1
                yield f"{before[-60:]}{line[hit.start() : hit.start() + 120]}", (Severity.MEDIUM, 3)


def links_in_cells(part: Part) -> Iterator[str]:
    """Where HYPERLINK cells lead; a reader may click them."""
    for line in lines(part) if is_table(part) else ():
        if "HYPERLINK" in line.upper():
            yield from (hit[1] for hit in _LINKS.finditer(line))


def is_table(part: Part) -> bool:
    """Say whether Excel would open this text as a table."""
    if part.content[:4] == b"ID;P":
        return True
    text = kinds.detected(part.content) == "text/plain" or part.content[:2] in (b"\xff\xfe", b"\xfe\xff")
    endings = _TABLES | _TABLES_ONLY_BY_NAME if text else _TABLES
    return any(kinds.extension(name) in endings for name in part.names)


def lines(part: Part) -> Iterator[str]:
    """The lines of a table, each cut to a length that a search can bear."""
    raw = part.content[: LINES * 400]
    text = raw.decode("utf-16", "replace") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else raw.decode("utf-8", "replace")
    for number, line in enumerate(text.splitlines()):
        if number == LINES:
            return
        yield line[:LINE]
