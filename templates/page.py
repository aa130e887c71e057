"""The same mail as a page: made from its finished text, so that the two never say different things.

Nobody translates it: the words are those of the text, and their order too. It loads nothing, and its only links are
replies to the desk.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from jinja2 import StrictUndefined, Template

from templates.facts import BIDI, TAG
from templates.tongues import RIGHT_TO_LEFT
from templates.words import Sheet

NONCE = re.compile(r"-- \S+ [A-Z0-9-]+ \S+ --")
CODE = re.compile(r"#\S")
NUMBERED = re.compile(r"\d{1,4}\. ")
HASH = re.compile(r"[0-9A-Fa-f ]{32,}")
HEADING = 80  # characters; what is longer is a sentence to be read


@dataclass(frozen=True)
class Reply:
    """A reply that is opened with one tap: what the text calls it, and the commands it brings."""

    label: str
    commands: str


@dataclass(frozen=True)
class Replying:
    """Where replies go, and what they hang under."""

    address: str
    subject: str  # constant: it may be shown outside the seal
    message_id: str  # of the mail that is answered

    def link(self, commands: str) -> str:
        """A link that opens a reply with these lines in it (RFC 6068: lines end in CR LF, an empty one at the end)."""
        body = "\r\n".join([*commands.split("\n"), "", ""])
        fields = (("subject", self.subject), ("in-reply-to", self.message_id), ("body", body))
        said = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)
        return f"mailto:{quote(self.address, safe='@')}?{said}"


Block = dict[str, object]


def write_page(text: str, language: str, replies: Sequence[Reply], replying: Replying) -> str:
    """The page for a mail's text. `replies` are found in it by their labels, in order. Linear; raises nothing."""
    blocks = tuple(_blocks(text, list(replies), replying))
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    return _page().render({"language": language, "dir": direction, "blocks": blocks})


def _blocks(text: str, replies: list[Reply], replying: Replying) -> Iterator[Block]:
    """What each line is, told by how it begins: every template writes its lines that way, in every language."""
    first = True
    for piece in text.strip("\n").split("\n\n"):
        lines = piece.split("\n")
        # a short line above a list, a quotation or commands is their heading
        heads = not first and len(lines[0]) <= HEADING and any(map(_begins_a_list, lines[1:]))
        quoted: list[str] = []
        if not (first or heads):
            yield {"kind": "gap"}
        for number, line in enumerate(lines):
            if line.startswith("|"):
                quoted.append(line[1:].removeprefix(" "))
                continue
            yield from _quote(quoted)
            quoted = []
            yield _line(line, replies, replying, first=first, heads=heads and number == 0)
            first = False
        yield from _quote(quoted)


def _quote(lines: Iterable[str]) -> Iterator[Block]:
    if lines:
        yield {"kind": "quote", "lines": tuple(lines)}


def _line(line: str, replies: list[Reply], replying: Replying, *, first: bool, heads: bool) -> Block:
    bare = BIDI.sub("", line).strip()
    if NONCE.fullmatch(bare):
        return {"kind": "nonce", "text": bare}
    if line.startswith("- "):
        label = BIDI.sub("", line[2:]).strip()
        if replies and label == BIDI.sub("", replies[0].label).strip():
            return {"kind": "tap", "text": line[2:], "href": replying.link(replies.pop(0).commands)}
        return {"kind": "item", "text": f"• {line[2:]}"}
    if CODE.match(bare) or HASH.fullmatch(bare):
        return {"kind": "code", "text": bare}
    if TAG.fullmatch(bare) and "-" in bare:
        return {"kind": "tag", "text": bare}
    if first:
        return {"kind": "title", "text": line}
    if line.startswith("  "):
        return {"kind": "sub", "text": line.strip()}
    if NUMBERED.match(line):
        return {"kind": "item", "text": line}
    return {"kind": "heading" if heads else "row", "text": line}


def _begins_a_list(line: str) -> bool:
    """Whether a line is one of a list, a quotation or commands."""
    return line.startswith(("- ", "|", "#", "  ")) or NUMBERED.match(line) is not None


@cache
def _page() -> Template:
    """The one layout, in an environment as strict as that of the texts, in which every value is escaped."""
    env = Sheet(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    return env.from_string((files("templates") / "html" / "page.html").read_text(encoding="utf-8"))
