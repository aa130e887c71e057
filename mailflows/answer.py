"""Answers: the only way a mail leaves. It is written into the outbox here and sealed when it goes."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.papers import entry_paper, key_of_outbound, name_of, person_key, read_paper, write_paper
from db.questions import address_of_person, automatic_since, last_letter
from db.store import Books
from db.tables import Outbound, Person, Ticket
from db.vault import new_id
from mailflows.by_itself import LEAVES, Needs, must_not_be_withheld
from mailflows.desk import Desk
from mailflows.errands import Errand, Task, errand_paper
from mailflows.guard.check import let_pass
from mailflows.guard.leaves import leaves
from mailflows.seats import AT_THE_DESK
from mailflows.threads import new_message_id, quotable, thread_root
from mailflows.tickets import join
from mailflows.wording import mail_words

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)
# what was asked for, or is told to who is known to be safe: counted for themselves, not as a first answer
PURSES = ("desk_key", *(name for name, needs in LEAVES.items() if needs is not Needs.NOTHING))


class NoMailbox(LookupError):
    """Somebody has no address at all: they were met on the phone, or in person."""


@dataclass(frozen=True)
class Post:
    """How a mail is to leave: who made it, whether it holds content, when it goes."""

    automatic: bool
    content: bool
    due_at: datetime
    undo_until: datetime | None = None
    brings_key: bool = False  # the desk's own key goes along


def on_the_tick(now: datetime, desk: Desk) -> datetime:
    """The next common tick: the time an answer leaves tells nothing about what was in the mail (ORA-06)."""
    if desk.tick <= timedelta(0):
        return now
    seconds = desk.tick.total_seconds()
    return datetime.fromtimestamp((now.timestamp() // seconds + 1) * seconds, now.tzinfo)


def within_budget(
    books: Books,
    desk: Desk,
    ticket: Ticket | None,
    roots: tuple[str, ...],
    now: datetime,
    *,
    purse: str = "",
    most: int = 0,  # of this purse for one mailbox in a day; 0: as many as of first answers
) -> bool:
    """Three budgets for automatic mail: for a mailbox, whatever key signs there, a ticket, and the whole desk.

    Against loops that carry no mark (LOOP-02), and against mail forged to have us write to somebody (THR-09).
    Mail of a kind that has a purse of its own takes nothing from the first answer to somebody in trouble.
    """
    kinds, but = ((purse,), ()) if purse else ((), PURSES)
    return (
        automatic_since(books, now - DAY, roots=roots, kinds=kinds, but=but) < (most or desk.acks_per_address)
        and (ticket is None or automatic_since(books, now - HOUR, ticket_id=ticket.id) < desk.outbound_per_ticket)
        and automatic_since(books, now - HOUR) < desk.acks_an_hour
    )


def answer(
    books: Books,
    desk: Desk,
    ticket: Ticket | None,
    person: Person,
    name: str,
    facts: Mapping[str, Any],
    post: Post,
    now: datetime,
    *,
    part: str = "",
    author: Person | None = None,
    insists: AbstractSet[str] = frozenset(),  # codes by which the author says that it shall leave all the same
    under: str = "",  # the Message-ID it answers, where there is no ticket
    task: Task | None = None,
    language: str = "",  # another one than the person's
    plainly: Mapping[str, str] | None = None,  # which draft a second person confirmed, so that it leaves unsealed
    proven: bool = False,  # it answers a letter that came sealed by its writer's pinned key
    elsewhere: str = "",  # to another address than the person's own, and in no thread: their pager
) -> Outbound:
    """Renders a mail in the person's language and puts it into the outbox, all in this transaction.

    Raises Leaking where its author's words would tell somebody outside what is the desk's own, Withheld where it is
    automatic and may not leave for this reporter's mailbox.
    """
    if author is None:  # no person wrote it
        must_not_be_withheld(books, ticket, person, name, proven=proven)
    words = mail_words(desk, name, language or person.language, facts, wanted=bool(language))
    if ticket is not None and author is not None and person.role not in AT_THE_DESK:
        let_pass(books, ticket, author, person, leaves(words.subject, words.text, facts), insists)
    token = new_id() + "0000"
    if ticket is not None:  # the thread's token is the member's: it stays when two people turn out to be one
        token = join(books, ticket, person, part or ("reporter" if person.role == "reporter" else "handler")).token
    root = thread_root(desk, token)
    # somebody at the desk writes no letters: their notices hang under the thread's root
    replied = _replied_to(books, ticket, person) if ticket and person.role in ("reporter", "partner") else under
    ident = new_id()
    paper = {
        "by_itself": author is None,
        "to": elsewhere or read_address(books, person),
        "mail": name,
        "subject": words.subject,
        "text": words.text,
        "language": words.language,
        "in_reply_to": replied or root,
        "references": [] if elsewhere else [root, replied] if replied else [root],
        "brings_key": post.brings_key,
    }
    if ready := facts.get("ready"):  # replies that are opened with one tap, where the mail is shown as a page
        paper["replies"] = [(one["label"], one["whole"]) for one in ready]
    if facts.get("vital"):  # two people decided so without a word of the person's, which so cannot run out
        paper["vital"] = True
    if proven:
        paper["proven"] = True
    if plainly is not None:
        paper["plainly"] = dict(plainly)
    if task is not None:  # what comes of it is put into the mail when it leaves, and lies nowhere else
        paper["errand"] = errand_paper(Errand(task, name, dict(facts)))
    outbound = Outbound(
        id=ident,
        message_id=new_message_id(desk, token),
        ticket_id=ticket.id if ticket else None,
        person_id=person.id,
        author_id=author.id if author else None,
        kind=name.partition("/")[0],  # which guidance it is, and so the category, stays in the paper
        automatic=post.automatic,
        content=post.content,
        made_at=now,
        due_at=post.due_at,
        undo_until=post.undo_until,
        sealed=write_paper(key_of_outbound(books, ticket, person), f"outbound:{ident}", paper),
    )
    books.session.add(outbound)
    books.session.flush()
    return outbound


def read_address(books: Books, person: Person) -> str:
    """The address a person is written to: from our own table, never from a header (LEAK-07, LEAK-08).

    Raises VaultShut where the person's role or standing in the row is not the one that was sealed, NoMailbox where
    there is no address.
    """
    name_of(books, person)
    try:
        row = address_of_person(books, person.id)
    except LookupError as trouble:
        raise NoMailbox(person.id) from trouble
    return str(read_paper(person_key(books, person), f"address:{row.id}", row.sealed)["address"])


def _replied_to(books: Books, ticket: Ticket, person: Person) -> str:
    """The Message-ID of the person's own last letter, so that the answer stands under it."""
    letter = last_letter(books, ticket.id, person.id)
    return quotable(entry_paper(books, ticket, letter).get("message_id", "")) if letter else ""
