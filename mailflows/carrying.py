"""Carrying: what was said about a ticket as a whole goes with a part of it, and holds where two became one."""

from collections.abc import Mapping

from db.papers import figures_of
from db.store import Books
from db.tables import Ticket
from mailflows.consents import carry_consents, join_consents
from mailflows.platforms import carry_cases
from mailflows.tickets import set_figure


def carry_to_part(books: Books, whole: Ticket, part: Ticket) -> None:
    """What the person agreed to or refused, and what raises the risk, is true of what was split off as well."""
    carry_consents(books, whole, part)
    flags = figures_of(books, whole).get("flags", ())
    if flags:
        set_figure(books, part, "flags", list(flags))


def carry_into(books: Books, goes: Ticket, stays: Ticket) -> None:
    """Where one ticket goes on in another, the stricter word about each role holds, and the risks of both."""
    join_consents(books, goes, stays)
    carry_cases(books, goes, stays)
    one, other = figures_of(books, goes), figures_of(books, stays)
    flags = sorted({*one.get("flags", ()), *other.get("flags", ())})
    if flags != sorted(other.get("flags", ())):
        set_figure(books, stays, "flags", flags)
    own: Mapping[str, str] = other.get("facets", {})
    facets = dict(sorted({**one.get("facets", {}), **own}.items()))  # its own hold
    if facets != own:
        set_figure(books, stays, "facets", facets)
