"""Reading a mail that Outlook saved as .msg: an OLE file with a stream for each property (MS-OXMSG)."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from mailflows.examine.evidence.mapi import (
    BINARY,
    CODE_PAGE,
    FILE_DATA,
    FILE_MEDIA,
    HTML_CODE_PAGE,
    NAMED,
    OBJECT,
    STRING8,
    UNICODE,
    WANTED,
    Enclosed,
    Properties,
    charset_of,
    file_name,
    mail_of,
)
from mailflows.examine.evidence.rewritten import as_octets
from mailflows.examine.read import is_mail
from mailflows.examine.seen import Mail

READ = 64 * 1024 * 1024  # octets in all: streams of a hostile file can share their sectors
STREAMS = 5000
ENCLOSED = 100  # attachments, and recipients
DEPTH = 4  # mails kept inside one another

_FIXED = "__properties_version1.0"
_STREAM = "__substg1.0_"
_KEPT_MAIL = f"{_STREAM}{FILE_DATA:04X}{OBJECT:04X}"
_HEADS = {"mail": 32, "inner": 24, "other": 8}  # octets before the first entry of the stream of fixed properties
_LONGEST_NAMED = 2000  # octets of a property that is looked at only for where it points

_Path = tuple[str, ...]


def saved_mail(content: bytes) -> Mail:
    """The mail in a .msg. Raises ValueError, or whatever a broken OLE file raises."""
    with olefile.OleFileIO(io.BytesIO(content)) as storage:
        return _Reader(storage).mail((), "mail", 0)


@dataclass
class _Reader:
    """One reading, with how much of it is still allowed."""

    storage: olefile.OleFileIO
    left: int = READ
    children: dict[_Path, list[_Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, entry in enumerate(self.storage.listdir(streams=True, storages=True)):
            if number == STREAMS:
                break
            self.children.setdefault(tuple(entry[:-1]), []).append(tuple(entry))

    def mail(self, place: _Path, kind: str, depth: int) -> Mail:
        message = self._properties(place, kind)
        below = sorted(self.children.get(place, ()))
        recipients = [self._properties(one, "other") for one in below if one[-1].startswith("__recip_version1.0_")]
        enclosed = [
            thing
            for one in [one for one in below if one[-1].startswith("__attach_version1.0_")][:ENCLOSED]
            for thing in self._enclosed(one, depth)
        ]
        return mail_of(message, recipients[:ENCLOSED], enclosed[:ENCLOSED])

    def _enclosed(self, place: _Path, depth: int) -> Iterator[Enclosed]:
        known = self._properties(place, "other")
        names = file_name(known)
        inside = (*place, _KEPT_MAIL)
        if (*inside, _FIXED) in self.children.get(inside, ()):
            # Deeper ones are named and left closed; the look at files says that they are.
            content = as_octets(self.mail(inside, "inner", depth + 1)) if depth < DEPTH else b""
            yield Enclosed(tuple(f"{name}.eml" for name in names[:1]), "message/rfc822", content, forwarded=True)
        elif inside in self.children:
            for stream in self.children[inside][:ENCLOSED]:  # an object of another program: each of its streams
                if content := self._read(stream):
                    yield Enclosed(names or (stream[-1],), "application/octet-stream", content, forwarded=False)
        else:
            kind, content = known.values.get(FILE_DATA, (0, b""))
            content = content if kind == BINARY else b""
            declared = known.words(FILE_MEDIA).strip().lower()[:100] or "application/octet-stream"
            forwarded = is_mail(declared, names, content)
            yield Enclosed(names, declared, content, forwarded, tuple(known.far_places()))

    def _properties(self, place: _Path, kind: str) -> Properties:
        values = dict(self._fixed((*place, _FIXED), _HEADS[kind]))
        for stream in self.children.get(place, ()):
            name = stream[-1]
            if not name.startswith(_STREAM) or len(name) != len(_STREAM) + 8:
                continue
            number, type_ = int(name[12:16], 16), int(name[16:20], 16)
            pointing = number >= NAMED and type_ in (UNICODE, STRING8) and self._size(stream) <= _LONGEST_NAMED
            if pointing or (number in WANTED and type_ in (UNICODE, STRING8, BINARY)):
                values[number] = (type_, self._read(stream))
        known = Properties(values)
        return Properties(values, charset_of(known.number(CODE_PAGE)) or charset_of(known.number(HTML_CODE_PAGE)))

    def _fixed(self, stream: _Path, head: int) -> Iterator[tuple[int, tuple[int, bytes]]]:
        if stream not in self.children.get(stream[:-1], ()):
            return
        octets = self._read(stream)[: 16 * STREAMS]
        for at in range(head, len(octets) - 15, 16):
            type_, number = (
                int.from_bytes(octets[at : at + 2], "little"),
                int.from_bytes(octets[at + 2 : at + 4], "little"),
            )
            if number in WANTED and type_ not in (UNICODE, STRING8, BINARY, OBJECT):
                yield number, (type_, octets[at + 8 : at + 16])

    def _size(self, stream: _Path) -> int:
        return int(self.storage.get_size(list(stream)))

    def _read(self, stream: _Path) -> bytes:
        """One stream, as long as there is something left of what may be read."""
        size = self._size(stream)
        if size > self.left:
            raise ValueError("the streams of this file claim more than is read")
        self.left -= size
        return bytes(self.storage.openstream(list(stream)).read(size))
