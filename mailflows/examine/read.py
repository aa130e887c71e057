"""Reading a mail: its bytes become headers and parts, with every forwarded mail left closed for a look of its own.

The only module that knows mail-parser and the parser of the standard library, and the latter only as compat32:
its newer policy needs 2 GB for one hostile Subject.
"""

from binascii import Error, a2b_base64
from collections.abc import Iterator
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.feedparser import BytesFeedParser
from email.message import Message
from email.utils import collapse_rfc2231_value

from mailparser.dates import parse_mail_date
from mailparser.exceptions import MailParserReceivedParsingError
from mailparser.utils import decode_base64_payload, get_addresses, parse_received

from mailflows.examine.charsets import as_text, decoded_words, mended_words
from mailflows.examine.clean import one_line
from mailflows.examine.evidence.wrappings import begins_like_a_mail, holds_a_mail
from mailflows.examine.heads import mended
from mailflows.examine.seen import Hop, Mail, Part
from mailflows.letter import Mailbox

ADDRESSES = 100  # of one header; further ones are left out
HOPS = 50

_BASE64 = ("base64", "b64")


class _Sheet(Message):
    """A part that hides from the parser that it is a mail, so that a forwarded mail stays closed.

    The standard parser takes the base64 text of a forwarded mail (Gmail and Outlook send such) for the mail itself,
    merges a 7-bit one into what surrounds it, and recurses on both. A closed one is decoded like any file.
    """

    def get_content_maintype(self) -> str:
        kind = super().get_content_maintype()
        return "closed" if kind == "message" else kind

    def get_content_type(self) -> str:
        kind = super().get_content_type()
        return kind.replace("message/", "closed/", 1) if kind.startswith("message/") else kind

    def written(self) -> object:
        """What stands in it, octets above 127 as surrogates: parts, or text that no made-up character set changed."""
        return vars(self)["_payload"]


def read_mail(mail: bytes) -> Mail:
    """Take a mail apart. The caller has asked limits.too_much(); what still trips raises RecursionError or ValueError.

    Runs only inside the sandbox.
    """
    root = _parsed(mail)
    return Mail(
        headers=_headers(root), parts=tuple(_part(leaf, number) for number, leaf in enumerate(_leaves(root), 1))
    )


def mailboxes(header: str, problems: list[str] | None = None) -> tuple[Mailbox, ...]:
    """Every address of a From, To or Cc, at most 100; what is wrong with the header is added to `problems`."""
    defects: list[dict[str, object]] = []
    header = mended_words(_in_unicode(header))
    try:
        found = get_addresses(header, defects=defects, decode_names=True)
    except (MessageError, ValueError, LookupError) as broken:
        # One word whose encoding is cut short would otherwise keep the whole mail from being read.
        found = [(decoded_words(name), address) for name, address in get_addresses(header, decode_names=False)]
        defects.append({"reason": f"a word that cannot be decoded ({type(broken).__name__})"})
    if problems is not None:
        problems.extend(str(defect.get("reason", "")) for defect in defects)
    return tuple(
        Mailbox(one_line(name, 200), one_line(_lower_domain(address[:1000]), 320))  # small letters may be more letters
        for name, address in found[:ADDRESSES]
        if name or address
    )


def when(header: str) -> datetime | None:
    """The time a Date header claims, with time zone; None where it says nothing that can be."""
    value: datetime | None = parse_mail_date(header[:300]).value if header else None
    return value


def hops(mail: Mail) -> tuple[Hop, ...]:
    """The Received headers from the last station to the first, at most 50; unreadable ones have empty hosts."""
    found: list[Hop] = []
    for position, (name, value) in enumerate(mail.headers):
        if name == "received" and len(found) < HOPS:
            try:
                clauses = parse_received(value)
            except (MailParserReceivedParsingError, ValueError):
                clauses = {}
            found.append(Hop(position, _host(clauses.get("from", "")), _host(clauses.get("by", ""))))
    return tuple(found)


def _headers(message: Message) -> tuple[tuple[str, str], ...]:
    return tuple((str(name).lower(), _unfolded(str(value))) for name, value in message.raw_items())


def _parsed(mail: bytes) -> _Sheet:
    parser = BytesFeedParser(lambda: _Sheet(policy.compat32), policy=policy.compat32)
    parser.feed(mended(mail))
    root = parser.close()
    assert isinstance(root, _Sheet)
    return root


def _leaves(root: _Sheet) -> Iterator[_Sheet]:
    """Walk the tree with a list of what is still to see, in the order of the mail; a stack cannot overflow."""
    waiting = [root]
    while waiting:
        sheet = waiting.pop()
        payload = sheet.written()
        if isinstance(payload, list):
            waiting.extend(inner for inner in reversed(payload) if isinstance(inner, _Sheet))
        else:
            yield sheet


def _part(leaf: _Sheet, number: int) -> Part:
    declared = leaf.get_content_type().replace("closed/", "message/", 1)
    names = _names(leaf)
    content = _content(leaf)
    return Part(
        number=number,
        declared=one_line(declared, 100) if not declared.startswith("multipart/") else "text/plain",
        charset=_charset(leaf),
        names=names,
        attached=bool(names) or _disposition(leaf) == "attachment",
        content=content,
        forwarded=is_mail(declared, names, content),
    )


def is_mail(declared: str, names: tuple[str, ...], content: bytes) -> bool:
    """A mail inside the mail: by its type, or by what it was saved as; Outlook and Apple Mail have their own ways."""
    if declared in ("message/rfc822", "message/global", "message/news"):
        return True
    return holds_a_mail(names, content)


def _content(part: _Sheet) -> bytes:
    raw = part.written()
    if not isinstance(raw, str):
        return b""
    if str(part.get("content-transfer-encoding", "")).strip().lower() in _BASE64:
        octets = raw.encode("utf-8", "surrogateescape")
        # a mail within a mail that says base64 and is none: some gateways label it so
        closed = part.get_content_type().startswith("closed/")
        return octets if closed and begins_like_a_mail(octets) else _unpacked(raw)
    try:
        decoded = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return raw.encode("utf-8", "surrogateescape")
    return decoded if isinstance(decoded, bytes) else b""


def _unpacked(raw: str) -> bytes:
    """base64 as a mail program reads it; the slow way, which mends what senders break on purpose, only where needed."""
    try:
        return a2b_base64(raw.encode("ascii", "ignore"))
    except Error:
        return bytes(decode_base64_payload(raw))


def _names(part: Message) -> tuple[str, ...]:
    """The file names of a part, from both headers that can give one; equal ones once."""
    names: dict[str, None] = {}
    part = _without_octets(part)
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        try:
            value = part.get_param(parameter, None, header)
            given = collapse_rfc2231_value(value) if value is not None else ""
        except (ValueError, LookupError, TypeError, AttributeError):
            given = "?"  # there is a name, but no program would agree with another on what it says
        if name := _without_lines(decoded_words(str(given)))[:500]:
            names[name] = None
    return tuple(names)


def _without_octets(part: Message) -> Message:
    """The two headers with raw octets read as letters; the standard library would show each as a question mark."""
    view = Message()
    for name, value in part.raw_items():
        if name.lower() in ("content-type", "content-disposition") and name not in view:
            view[name] = _in_unicode(str(value))
    return view


def _without_lines(name: str) -> str:
    return " ".join(name.split("\n")).replace("\r", "").strip()


def _disposition(part: Message) -> str:
    return str(part.get("content-disposition", "")).split(";", 1)[0].strip().lower()


def _charset(part: Message) -> str | None:
    try:
        value = part.get_param("charset")
        return str(collapse_rfc2231_value(value))[:40] if value is not None else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _unfolded(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", "\t").strip()


def _in_unicode(header: str) -> str:
    """Raw octets in an address header are UTF-8 (RFC 6532) or some old character set; both become letters."""
    return header if header.isascii() else as_text(header.encode("utf-8", "surrogateescape"), None)


def _lower_domain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _host(clause: str) -> str:
    return one_line(clause.split(None, 1)[0] if clause.split() else "", 255).lower()
