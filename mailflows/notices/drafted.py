"""The drafted guidance: what `#send` of the ready mail that fits would say, for a handler to read before."""

from db.questions import reporter_of
from db.store import Books
from db.tables import Ticket
from mailflows.commands.speak.blanks import KNOWN, blanks_of
from mailflows.desk import Desk
from mailflows.judging import told_to_reporter
from mailflows.notices.lines import quoted
from mailflows.wording import mail_words
from templates import CannotWrite

LINES = 30  # of it that a notice shows


def drafted(books: Books, desk: Desk, ticket: Ticket, name: str) -> str:
    """Its first lines, in the reporter's language, barred so that none is read as a word; "" where nobody would get it.

    Whatever a handler would fill in is shown by its name. A ready mail of the operator's that cannot be written is
    for `hirz check` to tell: the letter that it would answer comes in all the same.
    """
    reporter = reporter_of(books, ticket.id)
    if reporter is None:
        return ""
    if name == "what_we_found":
        found = told_to_reporter(books, ticket)
        if found is None:
            return ""
        facts = {"desk_name": desk.name, "tag": ticket.name, **found}
    else:
        facts = dict(zip(KNOWN, (desk.name, desk.address, desk.fingerprint, ticket.name), strict=True))
        facts |= {blank: f"[{blank}]" for blank in blanks_of(name)}
    try:
        words = mail_words(desk, name, reporter.language, facts)
    except CannotWrite:
        return ""
    lines = words.text.split("\n")
    return quoted("\n".join(lines[:LINES]), more=len(lines) > LINES)
