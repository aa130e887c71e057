"""What stands behind `#oncall`: a name, days, hours and a deputy, in any order that a person would write them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from mailflows.commands.refused import Refused
from mailflows.shifts.office import DAY, WEEK, Hours
from mailflows.shifts.said import date_in, hours_in, joined, time_in, weekdays_in
from mailflows.spelling import fold, plain

# What would do, shown beside every refusal.
EXAMPLES = {
    "list": "#oncall",
    "add": "#oncall add Noor mon-fri 08:00-16:00 from 2026-12-01 to 2026-12-31 deputy Karim",
    "remove": "#oncall remove Noor 2026-12-01",
    "swap": "#oncall swap Noor 2026-12-01",
    "holiday": "#oncall holiday 2026-12-25 to 2026-12-26",
    "ramadan": "#oncall ramadan 2027-02-08 to 2027-03-09 09:00-15:00",
}
MOST_DAYS = 366
PAST, AHEAD = 400 * DAY, 800 * DAY  # days that anybody could mean


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


TO = _folded("to", "until", "till", "-", "إلى", "حتى", "à", "au", "jusqu'au")
BETWEEN = _folded("from", "on", "with", "by", "من", "في", "يوم", "du", "de", "le", "avec", "par") | TO
BACK = _folded("for", "against", "مقابل", "contre")
DEPUTY = _folded("deputy", "نائب", "نائبة", "النائب", "والنائب", "suppléant", "suppléante", "adjoint", "adjointe")


@dataclass(frozen=True)
class Asked:
    """What was understood."""

    name: str = ""
    deputy: str = ""
    days: tuple[date, ...] = ()
    back: tuple[date, ...] = ()  # behind `for`: what is given in exchange
    weekdays: frozenset[str] = frozenset()
    hours: Hours | None = None
    begins: int | None = None  # one time alone, which says which shift of a day is meant

    def stretch(self, verb: str) -> tuple[date, date]:
        """The first and the last day that were named. Raises Refused where there are none, or too many."""
        if not 1 <= len(self.days) <= 2 or not 0 <= (self.days[-1] - self.days[0]).days < MOST_DAYS:
            raise Refused("oncall_days", EXAMPLES[verb])
        return self.days[0], self.days[-1]

    def each_day(self, verb: str) -> Iterator[date]:
        """Every day that is meant: all between the first and the last, or those of the week that were named."""
        first, last = self.stretch(verb)
        if self.weekdays and len(self.days) < 2:
            raise Refused("oncall_until", EXAMPLES[verb])
        for number in range((last - first).days + 1):
            day = first + number * DAY
            if not self.weekdays or WEEK[day.weekday()] in self.weekdays:
                yield day


def read_asked(said: str, verb: str, today: date) -> Asked:
    """Reads what stands behind a verb. Raises Refused where a word of it has no place."""
    words = joined(plain(said)).split()
    found = _Found(verb)
    at = 0
    while at < len(words):
        at += found.take(words, at, today)
    return found.asked()


class _Found:
    """What was read so far, and which name the next word would belong to."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._names: dict[str, list[str]] = {"name": [], "deputy": []}
        self._name = "name"  # "" once anything but a name was read
        self._days: list[date] = []
        self._back: list[date] = []
        self._weekdays: frozenset[str] = frozenset()
        self._hours: list[Hours] = []
        self._begins: list[int] = []
        self._is_back = False

    def take(self, words: list[str], at: int, today: date) -> int:
        """Reads the word at this place; returns how many were used."""
        word, folded = words[at], fold(words[at])
        begun = not self._name or bool(self._names[self._name])  # the first word of a name may be any, even `Sam`
        if folded in DEPUTY and begun:
            self._name = "deputy"
            return 1
        if (hours := hours_in(word)) is not None:
            self._hours.append(hours)
        elif (day := date_in(word, today)) is not None:
            if not today - PAST <= day <= today + AHEAD:
                raise Refused("oncall_days", EXAMPLES[self._verb])
            (self._back if self._is_back else self._days).append(day)
        elif _is_time(folded):
            return self._take_time(words, at)
        elif begun and folded in BACK:
            self._is_back = True
        elif begun and (days := weekdays_in(word)):
            self._weekdays |= days
        elif not (begun and folded in BETWEEN and _leads_on(words[at + 1 : at + 2], today)):
            return self._take_name(word)
        self._name = ""
        return 1

    def _take_name(self, word: str) -> int:
        if not self._name or fold(word)[:1].isdigit():  # a day that no calendar has is nobody's name
            raise Refused("oncall_how", EXAMPLES[self._verb])
        self._names[self._name].append(word)
        return 1

    def _take_time(self, words: list[str], at: int) -> int:
        """One time, or two with a word such as `to` between them."""
        self._name = ""
        two = words[at : at + 3]
        if len(two) == 3 and fold(two[1]) in TO and (hours := hours_in(f"{two[0]}-{two[2]}")) is not None:
            self._hours.append(hours)
            return 3
        self._begins += [minutes for minutes in (time_in(words[at]),) if minutes is not None]
        return 1

    def asked(self) -> Asked:
        if len(self._hours) > 1 or len(self._begins) > 1:
            raise Refused("oncall_how", EXAMPLES[self._verb])
        return Asked(
            " ".join(self._names["name"]),
            " ".join(self._names["deputy"]),
            tuple(self._days),
            tuple(self._back),
            self._weekdays,
            self._hours[0] if self._hours else None,
            self._begins[0] if self._begins else None,
        )


def _leads_on(following: list[str], today: date) -> bool:
    """Whether a day or a time comes next: `de` stands in names as well."""
    return any(
        hours_in(word) or date_in(word, today) or weekdays_in(word) or _is_time(fold(word)) or fold(word) in BETWEEN
        for word in following
    )


def _is_time(folded: str) -> bool:
    return (":" in folded or "h" in folded[1:3]) and time_in(folded) is not None


def not_over(last: date, today: date) -> None:
    """Raises Refused where all of it lies behind us."""
    if last < today - timedelta(days=1):
        raise Refused("oncall_past", f"{today:%Y-%m-%d}")
