"""A case: one signed mail of a handler about one ticket, checked and bound, before its words act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from db.questions import reporter_of
from db.store import Books
from db.tables import Outbound, Person, Ticket
from mailflows.commands.refused import Refused
from mailflows.desk import Desk
from mailflows.errands import Task
from mailflows.letter import Attachment
from templates import label

__all__ = ["Case", "Deed", "Done", "Refused"]


@dataclass(frozen=True)
class Case:
    """What a deed may lean on."""

    books: Books
    desk: Desk
    ticket: Ticket | None  # None where no word of the mail needs one
    handler: Person
    text: str  # the free text, made fit to leave
    words: frozenset[str]  # every word of this mail
    now: datetime
    certificates: tuple[bytes, ...] = ()  # canonical ones that the mail brought along, inside its seal
    files: tuple[Attachment, ...] = ()  # that came inside the seal; their octets stay in the kept mail
    kept_id: str = ""  # of the mail itself
    codes: frozenset[str] = frozenset()  # what `#confirm` says in this mail
    beside: Mapping[str, str] = field(default_factory=dict)  # every word of this mail with its value, the first of each
    stripped: tuple[str, ...] = ()  # what was taken off the text before it became fit to leave
    named: Mapping[str, str] = field(default_factory=dict)  # what stood behind this word as key=value
    ahead: frozenset[str] = frozenset()  # the words of this mail that are still to come

    @property
    def about(self) -> Ticket:
        """The ticket, for words that need one. Raises Refused where the mail is bound to none."""
        if self.ticket is None:
            raise Refused("no_nonce")
        return self.ticket

    @property
    def reporter(self) -> Person:
        """Whom the ticket is about. Raises Refused where it has nobody to write to."""
        reporter = reporter_of(self.books, self.about.id)
        if reporter is None:
            raise Refused("no_reporter")
        return reporter

    def line(self, key: str, **facts: Any) -> str:
        """A line for the transcript, in the handler's language."""
        return label("done", key, self.handler.language).format(**facts)

    def word(self, kind: str, key: str) -> str:
        """A label in the handler's language."""
        return label(kind, key, self.handler.language)


@dataclass(frozen=True)
class Done:
    """What a word did: its line in the transcript, the mails it put into the outbox, and what it shows."""

    line: str
    more: tuple[str, ...] = ()  # further lines
    sent: tuple[Outbound, ...] = ()
    also: tuple[str, Mapping[str, Any]] | None = None  # a further mail to the handler: its name and facts
    shows: Ticket | None = None  # the ticket all of which is in the further mail
    change: str = ""  # code for the ticket's history, such as "status active"; "" where nothing changed
    task: Task | None = None  # done when the further mail leaves, and told in it alone
    tells: str = ""  # the event that whoever has the ticket now is told of, once all is written down
    former: Person | None = None  # who had the ticket until now, and is told that somebody else has it
    note: str = field(default="", repr=False)  # a note to be written into the ticket
    opens: Ticket | None = None  # a ticket that was opened by a mail about none, which lies in it from now on


Deed = Callable[[str, Case], Done]
