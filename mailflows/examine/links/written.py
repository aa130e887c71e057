"""Finding the links in plain text as people write, paste and defuse them: hxxp, [.], www without a scheme, Markdown."""

import re
from collections.abc import Iterator

from mailflows.examine.domains import organisation
from mailflows.examine.seen import Link

# What ends a link besides space: quotes, brackets that wrap it, Arabic punctuation, marks of direction.
_ENDS = "\\s<>\"'\\[\\]{}|`،؛؟«»“”‘’\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_SCHEMES = (
    "https?|ftp|file|tg|sgnl|viber|whatsapp|skype|intent|itms-services|ms-[a-z-]{2,30}|search-ms|web\\+ap|otpauth|"
    "ipfs|ipns|matrix|xmpp|smb|ssh|telnet|ldap|jar|vbscript"
)
_WRITTEN = re.compile(
    # Arabic joins "and", "in" and "to" to the word: a link may begin right after a letter that is not Latin.
    rf"(?<![A-Za-z0-9])(?:(?:{_SCHEMES}):(?://|\\\\)|search-ms:|javascript:|data:text/)[^{_ENDS}]{{1,2000}}"
    rf"|(?<![A-Za-z0-9@._%/=&?-])www\.[^{_ENDS}@]{{4,2000}}"
    rf"|(?<![A-Za-z0-9@._%/=&?:\\-])(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}\.){{1,6}}[A-Za-z]{{2,18}}(?![\w@.-])"
    rf"(?::[0-9]{{2,5}})?(?:/[^{_ENDS}]{{0,2000}})?",
    re.IGNORECASE,
)
_DOTS = re.compile(
    r"\s?\[\s?(?:\.|dot|نقطة|point)\s?\]\s?|\((?:\.|dot)\)|\{(?:\.|dot)\}|(?<=\w)\[(?:\.|,)(?=\w)|(?<=\w)\\\.(?=\w)",
    re.IGNORECASE,
)
_COLONS = re.compile(r"\[:\](?=//)|\[://\]|(?<=https)\[:\]|(?<=http)\[:\]", re.IGNORECASE)
_HXXP = re.compile(r"(?<![A-Za-z0-9])h(?:xx|tt|\*\*|XX|__|××|хх)p(s?)(?=(?::|\[:\])?//|\[:\]|:\\\\)", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,300})\]\(\s{0,3}([a-z][a-z0-9+.-]{1,20}:[^()\s<>]{3,2000})\s{0,3}\)",
                       re.IGNORECASE)  # fmt: skip
_TRAILING = ".,;:!?*_~…»”’)]}'\"،؛؟۔>"
# Endings under which a bare "name.ending" is a site and no file, method or abbreviation.
_SITES = frozenset(
    "com net org info biz online site shop xyz top club app dev live store website space link click news email "
    "cloud pro vip icu cyou sbs cfd buzz rest support help wiki media agency network finance bank work world today "
    "page web eg sa ae jo lb sy iq ir tr il ps ma dz tn ly sd ye om kw qa bh mr pk af uk fr de es it nl be ch at se "
    "no dk fi pl ru ua br mx ar cl pe in cn jp kr au nz ca za ng ke gov edu eu example onion".split()
)
_MOST = 500


def links_in_text(words: str) -> Iterator[Link]:
    """The links that stand in plain text, at most 500; links that were made harmless are read as they were meant."""
    words = _sharpened(words)
    taken: list[tuple[int, int]] = []
    count = 0
    if "](" in words:
        for found in _MARKDOWN.finditer(words):
            taken.append(found.span())
            count += 1
            if count > _MOST:
                return
            yield Link(found[2], found[1].strip(), "text")
    covered = iter(taken)
    last = next(covered, None)
    for found in _WRITTEN.finditer(words):
        while last and last[1] <= found.start():
            last = next(covered, None)
        if last and last[0] <= found.start():
            continue
        link = _trimmed(found[0])
        if ":" not in link[:30].split(".", 1)[0]:
            if not link.lower().startswith("www.") and not _is_a_site(link):
                continue
            link = f"http://{link}"
        count += 1
        if count > _MOST:
            return
        yield Link(link, "", "text")


def _sharpened(words: str) -> str:
    """The text with links as they were before somebody made them harmless."""
    if "[" in words or "(" in words or "{" in words or "\\." in words:
        words = _DOTS.sub(".", _COLONS.sub(lambda found: "://" if "//" in found[0] else ":", words))
    return _HXXP.sub(lambda found: f"http{found[1].lower()}" + ("" if words[found.end()] in ":[" else ":"), words)


def _trimmed(link: str) -> str:
    """A link without the punctuation of the sentence around it; a closing bracket stays where one is open."""
    while link and link[-1] in _TRAILING:
        if link[-1] == ")" and link.count("(") >= link.count(")"):
            break
        link = link[:-1]
    return link


def _is_a_site(link: str) -> bool:
    host, slash, path = link.partition("/")
    host = host.split(":", 1)[0].lower()
    ending = host.rpartition(".")[2]
    if ending not in _SITES and not (slash and path and organisation(host) != host):
        return False
    # "e.g" and "i.e": a name of one or two letters is an abbreviation more often than a site, unless a path follows.
    return bool(slash and path) or (len(host.partition(".")[0]) > 1 and len(host) > 5)
