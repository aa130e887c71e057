"""What people are told of lists of indicators: what was taken, what was left out and why, which tickets match."""

from collections.abc import Iterator, Sequence

from mailflows.examine.indicators.feed import UNREADABLE
from mailflows.intel.lists import Listed
from templates import label

UNREAD = UNREADABLE | {"unread", "gone"}  # reasons that are about a list as a whole
LINES = 30  # tickets that one list matches


def lines_of_taken(one: Listed, tongue: str, most: int = LINES) -> tuple[str, ...]:
    """What became of one list, in somebody's language."""
    return tuple(_lines(one, tongue, most))


def lines_of_lists(lists: Sequence[Listed], tongue: str) -> tuple[str, ...]:
    """Every list there is, a line each."""
    if not lists:
        return (_done("list_none", tongue),)
    return tuple(
        _done(
            "list_row",
            tongue,
            name=one.name,
            count=one.count,
            trouble=label("trouble", one.trouble, tongue),
            date=one.date or f"{one.at:%Y-%m-%d}",
            shown=one.shown,
        )
        for one in lists
    )


def _lines(one: Listed, tongue: str, most: int) -> Iterator[str]:
    whole = next((reason for reason, _ in one.refused if reason in UNREAD), "")
    if whole:
        yield _done("list_refused", tongue, name=one.name, reason=label("intel_refused", whole, tongue))
        return
    about, date = label("trouble", one.trouble, tongue), one.date or "–"
    yield _done("list_taken", tongue, name=one.name, count=one.count, new=one.new, trouble=about, date=date)
    for reason, count in one.refused:
        yield _done("list_left_out", tongue, count=count, reason=label("intel_refused", reason, tongue))
    for match in one.matched[:most]:
        yield _done("list_matched", tongue, tag=match.tag, value=match.value)
    if len(one.matched) > most:
        yield f"+ {len(one.matched) - most}"
    if one.count and not one.matched:
        yield _done("list_matches_nothing", tongue)


def _done(key: str, tongue: str, **facts: str | int) -> str:
    return label("done", key, tongue).format(**facts)
