"""What a letter says, as a notice tells it: who wrote and how sure we are, the new words, the files, the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from db.papers import entry_paper
from db.questions import letter_before, letters_of
from db.store import Books
from db.tables import Entry, Ticket
from mailflows.examine.finding import Finding
from mailflows.examine.verdict import Verdict, verdict
from mailflows.judging import findings_about, judge, overridden
from mailflows.letter import Examined, readable_size
from mailflows.notices.lines import EARLIER, LOOKED_AT, by_gravity, found_line, quoted
from mailflows.people import Sender
from mailflows.quoting import own_words, split_lines, trimmed
from mailflows.sealed_parts import Lying, parts_of
from pgp.opened import Opened, Protection
from templates import label


@dataclass(frozen=True)
class Seen:
    """What there is to show of a letter in a notice."""

    sender: Sender | None
    opened: Opened
    examined: Examined
    kept_id: str = ""  # of the mail, once its letter lies in a ticket

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What is new in it and what it quotes: looked for once, however many are told of it."""
        return words_said((self.examined.letter.text,))


def seen_facts(seen: Seen, tongue: str) -> dict[str, Any]:
    """The letter itself: who, how sure, what was found, what was said, which files came along."""
    letter, opened = seen.examined.letter, seen.opened
    findings = seen.examined.findings
    judged = verdict(findings, seen.examined.evidence, seen.examined.unread)
    looked = bool(findings or seen.examined.evidence or seen.examined.unread)  # else there was nothing to judge
    facts: dict[str, Any] = {
        **_found(findings, judged if looked else None, tongue),
        "titled": letter.subject,
        **seen.words,
        "attachments": tuple(
            _file(file.number, file.name, file.detected, file.size, file.sha256) for file in letter.attachments
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


@dataclass(frozen=True)
class Shown:
    """What a notice shows of letters: facts for its template, and what is asked of them besides."""

    facts: dict[str, Any]
    looks: frozenset[str]  # ids of what was found in the last of them
    parts: Sequence[Lying]  # sealed parts, under the numbers by which they can be opened


def shown_in(books: Books, ticket: Ticket, tongue: str, seen: Seen | None, since: int | None) -> Shown:
    """The letter that just came; else the last one of the ticket, or all behind the entry with the number `since`."""
    if seen is not None:
        looks = frozenset(one.look for one in seen.examined.findings)
        return Shown(seen_facts(seen, tongue), looks, _parts_seen(books, ticket, seen))
    if since is not None:
        letters = letters_of(books, ticket.id, after=since)
    else:
        letters = tuple(filter(None, (letter_before(books, ticket.id),)))
    if not letters:
        return Shown({}, frozenset(), ())
    findings = findings_about(books, ticket, letters[-1])
    facts = _stored_facts(books, ticket, letters, findings, tongue)
    return Shown(facts, frozenset(one.look for one in findings), parts_of(books, ticket, letters))


def _stored_facts(
    books: Books, ticket: Ticket, letters: Sequence[Entry], findings: tuple[Finding, ...], tongue: str
) -> dict[str, Any]:
    """What the ticket holds of these letters; of the last one, who wrote it and what was found."""
    papers = [entry_paper(books, ticket, letter) for letter in letters]
    said = overridden(books, ticket)
    facts = {
        **_found(findings, judge(papers[-1], findings), tongue),
        "titled": papers[-1]["subject"],
        "sender_shown": papers[-1]["from"],
        "proof": letters[-1].proof,
        **words_said([one["text"] for one in papers]),
        "attachments": tuple(_lying_file(one) for paper in papers for one in paper.get("files", ())),
    }
    return facts | ({"verdict": said[0].value} if said else {})


def _found(findings: tuple[Finding, ...], judged: Verdict | None, tongue: str) -> dict[str, Any]:
    return {
        "verdict": judged.word.value if judged else "",
        "findings": tuple(found_line(finding, tongue) for finding in by_gravity(findings)),
        "missing": judged.missing if judged else (),
    }


def words_said(texts: Sequence[str]) -> dict[str, str]:
    """What is new in these letters, and apart from it what they quoted below: our own mail, mostly.

    Of each only the beginning is looked at, for no more is shown; where that is not all of it, `[...]` says so.
    """
    new, earlier = [], []
    more_below = False
    for text in texts:
        said = text.lstrip("\r\n")
        looked, rest = said[:LOOKED_AT], said[LOOKED_AT:]
        cut = bool(rest.strip())
        own = own_words(looked)
        kept = {number for number, _ in own.lines}
        left = trimmed([line for number, line in enumerate(split_lines(looked)) if number not in kept])
        if own.text:
            new.append(quoted(own.text, more=cut and not left))
            earlier.append(left)
            more_below |= cut
        else:  # nothing but a quotation: that is what they wanted to show
            new.append(quoted(trimmed(split_lines(looked)), more=cut))
    below = "\n".join(filter(None, earlier))
    return {
        "excerpt": "\n|\n".join(new),
        "previous": quoted(below, EARLIER, more=more_below) if below else "",
    }


def _file(number: int, name: str, detected: str, size: int, sha256: str) -> dict[str, Any]:
    return {"number": number, "name": name, "size": readable_size(size), "detected": detected, "sha256": sha256}


def _lying_file(row: Sequence[Any]) -> Mapping[str, Any]:
    """A file as it stands in a letter's paper: its number, name, kind, size and SHA-256 come first."""
    number, name, detected, size, *more = row
    return _file(number, name, detected, size, str(more[0]) if more else "")


def _parts_seen(books: Books, ticket: Ticket, seen: Seen) -> list[Lying]:
    """Those of the letter that just came; a mail that was set aside is not in the ticket, nor are its parts."""
    came = {part.digest for part in seen.opened.sealed_parts}
    last = letter_before(books, ticket.id) if came else None
    return [part for part in parts_of(books, ticket, (last,)) if part.digest in came] if last else []
