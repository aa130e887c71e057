"""Header fields as octets: cut apart within limits, never decoded, never guessed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pgp.reasons import Refused

MAIL = 36 * 1024 * 1024  # octets
BLOCK = 256 * 1024  # octets of a header block (DOS-03)
FIELD = 100 * 1024  # octets of one field; an Autocrypt header with the largest certificate we take fits
FIELDS = 2000
KIND = 4096  # octets of a Content-Type; there may be one in each of 500 parts
PIECES = 200  # semicolons in one Content-Type

EMPTY_LINE = re.compile(rb"\n\r?\n")
FOLDED = re.compile(rb"[^\n]+\n?(?:[ \t][^\n]*\n?)*")
FOLD = re.compile(rb"\r?\n(?=[ \t])")
NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
TOKEN = rb"[!#$%&'*+\-.0-9A-Z^_`a-z{|}~]+"
MEDIA_TYPE = re.compile(rb"[ \t]*(" + TOKEN + rb"/" + TOKEN + rb")[ \t]*")
PARAMETER = re.compile(rb";[ \t]*(?:(" + TOKEN + rb")[ \t]*=[ \t]*(?:(" + TOKEN + rb")|\"((?:[^\"\\]|\\.)*)\")[ \t]*)?")


@dataclass(frozen=True)
class Field:
    """One header field as it stood in the mail."""

    name: str  # lower-case
    value: bytes  # unfolded, without blanks around it
    raw: bytes  # the whole field, folded as it was, with its line end


@dataclass(frozen=True)
class Head:
    """A header block."""

    fields: tuple[Field, ...]
    odd: bool  # lines that are no fields: two programs may read this block differently

    def all(self, name: str) -> list[bytes]:
        return [field.value for field in self.fields if field.name == name]

    def one(self, name: str) -> bytes | None:
        """The value of a field that may stand only once. Raises Refused where it stands twice (DOS-10)."""
        values = self.all(name)
        if len(values) > 1:
            raise Refused("ambiguous_structure")
        return values[0] if values else None


@dataclass(frozen=True)
class Kind:
    """A Content-Type: the media type and its parameters, names in lower case."""

    media: str
    parameters: tuple[tuple[str, bytes], ...] = ()

    def parameter(self, name: str) -> bytes:
        return next((value for known, value in self.parameters if known == name), b"")


def split_head(data: bytes) -> tuple[Head, bytes]:
    """The header block and the body of a mail or part. Raises Refused above the limits (DOS-03)."""
    if data.startswith((b"\n", b"\r\n")):
        return Head((), False), data[data.index(b"\n") + 1 :]
    end = EMPTY_LINE.search(data, 0, BLOCK + 4)
    if end is None and len(data) > BLOCK:
        raise Refused("headers_too_large")
    block = data[: end.start() + 1] if end else data
    body = data[end.end() :] if end else b""
    fields: list[Field] = []
    odd = b"\x00" in block or block.count(b"\r") != block.count(b"\r\n")
    for raw in _folded_lines(block):
        if len(raw) > FIELD:
            raise Refused("headers_too_large")
        if len(fields) == FIELDS:
            raise Refused("too_many_headers")
        named = NAME.match(raw)
        if named is None:
            odd = True
            continue
        value = FOLD.sub(b"", raw[named.end() :]).strip(b" \t\r\n")
        fields.append(Field(named[1].decode("ascii").lower(), value, raw.rstrip(b"\r\n") + b"\r\n"))
    return Head(tuple(fields), odd), body


def kind_of(value: bytes | None) -> Kind:
    """The Content-Type in these octets; text/plain where there is none (RFC 2045, 5.2).

    Raises Refused on what two programs may read differently: comments, parameters twice, continued boundaries.
    """
    if value is None:
        return Kind("text/plain")
    named = MEDIA_TYPE.match(value, 0, KIND)
    if named is None or len(value) > KIND or value.count(b";") > PIECES:
        raise Refused("ambiguous_structure")
    found: list[tuple[str, bytes]] = []
    at = named.end()
    while at < len(value):
        parameter = PARAMETER.match(value, at)
        if parameter is None or len(found) > 50:
            raise Refused("ambiguous_structure")
        at = parameter.end()
        if parameter[1] is not None:
            quoted = _unescaped(parameter[3]) if parameter[3] is not None else parameter[2]
            found.append((parameter[1].decode("ascii").lower(), quoted))
    names = [name for name, _ in found]
    if len(set(names)) < len(names) or any(name.startswith(("boundary*", "protocol*")) for name in names):
        raise Refused("ambiguous_structure")
    return Kind(named[1].decode("ascii").lower(), tuple(found))


def joined(fields: Sequence[Field], body: bytes) -> bytes:
    """A mail of these fields and this body."""
    return b"".join(field.raw for field in fields) + b"\r\n" + body


def _unescaped(value: bytes) -> bytes:
    """A quoted string without its backslashes; of two, one is meant."""
    return b"\\".join(piece.replace(b"\\", b"") for piece in value.split(b"\\\\"))


def _folded_lines(block: bytes) -> list[bytes]:
    return FOLDED.findall(block)
