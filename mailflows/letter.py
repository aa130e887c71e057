"""A letter: a mail that was read. These are its facts; `read.py` makes them inside the sandbox."""

from dataclasses import dataclass
from datetime import datetime

from mailflows.examine.finding import Finding
from mailflows.examine.observable import Observable


@dataclass(frozen=True)
class Mailbox:
    """A name and an address as a header states them. Never proof of anything."""

    name: str
    address: str  # one addr-spec, lower-cased domain; "" where there was none


@dataclass(frozen=True)
class Attachment:
    """A file that came with the letter; its bytes stay in the kept mail."""

    number: int  # as handlers name it, from 1
    path: str  # where it stands in the mail: "mail/2"
    name: str  # as the sender named it, cleaned for showing; data, never a path
    declared: str  # media type the mail claims
    detected: str  # media type its first bytes show
    size: int  # octets
    sha256: str


@dataclass(frozen=True)
class Letter:
    """What a mail says, read once in the sandbox and validated again outside."""

    senders: tuple[Mailbox, ...]  # every address of every From
    to: tuple[Mailbox, ...]  # To and Cc
    subject: str
    text: str  # the first text part, or the HTML as text
    text_source: str  # "plain", "html" or "none"
    message_id: str
    references: tuple[str, ...]  # References, then In-Reply-To; at most 50
    date: datetime | None  # what the header claims, with time zone; for showing only
    headers: tuple[tuple[str, str], ...]  # the few the gate asks for: lower-case name, value cut at 1,000
    attachments: tuple[Attachment, ...]
    signed_text: str  # the first text/plain part alone: the only place where commands are read; "" if none
    language: str = ""  # "" while unsure
    formatted: bool = False  # its text stands beside a copy in HTML
    client: str = ""  # the mail program it was written in, of CLIENTS; "" where nobody looked


# What stands for a mail that could not be read.
EMPTY = Letter(
    senders=(),
    to=(),
    subject="",
    text="",
    text_source="none",
    message_id="",
    references=(),
    date=None,
    headers=(),
    attachments=(),
    signed_text="",
)


# The mail programs that are told apart, for telling somebody the steps in theirs.
CLIENTS = (
    ("gmail_web", "gmail_app", "outlook_desktop", "outlook_web", "outlook_mobile", "apple_mail", "iphone_mail")
    + ("thunderbird", "proton", "tuta", "yahoo", "samsung", "k9", "fairemail", "delta_chat", "roundcube", "bluemail")
    + ("spark", "zoho", "yandex", "mailru", "gmx", "mailmate", "missive", "unknown")
)  # fmt: skip


# What there can be to look at; the verdict says what of it there was.
EVIDENCE = ("forwarded-mail", "inline", "headers", "links", "files", "pictures", "codes")


@dataclass(frozen=True)
class Examined:
    """A letter with what is frightening about it."""

    letter: Letter
    findings: tuple[Finding, ...]
    evidence: tuple[str, ...]  # what there was to look at, of EVIDENCE
    unread: str | None = None  # why it could not be read, where it could not
    observables: tuple[Observable, ...] = ()


def readable_size(octets: int) -> str:
    """A size as people say it."""
    if octets < 1024:
        return f"{octets} B"
    return f"{octets / 1024:.0f} kB" if octets < 1024 * 1024 else f"{octets / 1024 / 1024:.1f} MB"
