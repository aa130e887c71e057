"""The way of a mail, once it was opened and examined: one function, read top to bottom, one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from db.papers import rewrap_kept
from db.questions import (
    certificate_marked,
    ciphertext_seen,
    member_of,
    person_by_id,
    ticket_by_id,
    tickets_opened,
)
from db.record import write_record
from db.store import Books
from db.tables import Ciphertext, Entry, Kept, Member, Person, Ticket
from mailflows.answer import DAY
from mailflows.aside import bounce_told, show_aside
from mailflows.bursts import belongs, joins_burst, purse_for, tell_unless_flooded
from mailflows.circumstances import how_it_came
from mailflows.clocks.winding import came_back, set_own, wind
from mailflows.commands.obey import hear_handler
from mailflows.contact import JOINED
from mailflows.custody import numbered_on, record_arrival, rows_of
from mailflows.desk import Desk
from mailflows.do_not_open import warn
from mailflows.first_answer import acknowledge
from mailflows.followups import role_of, spare_reminders
from mailflows.gate import reason_to_set_aside
from mailflows.intel.recognise import recognise
from mailflows.judging import judged
from mailflows.key_request import hand_out_key
from mailflows.keys import key_mark
from mailflows.language import LIMIT, language_of, pick
from mailflows.learning import keys_that_wait, renew_known
from mailflows.letter import Examined
from mailflows.menu import Choice, hear_choice, note_choice
from mailflows.merging import note_sealed
from mailflows.notices import Seen
from mailflows.paging import page_where_urgent
from mailflows.people import Proof, Sender, root_mark, who_wrote
from mailflows.platforms import answered
from mailflows.quoting import own_words
from mailflows.recurrence import comes_again, goes_on_for, is_over
from mailflows.roles import as_told
from mailflows.sealed_parts import numbered
from mailflows.seats import AT_THE_DESK
from mailflows.spoken import follow_language
from mailflows.stopped import hear_stop
from mailflows.suggest.hint import Hint
from mailflows.suggest.hinting import hint_of, note_hint, paper_of
from mailflows.threads import members_claimed
from mailflows.tickets import MOVES, move, open_ticket, write_entry, write_findings
from pgp.opened import Opened, Protection

GOES_ON = frozenset({"new_letter", "joined_letter", "role_answer"})  # in a ticket that was there before
NOT_FROM_A_PERSON = frozenset({"automatic_mail", "list_mail"})
PROVEN = 5  # times as many tickets as an address that proves nothing


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
    desk = as_told(books, desk)
    if kept.received_at < desk.founded.replace(microsecond=0):  # 1 is it older than this desk: servers tell seconds
        return _put(books, kept, Settled("silent", "before_founding"), now)
    reason = mail.examined.unread or reason_to_set_aside(letter, desk)  # 2 can and should it be answered
    robot = reason in NOT_FROM_A_PERSON
    if reason and not (robot and _proven_reporter(books, opened)):
        if reason == "bounce":
            bounce_told(books, desk, letter, now)
        return _aside(mail, books, desk, None, (), reason, now)
    members = members_claimed(books, letter, desk)  # 3 who writes, and is it proven
    written = letter.language or language_of(own_words(letter.text[:LIMIT]).text or letter.text)  # not what is quoted
    renew_known(books, opened, now)
    if not (members or robot or kept.junk) and (asks := hand_out_key(books, desk, letter, opened, now)):
        return _put(books, kept, Settled("aside", asks), now)
    language = pick(None, written, desk.default_language)
    sender = who_wrote(books, letter, opened, mail.confirmed, members, language, now)
    if sender.at_the_desk and sender.proof is Proof.MISMATCH:  # 4 a handler's name without the handler's key
        return _aside(mail, books, desk, sender, members, "claims_handler", now)
    if sender.at_the_desk:  # 5 a handler speaks: obey
        heard = hear_handler(mail.kept, letter, opened, sender, books, desk, now)
        asked = heard.reason or ("" if heard.ticket else "handler_asked")
        return _put(books, kept, Settled("settled" if heard.ticket else "aside", asked, heard.ticket), now)
    if not sender.person.active:
        return _aside(mail, books, desk, sender, members, "inactive_partner", now)
    kept.reason, came_at = reason or "", min(kept.received_at, now)
    ticket, before = _ticket_of(books, sender, members, came_at)  # 6 anyone else: which ticket
    if ticket is None and over_budget(books, desk, sender, now):
        return _aside(mail, books, desk, sender, (), "over_budget", now)
    joined = _joined_as(books, ticket, sender)
    again = f"comes_back {(now - (before.closed_at or now)).days}" if before else ""
    news = "joined_letter" if joined else "new_letter" if sender.person.role == "reporter" else "role_answer"
    if ticket is None:
        ticket = _opened(books, desk, sender, members, before, written, now, came_at)
        news = "claims_ticket" if members and not again else "new_ticket"
    elif not robot:
        spare_reminders(books, ticket, sender.person)
    mail = _numbered(books, ticket, mail)
    urgent_before = ticket.priority == "P1" and news in GOES_ON
    choice = hear_choice(books, desk, ticket, letter, news)
    said = hear_stop(books, letter, sender, ticket, now)  # before anything could answer
    hint = hint_of(desk, sender, letter, robot=robot)  # 7 into the ticket, with what is frightening about it
    entry = _file(books, desk, ticket, sender, mail, now, choice, hint)
    repeated = _captured(books, kept, opened, sender, now)
    if not (repeated or kept.junk or robot):  # 8 a neutral answer, the same whatever was written
        said += _answered(books, desk, ticket, sender, mail, news, written, now)
    # behind the answer, so that an alarm does not even delay it
    known = recognise(books, desk, ticket, entry, sender.person, mail.examined, now)
    said += (
        *note_choice(books, ticket, choice, now),
        *note_hint(books, desk, ticket, None if repeated else hint, now),
        *page_where_urgent(books, desk, ticket, urgent_before or robot or repeated, now),
    )
    reasons = said + known.reasons + how_it_came(books, desk, mail.examined.letter, opened, sender, members, ticket)
    merged = any(ticket_by_id(books, member.ticket_id).status == "merged" for member in members)
    happened = {f"by_{joined}": bool(joined), "was_merged": merged and news in ("new_letter", "joined_letter")}
    happened |= {"seen_before": repeated, "junk": kept.junk, reason or "": robot, again: bool(again)}
    reasons += tuple(name for name, is_so in happened.items() if is_so)
    tell_unless_flooded(books, desk, ticket, news, now, Seen(sender, opened, known.examined, kept.id), reasons)
    return _put(books, kept, Settled("settled", kept.reason, ticket.name), now)


def _opened(
    books: Books,
    desk: Desk,
    sender: Sender,
    members: tuple[Member, ...],
    before: Ticket | None,
    written: str,
    now: datetime,
    came_at: datetime,
) -> Ticket:
    """A new ticket: perhaps one of a flood, perhaps of trouble that was here before."""
    burst = joins_burst(books, desk, sender, members, now)
    language = pick(written, sender.person.language, desk.default_language)  # unsure: as they wrote before
    ticket = open_ticket(books, desk, sender.person, language, now, came_at)
    belongs(books, ticket, burst)
    comes_again(books, ticket, before, now)
    return ticket


def _answered(
    books: Books, desk: Desk, ticket: Ticket, sender: Sender, mail: Arrived, news: str, written: str, now: datetime
) -> tuple[str, ...]:
    """What leaves by itself, in the language they write; keys of "reason"."""
    follow_language(books, desk, ticket, sender.person, written, now)
    acknowledge(books, desk, purse_for(desk, ticket), ticket, sender, mail.opened, news, now)
    said = warn(books, desk, ticket, sender, mail.opened, mail.examined, now)
    if news == "role_answer" and sender.proof is Proof.PINNED:
        _role_answered(books, desk, ticket, sender.person, now)
    return said


def _role_answered(books: Books, desk: Desk, ticket: Ticket, person: Person, now: datetime) -> None:
    """What came back ends the wait, and the person is owed a word."""
    role = role_of(books, ticket, person)
    answered(books, ticket, role, now)
    if ticket.status == "pending_third_party":
        came_back(books, ticket, role, now)
        wind(books, desk, ticket, now)


def _proven_reporter(books: Books, opened: Opened) -> bool:
    """Whether somebody signed who is known: their letter is read, whatever a list or a robot wrote around it."""
    known = certificate_marked(books, key_mark(books, opened.signer)) if opened.signer else None
    if known is None or known.standing != "pinned":
        return False
    return person_by_id(books, known.person_id).role not in AT_THE_DESK  # an absence note is never a command (CMD-14)


def _aside(
    mail: Arrived,
    books: Books,
    desk: Desk,
    sender: Sender | None,
    members: tuple[Member, ...],
    reason: str,
    now: datetime,
) -> Settled:
    show_aside(books, desk, mail.kept, reason, Seen(sender, mail.opened, mail.examined), members, now)
    return _put(books, mail.kept, Settled("aside", reason), now)


def over_budget(books: Books, desk: Desk, sender: Sender, now: datetime) -> bool:
    """Whether more tickets are opened than anybody in trouble would open in a day (THR-08).

    Who is proven is counted by themselves alone: a flood forged in their name must not silence them.
    """
    if sender.proof is Proof.PINNED:
        return tickets_opened(books, now - DAY, person_id=sender.person.id) >= PROVEN * desk.tickets_per_address
    return tickets_opened(books, now - DAY, root=root_mark(books, sender.address)) >= desk.tickets_per_address


def _put(books: Books, kept: Kept, settled: Settled, now: datetime) -> Settled:
    kept.state, kept.reason = settled.state, settled.reason
    books.session.add(kept)
    write_record(books, now, "desk", f"mail {settled.state}", kept.ticket_id, f"{kept.id} {settled.reason}".strip())
    return settled


def _ticket_of(
    books: Books, sender: Sender, members: tuple[Member, ...], at: datetime
) -> tuple[Ticket | None, Ticket | None]:
    """A thread's ticket, only for somebody who belongs to it (THR-01, THR-03); an ended one is not told (THR-10).

    Then, where a reporter's own ticket ended long ago, that one instead: its trouble comes again in a new one.
    """
    over = None
    for member in members:
        if member.person_id != sender.person.id:
            continue
        ticket = goes_on_for(books, ticket_by_id(books, member.ticket_id), sender.person, at)
        if ticket is None:
            continue
        if not is_over(ticket, at) or role_of(books, ticket, sender.person) != "reporter":
            return ticket, None
        over = over or ticket
    return None, over


def _joined_as(books: Books, ticket: Ticket | None, sender: Sender) -> str:
    """What somebody is who was joined to another's ticket, and writes there; "" for everybody else."""
    member = member_of(books, ticket.id, sender.person.id) if ticket else None
    return member.part if member and member.part in JOINED and sender.person.role == "reporter" else ""


def _numbered(books: Books, ticket: Ticket, mail: Arrived) -> Arrived:
    letter = numbered_on(books, ticket, mail.examined.letter)
    return replace(mail, examined=replace(mail.examined, letter=letter))


def _file(
    books: Books,
    desk: Desk,
    ticket: Ticket,
    sender: Sender,
    mail: Arrived,
    now: datetime,
    choice: Choice | None,
    hint: Hint | None,
) -> Entry:
    letter = mail.examined.letter
    if mail.opened.protection in (Protection.SEALED, Protection.ENCRYPTED, Protection.UNREADABLE):
        note_sealed(books, ticket)
    if mail.opened.sealed_parts:
        note_sealed(books, ticket)
    paper = {
        "from": sender.address,
        "subject": letter.subject,
        "text": letter.text,
        "client": letter.client,
        "date": letter.date.isoformat() if letter.date else "",
        "message_id": letter.message_id,
        "files": rows_of(letter.attachments),
        "sealed_parts": numbered(books, ticket, mail.opened.sealed_parts),
        "reasons": list(mail.opened.reasons),
        **judged(mail.examined),
        "keys": [one.data.hex() for one in keys_that_wait(books, sender.person, mail.opened, sender.address)],
    }
    if choice is not None:
        paper["menu"] = choice.category
    if hint is not None:
        paper["hint"] = paper_of(hint)
    rewrap_kept(books, mail.kept, ticket)
    books.session.add(mail.kept)  # whether a person wrote it is asked below
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
    record_arrival(books, ticket, entry, letter.attachments, now)
    reporter = sender.person.role == "reporter"
    by_itself = mail.kept.reason == "automatic_mail"  # an absence note is no answer, and wakes nobody
    proven = reporter or sender.proof is Proof.PINNED  # what anybody may have written in a role's name ends no wait
    awaited = proven and ticket.status == ("pending_user" if reporter else "pending_third_party")
    woken = not by_itself and (awaited or (reporter and ticket.snoozed_until is not None))
    reopens = () if by_itself else ("resolved", "closed", "referred", "pending_user")
    if ticket.status in reopens and "active" in MOVES[ticket.status]:
        move(ticket, "active", now)
    if woken:
        set_own(books, ticket, None, now)  # whoever waited for this waits no longer
    if reporter and not by_itself:
        ticket.snoozed_until = None
    wind(books, desk, ticket, now)
    write_record(books, now, sender.person.id, "letter", ticket.id, entry.id)
    return entry


def _captured(books: Books, kept: Kept, opened: Opened, sender: Sender, now: datetime) -> bool:
    """Whether these very encrypted octets came before from somebody else: then nothing answers (ORA-02).

    Also where they came, then or now, as a mere part of a mail: somebody may want them opened and read back to them.
    """
    digests = {opened.ciphertext_digest or "", *(part.ciphertext for part in opened.sealed_parts)} - {""}
    captured = False
    for mark in sorted(books.vault.mark("ciphertext", digest) for digest in digests):
        if (seen := ciphertext_seen(books, mark)) is None:
            books.append(Ciphertext(mark=mark, kept_id=kept.id, person_id=sender.person.id, at=now))
        elif seen.person_id != sender.person.id:
            captured = True
    return captured
