"""Where every link of a mail leads, with what is carried inside a link taken out, up to five times."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailflows.examine.domains import organisation
from mailflows.examine.links.target import Target, target_of
from mailflows.examine.links.wrapped import inside
from mailflows.examine.seen import Link, Shown

DEEP = 5
MOST = 800  # of one mail


@dataclass(frozen=True)
class Way:
    """One station of the way a link goes."""

    link: Link  # as it is met there; the words that carry it stay those of the first
    target: Target
    organisation: str
    depth: int  # 0 for the link as it stands in the mail
    last: bool  # nothing further is inside
    protecting: bool = False  # a service that protects people stands here
    back: bool = False  # what is inside is only where a site sends its guest after login


def ways(shown: Shown) -> tuple[Way, ...]:
    """Every station of every link that leads into the web. The mail that was read last is remembered."""
    global _last  # noqa: PLW0603 - one mail, so that fifteen looks take its links apart once
    if _last is None or _last[0] is not shown:
        _last = (shown, tuple(_followed(targets(shown))))
    return _last[1]


_last: tuple[Shown, tuple[Way, ...]] | None = None


def targets(shown: Shown) -> tuple[tuple[Link, Target], ...]:
    """Each link that can be read, also those that lead into no web, without what is inside them."""
    global _targets  # noqa: PLW0603 - as above
    if _targets is None or _targets[0] is not shown:
        read = tuple((link, target) for link in shown.links if (target := target_of(link.target)))
        _targets = (shown, read)
    return _targets[1]


_targets: tuple[Shown, tuple[tuple[Link, Target], ...]] | None = None


def leading(shown: Shown) -> Iterable[tuple[Link, Target]]:
    """Each station with a host, as a pair."""
    return ((way.link, way.target) for way in ways(shown))


def ends(shown: Shown) -> Iterable[Way]:
    """Where each link leads in the end, as far as that can be read."""
    return (way for way in ways(shown) if way.last)


def _followed(links: Iterable[tuple[Link, Target]]) -> Iterable[Way]:
    count = 0
    for first, met in links:
        link, depth = first, 0
        target: Target | None = met
        while target and target.host and count < MOST:
            carried = inside(target) if depth < DEEP else None
            following = target_of(carried.link) if carried else None
            last = following is None or not following.host
            protecting, back = (carried.protecting, carried.back) if carried else (False, False)
            yield Way(link, target, organisation(target.host), depth, last, protecting, back)
            count += 1
            if last or carried is None:
                break
            link, target, depth = replace(first, target=carried.link), following, depth + 1
