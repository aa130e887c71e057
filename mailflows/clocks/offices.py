"""Offices: by whose clock a ticket runs. A branch has its own hours, weekend and holidays, for certain countries."""

from dataclasses import dataclass
from datetime import datetime

from db.papers import Figured, figures_of
from db.store import Books
from mailflows.clocks.amounts import Amount
from mailflows.desk import Desk
from mailflows.shifts.calendar import with_seasons
from mailflows.shifts.office import Office


def country_of(books: Books, ticket: Figured) -> str:
    """The country that somebody said the ticket is about, in capital letters; "" where nobody did."""
    return str(figures_of(books, ticket).get("facets", {}).get("country", "")).upper()


def office_for(desk: Desk, country: str) -> Office:
    """Whose clock holds for a country, as the config tells it: a branch's, else the main office's."""
    return next((one.office for one in desk.branches if country and country in one.countries), desk.office)


def service_moment(desk: Desk, country: str, since: datetime, amount: Amount) -> datetime:
    """When so much has passed by the clock of the office that is there for a country; seasons told by mail left out."""
    return amount.after(office_for(desk, country), since)


@dataclass
class Offices:
    """The offices of one transaction, with what was told of them by mail; each is put together once."""

    books: Books
    desk: Desk
    now: datetime
    _known: dict[str, Office]

    @classmethod
    def at(cls, books: Books, desk: Desk, now: datetime) -> "Offices":
        return cls(books, desk, now, {})

    def of(self, ticket: Figured) -> Office:
        """By whose clock a ticket runs."""
        return self.there(country_of(self.books, ticket) if self.desk.branches else "")

    def there(self, country: str) -> Office:
        office = office_for(self.desk, country)
        key = "" if office is self.desk.office else country
        if key not in self._known:
            self._known[key] = with_seasons(self.books, office, self.now)
        return self._known[key]


def answer_due(books: Books, desk: Desk, priority: str, since: datetime, now: datetime) -> datetime:
    """Until when a letter of this moment has to be answered, by the main office's clock."""
    ladder = desk.promises.ladder(priority, "answer")
    return ladder.due_at(with_seasons(books, desk.office, now), since) if ladder else since
