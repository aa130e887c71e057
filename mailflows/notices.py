"""Notices: one sealed mail to the handlers says all there is to know about what just happened in a ticket."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db.papers import entry_paper, name_of
from db.questions import active_handlers, campaign_of, letter_before, letters_of, person_by_id
from db.store import Books
from db.tables import Entry, Nonce, Person, Ticket
from db.vault import new_id
from mailflows.answer import Post, answer
from mailflows.commands.nonce import nonce_line
from mailflows.desk import Desk
from mailflows.errands import ShowPictures
from mailflows.examine.finding import Finding
from mailflows.examine.verdict import verdict
from mailflows.judging import findings_about, judge, overridden
from mailflows.letter import Examined, readable_size
from mailflows.people import Sender
from mailflows.sealed_parts import Lying, parts_of
from mailflows.tickets import category_of
from pgp.opened import Opened, Protection
from templates import label

CAMPAIGN = 10  # tickets of the same trouble that a notice names
PICTURES = 4  # of one letter that are drawn for a notice
DRAWABLE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"})
EXCERPT = 6_000  # characters of what was said
NONCE_LIVES = timedelta(days=14)
SPOKEN_NONCE = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Seen:
    """What there is to show of a letter in a notice."""

    sender: Sender | None
    opened: Opened
    examined: Examined
    kept_id: str = ""  # of the mail, once its letter lies in a ticket


def tell_handlers(
    books: Books,
    desk: Desk,
    ticket: Ticket,
    event: str,
    now: datetime,
    *,
    seen: Seen | None = None,
    reasons: tuple[str, ...] = (),
    besides: Person | None = None,
) -> None:
    """One notice to each whom it concerns."""
    for person in whom_to_tell(books, ticket):
        if besides is None or person.id != besides.id:
            facts = notice_facts(books, desk, ticket, event, person, now, seen=seen, reasons=reasons)
            answer(books, desk, ticket, person, "notify_handler", facts, at_once(now), now, task=_pictures(seen))


def whom_to_tell(books: Books, ticket: Ticket) -> Sequence[Person]:
    """Whoever has the ticket, or everybody at the desk while nobody who is active has it."""
    owner = person_by_id(books, ticket.handler_id) if ticket.handler_id else None
    return [owner] if owner is not None and owner.active else active_handlers(books)


def _pictures(seen: Seen | None) -> ShowPictures | None:
    """The pictures of a letter, to be drawn anew when the notice is put together: nobody sees the originals."""
    if seen is None or not seen.kept_id:
        return None
    drawable = [file for file in seen.examined.letter.attachments if file.detected in DRAWABLE]
    shown = tuple((file.number, file.path) for file in drawable[:PICTURES])
    return ShowPictures(seen.kept_id, shown) if shown else None


def at_once(now: datetime) -> Post:
    """How a mail to somebody at the desk leaves: now, sealed."""
    return Post(automatic=True, content=True, due_at=now)


def notice_facts(
    books: Books,
    desk: Desk,
    ticket: Ticket,
    event: str,
    reader: Person,
    now: datetime,
    *,
    seen: Seen | None = None,
    reasons: tuple[str, ...] = (),
    since: int | None = None,
) -> dict[str, Any]:
    """Everything about the ticket's latest event, in the reader's language; `since` shows all letters behind it."""
    tongue = reader.language
    facts: dict[str, Any] = {
        "tag": ticket.name,
        "event": event,
        "category": category_of(books, ticket),
        "priority": ticket.priority,
        "status": ticket.status,
        "handler": name_of(books, person_by_id(books, ticket.handler_id)) if ticket.handler_id else "",
        "due_line": due_line(ticket, tongue, now),
        "language_name": label("language", ticket.language, tongue),
        "reasons": tuple(reason_line(reason, tongue) for reason in reasons),
        "campaign": ", ".join(campaign_of(books, ticket.id, CAMPAIGN)),
        "desk_address": desk.address,
        "desk_name": desk.name,
        "nonce_line": nonce_line(ticket.name, new_nonce(books, ticket, reader, now)),
        "examples": EXAMPLES,
        "plain_warning": not ticket.held_sealed,
    }
    facts |= seen_facts(seen, tongue) if seen else stored_facts(books, ticket, tongue, since)
    fitting = [example for what, example in ASKING.items() if what in facts.get("missing", ())][:1]
    fitting += ["#send what_we_found"] if facts.get("findings") else []
    if parts := _parts_shown(books, ticket, seen, since):
        facts["sealed_parts"] = tuple(part.line(tongue) for part in parts)
        fitting.append(f"#open {parts[0].number}")
    facts["examples"] = (*EXAMPLES[:-1], *fitting, EXAMPLES[-1])
    return facts


EXAMPLES = ("#take", "#reply", "#note", "#escalate threat_lab", "#help")
# What is missing for a better verdict, and the word that asks the reporter for it.
ASKING = dict.fromkeys(("original_mail", "forwarded_mail", "headers"), "#send original_please")


def stored_facts(books: Books, ticket: Ticket, tongue: str, since: int | None = None) -> dict[str, Any]:
    """What the ticket holds of its last letter, where a notice is not about a letter that just came."""
    shown = _shown(books, ticket, since)
    if not shown:
        return {}
    papers = [entry_paper(books, ticket, letter) for letter in shown]
    paper = papers[-1]
    findings = findings_about(books, ticket, shown[-1])
    judged = judge(paper, findings)
    said = overridden(books, ticket)
    return {
        "verdict": said[0].value if said else judged.word.value if judged else "",
        "missing": judged.missing if judged else (),
        "sender_shown": paper["from"],
        "proof": shown[-1].proof,
        "excerpt": "\n|\n".join(quoted(one["text"]) for one in papers),
        "findings": tuple(found_line(finding, tongue) for finding in by_gravity(findings)),
    }


def _shown(books: Books, ticket: Ticket, since: int | None) -> Sequence[Entry]:
    """The letters a notice is about: the last one, or all behind the entry with this number."""
    if since is not None:
        return letters_of(books, ticket.id, after=since)
    last = letter_before(books, ticket.id)
    return (last,) if last else ()


def _parts_shown(books: Books, ticket: Ticket, seen: Seen | None, since: int | None) -> list[Lying]:
    """The sealed parts of the letters a notice is about, under the numbers by which they can be opened."""
    if seen is None:
        return parts_of(books, ticket, _shown(books, ticket, since))
    came = {part.digest for part in seen.opened.sealed_parts}  # a mail that was set aside is not in the ticket
    return (
        [part for part in parts_of(books, ticket, _shown(books, ticket, None)) if part.digest in came] if came else []
    )


def seen_facts(seen: Seen, tongue: str) -> dict[str, Any]:
    """The letter itself: who, how sure, what was found, what was said, which files came along."""
    letter, opened = seen.examined.letter, seen.opened
    findings = seen.examined.findings
    judged = verdict(findings, seen.examined.evidence, seen.examined.unread)
    looked = bool(findings or seen.examined.evidence or seen.examined.unread)  # else there was nothing to judge
    facts: dict[str, Any] = {
        "verdict": judged.word.value if looked else "",
        "findings": tuple(found_line(finding, tongue) for finding in by_gravity(findings)),
        "missing": judged.missing if looked else (),
        "excerpt": quoted(letter.text),
        "attachments": tuple(
            {
                "number": file.number,
                "name": file.name,
                "size": readable_size(file.size),
                "detected": file.detected,
                "sha256": file.sha256,
            }
            for file in letter.attachments
        ),
        "sealed_parts": tuple(
            f"{label('sealed_part', part.kind, tongue)}, {readable_size(part.size)}" for part in opened.sealed_parts
        ),
    }
    if seen.sender is not None:
        facts |= {"sender_shown": seen.sender.address, "proof": seen.sender.proof.value}
    if opened.protection is Protection.UNREADABLE:
        facts["verdict"] = "could_not_check"
    return facts


def reason_line(reason: str, tongue: str) -> str:
    """A reason in words; what is no key of the labels, such as a relay's number, stays as it is."""
    for kind in ("reason", "aside"):
        with suppress(KeyError):
            return label(kind, reason, tongue)
    return reason


def found_line(finding: Finding, tongue: str) -> dict[str, Any]:
    return {
        "severity": finding.severity.value,
        "text": label("look_handler", finding.look, tongue),
        "path": finding.path,
        "field": finding.field,
        "evidence": finding.evidence,
    }


def by_gravity(findings: tuple[Finding, ...]) -> list[Finding]:
    order = ("critical", "high", "medium", "low", "info")
    return sorted(findings, key=lambda one: (order.index(one.severity.value), -one.weight, one.look, one.path))


def due_line(ticket: Ticket, tongue: str, now: datetime) -> str:
    """How long there is until the next promise falls due, in words; empty where nothing is promised."""
    if ticket.next_due_at is None:
        return ""
    left = int((ticket.next_due_at - now).total_seconds() // 60)
    kind = "first_answer" if ticket.first_reply_at is None else "next_action"
    late = "late" if left < 0 else "left"
    hours, minutes = divmod(abs(left), 60)
    return label("due", f"{kind}_{late}", tongue).format(hours=hours, minutes=minutes)


def new_nonce(books: Books, ticket: Ticket, handler: Person, now: datetime, seen: int | None = None) -> str:
    """A fresh nonce for one handler and one ticket, bound to what the handler has been shown.

    That is all of it now, unless `seen` says up to which entry: a transcript and a refusal show nothing new.
    """
    spoken = "".join(secrets.choice(SPOKEN_NONCE) for _ in range(12))
    books.append(
        Nonce(
            id=new_id(),
            mark=books.vault.mark("nonce", spoken),
            person_id=handler.id,
            ticket_id=ticket.id,
            seen=ticket.entries if seen is None else seen,
            issued_at=now,
        )
    )
    return spoken


def quoted(text: str) -> str:
    """What a stranger wrote, each line marked: a `#word` in it is never read as a command."""
    cut = text[:EXCERPT]
    lines = cut.splitlines()
    return "\n".join(f"| {line}".rstrip() for line in lines) + ("\n| [...]" if len(text) > EXCERPT else "")
