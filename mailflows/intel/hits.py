"""Hits: what of a letter stands in a list. The evidence names list, date and value, and never who is behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.papers import read_feed_paper
from db.questions import hits
from db.sightings import Feed
from db.store import Books
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Severity
from mailflows.examine.seen import Saw
from mailflows.intel.marks import Met

FEED = "feed"  # provenance of a finding
GRAVE = frozenset({"spyware", "stalkerware"})  # lists about these make a letter dangerous by themselves
OF_FILES = frozenset({"sha256", "sha1", "md5", "app", "certificate", "profile"})
MOST = 20  # hits of one letter that are told


@dataclass(frozen=True)
class Hit:
    """One thing that stands in one list."""

    kind: str
    value: str
    path: str
    trouble: str
    feed: str  # as handlers see it
    date: str


def hits_of(books: Books, met: Mapping[str, Met]) -> tuple[Hit, ...]:
    """Which of a letter's marks stand in which list: one question to an index for 500 of them."""
    found: dict[tuple[str, str, str], Hit] = {}
    for mark, feed in hits(books, list(met)) if met else ():
        one = met[mark]
        hit = hit_in(books, feed, one.kind, one.value, one.path)
        found.setdefault((hit.kind, hit.value, hit.feed), hit)
    # in an order of their own, for rows come as the store likes; what is grave first
    ordered = sorted(found.values(), key=lambda hit: (hit.trouble not in GRAVE, hit.path, hit.value, hit.feed))
    return tuple(ordered[:MOST])


def hit_in(books: Books, feed: Feed, kind: str, value: str, path: str) -> Hit:
    paper = read_feed_paper(books, feed)
    return Hit(kind, value, path, feed.trouble, paper["shown"], paper["date"] or f"{feed.at:%Y-%m-%d}")


def saws(told: Iterable[Hit], kinds: frozenset[str], *, others: bool = False) -> Iterable[tuple[str, Saw]]:
    """The hits of these kinds, or of all others, each with the path it was met at."""
    for hit in told:
        if (hit.kind in kinds) is not others:
            evidence = defanged(f"{FEED} {hit.feed}, {hit.date}: {hit.value}")
            grave = hit.trouble in GRAVE
            yield hit.path, Saw(hit.kind, evidence, FEED, Severity.CRITICAL if grave else None, 6 if grave else None)
