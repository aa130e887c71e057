"""Looks at links inside links: a redirect of a good name that leads on to somebody else."""

import re
from collections.abc import Iterable
from itertools import pairwise

from mailflows.examine.clean import defanged
from mailflows.examine.domains import TRACKERS, organisation, under
from mailflows.examine.finding import Group, Severity
from mailflows.examine.links.destinations import Way, ways
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

# Redirects of good names that send anybody anywhere: organisation (without its ending), and how the path begins.
_LENT: dict[str, re.Pattern[str]] = {
    "google": re.compile(r"/(?:url|amp/|pagead/|aclk|local_url|searchviewer|travel/clk|translate)", re.IGNORECASE),
    "bing": re.compile(r"/(?:ck/a|aclk|alink/)", re.IGNORECASE),
    "youtube": re.compile(r"/(?:redirect|attribution_link|logout)", re.IGNORECASE),
    "tiktok": re.compile(r"/link/", re.IGNORECASE),
    "linkedin": re.compile(r"/(?:slink|redir/|safety/go|authwall)", re.IGNORECASE),
    "baidu": re.compile(r"/link", re.IGNORECASE),
    "doubleclick": re.compile(r"/(?:pcs/|aclk|ddm/|clk)", re.IGNORECASE),
    "googleadservices": re.compile(r"/pagead/", re.IGNORECASE),
    "yandex": re.compile(r"/(?:redir|clck|turbo)", re.IGNORECASE),
    "vk": re.compile(r"/away", re.IGNORECASE),
    "snapchat": re.compile(r"/login", re.IGNORECASE),
    "medium": re.compile(r"/(?:r/|m/global-identity)", re.IGNORECASE),
    "substack": re.compile(r"/redirect/", re.IGNORECASE),
    "indeed": re.compile(r"/r\?", re.IGNORECASE),
    "dropmark": re.compile(r"/r", re.IGNORECASE),
    "facebook": re.compile(r"/(?:flx/warn|sharer)", re.IGNORECASE),
    "ebay": re.compile(r"/(?:rover|ulk)", re.IGNORECASE),
    "adobe": re.compile(r"/r/", re.IGNORECASE),
    "duckduckgo": re.compile(r"/l/", re.IGNORECASE),
}
# How Gmail itself writes the links of a mail that is sent on.
_OF_GMAIL = re.compile(r"^/url\?(?:.{0,1500}&)?(?:source=gmail|sa=D&|sa=E&)", re.IGNORECASE)
_COUNTING = frozenset({"substack.com"})  # which is a redirect of anybody's and a mail service in one
MANY = 20  # links in a mail, as newsletters have


def leads_on(shown: Shown) -> Iterable[Saw]:
    """U04: a link that names one site and carries another, or goes through several hands.

    Mail services and newspapers count clicks this way, so an unknown redirect is only a hint, and none in lists.
    """
    own = own_organisations(shown)
    stations = ways(shown)
    lighter = (Severity.LOW, 1) if len(stations) > MANY else (None, None)  # advertisements among many links
    ordinary = len(stations) > MANY or comes_from_a_list(shown)
    for way, following in pairwise((*stations, None)):
        if way is None:
            continue
        if following is None or following.depth == 0:
            if _lent(way) and way.organisation not in own:  # it leads on, and does not say where
                evidence = defanged(f"leads on through {way.organisation}: {way.link.target}")
                # In a letter nobody is the sender, and newsletters of a mail service count clicks this way.
                counted = shown.form == "letter" and way.organisation in _COUNTING
                yield Saw("link", evidence, VISIBLE, *((Severity.LOW, 1) if counted else lighter))
            continue
        if way.protecting or way.back or following.organisation in own | TRACKERS:
            continue
        evidence = defanged(f"{way.target.host} leads on to {following.target.host}: {following.link.target}")
        if _lent(way) and way.organisation not in own:
            yield Saw("link", evidence, VISIBLE, *lighter)
        elif following.depth > 1 or not (way.organisation in own or under(way.target.host, TRACKERS) or ordinary):
            yield Saw("link", evidence, VISIBLE, Severity.LOW, 1)


def _lent(way: Way) -> bool:
    pattern = _LENT.get(organisation(way.target.host).partition(".")[0])
    if pattern is None or not pattern.match(way.target.path):
        return False
    return not (way.organisation.startswith("google.") and _OF_GMAIL.match(way.target.path))


ROWS = (
    Look("U04", Group.URL, Severity.MEDIUM, 2, "medium", ("T1608.005",), "links", leads_on,
         "links copied from a search page; advertisements in newsletters"),
)  # fmt: skip
