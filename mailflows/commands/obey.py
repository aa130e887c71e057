"""Obeying: a handler's signed mail, bound to one ticket and what they had seen of it, is done whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from db.papers import rewrap_kept
from db.questions import changed_by_others, refusals_since, signature_spent
from db.record import write_record, write_records
from db.store import Books
from db.tables import Kept, Outbound, Person, Spent, Ticket
from mailflows.access import must_reach, reaches
from mailflows.answer import NoMailbox, answer
from mailflows.commands.binding import ABOUT_NO_TICKET, ONLY_BIND, Bound, bind, check_proof, signature_mark
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import choices_at
from mailflows.commands.deeds import DEEDS
from mailflows.commands.grammar import Problem, Read, Spoken, read_commands
from mailflows.commands.hints import must_agree
from mailflows.commands.merged import must_be_said_here
from mailflows.commands.nonce import nonce_line
from mailflows.commands.vocabulary import WORDS
from mailflows.commands.work.colleagues import tell_former
from mailflows.desk import Desk
from mailflows.guard.leak import Leaking
from mailflows.guard.left_out import left_out
from mailflows.leaving import Leaving, how_it_leaves
from mailflows.letter import Letter
from mailflows.notices import at_once, new_nonce, notice_facts, row_nonce, tell_handlers
from mailflows.outward import outward_text
from mailflows.people import Sender
from mailflows.tickets import write_entry
from pgp.opened import Opened
from templates import CannotWrite, TooLong, languages
from templates.labels import labels

HOUR = timedelta(hours=1)
LONG_ENOUGH = 6  # words of a sentence that nobody writes by chance
MOST_REFUSALS = 12  # mailed to one handler in an hour: an old signed text can be sent to us for ever


@dataclass(frozen=True)
class Heard:
    """What became of a handler's mail: the ticket it was about, and why it was refused, if it was."""

    ticket: str = ""
    reason: str = ""


def hear_handler(
    kept: Kept, letter: Letter, opened: Opened, sender: Sender, books: Books, desk: Desk, now: datetime
) -> Heard:
    """Reads, checks and binds a handler's mail; then every word acts, or none does (CMD-01 to CMD-14)."""
    handler = sender.person
    choices = choices_at(desk.casework, desk.roles)
    html = letter.text_source == "html"
    read = read_commands(letter.text if html else letter.signed_text, WORDS, choices, html=html)
    bound: Bound | None = None
    try:
        # spent even if it is refused below: what was not done today must not be done by a copy tomorrow
        replayed = _spend(books, opened, handler, now)
        check_proof(opened, sender, now, replayed=replayed)
        bound = bind(books, read, opened, handler, desk, now)
        if bound is not None:
            must_agree(books, letter, bound.ticket, desk)
        if read.problems:
            return _refuse(books, desk, handler, bound, read.problems, now)
        case, stripped = _case(books, desk, bound, handler, read, opened, now)
        if any(one.word.outward for one in read.spoken):
            stripped += left_out(letter, opened, case.words, handler.language)
        codes = frozenset(one.value.lower() for one in read.spoken if one.word.name == "confirm" and one.value)
        beside = {one.word.name: one.value for one in reversed(read.spoken)}
        case = replace(
            case, files=letter.attachments, kept_id=kept.id, codes=codes, beside=beside, stripped=tuple(stripped)
        )
        with books.session.begin_nested():  # all words, or none of them
            done = _do(read, case, bound)
    except Refused as refusal:
        return _refuse(books, desk, handler, bound, (Problem(0, "", refusal.why, refusal.nearest),), now)
    except NotDone as trouble:
        return _refuse(books, desk, handler, bound, trouble.problems, now, trouble.insist)
    in_it = bound is not None and _is_about_it(read, case.text)
    if bound is not None and in_it:
        _write_down(books, kept, bound, handler, opened, done, case, read, now)
    _transcribe(books, desk, handler, bound, done, stripped, now)
    about = bound.ticket if bound and in_it else _newly_opened(done)
    return Heard(about.name if about else "")


def _spend(books: Books, opened: Opened, handler: Person, now: datetime) -> bool:
    """Whether this signature was heard before, sealed or not: somebody else may seal what a handler only signed."""
    if opened.signature_digest is None:
        return False
    mark = signature_mark(books, opened)
    if signature_spent(books, mark):
        return True
    books.append(Spent(mark=mark, person_id=handler.id, at=now))
    return False


class NotDone(Exception):
    """Some words could not be done; what the others did is taken back with the savepoint."""

    def __init__(self, problems: Sequence[Problem], insist: str) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
        self.insist = insist  # the line by which it leaves all the same, where only the guard was against it


def _case(
    books: Books, desk: Desk, bound: Bound | None, handler: Person, read: Read, opened: Opened, now: datetime
) -> tuple[Case, tuple[str, ...]]:
    """The text that may leave, and the check that nobody else changed the ticket since."""
    words = frozenset(one.word.name for one in read.spoken)
    owns_text = any(one.word.owns_text for one in read.spoken)
    outward = any(one.word.outward for one in read.spoken)
    if bound is not None and bound.nonce.used_at is not None and outward:
        raise Refused("nonce_used")
    lets_go = "confirm" in words and words <= ONLY_BIND | {"confirm"}  # a draft, which is looked at by itself
    if (
        bound is not None
        and words
        and not lets_go
        and changed_by_others(books, bound.ticket.id, bound.nonce.seen if outward else bound.nonce.told, handler.id)
    ):
        raise Refused("ticket_changed")
    cleaned = outward_text(read.text, own_lines=_own_sentences())
    if owns_text and outward and cleaned.refused == "quoted_text_left":
        raise Refused(cleaned.refused)
    if not cleaned.text and any(one.word.text == "required" for one in read.spoken):
        raise Refused("missing_text")
    if not words and not cleaned.text:
        raise Refused("missing_text")
    checked = any(one.word.needs_ticket for one in read.spoken)  # each by itself, in its turn
    if bound is not None and not checked and (cleaned.text or (_is_about_it(read, "") and not lets_go)):
        must_reach(books, bound.ticket, handler, now)  # a note, above all
    case = Case(
        books, desk, bound.ticket if bound else None, handler, cleaned.text, words, now, certificates=opened.brought
    )
    return case, cleaned.stripped


def _is_about_it(read: Read, text: str) -> bool:
    """Whether a bound mail says anything of its ticket; else it stands in none, and is answered all the same."""
    words = {one.word.name for one in read.spoken if one.word.name != "show" or not one.value}
    return bool(text or words - ONLY_BIND - ABOUT_NO_TICKET)


@cache
def _own_sentences() -> tuple[str, ...]:
    """Sentences only the desk writes; where one stands in a text, a notice of ours was pasted into it (LEAK-02)."""
    told = (words for tongue in languages() for kind in ("event", "proof") for words in labels(tongue)[kind].values())
    return tuple(words for words in told if len(words.split()) >= LONG_ENOUGH)


def _do(read: Read, case: Case, bound: Bound | None) -> tuple[Done, ...]:
    """Each word in turn; all problems are collected, and any one of them undoes everything."""
    done: list[Done] = []
    problems: list[Problem] = []
    insist = ""
    # as the mail found it: a word may give the ticket away, and those below it are still meant
    reached = case.ticket is not None and reaches(case.books, case.ticket, case.handler, case.now)
    for at, spoken in enumerate(read.spoken, 1):
        deed = DEEDS.get(spoken.word.name)
        if deed is None:
            continue  # `#ticket` only binds
        try:
            _allowed(spoken, case, reached=reached)
            ahead = frozenset(one.word.name for one in read.spoken[at:])
            done.append(deed(spoken.value, replace(case, named=spoken.named, ahead=ahead)))
        except Leaking as leaking:
            problems += [Problem(spoken.line, leak.shown, leak.kind) for leak in leaking.leaks]
            insist = leaking.nearest
        except Refused as refusal:
            problems.append(Problem(spoken.line, spoken.said, refusal.why, refusal.nearest))
        except (TooLong, CannotWrite):
            problems.append(Problem(spoken.line, spoken.said, "too_long"))
        except NoMailbox:
            problems.append(Problem(spoken.line, spoken.said, "no_mailbox", "#channel"))
    if problems:
        raise NotDone(problems, insist)
    if case.text and bound is not None and not any(one.word.owns_text for one in read.spoken):
        done.append(Done(case.line("noted"), change="note", note=case.text))
    case.books.session.flush()
    return tuple(done)


def _allowed(spoken: Spoken, case: Case, *, reached: bool) -> None:
    """Whether this seat may say the word, and whether the ticket is one that this person works on. Raises Refused."""
    if case.handler.role not in spoken.word.may:
        raise Refused("not_allowed")
    if spoken.word.needs_ticket and not reached:
        must_reach(case.books, case.about, case.handler, case.now)
    if spoken.word.needs_ticket:
        must_be_said_here(spoken.word.name, case)


def _write_down(
    books: Books,
    kept: Kept,
    bound: Bound,
    handler: Person,
    opened: Opened,
    done: tuple[Done, ...],
    case: Case,
    read: Read,
    now: datetime,
) -> None:
    """The ticket's history and the record: one entry for the mail, one line in the record for each word."""
    if any(one.word.outward for one in read.spoken):
        bound.nonce.used_at = now
        books.session.add(bound.nonce)
    rewrap_kept(books, kept, bound.ticket)
    spoke = any(one.sent for one in done)
    kind = "reply" if spoke and case.words & {"reply", "ask"} else "note" if any(one.note for one in done) else "change"
    lines = [line for one in done for line in (one.line, *one.more)]
    said = ("", case.text) if case.text and (spoke or kind == "note") else ()
    paper = {"text": "\n".join([*lines, *said]), "told": len(lines)}  # what the desk says is no word to be found by
    write_entry(
        books,
        bound.ticket,
        kind,
        handler,
        paper,
        now,
        kept_id=kept.id,
        protection=opened.protection.value,
        proof="pinned",
    )
    books.session.add(bound.ticket)
    write_records(books, now, handler.id, [one.change or "read" for one in done], bound.ticket.id)
    for one in done:
        if one.tells:
            tell_handlers(books, case.desk, bound.ticket, one.tells, now, besides=handler)
        if one.former is not None:
            tell_former(books, case.desk, bound.ticket, one.former, now)


def _transcribe(
    books: Books,
    desk: Desk,
    handler: Person,
    bound: Bound | None,
    done: tuple[Done, ...],
    stripped: tuple[str, ...],
    now: datetime,
) -> None:
    """What ran, who is mailed and how, what was taken out: always, and always sealed."""
    ticket = bound.ticket if bound else _newly_opened(done)
    line = _answer_line(books, bound, handler, now) if bound else _shown_line(books, ticket, handler, now)
    for one in done:
        if one.also is not None:
            name, shown = one.also
            whole = name != "transcript"  # which shows what leaves, and nothing of what came
            facts = {**shown, "nonce_line": _shown_line(books, one.shows, handler, now, whole=whole) or line}
            answer(books, desk, one.shows or ticket, handler, name, facts, at_once(now), now, task=one.task)
    lines = tuple(line for one in done if one.also is None or bound for line in (one.line, *one.more))
    if not lines:
        return  # what was asked for is in the mails above
    sent = tuple(_sent_line(books, desk, outbound, now) for one in done for outbound in one.sent)
    told: dict[str, Any] = {
        "tag": ticket.name if ticket else "",
        "done": lines,
        "sent": sent,
        "stripped": stripped,
        "plain_warning": any(line["how"] == "plain" for line in sent),
        "undo_line": "#undo" if sent and desk.hold else "",
        "nonce_line": line,
    }
    answer(books, desk, ticket, handler, "transcript", told, at_once(now), now)


def _newly_opened(done: tuple[Done, ...]) -> Ticket | None:
    return next((one.opens for one in done if one.opens), None)


def _sent_line(books: Books, desk: Desk, outbound: Outbound, now: datetime) -> Mapping[str, Any]:
    leaving = how_it_leaves(books, desk, outbound, now)
    if not isinstance(leaving, Leaving):
        return {"to": "", "how": "held", "fingerprint": ""}
    how = "plain" if leaving.certificate is None else "sealed_offered" if leaving.unproven else "sealed"
    return {"to": leaving.to, "how": how, "fingerprint": leaving.fingerprint}


def _shown_line(books: Books, shown: Ticket | None, handler: Person, now: datetime, *, whole: bool = True) -> str:
    """A nonce for the ticket that was shown as a whole: whoever read it may speak in it."""
    if shown is None:
        return ""
    return nonce_line(shown.name, (new_nonce if whole else row_nonce)(books, shown, handler, now))


def _answer_line(books: Books, bound: Bound | None, handler: Person, now: datetime) -> str:
    """A fresh nonce that knows no more of the ticket than the one that was answered: this mail shows nothing new."""
    if bound is None:
        return ""
    spoken = new_nonce(books, bound.ticket, handler, now, bound.nonce.seen, bound.nonce.told)
    return nonce_line(bound.ticket.name, spoken)


def _show_changes(books: Books, desk: Desk, handler: Person, bound: Bound, now: datetime) -> None:
    """What came into the ticket since, in a notice whose line may be answered."""
    facts = notice_facts(books, desk, bound.ticket, "fresh_nonce", handler, now, since=bound.nonce.seen)
    answer(books, desk, bound.ticket, handler, "notify_handler", facts, at_once(now), now)


def _refuse(
    books: Books,
    desk: Desk,
    handler: Person,
    bound: Bound | None,
    problems: Sequence[Problem],
    now: datetime,
    insist: str = "",
) -> Heard:
    """Nothing was done; the handler is told what was wrong, line by line, and gets a fresh nonce."""
    ticket = bound.ticket if bound else None
    facts = {
        "tag": ticket.name if ticket else "",
        "problems": tuple(
            {"line": one.line, "said": one.said, "why": one.why, "nearest": one.nearest} for one in problems
        ),
        "insist_line": insist,
        "nonce_line": _answer_line(books, bound, handler, now),
    }
    if handler.active and refusals_since(books, handler.id, now - HOUR) < MOST_REFUSALS:
        answer(books, desk, ticket, handler, "refused", facts, at_once(now), now)
        changed = bound is not None and any(one.why == "ticket_changed" for one in problems)
        if bound is not None and changed and reaches(books, bound.ticket, handler, now):
            _show_changes(books, desk, handler, bound, now)
    write_record(books, now, handler.id, "refused", ticket.id if ticket else None, problems[0].why)
    return Heard("", problems[0].why)
