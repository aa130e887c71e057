"""Lists of indicators in the store: taken in whole under a name, replaced by a newer state, shown, taken away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.papers import read_feed_paper, write_feed_paper, write_indicator
from db.questions import drop_feed, feed_marked, feeds_known, marks_of_feed
from db.record import write_record
from db.sightings import Feed as Row
from db.sightings import Indicator as Line
from db.store import Books
from db.vault import new_id
from mailflows.desk import Desk
from mailflows.examine.indicators.feed import Feed
from mailflows.intel.look_back import Matched, look_back
from mailflows.intel.marks import mark_of

TOLD = 4  # letters of a name below which it may stand in a word by chance


@dataclass(frozen=True)
class Listed:
    """A list as people are told of it."""

    name: str
    shown: str  # as evidence names it
    trouble: str
    date: str
    count: int
    refused: tuple[tuple[str, int], ...]  # keys of the labels "intel_refused"
    at: datetime
    new: int = 0  # of its indicators that its last state did not have
    matched: tuple[Matched, ...] = ()


def take_list(books: Books, desk: Desk, feed: Feed, trouble: str, who: str, now: datetime) -> Listed:
    """Puts a list in the place of its last state, and looks back over all tickets with what is new in it.

    A list of which nothing could be used changes nothing.
    """
    trouble = trouble or feed.trouble
    mark = books.vault.mark("feed", feed.name.casefold())
    listed = Listed(feed.name, _shown(feed, mark), trouble, feed.date, len(feed.indicators), feed.refused, now)
    if not feed.indicators:
        return listed
    before = feed_marked(books, mark)
    old = marks_of_feed(books, before.id) if before else frozenset()
    if before is not None:
        # what it is about was said anew: then all of it counts as new
        old = old if before.trouble == trouble else frozenset()
        drop_feed(books, before.id)
    ident = new_id()
    paper = {"name": feed.name, "shown": listed.shown, "date": feed.date, "refused": feed.refused}
    sealed = write_feed_paper(books, ident, paper)
    row = Row(id=ident, mark=mark, trouble=trouble, at=now, count=len(feed.indicators), sealed=sealed)
    books.session.add(row)
    books.session.flush()
    lines: dict[str, Mapping[str, object]] = {}
    for one in feed.indicators:
        at, line = mark_of(books, one.kind, one.value), new_id()
        said = write_indicator(books, line, {"kind": one.kind, "value": one.value, "label": one.label})
        lines.setdefault(at, {"id": line, "feed_id": ident, "mark": at, "sealed": said})
    # by their marks, which is no order at all: in the order of a public list each line would tell what it is
    books.append_all(Line, [lines[mark] for mark in sorted(lines)])
    write_record(books, now, who, "list taken", None, f"{ident} {len(lines)}")
    new = lines.keys() - old
    matched = look_back(books, desk, row, frozenset(new), now)
    return replace(listed, count=len(lines), new=len(new), matched=matched)


def all_lists(books: Books) -> Sequence[Listed]:
    """Every list, the one that was read last in front."""
    return [_as_listed(books, row) for row in feeds_known(books)]


def remove_list(books: Books, name: str, who: str, now: datetime) -> bool:
    """Takes a list away; what it found stays in the tickets. False where there is none of this name."""
    row = feed_marked(books, books.vault.mark("feed", name.casefold())) or next(
        (row for row in feeds_known(books) if read_feed_paper(books, row)["shown"] == name), None
    )
    if row is None:
        return False
    ident = row.id
    drop_feed(books, ident)
    write_record(books, now, who, "list removed", None, ident)
    return True


def _as_listed(books: Books, row: Row) -> Listed:
    paper = read_feed_paper(books, row)
    refused = tuple((str(reason), int(count)) for reason, count in paper["refused"])
    return Listed(paper["name"], paper["shown"], row.trouble, paper["date"], row.count, refused, row.at)


def _shown(feed: Feed, mark: str) -> str:
    """The list's name, unless that says who is behind the trouble: findings must not (they may be read aloud)."""
    said = _bare(feed.name)
    behind = {_bare(one.label) for one in feed.indicators}
    told = any(len(name) >= TOLD and name in said for name in behind) and feed.trouble != "stalkerware"
    return f"list-{mark[:6]}" if told else feed.name


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
