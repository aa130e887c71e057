"""Looks at code in OpenDocument files: Basic, and scripts in other languages, and what starts them."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.container import Container, opened, tags
from mailflows.examine.office.macros import judge
from mailflows.examine.office.plain import flat_xml
from mailflows.examine.office.vba import Project
from mailflows.examine.seen import DECODED, Part, Saw

_MODULE = re.compile(r"<(?:[\w-]{1,40}:)?(?:module|source-code)\b[^<>]*>([^<]{1,1000000})<")
_CALL = "vnd.sun.star.script:"
# Events that come without a click.
_COMES = re.compile(r"(?:dom|office):(?:load|focus|unload|start|new|open|create|finished|view|close)", re.IGNORECASE)


def scripts(part: Part) -> Iterable[Saw]:
    """F03: code in an OpenDocument file. Code that starts by itself and runs something is as good as a program."""
    zipped = opened(part.content)
    if zipped and zipped.is_open_document:
        source, foreign, text = _in_zip(zipped)
    elif (text := flat_xml(part.content)) and "office:document" in text[:4000]:
        source, foreign = "\n".join(unescape(code) for code in _MODULE.findall(text)), []
    else:
        return
    starts = _starts(text)
    if foreign:
        shown = shown_codes(f"script: {', '.join(foreign[:5])}; starts: {', '.join(starts) or 'by a click'}")
        yield Saw("macro", shown, DECODED, *((Severity.HIGH, 6) if starts else (Severity.HIGH, 4)))
    for reached in _outside(text):
        yield Saw("macro", shown_codes(f"calls a script outside the document: {reached}"), DECODED, Severity.HIGH, 6)
    if source.strip():
        begin = "Sub AutoOpen\n" if starts else ""
        yield from judge(Project(begin + source, "", 0, ""), "OpenDocument")
    elif starts and not foreign:
        shown = shown_codes(f"starts by itself: {', '.join(starts)}")
        yield Saw("macro", shown, DECODED, Severity.HIGH, 5)


def _in_zip(zipped: Container) -> tuple[str, list[str], str]:
    """The Basic, the names of scripts in other languages, and the text that says what starts them."""
    sources: list[str] = []
    foreign: list[str] = []
    for entry in zipped.entries:
        last = entry.name.rpartition("/")[2]
        if (
            entry.name.startswith("scripts/")
            and entry.size
            and last.endswith((".py", ".js", ".bsh", ".java", ".class", ".jar"))
        ):
            foreign.append(entry.written)
        elif entry.name.startswith("basic/") and last not in ("script-lb.xml", "script-lc.xml", "dialog-lb.xml"):
            sources += [unescape(code) for code in _MODULE.findall(zipped.text(entry))]
    text = "\n".join(zipped.text(entry) for entry in zipped.named("content.xml", "settings.xml", "styles.xml"))
    return "\n".join(sources), foreign, text


def _starts(text: str) -> list[str]:
    found: dict[str, None] = {}
    for _, given in _listeners(text):
        event, where = given.get("event-name", ""), given.get("href", "") or given.get("macro-name", "")
        if _COMES.search(event) and where:
            found[f"{event} {where}"[:120]] = None
    return list(found)[:5]


def _outside(text: str) -> list[str]:
    """Scripts of the program itself that an event reaches by climbing out of their folder (CVE-2018-16858)."""
    calls = (given.get("href", "") for _, given in _listeners(text))
    return list(dict.fromkeys(call[:200] for call in calls if call.startswith(_CALL) and ".." in unquote(call)))[:3]


def _listeners(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, found in enumerate(tags(text, "event-listener", "event")):
        if number == 500:
            return
        yield found


ROWS = (
    Look("F03", Group.FILE, Severity.HIGH, 6, "high", ("T1059", "T1204.002"), "OpenDocument files", scripts,
         "templates of offices that work with LibreOffice"),
)  # fmt: skip
