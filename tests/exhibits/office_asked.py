"""One file before the office room: what it is asked, and what was seen in it."""

from collections.abc import Callable, Iterable

from mailflows.examine.finding import Finding, Severity
from mailflows.examine.look import Look, finding
from mailflows.examine.office import looks as office
from mailflows.examine.seen import Part, Saw

CODE = 'Sub AutoOpen()\r\nShell "powershell", vbHide\r\nEnd Sub\r\n'


def file(name: str, content: bytes, *words: str) -> Part:
    return Part(1, "application/octet-stream", None, (name,), True, content, False, words)


def seen(part: Part) -> list[Finding]:
    """Everything the room sees in one file; what lies in it has turns of its own."""
    asked: list[tuple[Look, Callable[..., Iterable[Saw]]]] = [(look, look.ask) for look in office.OF_INSIDES]
    return [finding(look, "mail/2", saw) for look, ask in asked for saw in ask(part)]


def ids(part: Part) -> dict[str, int]:
    """Each look that saw something of weight, at its heaviest."""
    found: dict[str, int] = {}
    for one in seen(part):
        if one.weight:
            found[one.look] = max(one.weight, found.get(one.look, 0))
        assert (one.severity is Severity.INFO) == (one.weight == 0)
        assert len(one.evidence) <= 200 and "http:" not in one.evidence
    return found
