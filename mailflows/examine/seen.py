"""What lies on the table while a mail is examined: the mail, its parts, its links, and what a look saw in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from mailflows.examine.finding import Finding, Severity
from mailflows.examine.observable import Observable
from mailflows.letter import Letter

FINDINGS = 60  # of one object
OBSERVABLES = 200  # of one object

HEADER_TRUSTED = "header-trusted"  # written by the provider that received the mail
HEADER_FORGEABLE = "header-forgeable"  # written by whoever sent it
VISIBLE = "reporter-visible"  # what the reporter had before their eyes
DECODED = "decoded"  # found inside something that had to be unpacked


@dataclass(frozen=True)
class Part:
    """One leaf of a mail: a text, a file, or a whole mail that was forwarded."""

    number: int  # from 1, in the order of the mail
    declared: str  # media type as claimed, lower case
    charset: str | None
    names: tuple[str, ...]  # every name the sender gave it, decoded; more than one where they disagree
    attached: bool  # disposition "attachment", or it carries a name
    content: bytes  # transfer encoding undone
    forwarded: bool  # a mail of its own: never read together with what surrounds it
    words: tuple[str, ...] = ()  # what surrounding mails offer as a password, for what is locked

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""


@dataclass(frozen=True)
class Mail:
    """A mail taken apart, forwarded mails left closed."""

    headers: tuple[tuple[str, str], ...]  # lower-case name, unfolded raw value; octets above 127 as surrogates
    parts: tuple[Part, ...]

    def all(self, name: str) -> tuple[str, ...]:
        """Every header of this name, in order."""
        return tuple(value for header, value in self.headers if header == name)

    def first(self, name: str) -> str:
        return next(iter(self.all(name)), "")


NO_MAIL = Mail((), ())


@dataclass(frozen=True)
class Member:
    """One thing inside a file: named, not read yet."""

    number: int  # from 1; the last step of its path: "mail/2/in/3"
    name: str  # as the container names it
    size: int  # octets, as the container claims; -1 where it does not say
    read: Callable[[], bytes]  # bounded by openers.LARGEST; may raise whatever a parser raises


@dataclass(frozen=True)
class Hop:
    """One Received header: who handed the mail over, and to whom."""

    position: int  # index among all headers of the mail
    sender: str  # host after "from", as written
    receiver: str  # host after "by"


@dataclass(frozen=True)
class Link:
    """A link as the reporter meets it."""

    target: str  # as written, at most 2,000 characters
    shown: str  # the words that carry it; "" where none do
    where: str  # "text", "html", "qr", "pdf", "office", "calendar", "shortcut", ...


@dataclass(frozen=True)
class Shown:
    """What a reader meets in a mail, or in a file: its words, its pages of HTML, its links."""

    mail: Mail  # NO_MAIL for a file
    text: str  # as it is read, whether it was plain or HTML
    pages: tuple[str, ...]  # the HTML itself
    links: tuple[Link, ...]
    form: Literal["original", "inline", "letter", "file"]  # what kind of thing it is: which headers there are


@dataclass(frozen=True)
class Saw:
    """What a look saw. `severity` and `weight` only where they differ from the look's own row."""

    field: str
    evidence: str  # already fit to be shown: clean.defanged or clean.shown_codes
    provenance: str
    severity: Severity | None = None
    weight: int | None = None
    inside: str = ""  # below the object's own path: "zip/3"


@dataclass(frozen=True)
class Turn:
    """What one turn in the sandbox brought."""

    letter: Letter | None  # of the mail itself; None for objects inside it
    findings: tuple[Finding, ...]
    evidence: tuple[str, ...]
    further: tuple[str, ...]  # paths that want a turn of their own
    unread: str | None = None  # key of limits.REASONS
    observables: tuple[Observable, ...] = ()
