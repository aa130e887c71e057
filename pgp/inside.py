"""The letter inside an envelope: what was protected wins over what stands outside (RFC 9788, and the older form)."""

import binascii
import re

from pgp.copies import without_copy
from pgp.headers import Field, Head, joined, split_head
from pgp.parts import part_of
from pgp.reasons import Refused

# Fields that say how a mail travelled: believed from outside only, where our own server wrote them (SIG-20).
TRAVEL = re.compile(
    r"received.*|authentication-results|arc-.*|dkim-signature|return-path|delivered-to|x-original-to|bcc|x-hirz-.*"
)
# Fields that look like results of ours: nobody else's are read (SIG-20).
OURS = "x-hirz-"
# Fields that say what a part is: believed from inside only.
SHAPE = re.compile(r"content-.*|mime-version|hp-outer")
# With protected fields inside, these count from inside or not at all; the others may fall back to the outside.
NEVER_FROM_OUTSIDE = frozenset({"subject", "reply-to", "cc", "sender", "comments", "keywords", "autocrypt"})

LETTER_HEAD = frozenset({"mime-version", "from", "to", "subject", "date", "message-id"})

FROM = 2048  # octets
READERS = 16 * 1024  # octets of one To or Cc
MOST_READERS = 100
COMMENT = re.compile(rb"\([^()]*\)")
BARE = re.compile(rb"[^<>\s,;:()\"]{1,320}")


def is_mime(text: bytes, *, says_so: bool = False) -> bool:
    """Whether these octets are a MIME part, so that no line of a plain text is taken for a field and lost.

    `says_so`: only where they name their Content-Type; nobody begins a letter like that.
    """
    try:
        head, _ = split_head(text)
    except Refused:
        return False
    names = {field.name for field in head.fields}
    if head.odd or says_so:
        return "content-type" in names and not head.odd
    return not names or any(name.startswith("content-") for name in names) or not names.isdisjoint(LETTER_HEAD)


def read_inside(outer: Head, part: bytes) -> bytes:
    """The mail to be read: the fields of the part where it protects any, those outside else, and the part's body.

    RFC 9788: `hp="cipher"` or `hp="clear"` on the part's Content-Type; the older form says `protected-headers="v1"`;
    mail programs that say neither put a Subject or From there all the same. The copy of the protected fields that was
    put into the text for old mail programs is taken out again. Raises Refused where the part is no MIME part.
    """
    inner = part_of(part)
    ours = {field.name for field in inner.head.fields if not SHAPE.fullmatch(field.name)}
    protects = bool(inner.kind.parameter("hp") or inner.kind.parameter("protected-headers"))
    kept = [field for field in outer.fields if _stays(field.name, ours, protects=protects)]
    kept += [field for field in inner.head.fields if not TRAVEL.fullmatch(field.name) and field.name != "hp-outer"]
    if not any(field.name == "mime-version" for field in inner.head.fields):
        kept.append(Field("mime-version", b"1.0", b"MIME-Version: 1.0\r\n"))
    return joined(kept, without_copy(inner))


def read_inline(outer: Head, text: bytes, charset: str) -> bytes:
    """The mail to be read of a text that is no MIME part: the fields outside, and the text that was encrypted."""
    try:
        text.decode()
        charset = "utf-8"
    except UnicodeDecodeError:
        charset = charset if re.fullmatch(r"[A-Za-z0-9_.:-]{1,40}", charset) else "iso-8859-1"
    kept = [field for field in outer.fields if not SHAPE.fullmatch(field.name) and not field.name.startswith(OURS)]
    shape = f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n"
    encoded = binascii.b2a_base64(text, newline=False)
    lines = b"".join(encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76))
    return joined(kept, b"").removesuffix(b"\r\n") + shape.encode() + b"\r\n" + lines


def from_address(head: Head) -> str | None:
    """The one address of the one From, lower-case; "" where there is none, None where there are several (SIG-05).

    Read once from left to right, and not at all above 2 kB: nobody is called that (DOS-03).
    """
    values = head.all("from")
    if not values:
        return ""
    value = values[0].strip()
    plain = _unquoted(value) if len(values) == 1 and len(value) <= FROM else None
    return None if plain is None else _address(plain)


def addresses_inside(part: bytes) -> tuple[str, ...]:
    """Whom the protected part itself names as its readers: the addresses in its own To and Cc, lower-case.

    What was signed for somebody else may be sent on to us by them; the fields outside can say whatever they like
    (CMD-05). An address that two programs could read differently is left out.
    """
    try:
        head = split_head(part)[0]
    except Refused:
        return ()
    named: dict[str, None] = {}
    for value in (*head.all("to"), *head.all("cc")) if not head.odd else ():
        plain = _unquoted(value.strip()) if len(value) <= READERS else None
        for piece in (plain or b"").split(b",")[:MOST_READERS]:
            if found := _address(piece.strip()):
                named[found] = None
    return tuple(named)


def _address(plain: bytes) -> str | None:
    """The address of one mailbox, its quoted name left out; None where it is not one that all programs agree on."""
    before, angle, rest = plain.partition(b"<")
    found, closed, behind = rest.partition(b">") if angle else (plain, b">", b"")
    behind = behind.strip()
    if not closed or (behind and not COMMENT.fullmatch(behind)):
        return None
    if angle and (re.search(rb"[,;:>@]", before) or re.search(rb"[()]", COMMENT.sub(b"", before))):
        return None
    if not BARE.fullmatch(found) or found.count(b"@") != 1:
        return None
    try:
        return found.decode().lower()
    except UnicodeDecodeError:
        return None


def _unquoted(value: bytes) -> bytes | None:
    """The text with one mark for each quoted name: a comma in a name separates nobody. None where one is left open."""
    kept = bytearray()
    quoted = escaped = False
    for octet in value:
        if not quoted:
            kept.append(octet)
            quoted = octet == ord('"')
        elif escaped:
            escaped = False
        elif octet == ord("\\"):
            escaped = True
        elif octet == ord('"'):
            quoted = False
    return None if quoted else bytes(kept)


def _stays(name: str, ours: set[str], *, protects: bool) -> bool:
    """Whether a field outside is part of the mail that is read."""
    if SHAPE.fullmatch(name) or name.startswith(OURS):
        return False
    if TRAVEL.fullmatch(name):
        return True
    return name not in ours and not (protects and name in NEVER_FROM_OUTSIDE)


def without_ours(raw: bytes) -> bytes:
    """The mail as it came, without fields that look like results of ours."""
    head, body = split_head(raw)
    kept = [field for field in head.fields if not field.name.startswith(OURS)]
    return raw if len(kept) == len(head.fields) else joined(kept, body)
