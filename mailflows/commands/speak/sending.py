"""Words that speak to the reporter: reply and ask in a handler's own words, send and survey in ready ones."""

from typing import Any

from db.questions import wrote_to_them
from mailflows import originals
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.choices import TONGUE
from mailflows.commands.speak.blanks import KNOWN, blanks_of
from mailflows.commands.speak.handing import hand_over, show_blanks
from mailflows.commands.speak.reader import reader_of
from mailflows.drafted import Drafted, words_of
from mailflows.judging import told_to_reporter
from mailflows.spelling import fold, meant
from mailflows.tickets import MOVES

ASKED_ONCE = frozenset({"resolved", "closed"})  # only then is anybody asked how it was


def reply(_value: str, case: Case) -> Done:
    """The text goes to the reporter, or to who was joined to the ticket, with nothing of the handler's own in it."""
    to, part = reader_of(case)
    mail = Drafted(to.id, "reply", {"tag": case.about.name, "text": case.text}, part=part, moves="active")
    line = case.line("replying") if part == "reporter" else case.line("replying_to", part=case.word("part", part))
    return hand_over(case, "reply", mail, line)


def ask(_value: str, case: Case) -> Done:
    """As a reply, and the ticket waits for the person."""
    if case.about.status != "pending_user" and "pending_user" not in MOVES[case.about.status]:
        raise Refused("move_not_allowed", f"{case.about.status} to pending_user")
    facts = {"tag": case.about.name, "text": case.text}
    mail = Drafted(case.reporter.id, "reply", facts, part="reporter", moves="pending_user")
    return hand_over(case, "ask", mail, case.line("asking"))


def send(value: str, case: Case) -> Done:
    """A ready mail in the reporter's language: a person decided that it may go to this address."""
    reporter = case.reporter
    facts = {**known_facts(value, case), **_filled(value, case)}
    language = _tongue(case.named.get("lang", ""))
    blanks = [name for name in blanks_of(value) if name not in facts]
    marked = {**facts, **{name: f"[{name}]" for name in blanks}}
    brings_key = value == "how_to_write_sealed"
    mail = Drafted(reporter.id, value, marked, part="reporter", language=language, brings_key=brings_key)
    if language and words_of(case.books, case.desk, mail).language != language:
        raise Refused("not_in_language", ", ".join(TONGUE))
    if blanks:
        return show_blanks(case, mail, tuple(f"{name}=" for name in blanks))
    return hand_over(case, "send", mail, case.line("guiding", name=case.word("mail", value)), "sent guidance")


def survey(_value: str, case: Case) -> Done:
    """One question about how it was; once a ticket, when it has ended, and only where it is safe to ask."""
    ticket = case.about
    if ticket.safe == "no":
        raise Refused("survey_unsafe")
    if ticket.status not in ASKED_ONCE:
        raise Refused("survey_early")
    if wrote_to_them(case.books, ticket.id, "survey"):
        raise Refused("survey_sent")
    facts = {"tag": ticket.name, "desk_name": case.desk.name}
    mail = Drafted(case.reporter.id, "survey", facts, part="reporter")
    return hand_over(case, "survey", mail, case.line("surveying"), "sent survey")


def known_facts(value: str, case: Case) -> dict[str, Any]:
    """What the desk can say in a ready mail by itself."""
    ticket, desk = case.about, case.desk
    if value == "what_we_found":
        found = told_to_reporter(case.books, ticket)
        if found is None:
            raise Refused("nothing_to_examine")
        return {"desk_name": desk.name, "tag": ticket.name, **found}
    facts: dict[str, Any] = dict(zip(KNOWN, (desk.name, desk.address, desk.fingerprint, ticket.name), strict=True))
    return facts | (originals.steps_for(case.books, ticket, case.reporter) if value == originals.MAIL else {})


def _filled(value: str, case: Case) -> dict[str, str]:
    """The blanks that were filled behind the word. Raises Refused for one that this mail has not."""
    said = {name: given for name, given in case.named.items() if name != "lang"}
    if set(said) - set(blanks_of(value)):
        raise Refused("blank_unknown", " ".join(f"{name}=" for name in blanks_of(value)))
    return said


def _tongue(said: str) -> str:
    """The code of the language that is meant; what is no name of one stays as it was said."""
    return meant(said, TONGUE) or fold(said)
