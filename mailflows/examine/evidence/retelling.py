"""Making of an original mail the letter that a reporter would send: forwarded in the text, or attached.

For measuring only: `hirz evaluate --as inline` asks how much is still seen when the headers are gone.
"""

from base64 import b64encode, encodebytes
from collections.abc import Iterable
from html import escape

from mailflows.examine import html
from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import one_line
from mailflows.examine.evidence.mails import mail_in, too_much_in
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import Mail, Part
from mailflows.examine.texts import TEXT, bodies, words_of

REPORTER, DESK = "Layla <layla@reporter.example>", "help@desk.example"
FILES = 50
_MIXED, _ALTERNATIVE = "000000000000hirzmixed", "000000000000hirzalternative"  # all parts are base64: neither can occur
_WORD = 15  # letters of one encoded word: at most 75 characters on the wire, RFC 2047


def as_inline(mail: bytes) -> bytes:
    """The letter that Gmail makes of a mail when it is forwarded: four labels, its text and HTML, its files.

    A mail beyond our limits, or one that cannot be read, is attached instead: the desk then says what it could not see.
    """
    whole = Part(1, "message/rfc822", None, (), attached=True, content=mail, forwarded=True)
    if too_much_in(whole):
        return as_attached(mail)
    try:
        original = mail_in(whole)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return as_attached(mail)
    subject = one_line(decoded_words(original.first("subject")), 500)
    printed = {
        "From": _sender(original),
        "Date": one_line(original.first("date"), 100),
        "Subject": subject,
        "To": ", ".join(f"<{box.address}>" for box in mailboxes(original.first("to"))[:20] if box.address),
    }
    pages = [words_of(part) for part in bodies(original) if part.declared == "text/html"]
    plain = "\n".join(words_of(part) for part in bodies(original) if part.declared == "text/plain")
    if not plain.strip():
        plain = "\n".join(html.as_words(page, TEXT) for page in pages)
    texts = [_part("text/plain; charset=utf-8", _as_text(printed, plain))]
    if pages:
        texts.append(_part("text/html; charset=utf-8", _as_page(printed, "\n".join(pages))))
    shown = {part.number for part in bodies(original)}
    files = [_file(part) for part in original.parts if part.number not in shown][:FILES]
    inner = _multipart("alternative", _ALTERNATIVE, texts)
    return _headers(f"Fwd: {subject}") + (_multipart("mixed", _MIXED, [inner, *files]) if files else inner)


def as_attached(mail: bytes) -> bytes:
    """The letter with the mail itself, octet for octet, as a file."""
    text = _part("text/plain; charset=utf-8", "Is this real?")
    original = _part("message/rfc822", mail, 'Content-Disposition: attachment; filename="original.eml"\r\n')
    return _headers("Is this real?") + _multipart("mixed", _MIXED, [text, original])


def _sender(original: Mail) -> str:
    raw = original.first("from")
    box = next((box for box in mailboxes(raw) if box.address), None)
    if box is None:
        return one_line(decoded_words(raw), 300)
    return f"{box.name} <{box.address}>" if box.name else f"<{box.address}>"


def _as_text(printed: dict[str, str], text: str) -> str:
    labels = "\n".join(f"{label}: {value}" for label, value in printed.items())
    return f"---------- Forwarded message ---------\n{labels}\n\n\n{text}\n"


def _as_page(printed: dict[str, str], page: str) -> str:
    labels = "".join(f"{label}: {escape(value)}<br>" for label, value in printed.items())
    head = f'<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>{labels}</div>'
    return f'<div dir="ltr"><div class="gmail_quote">{head}<br><br>{page}</div></div>'


def _headers(subject: str) -> bytes:
    return (
        f"From: {REPORTER}\r\nTo: {DESK}\r\nSubject: {_encoded(subject)}\r\n"
        "Message-ID: <CAretold@mail.gmail.com>\r\nMIME-Version: 1.0\r\n"
    ).encode()


def _encoded(words: str) -> str:
    if words.isascii():
        return words
    pieces = (words[at : at + _WORD] for at in range(0, len(words), _WORD))
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece.encode('utf-8', 'replace')).decode()}?=" for piece in pieces)


def _multipart(kind: str, boundary: str, parts: Iterable[bytes]) -> bytes:
    body = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
        + body
        + f"--{boundary}--\r\n".encode()
    )


def _part(declared: str, content: str | bytes, more: str = "") -> bytes:
    octets = content.encode("utf-8", "replace") if isinstance(content, str) else content
    head = f"Content-Type: {declared}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("utf-8", "replace") + encodebytes(octets).replace(b"\n", b"\r\n")


def _file(part: Part) -> bytes:
    """A file of the original, under its name; a name with quotes or lines in it is told as RFC 2231 does."""
    name = "".join(f"%{octet:02X}" for octet in (part.name or "noname").encode("utf-8", "replace"))
    declared = part.declared if "/" in part.declared and part.declared.isascii() else "application/octet-stream"
    return _part(declared, part.content, f"Content-Disposition: attachment; filename*=utf-8''{name}\r\n")
