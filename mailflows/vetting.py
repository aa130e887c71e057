"""Vetting: who somebody is was found out before the desk acts on accounts or devices for them, however urgent it is.

Advice waits for no vetting: it does no harm to whoever gets it. Taking an account back for the wrong person does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from db.papers import figures_of, name_of
from db.questions import person_by_id
from db.store import Books
from db.tables import Ticket
from mailflows.commands.refused import Refused
from mailflows.desk import Role
from mailflows.tickets import ENDED, category_of, set_figure
from templates import label

FIGURE = "vetting"
ASKED, VETTED, REFUSED = "asked", "vetted", "refused"
LINE = "#vetted known high"  # that would do
PLATFORM, LAB = "platform", "threat_lab"
ACCOUNTS = frozenset({"account", "profile_url", "form", "owner"})  # fields that only whoever acts on accounts is given


@dataclass(frozen=True)
class Needs:
    """What is not done for somebody who was not vetted."""

    what: str  # a key of the labels "vetting_for"
    called: str  # who would do it: a platform, or the lab
    categories: frozenset[str]


NEEDS = (
    Needs("account", PLATFORM, frozenset({"account_compromise", "account_suspension"})),
    Needs("forensics", LAB, frozenset({"targeted_spyware", "device_suspicious"})),
)


def vetting_of(books: Books, ticket: Ticket) -> Mapping[str, str]:
    """How far it is: state, how, level, who said so, when; empty where nobody began."""
    said: Mapping[str, str] = figures_of(books, ticket).get(FIGURE, {})
    return said


def write_vetting(
    books: Books, ticket: Ticket, state: str, by: str, now: datetime, *, how: str = "", level: str = ""
) -> None:
    paper = {"state": state, "how": how, "level": level, "by": by, "at": now.isoformat()}
    set_figure(books, ticket, FIGURE, paper)
    books.session.add(ticket)


def is_vetted(books: Books, ticket: Ticket) -> bool:
    return vetting_of(books, ticket).get("state") == VETTED


def must_be_vetted(books: Books, ticket: Ticket, role: Role) -> None:
    """Raises Refused where this role would act on an account or a device for somebody who was not vetted.

    No word of urgency or of a life at stake changes that: whoever wants another's account says just such words.
    """
    if is_vetted(books, ticket):
        return
    category = category_of(books, ticket)
    if any(category in one.categories and _is_called(role, one.called) for one in NEEDS):
        raise Refused("not_vetted", LINE)


def _is_called(role: Role, called: str) -> bool:
    if called == LAB:
        return role.name == LAB
    return role.name != LAB and (role.name.startswith(PLATFORM) or bool(ACCOUNTS.intersection(role.fields)))


def vetting_lines(books: Books, ticket: Ticket, tongue: str) -> Iterator[str]:
    """How far it is, in words; also that it has not begun, where something waits for it."""
    said = vetting_of(books, ticket)
    if said:
        words = label("vetting", said["state"], tongue)
        by = name_of(books, person_by_id(books, said["by"]))
        facts = {kind: label(f"vetted_{kind}", said[kind], tongue) if said[kind] else "" for kind in ("how", "level")}
        yield words.format(by=by, day=said["at"][:10], **facts)
    elif ticket.status not in ENDED:
        category = category_of(books, ticket)
        for one in NEEDS:
            if category in one.categories:
                what = label("vetting_for", one.what, tongue)
                yield label("vetting", "needed", tongue).format(what=what)
