"""Running a mail's errand right before it is sealed: what comes of it is held in memory and written into that mail."""

import time
from typing import assert_never

from daemon.doors.wkd import Found, look_up
from daemon.taking import known
from daemon.tools import Tools
from db.papers import raw_mail
from db.questions import kept_by_id, letters_of, raw_of, ticket_by_id
from db.record import write_record
from mailflows.errands import AttachFiles, ExamineAgain, FetchFile, FindKey, OpenPart, ShowPictures
from mailflows.examine.finding import RULES
from mailflows.examine.limits import too_much
from mailflows.intel.recognise import recognise_again
from mailflows.judging import find_anew, findings_about, told_apart, verdict_of
from mailflows.leaving import Leaving
from mailflows.outcomes import (
    Outcome,
    attached_outcome,
    examined_outcome,
    fetched_outcome,
    key_outcome,
    no_key_outcome,
    part_outcome,
    pictures_outcome,
    plain_words,
    put_in,
)
from pgp.open import open_mail
from pgp.part_opening import open_part

DRAWING = 10.0  # seconds for all pictures of one notice: there is a notice for each handler, and other mail waits


def run_errand(leaving: Leaving, tools: Tools) -> Leaving:
    """The mail with what came of its errand.

    Raises GpgBroken, SandboxGone: try again later; CannotClean: it is held, and nothing of it leaves.
    """
    if leaving.errand is None:
        return leaving
    match leaving.errand.task:
        case OpenPart() as task:
            outcome = _opened(task, leaving.language, tools)
        case ShowPictures() as task:
            outcome = _drawn(task, leaving.language, tools)
        case FetchFile() as task:
            outcome = _fetched(task, leaving.language, tools)
        case AttachFiles() as task:
            outcome = _attached(task, leaving.language, tools)
        case ExamineAgain() as task:
            outcome = _examined_again(task, leaving.language, tools)
        case FindKey(address):
            outcome = _looked_up(address, leaving.language, tools)
        case _:
            assert_never(leaving.errand.task)
    return put_in(leaving, outcome, tools.desk)


def _opened(task: OpenPart, tongue: str, tools: Tools) -> Outcome:
    """The mail is read from the store as it came, and opened anew; MIME is read where all hostile octets are read."""
    mail = _as_it_came(task.kept, tools)
    part = open_part(mail, task.digest, tools.keyring, lambda issuers: known(issuers, tools), tools.now())
    shown = tools.examiner.examine(part.text).letter.text if part.is_mime else plain_words(part.text)
    return part_outcome(task.number, part, shown, tongue)


def _as_it_came(kept_id: str, tools: Tools) -> bytes:
    with tools.store.reading() as books:
        kept = kept_by_id(books, kept_id)
        ticket = ticket_by_id(books, kept.ticket_id) if kept.ticket_id else None
        return raw_mail(books, kept, raw_of(books, kept.id), ticket)


def opened_again(kept_id: str, tools: Tools) -> bytes:
    """The mail as the sandbox saw it: what was sealed as a whole is opened anew, and lies in memory only."""
    mail = _as_it_came(kept_id, tools)
    if too_much(mail):  # as when it came: nothing here reads what breaks the limits
        return mail
    return open_mail(mail, tools.keyring, lambda issuers: known(issuers, tools), tools.now()).mail


def _drawn(task: ShowPictures, tongue: str, tools: Tools) -> Outcome:
    mail, until = opened_again(task.kept, tools), time.monotonic() + DRAWING
    drawn = [(number, tools.examiner.drawn(mail, path, until - time.monotonic())) for number, path in task.pictures]
    return pictures_outcome(drawn, tongue)


def _fetched(task: FetchFile, tongue: str, tools: Tools) -> Outcome:
    mail = opened_again(task.kept, tools)
    return fetched_outcome(task.number, tools.examiner.packed(mail, task.path), tongue)


def _attached(task: AttachFiles, tongue: str, tools: Tools) -> Outcome:
    """Files of a handler's own mail, each cleaned by the sandbox; all of them go along, or the mail waits."""
    mail = opened_again(task.kept, tools)
    files = [(number, ending, tools.examiner.cleaned(mail, path, ending)) for number, path, ending in task.files]
    return attached_outcome(files, tongue, shown=task.shown)


def _examined_again(task: ExamineAgain, tongue: str, tools: Tools) -> Outcome:
    """Every letter is examined under today's rules, and what was found before gives way to it.

    What is told is measured from when it was asked for: a mail that has to be sent twice says the same twice.
    """
    with tools.store.reading() as books:
        came = [(entry.id, entry.kept_id) for entry in letters_of(books, task.ticket) if entry.id in task.letters]
    examined = {entry: tools.examiner.examine(opened_again(kept, tools)) for entry, kept in came if kept}
    with tools.store.writing() as books:
        ticket = ticket_by_id(books, task.ticket)
        letters = [entry for entry in letters_of(books, task.ticket) if entry.id in examined]
        for letter in letters:
            find_anew(books, ticket, letter, examined[letter.id])
            recognise_again(books, tools.desk, ticket, letter, examined[letter.id], tools.now())
        books.session.flush()
        after = [seen for letter in letters for seen in told_apart(findings_about(books, ticket, letter))]
        judged = verdict_of(books, ticket, letters[-1]) if letters else None
        write_record(books, tools.now(), "desk", "examined again", ticket.id, RULES)
    return examined_outcome(task.before, after, judged.word.value if judged else "", tongue)


def _looked_up(address: str, tongue: str, tools: Tools) -> Outcome:
    found = look_up(address, tools.key_proxy)
    if isinstance(found, Found):
        return key_outcome(found.certificate, found.host)
    return no_key_outcome(found.reason, tongue)
