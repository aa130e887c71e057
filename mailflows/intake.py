"""The way of a mail, once it was opened and examined: one function, read top to bottom, one transaction."""

import re
from dataclasses import dataclass
from datetime import datetime

from db.papers import rewrap_kept
from db.questions import certificates_of, ciphertext_seen, ticket_by_id, ticket_named, tickets_opened
from db.record import write_record
from db.store import Books
from db.tables import Ciphertext, Kept, Member, Ticket
from mailflows.answer import DAY, Post, answer, on_the_tick, within_budget
from mailflows.aside import bounce_told, show_aside
from mailflows.commands.obey import hear_handler
from mailflows.desk import Desk
from mailflows.gate import reason_to_set_aside
from mailflows.language import language_of, pick
from mailflows.letter import Examined, Letter
from mailflows.notices import Seen, tell_handlers
from mailflows.people import Proof, Sender, address_mark, who_wrote
from mailflows.threads import members_claimed
from mailflows.tickets import MOVES, move, open_ticket, write_entry, write_findings
from pgp.opened import Opened, Protection

TAG = re.compile(r"\bH-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
MOST_NAMED = 5


@dataclass(frozen=True)
class Arrived:
    """One kept mail, opened and examined, on its way to being settled."""

    kept: Kept
    opened: Opened
    examined: Examined
    confirmed: bool  # the second engine believes the signature too


@dataclass(frozen=True)
class Settled:
    """What became of a mail: its visible state, the reason, and the ticket it is in."""

    state: str
    reason: str = ""
    ticket: str = ""


def take_in(mail: Arrived, books: Books, desk: Desk, now: datetime) -> Settled:
    """Settles one mail. All of it is written, or none: the caller's transaction holds every row."""
    kept, opened, letter = mail.kept, mail.opened, mail.examined.letter
    if kept.received_at < desk.founded:  # 1 is it older than this desk
        return _put(books, kept, Settled("silent", "before_founding"), now)
    if reason := mail.examined.unread or reason_to_set_aside(letter, desk):  # 2 can and should it be answered
        bounce_told(books, desk, letter, now)
        show_aside(books, desk, kept, reason, Seen(None, opened, mail.examined), (), now)
        return _put(books, kept, Settled("aside", reason), now)
    members = members_claimed(books, letter, desk)  # 3 who writes, and is it proven
    language = pick(None, letter.language or language_of(letter.text), desk.default_language)
    sender = who_wrote(books, letter, opened, mail.confirmed, members, language, now)
    if sender.at_the_desk and sender.proof is Proof.MISMATCH:  # 4 a handler's name without the handler's key
        show_aside(books, desk, kept, "claims_handler", Seen(sender, opened, mail.examined), members, now)
        return _put(books, kept, Settled("aside", "claims_handler"), now)
    if sender.at_the_desk:  # 5 a handler speaks: obey
        heard = hear_handler(mail.kept, letter, opened, sender, books, desk, now)
        asked = heard.reason or ("" if heard.ticket else "handler_asked")
        return _put(books, kept, Settled("settled" if heard.ticket else "aside", asked, heard.ticket), now)
    if over_budget(books, desk, sender, members, now):
        show_aside(books, desk, kept, "over_budget", Seen(sender, opened, mail.examined), (), now)
        return _put(books, kept, Settled("aside", "over_budget"), now)
    ticket, news = _ticket_for(books, desk, sender, members, language, now)  # 6 anyone else: which ticket
    _file(books, desk, ticket, sender, mail, now)  # 7 into the ticket, with what is frightening about it
    repeated = _captured(books, kept, opened, sender, now)
    if not (repeated or kept.junk):  # 8 a neutral answer, the same whatever was written
        _acknowledge(books, desk, ticket, sender, opened, news, now)
    reasons = opened.reasons + (("seen_before",) if repeated else ()) + (("junk",) if kept.junk else ())
    seen = Seen(sender, opened, mail.examined)
    tell_handlers(books, desk, ticket, news, now, seen=seen, reasons=_told(reasons, letter, members, ticket, books))
    return _put(books, kept, Settled("settled", "", ticket.name), now)


def over_budget(books: Books, desk: Desk, sender: Sender, members: tuple[Member, ...], now: datetime) -> bool:
    """Whether more tickets are opened from one address than any person in trouble would open in a day (THR-08)."""
    if any(member.person_id == sender.person.id for member in members):
        return False
    return tickets_opened(books, address_mark(books, sender.address), now - DAY) >= desk.tickets_per_address


def _put(books: Books, kept: Kept, settled: Settled, now: datetime) -> Settled:
    kept.state, kept.reason = settled.state, settled.reason
    books.session.add(kept)
    write_record(books, now, "desk", f"mail {settled.state}", kept.ticket_id, f"{kept.id} {settled.reason}".strip())
    return settled


def _ticket_for(
    books: Books,
    desk: Desk,
    sender: Sender,
    members: tuple[Member, ...],
    language: str,
    now: datetime,
) -> tuple[Ticket, str]:
    """A thread's ticket only for somebody who belongs to it; for anyone else a new one (THR-01, THR-03, THR-10)."""
    for member in members:
        ticket = ticket_by_id(books, member.ticket_id)
        if member.person_id == sender.person.id and ticket.key is not None and ticket.status not in ("merged", "spam"):
            return ticket, "role_answer" if sender.person.role == "partner" else "new_letter"
    ticket = open_ticket(books, desk, sender.person, language, now)
    return ticket, "claims_ticket" if members else "new_ticket"


def _file(books: Books, desk: Desk, ticket: Ticket, sender: Sender, mail: Arrived, now: datetime) -> None:
    letter = mail.examined.letter
    if mail.opened.protection in (Protection.SEALED, Protection.ENCRYPTED, Protection.UNREADABLE):
        ticket.held_sealed = True
    if mail.opened.sealed_parts:
        ticket.held_sealed = True
    paper = {
        "from": sender.address,
        "subject": letter.subject,
        "text": letter.text,
        "date": letter.date.isoformat() if letter.date else "",
        "message_id": letter.message_id,
        "files": [[file.number, file.name, file.detected, file.size, file.sha256] for file in letter.attachments],
        "sealed_parts": [[part.number, part.kind, part.size, part.digest] for part in mail.opened.sealed_parts],
        "reasons": list(mail.opened.reasons),
    }
    rewrap_kept(books, mail.kept, ticket)
    entry = write_entry(
        books,
        ticket,
        "letter",
        sender.person,
        paper,
        now,
        kept_id=mail.kept.id,
        protection=mail.opened.protection.value,
        proof=sender.proof.value,
    )
    write_findings(books, ticket, entry, mail.examined.findings)
    if ticket.status in ("resolved", "closed", "pending_user") and "active" in MOVES[ticket.status]:
        move(ticket, "active", now)
    if ticket.next_due_at is None:
        ticket.next_due_at = now + desk.first_answer_due
    books.session.add(ticket)
    write_record(books, now, sender.person.id, "letter", ticket.id, entry.id)


def _captured(books: Books, kept: Kept, opened: Opened, sender: Sender, now: datetime) -> bool:
    """Whether these very encrypted octets came before from somebody else: then nothing answers (ORA-02)."""
    if opened.ciphertext_digest is None:
        return False
    mark = books.vault.mark("ciphertext", opened.ciphertext_digest)
    if (seen := ciphertext_seen(books, mark)) is not None:
        return seen.person_id != sender.person.id
    books.append(Ciphertext(mark=mark, kept_id=kept.id, person_id=sender.person.id, at=now))
    return False


def _acknowledge(
    books: Books, desk: Desk, ticket: Ticket, sender: Sender, opened: Opened, news: str, now: datetime
) -> None:
    if news not in ("new_ticket", "claims_ticket") or sender.person.role != "reporter":
        return
    if not within_budget(books, desk, ticket, address_mark(books, sender.address), now):
        return
    due = now if sender.proof is Proof.PINNED else on_the_tick(now, desk)
    name = "cannot_open" if opened.cannot_open else "received"
    facts = {
        "tag": ticket.name,
        "desk_name": desk.name,
        "desk_address": desk.address,
        "fingerprint": grouped(desk.fingerprint),
        "sealed": bool(certificates_of(books, sender.person.id)),
    }
    post = Post(automatic=True, content=False, due_at=due, brings_key=True)
    answer(books, desk, ticket, sender.person, name, facts, post, now)


def grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _told(
    reasons: tuple[str, ...], letter: Letter, members: tuple[Member, ...], ticket: Ticket, books: Books
) -> tuple[str, ...]:
    """The reasons handlers are shown; with them the tickets this letter names without belonging there (THR-01)."""
    named = TAG.findall(f"{letter.subject}\n{letter.text[:20_000]}")[:MOST_NAMED]
    claimed = {ticket_by_id(books, member.ticket_id).name for member in members}
    claimed |= {name for name in named if ticket_named(books, name)}
    return reasons + tuple(f"-> {name}" for name in sorted(claimed - {ticket.name}))
