"""Whom `#reply` is for: the reporter, or one of those who were joined to the ticket, and never a guess which."""

from db.questions import members_of_ticket, person_by_id
from db.tables import Person
from mailflows.addresses import folded_address, typed_address
from mailflows.answer import NoMailbox, read_address
from mailflows.commands.case import Case, Refused
from mailflows.commands.speak.choices import TO
from mailflows.contact import JOINED
from mailflows.spelling import meant

READERS = ("reporter", *JOINED)  # parts in a ticket


def reader_of(case: Case) -> tuple[Person, str]:
    """The person that `to=` names, by a part or an address, and their part; the reporter where nothing was said.

    Raises Refused where it is nobody, or several: then by which addresses they can be told apart.
    """
    said = case.named.get("to", "")
    part = meant(said, TO) if said else "reporter"
    if part == "reporter":
        return case.reporter, part
    there = _members(case)
    if part:
        found = [one for one in there if one[1] == part]
    elif (address := folded_address(typed_address(said) or "")) != "":
        found = [one for one in there if _address(case, one[0]) == address]
    else:
        raise Refused("no_such_reader", ", ".join((*TO, "to=ADDRESS")))
    if len(found) > 1:
        raise Refused("several_members", " | ".join(sorted(f"to={_address(case, person)}" for person, _ in found)))
    if not found:
        raise Refused("no_such_member")
    return found[0]


def _members(case: Case) -> list[tuple[Person, str]]:
    members = members_of_ticket(case.books, case.about.id)
    return [(person_by_id(case.books, one.person_id), one.part) for one in members if one.part in READERS]


def _address(case: Case, person: Person) -> str:
    """Where their mail would go; "" where nowhere."""
    try:
        return read_address(case.books, person)
    except NoMailbox:
        return ""
