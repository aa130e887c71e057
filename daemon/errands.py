"""Running a mail's errand right before it is sealed: what comes of it is held in memory and written into that mail."""

from typing import assert_never

from daemon.doors.wkd import Found, look_up
from daemon.taking import known
from daemon.tools import Tools
from db.papers import raw_mail
from db.questions import kept_by_id, raw_of, ticket_by_id
from mailflows.errands import FindKey, OpenPart
from mailflows.leaving import Leaving
from mailflows.outcomes import Outcome, key_outcome, no_key_outcome, part_outcome, plain_words, put_in
from pgp.part_opening import open_part


def run_errand(leaving: Leaving, tools: Tools) -> Leaving:
    """The mail with what came of its errand. Raises GpgBroken, SandboxGone: try again later."""
    if leaving.errand is None:
        return leaving
    match leaving.errand.task:
        case OpenPart() as task:
            outcome = _opened(task, leaving.language, tools)
        case FindKey(address):
            outcome = _looked_up(address, leaving.language, tools)
        case _:
            assert_never(leaving.errand.task)
    return put_in(leaving, outcome, tools.desk)


def _opened(task: OpenPart, tongue: str, tools: Tools) -> Outcome:
    """The mail is read from the store as it came, and opened anew; MIME is read where all hostile octets are read."""
    with tools.store.reading() as books:
        kept = kept_by_id(books, task.kept)
        ticket = ticket_by_id(books, kept.ticket_id) if kept.ticket_id else None
        mail = raw_mail(books, kept, raw_of(books, kept.id), ticket)
    part = open_part(mail, task.digest, tools.keyring, lambda issuers: known(issuers, tools), tools.now())
    shown = tools.examiner.examine(part.text).letter.text if part.is_mime else plain_words(part.text)
    return part_outcome(task.number, part, shown, tongue)


def _looked_up(address: str, tongue: str, tools: Tools) -> Outcome:
    found = look_up(address, tools.key_proxy)
    if isinstance(found, Found):
        return key_outcome(found.certificate, found.host)
    return no_key_outcome(found.reason, tongue)
