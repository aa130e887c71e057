"""Obeying: a handler's signed mail, bound to one ticket and what they had seen of it, is done whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from db.papers import rewrap_kept
from db.questions import changed_by_others, signature_spent
from db.record import write_records
from db.store import Books
from db.tables import Kept, Person, Spent
from mailflows.access import must_reach, reaches
from mailflows.answer import NoMailbox
from mailflows.clocks.winding import wind
from mailflows.commands.binding import ABOUT_NO_TICKET, ONLY_BIND, Bound, bind, check_proof, signature_mark
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import choices_at
from mailflows.commands.deeds import DEEDS
from mailflows.commands.grammar import Problem, Read, Spoken, read_commands
from mailflows.commands.hints import must_agree
from mailflows.commands.merged import must_be_said_here
from mailflows.commands.transcript import newly_opened, tell_refusal, transcribe
from mailflows.commands.vocabulary import WORDS
from mailflows.commands.work.colleagues import tell_former
from mailflows.desk import Desk
from mailflows.guard.leak import Leaking
from mailflows.guard.left_out import left_out
from mailflows.letter import Letter
from mailflows.notices import tell_handlers
from mailflows.outward import outward_text
from mailflows.people import Sender
from mailflows.spelling import plain
from mailflows.tickets import write_entry
from pgp.opened import Opened
from templates import CannotWrite, TooLong, languages
from templates.labels import labels

LONG_ENOUGH = 6  # words of a sentence that nobody writes by chance


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
            return Heard("", tell_refusal(books, desk, handler, bound, read.problems, now))
        case, stripped = _case(books, desk, bound, handler, read, opened, now)
        if any(one.word.outward for one in read.spoken):
            stripped += left_out(letter, opened, case.words, handler.language)
        confirmed = " ".join(one.value for one in read.spoken if one.word.name == "confirm")
        codes = frozenset(confirmed.lower().split())
        beside = {one.word.name: one.value for one in reversed(read.spoken)}
        case = replace(
            case, files=letter.attachments, kept_id=kept.id, codes=codes, beside=beside, stripped=tuple(stripped)
        )
        with books.session.begin_nested():  # all words, or none of them
            done = _do(read, case, bound)
    except Refused as refusal:
        return Heard(
            "", tell_refusal(books, desk, handler, bound, (Problem(0, "", refusal.why, refusal.nearest),), now)
        )
    except NotDone as trouble:
        return Heard("", tell_refusal(books, desk, handler, bound, trouble.problems, now, trouble.insist))
    in_it = bound is not None and _is_about_it(read, bound, case.text)
    if bound is not None and in_it:
        _write_down(books, kept, bound, handler, opened, done, case, read, now)
    transcribe(books, desk, handler, bound, done, stripped, now)
    about = bound.ticket if bound and in_it else newly_opened(done)
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
    if bound is not None and not checked and (cleaned.text or (_is_about_it(read, bound) and not lets_go)):
        must_reach(books, bound.ticket, handler, now)  # a note, above all
    case = Case(
        books, desk, bound.ticket if bound else None, handler, cleaned.text, words, now, certificates=opened.brought
    )
    return case, cleaned.stripped


def _is_about_it(read: Read, bound: Bound, text: str = "") -> bool:
    """Whether a bound mail says anything of its ticket; else it stands in none, and is answered all the same."""
    tag = bound.ticket.name
    shows = [one for one in read.spoken if one.word.name == "show"]
    another = [one for one in shows if plain(one.value).strip().upper() not in ("", tag)]
    words = {one.word.name for one in read.spoken if one not in another}
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
    codes: list[str] = []
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
            codes.append(leaking.code)  # each of its own mail: one line says them all
        except Refused as refusal:
            problems.append(Problem(spoken.line, spoken.said, refusal.why, refusal.nearest))
        except (TooLong, CannotWrite):
            problems.append(Problem(spoken.line, spoken.said, "too_long"))
        except NoMailbox:
            problems.append(Problem(spoken.line, spoken.said, "no_mailbox", "#channel"))
    if problems:
        raise NotDone(problems, f"#confirm {' '.join(dict.fromkeys(codes))}" if codes else "")
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
    wind(books, case.desk, bound.ticket, now)
    write_records(books, now, handler.id, [one.change or "read" for one in done], bound.ticket.id)
    for one in done:
        if one.tells:
            tell_handlers(books, case.desk, bound.ticket, one.tells, now, besides=handler)
        if one.former is not None:
            tell_former(books, case.desk, bound.ticket, one.former, now)
