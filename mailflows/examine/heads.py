"""Mending the head of a mail where one broken line would end it for a parser, and mail programs simply read on."""

import re

from mailflows.examine.limits import HEADER_BLOCK

_FIELD = re.compile(rb"[\x21-\x39\x3b-\x7e]+:")
_SPACED = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,100})[ \t]+:")  # "From : x", as RFC 822 allowed and senders still try
_KNOWN = re.compile(
    rb"(?:from|to|cc|subject|date|reply-to|received|message-id|mime-version|content-type|content-transfer-encoding|"
    rb"authentication-results|return-path|sender)[ \t]*:",
    re.IGNORECASE,
)
_END = re.compile(rb"\r?\n\r?\n")


def mended(mail: bytes) -> bytes:
    """The mail with the broken lines of its head made headers of their own, where known headers come after them.

    Whoever writes such a line wants a scanner to take the rest, From included, for text. Linear in the head.
    """
    ended = _END.search(mail, 0, HEADER_BLOCK)
    if ended is None:
        return mail
    lines = mail[: ended.start()].split(b"\n")
    last = max((place for place, line in enumerate(lines) if _KNOWN.match(line)), default=-1)
    broken = [place for place in range(1, last + 1) if not _reads(lines[place])]
    if _SPACED.match(lines[0]) and last > 0:
        broken.insert(0, 0)
    if not broken:
        return mail
    for place in broken:
        spaced = _SPACED.match(lines[place])
        rest = lines[place][spaced.end() :] if spaced else b" " + lines[place]
        lines[place] = (spaced[1] if spaced else b"X-Broken-Line") + b":" + rest
    return b"\n".join(lines) + mail[ended.start() :]


def _reads(line: bytes) -> bool:
    return line[:1] in (b" ", b"\t") or bool(_FIELD.match(line)) or line.startswith(b"From ")
