"""How large, long and deep a mail may be before anybody reads it; told from its bytes alone."""

import re
from collections.abc import Iterator

SIZE = 36 * 1024 * 1024  # octets; also what the doors let in
HEADER_BLOCK = 256 * 1024  # octets of one header block, of the mail or of a part
HEADER = 100 * 1024  # octets of one header with its folded lines: a large key in Autocrypt, an In-Reply-To of 22 kB
SHAPING = 8 * 1024  # octets of one Content-* header: each part has its own
PIECES = 200  # semicolons in one of those: parsers spend the square of it
HEADERS = 500  # headers in one block
PARTS = 200
DEPTH = 20  # multiparts and forwarded mails inside one another
LINES = 600_000  # 36 MiB of base64 is 480,000 lines; 20 MB of empty lines would cost a parser 840 MB
LINE = 1024 * 1024  # octets
BOUNDARIES = 400  # announced boundaries, in headers or in text that talks about mail

# What a handler reads when a mail was not opened. The keys are stable; templates translate them.
REASONS = {
    "too_large": "the mail is larger than 36 MB",
    "too_many_lines": "the mail has more than 600,000 lines",
    "line_too_long": "one line of the mail is longer than 1 MB",
    "too_many_headers": "too many headers: a block of them has more than 500",
    "header_block_too_large": "a block of headers is larger than 256 kB",
    "header_too_long": "one header is longer than 100 kB, or than 8 kB or 200 pieces where it says what a part is",
    "too_many_parts": "the mail has more than 200 parts",
    "too_deep": "the mail is nested more than 20 deep",
    "unreadable": "the mail could not be read as a mail",
    "crashed": "reading the mail broke the reader in its sandbox",
    "timeout": "reading the mail took too long",
    "bad_answer": "reading the mail gave an answer that cannot be believed",
}

_EMPTY_LINE = re.compile(rb"\n\r?\n")
_ANNOUNCED = re.compile(
    rb"boundary\*?(?:0\*?)?[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE
)
_LINE_END = re.compile(rb"[\r\n]")


def too_much(mail: bytes) -> str | None:
    """Say which limit the mail breaks: a key of REASONS, or None where a parser may look at it.

    Linear in the size of the mail, some 0.1 s for 36 MiB. The limits answer DOS-01, 02, 03 and 08: parsers of
    mail are quadratic or recursive in exactly these sizes.
    """
    if len(mail) > SIZE:
        return "too_large"
    if max(mail.count(b"\n"), mail.count(b"\r")) > LINES:
        return "too_many_lines"
    if _line_too_long(mail):
        return "line_too_long"
    if reason := _headers_too_much(mail, 0):
        return reason
    lowered = mail.lower()
    if lowered.count(b"content-type: message/") > PARTS or lowered.count(b"message/rfc822") > 2 * PARTS:
        return "too_many_parts"
    return _nesting_too_much(mail, lowered)


def _line_too_long(mail: bytes) -> bool:
    at = 0
    while len(mail) - at > LINE:
        at = mail.rfind(b"\n", at, at + LINE) + 1
        if not at:
            return True
    return False


def _headers_too_much(mail: bytes, start: int) -> str | None:
    """Judge the header block that begins at `start` and ends with the first empty line."""
    if mail[start : start + 1] == b"\n" or mail[start : start + 2] == b"\r\n":
        return None
    # One octet more than allowed is looked at: what has not ended by then is too large, however long it really is.
    window = mail[start : start + HEADER_BLOCK + 1]
    end = _EMPTY_LINE.search(window)
    block = window[: end.start()] if end else window
    count, size, pieces, shaping = 0, 0, 0, False
    for line in block.split(b"\n"):
        if line[:1] not in (b" ", b"\t"):
            count, size, pieces, shaping = count + 1, 0, 0, line[:8].lower() == b"content-"
        size += len(line) + 1
        pieces += line.count(b";")
        if size > (SHAPING if shaping else HEADER) or (shaping and pieces > PIECES):
            return "header_too_long"
    if count > HEADERS:
        return "too_many_headers"
    if not end and len(window) > HEADER_BLOCK:
        return "header_block_too_large"
    return None


def _nesting_too_much(mail: bytes, lowered: bytes) -> str | None:
    """Follow announced boundaries from top to bottom, as a parser would, and judge depth and number of parts."""
    announced: set[bytes] = set()
    for at in _places(lowered, b"boundary"):
        if found := _ANNOUNCED.match(mail, at):
            announced.add((found[1] or found[2]).rstrip())
        if len(announced) > BOUNDARIES:
            return "too_deep"
    stack: list[bytes] = []
    parts = 0
    for boundary, closing, end in _delimiters(mail, announced):
        if closing:
            if boundary in stack:
                del stack[stack.index(boundary) :]
            continue
        parts += 1
        if parts > PARTS:
            return "too_many_parts"
        if boundary in stack:
            del stack[stack.index(boundary) + 1 :]
        else:
            stack.append(boundary)
            if len(stack) > DEPTH:
                return "too_deep"
        after = mail.find(b"\n", end) + 1
        if after and (reason := _headers_too_much(mail, after)):
            return reason
    return None


def _delimiters(mail: bytes, announced: set[bytes]) -> Iterator[tuple[bytes, bool, int]]:
    """Yield each delimiter line as (boundary, whether it closes, where it ends)."""
    if not announced:
        return
    # A lone CR ends a line for the parser too; of the same length, so that places stay what they are.
    lines = mail.replace(b"\r", b"\n")
    for at in _places(lines, b"\n--"):
        end = _LINE_END.search(mail, at + 3, at + 260)
        name = mail[at + 3 : end.start() if end else at + 260].rstrip()
        if name in announced:
            yield name, False, at + 3
        elif name.endswith(b"--") and name[:-2] in announced:
            yield name[:-2], True, at + 3


def _places(mail: bytes, words: bytes) -> Iterator[int]:
    at = mail.find(words)
    while at >= 0:
        yield at
        at = mail.find(words, at + 1)
