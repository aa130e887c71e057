"""What Outlook keeps of a mail, as numbered properties, in a saved .msg and in winmail.dat alike; read as a mail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, formataddr

from mailflows.examine.charsets import as_text
from mailflows.examine.clean import one_line
from mailflows.examine.evidence.richtext import read_rich_text, unpacked
from mailflows.examine.limits import too_much
from mailflows.examine.read import read_mail
from mailflows.examine.seen import Mail, Part

# A name no header of a mail can have: whoever reads a mail without the headers it travelled with should know.
WITHOUT_HEADERS = "no transport headers"

STRING8, UNICODE, BINARY, OBJECT = 0x1E, 0x1F, 0x102, 0x0D
# Numbers of properties (MS-OXPROPS).
CLASS, SUBJECT, SENT, TRANSPORT, MESSAGE_ID, REPLY_TO = 0x001A, 0x0037, 0x0039, 0x007D, 0x1035, 0x0050
SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
FOR_NAME, FOR_ADDRESS, FOR_SMTP = 0x0042, 0x0065, 0x5D02
SHOWN_TO, SHOWN_CC = 0x0E04, 0x0E03
BODY, RICH_TEXT, HTML = 0x1000, 0x1009, 0x1013
CODE_PAGE, HTML_CODE_PAGE = 0x3FFD, 0x3FDE
ADDRESS, SMTP_ADDRESS, NAME, RECIPIENT_TYPE = 0x3003, 0x39FE, 0x3001, 0x0C15
FILE_DATA, FILE_NAME, LONG_FILE_NAME, FILE_MEDIA, FILE_WAY, FILE_PLACE, LONG_FILE_PLACE = (
    0x3701, 0x3704, 0x3707, 0x370E, 0x3705, 0x3708, 0x370D,
)  # fmt: skip
NAMED = 0x8000  # from here on each file numbers its own: the sound of a reminder is among them
WANTED = frozenset(
    (CLASS, SUBJECT, SENT, TRANSPORT, MESSAGE_ID, REPLY_TO, SENDER_NAME, SENDER_ADDRESS, SENDER_SMTP, FOR_NAME,
     FOR_ADDRESS, FOR_SMTP, SHOWN_TO, SHOWN_CC, BODY, RICH_TEXT, HTML, CODE_PAGE, HTML_CODE_PAGE, ADDRESS,
     SMTP_ADDRESS, NAME, RECIPIENT_TYPE, FILE_DATA, FILE_NAME, LONG_FILE_NAME, FILE_MEDIA, FILE_WAY, FILE_PLACE,
     LONG_FILE_PLACE)
)  # fmt: skip

_CODE_PAGES = {65001: "utf-8", 20127: "ascii", 1200: "utf-16-le", 932: "shift_jis", 936: "gbk", 949: "cp949"}
_CODE_PAGES |= {950: "big5", 874: "cp874", 20866: "koi8-r", 21866: "koi8-u", 54936: "gb18030", 51949: "euc_kr"}
_PLACES = 50
_PREFIX = "Microsoft Mail Internet Headers"  # the line that Outlook writes before them
_BEGAN = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Enclosed:
    """One thing attached."""

    names: tuple[str, ...]
    declared: str
    content: bytes
    forwarded: bool
    places: tuple[str, ...] = ()  # on other machines, where it is to be fetched from


@dataclass(frozen=True)
class Properties:
    """What is known of one message, attachment or recipient: number of the property to its type and octets."""

    values: Mapping[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None  # of its old strings

    def words(self, number: int) -> str:
        kind, octets = self.values.get(number, (0, b""))
        if kind == UNICODE:
            return octets.decode("utf-16-le", "replace").rstrip("\0")
        return as_text(octets, self.charset).rstrip("\0") if kind == STRING8 else ""

    def first(self, *numbers: int) -> str:
        return next((words for number in numbers if (words := self.words(number).strip())), "")

    def number(self, number: int) -> int:
        return int.from_bytes(self.values.get(number, (0, b""))[1][:4], "little")

    def far_places(self) -> Iterator[str]:
        """Paths to other machines: a file attached by reference, the sound of a reminder (CVE-2023-23397)."""
        for number in sorted(self.values):
            if number >= NAMED or number in (FILE_PLACE, LONG_FILE_PLACE):
                place = self.words(number)[:500]
                if place.startswith(("\\\\", "//")):
                    yield "file:" + place.replace("\\", "/")


def charset_of(code_page: int) -> str | None:
    """The name of a character set that Windows calls by number."""
    if 1250 <= code_page <= 1258:
        return f"cp{code_page}"
    if 28591 <= code_page <= 28606:
        return f"iso8859-{code_page - 28590}"
    return _CODE_PAGES.get(code_page)


def mail_of(message: Properties, recipients: Sequence[Properties], enclosed: Sequence[Enclosed]) -> Mail:
    """The mail that these properties are. Raises ValueError where its headers are more than a parser may be given."""
    parts = list(_texts(message))
    far = [*message.far_places(), *(place for one in enclosed for place in one.places)]
    if places := dict.fromkeys(far[:_PLACES]):
        parts.append(_part("text/plain", "\n".join(places).encode("utf-8", "replace"), "utf-8"))
    parts += [Part(0, one.declared, None, one.names, True, one.content, one.forwarded) for one in enclosed]
    numbered = tuple(
        Part(number, one.declared, one.charset, one.names, one.attached, one.content, one.forwarded)
        for number, one in enumerate(parts, 1)
    )
    return Mail(_headers(message, recipients), numbered)


def file_name(properties: Properties) -> tuple[str, ...]:
    """Every name an attachment has; the old short one only where there is no long one."""
    long, short = properties.words(LONG_FILE_NAME), properties.words(FILE_NAME)
    shown = properties.words(NAME)
    names = [name.strip()[:500] for name in (long or short, shown) if name.strip()]
    return tuple(dict.fromkeys(names))


def _texts(message: Properties) -> Iterator[Part]:
    if plain := message.words(BODY):
        yield _part("text/plain", plain.encode("utf-8", "replace"), "utf-8")
    kind, octets = message.values.get(HTML, (0, b""))
    if kind == BINARY and octets:
        yield _part("text/html", octets, charset_of(message.number(HTML_CODE_PAGE)))
    elif page := message.words(HTML):
        yield _part("text/html", page.encode("utf-8", "replace"), "utf-8")
    packed = message.values.get(RICH_TEXT, (0, b""))[1]
    if not packed:
        return
    rich = unpacked(packed)
    if rich is None or b"\\objdata" in rich:
        yield Part(0, "application/rtf", None, ("body.rtf",), True, packed if rich is None else rich, False)
    if rich and not octets:
        is_html, words = read_rich_text(rich)
        if is_html or not plain:
            yield _part("text/html" if is_html else "text/plain", words.encode("utf-8", "replace"), "utf-8")


def _part(declared: str, content: bytes, charset: str | None) -> Part:
    return Part(0, declared, charset, (), False, content, False)


def _headers(message: Properties, recipients: Sequence[Properties]) -> tuple[tuple[str, str], ...]:
    if travelled := message.words(TRANSPORT).lstrip():
        if travelled.startswith(_PREFIX):
            travelled = travelled.partition("\n")[2]
        raw = travelled.rstrip().encode("utf-8", "replace") + b"\r\n\r\n"
        if too_much(raw):
            raise ValueError("headers")
        if headers := read_mail(raw).headers:
            return headers
    return tuple((name, value) for name, value in _told(message, recipients) if value)


def _told(message: Properties, recipients: Sequence[Properties]) -> Iterator[tuple[str, str]]:
    """Headers as the properties tell them, for a mail that was kept without those it travelled with."""
    yield WITHOUT_HEADERS, "read from Outlook's own fields"
    yield "from", _person(message, (FOR_NAME, SENDER_NAME), (FOR_SMTP, SENDER_SMTP, FOR_ADDRESS, SENDER_ADDRESS))
    for kind, header, shown in ((1, "to", SHOWN_TO), (2, "cc", SHOWN_CC)):
        people = [
            _person(one, (NAME,), (SMTP_ADDRESS, ADDRESS)) for one in recipients if one.number(RECIPIENT_TYPE) == kind
        ]
        yield header, ", ".join(one for one in people if one) or one_line(message.words(shown), 2000)
    yield "reply-to", one_line(message.words(REPLY_TO), 1000) if "@" in message.words(REPLY_TO) else ""
    yield "subject", one_line(message.words(SUBJECT), 1000)
    yield "date", _date(message)
    yield "message-id", one_line(message.words(MESSAGE_ID), 300)


def _person(properties: Properties, names: Sequence[int], addresses: Sequence[int]) -> str:
    """Somebody with a mail address; those Exchange knows by an address of its own are left out."""
    address = next((words for number in addresses if "@" in (words := properties.words(number))), "")
    return formataddr((one_line(properties.first(*names), 200), one_line(address, 320)), "utf-8") if address else ""


def _date(message: Properties) -> str:
    ticks = int.from_bytes(message.values.get(SENT, (0, b""))[1][:8], "little")
    try:
        return format_datetime(_BEGAN + timedelta(microseconds=ticks // 10)) if ticks else ""
    except OverflowError:
        return ""
