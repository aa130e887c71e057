"""Leaving: whether a mail goes sealed, plain, or waits. It is never weakened to get it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.papers import draft_paper, outbound_paper, person_key, read_paper
from db.questions import draft_by_id, person_by_id, ticket_by_id
from db.store import Books
from db.tables import Outbound, Person, Ticket
from mailflows.by_itself import withheld
from mailflows.consents import may_be_told
from mailflows.contact import is_unsafe
from mailflows.desk import Desk
from mailflows.errands import Errand, read_errand
from mailflows.keys import asks_sealed, keys_of, rival_before
from mailflows.paging import MAIL as PAGER
from mailflows.paging import pager_address
from mailflows.roles import as_told, stands_for
from mailflows.seats import AT_THE_DESK
from mailflows.threads import return_address
from pgp.certificates import canonical, unusable
from pgp.mime import File
from templates import write


@dataclass(frozen=True)
class Leaving:
    """One mail ready to be put together: to whom, what it says, and the certificate it is sealed to, if any."""

    outbound_id: str
    to: str
    return_path: str | None  # None: the null sender, for automatic mail (LOOP-07)
    message_id: str
    subject: str
    text: str
    language: str
    in_reply_to: str
    references: tuple[str, ...]
    automatic: bool
    brings_key: bool
    certificate: bytes | None
    fingerprint: str
    unproven: bool = False  # the key was merely offered; no signature showed yet that it is theirs
    archive: bytes = b""  # the certificate that it is sealed to as well
    errand: Errand | None = None  # done before it is put together; what comes of it is written into it
    files: tuple[File, ...] = ()
    as_page: bool = False  # it is shown as a page too: for the desk's own people alone
    replies: tuple[tuple[str, str], ...] = ()  # that the page opens: what the text calls them, their lines


@dataclass(frozen=True)
class Held:
    """Why a mail waits: a key of the labels "held"."""

    reason: str


@dataclass(frozen=True)
class Chosen:
    """The certificate a mail is sealed to, if any, and why there is none where one was to be expected."""

    certificate: bytes | None = None
    fingerprint: str = ""
    trouble: str = ""  # a key of the labels "held"
    unproven: bool = False


def how_it_leaves(books: Books, desk: Desk, outbound: Outbound, now: datetime) -> Leaving | Held:
    """The certificates are looked at now, not when the mail was written: keys expire while mail waits."""
    person = person_by_id(books, outbound.person_id)
    ticket = ticket_by_id(books, outbound.ticket_id) if outbound.ticket_id else None
    if why := _withheld(books, outbound, ticket, person):
        return Held(why)
    if person.role in AT_THE_DESK and outbound.ticket_id is None:
        paper = outbound_paper(books, outbound, None, person)
        if paper["mail"] == PAGER:
            return _as_page_call(desk, outbound, person, str(paper["to"]), pager_address(books, person))
    by_hand = outbound.author_id is not None and ticket is not None and ticket.key is not None
    plainly = by_hand and _may_leave_plain(books, outbound, ticket, person)
    chosen = seal_for(books, desk, person, ticket, now, content=outbound.content, plainly=plainly)
    if isinstance(chosen, Held):
        return chosen
    archive = desk.archive if chosen.certificate else b""
    if archive and unusable(canonical(archive), now):
        if outbound.content and person.role not in AT_THE_DESK:
            return Held("archive_unusable")
        archive = b""  # the desk's people have to be told, and what says nothing needs no copy
    paper = outbound_paper(books, outbound, ticket, person)
    by_itself = paper.get("by_itself", outbound.author_id is None)  # under the seal, and in no column
    if not (by_itself or paper.get("vital") or _may_still_know(books, desk, ticket, person, paper["mail"], now)):
        return Held("consent_over")
    return Leaving(
        outbound_id=outbound.id,
        to=paper["to"],
        return_path=None if outbound.automatic else return_address(books, desk, outbound),
        message_id=outbound.message_id,
        subject=paper["subject"],
        text=paper["text"],
        language=paper["language"],
        in_reply_to=paper["in_reply_to"],
        references=tuple(paper["references"]),
        automatic=outbound.automatic,
        brings_key=paper["brings_key"],
        archive=archive,
        errand=read_errand(paper.get("errand")),
        certificate=chosen.certificate,
        fingerprint=chosen.fingerprint,
        unproven=chosen.unproven,
        as_page=person.role in AT_THE_DESK,
        replies=tuple((said, commands) for said, commands in paper.get("replies", ())),
    )


def seal_for(
    books: Books,
    desk: Desk,
    person: Person,
    ticket: Ticket | None,
    now: datetime,
    *,
    content: bool = True,
    plainly: bool = False,
) -> Chosen | Held:
    """What a mail to this person is sealed to today, nothing where it leaves plain, or why it has to wait.

    `plainly`: two people said that it leaves unsealed, whatever the ticket held.
    """
    ours = person.role != "reporter"
    if ours and not person.active:
        return Held("inactive")
    if desk.shadow and not (ours and person.role != "partner"):
        return Held("shadow")
    if ticket is not None and ticket.key is None:
        return Held("erased")
    if is_unsafe(books, ticket, person):
        return Held("not_safe")
    if plainly and not ours:
        return Chosen()
    held_sealed = ticket is not None and ticket.held_sealed
    must_seal = ours or (content and held_sealed)
    chosen = _certificate_for(books, person, now, sealed_before=held_sealed)
    if (chosen.certificate is None and must_seal) or (chosen.trouble and content):
        return Held(chosen.trouble or "no_key")
    return chosen


def _as_page_call(desk: Desk, outbound: Outbound, person: Person, to: str, still_at: str) -> Leaving | Held:
    """Open, because it says nothing: its words are the template's, written anew, and none of what lies in the outbox.

    Nor to an address at which they want to be paged no more.

    That it is one stands in what was sealed under the person's own key, and in no column that anybody could turn.
    """
    if not person.active or to != still_at:
        return Held("inactive")
    words = write(PAGER, person.language, {}, desk.templates, default=desk.default_language)
    return Leaving(
        outbound_id=outbound.id,
        to=to,
        return_path=None,
        message_id=outbound.message_id,
        subject=words.subject,
        text=words.text,
        language=words.language,
        in_reply_to="",
        references=(),
        automatic=True,
        brings_key=False,
        certificate=None,
        fingerprint="",
    )


def _withheld(books: Books, outbound: Outbound, ticket: Ticket | None, person: Person) -> str:
    """Whether a word about the mailbox came while the mail waited: then it does not leave by itself any more.

    That nobody wrote it stands in what was sealed, and in no column that anybody could turn.
    """
    if person.role != "reporter" or (ticket is not None and ticket.key is None) or is_unsafe(books, ticket, person):
        return ""  # those are looked at below, and have reasons of their own
    paper = outbound_paper(books, outbound, ticket, person)
    if not paper.get("by_itself", outbound.automatic and outbound.author_id is None):
        return ""
    return withheld(books, ticket, person, str(paper["mail"]), proven=paper.get("proven") is True)


def _may_still_know(books: Books, desk: Desk, ticket: Ticket | None, person: Person, mail: str, now: datetime) -> bool:
    """Whether a role may be told of the ticket today: mail waits for days, and the person's word may end before it."""
    if ticket is None or person.role != "partner":
        return True
    for name, role in as_told(books, desk).roles.items():
        if (known := stands_for(books, name)) is not None and known.id == person.id:
            return may_be_told(books, ticket, role, mail, now)
    return False


def _may_leave_plain(books: Books, outbound: Outbound, ticket: Ticket | None, person: Person) -> bool:
    """Whether the mail itself, under the ticket's key, names the draft that a second person confirmed (LEAK-01).

    No column of any row can say so: the draft named there must open as that author's, and must have been confirmed.
    """
    paper = outbound_paper(books, outbound, ticket, person)
    said: Mapping[str, Any] | None = paper.get("plainly")
    draft = draft_by_id(books, said["draft"]) if said else None
    if said is None or ticket is None or draft is None or draft.done_at is None:
        return False
    bound = (draft.ticket_id, draft.person_id, draft.needs) == (ticket.id, outbound.author_id, "second")
    looked_at = draft_paper(books, ticket, draft)
    same = looked_at["plain"] is True and looked_at["bound"]["to"] == paper["to"]  # the address two people looked at
    return bound and same and said["confirmed"] != draft.person_id


def _certificate_for(books: Books, person: Person, now: datetime, *, sealed_before: bool) -> Chosen:
    """The pinned certificate, else the first one offered; with the reason where it cannot be used today.

    One merely offered is used where the ticket ever held sealed content, or where its owner asks for sealed answers.
    """
    rows = keys_of(books, person)
    if len({row.mark for row in rows if row.standing == "pinned"}) > 1:
        return Chosen(trouble="ambiguous")  # one key a person; whatever came otherwise is for people to look at
    if not rows:
        return Chosen()
    row = rows[0]
    if row.standing == "offered" and not (sealed_before or asks_sealed(books, row, person)):
        return Chosen()
    paper = read_paper(person_key(books, person), f"certificate:{row.id}", row.sealed)
    read = canonical(bytes.fromhex(paper["certificate"]))
    if read.fingerprint != paper["fingerprint"]:
        return Chosen(trouble="key_changed")
    if reason := unusable(read, now):
        return Chosen(trouble=reason)
    # beside another key for the address: what holds no content leaves as ever, or its shape would tell we know them
    doubted = person.role == "reporter" and rival_before(books, row) is not None
    return Chosen(read.data, read.fingerprint, "other_key" if doubted else "", unproven=row.standing == "offered")
