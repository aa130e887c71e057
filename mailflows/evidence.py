"""Evidence: a file that came on another way than mail, kept as the mails are, so that it is handed out like theirs."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.keeping import Arrival, keep
from db.papers import rewrap_kept
from db.questions import reporter_of
from db.record import write_record
from db.store import Books
from db.tables import Ticket
from mailflows.custody import numbered_on, record_arrival, rows_of
from mailflows.desk import Desk
from mailflows.intel.recognise import recognise
from mailflows.judging import judged
from mailflows.letter import Attachment, Examined
from mailflows.notices import Seen, tell_handlers
from mailflows.tickets import write_entry, write_findings
from pgp.opened import Opened, Protection

WHERE = "shell"  # stands for a mailbox: nobody's mail came there
WHO = "sysadmin"  # in the record


@dataclass(frozen=True)
class Evidence:
    """A file, in a mail that was built around it here."""

    mail: bytes
    examined: Examined
    name: str
    size: int  # octets of the file itself
    sha256: str


def bring_in(books: Books, desk: Desk, ticket: Ticket, evidence: Evidence, now: datetime) -> Attachment:
    """Puts a file into a ticket, sealed under its key, and tells whoever has it; returns it with its number.

    One too large to be examined is kept and numbered all the same; nothing can take it apart, nor hand it out by mail.
    Raises Erased where the ticket's key was destroyed.
    """
    examined = evidence.examined
    letter = numbered_on(books, ticket, replace(examined.letter, attachments=(_file_of(evidence),)))
    examined = replace(examined, letter=letter)
    kept = keep(books, evidence.mail, Arrival(WHERE, "", 0, 0, now), now)
    if kept is None:
        raise ValueError("a mail that was built for this was kept before")
    books.session.flush()
    rewrap_kept(books, kept, ticket)
    kept.state = "settled"
    books.session.add(kept)
    paper = {
        "from": "hirz attach",
        "subject": "",
        "text": "",
        "client": "",
        "date": "",
        "message_id": "",
        "files": rows_of(letter.attachments),
        "sealed_parts": [],
        "reasons": [],
        **judged(examined),
        "keys": [],
    }
    entry = write_entry(books, ticket, "letter", None, paper, now, kept_id=kept.id)
    write_findings(books, ticket, entry, examined.findings)
    record_arrival(books, ticket, entry, letter.attachments, now)
    write_record(books, now, WHO, "evidence", ticket.id, entry.id)
    reporter = reporter_of(books, ticket.id)
    known = recognise(books, desk, ticket, entry, reporter, examined, now) if reporter else None
    seen = Seen(None, Opened(Protection.PLAIN, whole=False, mail=b""), known.examined if known else examined, kept.id)
    books.session.flush()
    tell_handlers(books, desk, ticket, "evidence", now, seen=seen, reasons=known.reasons if known else ())
    return letter.attachments[0]


def _file_of(evidence: Evidence) -> Attachment:
    """The file as the sandbox saw it; where it was not looked at, what we know of it ourselves."""
    for file in evidence.examined.letter.attachments:
        if file.sha256 == evidence.sha256:
            return replace(file, name=evidence.name)
    unseen = "application/octet-stream"
    return Attachment(1, "", evidence.name, unseen, unseen, evidence.size, evidence.sha256)
