"""Reading the lines of calendars and contacts, broken ones too: a name, what is said about it, and its value."""

import re
from binascii import Error, a2b_base64, a2b_qp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mailflows.examine import kinds
from mailflows.examine.charsets import as_text
from mailflows.examine.seen import Part

SIZE = 8 * 1024 * 1024  # octets that are read
LINES = 20_000
WORDS = 20_000  # characters of one value that are read as words

_BEGINS = re.compile(rb"[\xef\xbb\xbf\s]{0,20}BEGIN:(VCALENDAR|VCARD)\b", re.IGNORECASE)
_CALENDARS = frozenset("ics ical ifb icalendar vcs".split())
_CONTACTS = frozenset("vcf vcard".split())
_FOLD = re.compile(rb"\r?\n[ \t]")
_SOFT = re.compile(rb"=\r?\n(?![A-Z-]{1,30}[:;])")  # quoted-printable of old phones goes on in the next line
_NAME = re.compile(rb"(?:[A-Za-z0-9_-]{1,60}\.)?([A-Za-z0-9-]{1,60})")
_SAID = re.compile(rb';[ \t]{0,20}([A-Za-z0-9-]{1,60})(?:=("[^"\r\n]{0,4000}"|[^:;"\r\n]{0,4000}))?')
_ESCAPED = re.compile(r"\\([nN\\;,:])")


@dataclass(frozen=True)
class Line:
    """One line: "ATTACH;FMTTYPE=image/png:https://…", with where it stands: "VEVENT", "VALARM", "VCARD"."""

    block: str
    name: str
    said: Mapping[str, str]  # in upper case, values without their quotes
    raw: bytes
    charset: str | None  # of the whole file, as the mail names it

    @property
    def words(self) -> str:
        octets = self.raw[: 4 * WORDS]
        if self.said.get("ENCODING", "").upper() == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in self.said:
            octets = a2b_qp(octets)
        text = as_text(octets, self.said.get("CHARSET") or self.charset)[:WORDS]
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()

    @property
    def packed(self) -> bool:
        """Whether the value is a file, packed into the line."""
        way = self.said.get("ENCODING", "").upper()
        return way in ("BASE64", "B") or "BASE64" in self.said or self.raw[:5].lower() == b"data:"

    @property
    def content(self) -> bytes:
        """The file that is packed into the line; b"" where it cannot be unpacked."""
        data = self.raw.partition(b",")[2] if self.raw[:5].lower() == b"data:" else self.raw
        try:
            return a2b_base64(data)
        except Error:
            return b""


def is_calendar(part: Part) -> bool:
    """A calendar, by what it is sent as, its name, or its first line."""
    return _is(part, "text/calendar", _CALENDARS, b"VCALENDAR")


def is_contact(part: Part) -> bool:
    return part.declared in ("text/x-vcard", "text/directory") or _is(part, "text/vcard", _CONTACTS, b"VCARD")


def lines(part: Part) -> tuple[Line, ...]:
    """At most 20,000 lines, unfolded, of the first 8 MB."""
    return _lines(_narrow(part.content[:SIZE]), part.charset)


def _narrow(content: bytes) -> bytes:
    """The file in UTF-8 where its mark says that it is UTF-16."""
    return content.decode("utf-16", "replace").encode() if content[:2] in (b"\xff\xfe", b"\xfe\xff") else content


@lru_cache(maxsize=1)
def _lines(content: bytes, charset: str | None) -> tuple[Line, ...]:
    return tuple(_read(content, charset))


def _read(content: bytes, charset: str | None) -> Iterator[Line]:
    blocks = [""]
    text = _SOFT.sub(b"", content) if b"QUOTED-PRINTABLE" in content.upper() else content
    unfolded = _FOLD.sub(b"", text.lstrip(b"\xef\xbb\xbf")).replace(b"\r", b"\n")
    for raw in map(bytes.lstrip, unfolded.split(b"\n")[:LINES]):
        found = _NAME.match(raw)
        if not found:
            continue
        name, at = found[1].decode("ascii").upper(), found.end()
        said: dict[str, str] = {}
        while given := _SAID.match(raw, at):
            value = (given[2] or b"").strip(b'"')
            said.setdefault(given[1].decode("ascii").upper(), as_text(value, None))
            at = given.end()
        if raw[at : at + 1] != b":":
            continue
        value = raw[at + 1 :].strip()
        if name == "BEGIN":
            blocks = [*blocks, as_text(value[:40], None).upper()][-20:]
        elif name == "END":
            blocks = blocks[:-1] or [""]
        else:
            yield Line(blocks[-1], name, said, value, charset)


def _is(part: Part, declared: str, endings: frozenset[str], block: bytes) -> bool:
    found = _BEGINS.match(_narrow(part.content[:100]))
    if found:
        return found[1].upper() == block
    return part.declared == declared or any(kinds.extension(name) in endings for name in part.names)
