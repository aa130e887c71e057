"""A mail as some program saved it to a file: read within limits, and what saving did to its octets undone."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daemon.config import ConfigError
from mailflows.examine.limits import SIZE

STDIN = "-"
FROM_LINE = re.compile(rb"From [^\r\n]*\r?\n")  # the line an mbox puts before each mail; no header field has this shape
NEXT_MAIL = re.compile(rb"\n\r?\nFrom [^\r\n ]+ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
LONE_LF = re.compile(rb"(?<!\r)\n")


@dataclass(frozen=True)
class Reading:
    """One way to understand the file, and what had to be done for it."""

    mail: bytes
    done: str = ""


def read_file(name: str) -> bytes:
    """The octets of a file, or of standard input; of a larger one than any mail only so much as shows that.

    Raises ConfigError.
    """
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(SIZE + 1)
        with Path(name).open("rb") as file:
            return file.read(SIZE + 1)
    except OSError as trouble:
        raise ConfigError(f"{name}: {trouble.strerror}") from None


def readings(raw: bytes) -> Iterator[Reading]:
    """The ways to read a saved mail: as it stands first, since every change can break a signature.

    The others are for signatures that do not hold as it stands. Raises ConfigError for a file of several mails.
    """
    done = ""
    if line := FROM_LINE.match(raw):
        raw, done = raw[line.end() :], "the first line, which belongs to the mailbox and not to the mail, was left out"
        if NEXT_MAIL.search(raw):
            raise ConfigError("the file holds several mails; save the one you ask about to a file of its own")
        yield Reading(raw, done)
        if QUOTED_FROM.search(raw):
            done += "; each '>From' that the mailbox had made of 'From' was turned back"
            raw = QUOTED_FROM.sub(rb"\1", raw)
            yield Reading(raw, done)
    else:
        yield Reading(raw)
    if b"\r\n" in raw and LONE_LF.search(raw):
        done = "; ".join(filter(None, (done, "lines ended in two ways, and all of them were ended in CRLF")))
        yield Reading(LONE_LF.sub(b"\r\n", raw), done)
