"""What is read of a mail or file once, for all looks at bodies: its words and meanings, and how its pages are built."""

from dataclasses import dataclass

from mailflows.examine import html
from mailflows.examine.body.meaning import Meant, meant
from mailflows.examine.body.page import Page, page_of
from mailflows.examine.charsets import decoded_words
from mailflows.examine.letters import bodies
from mailflows.examine.seen import Shown

PAGES = 4
WORDS = 100_000  # characters of one page


@dataclass(frozen=True)
class Reading:
    """One mail or file, read."""

    subject: str
    words: str  # subject, text, and what the pages say beside it
    meant: Meant
    pages: tuple[Page, ...]


def reading(shown: Shown) -> Reading:
    """Read it. What was read last is remembered."""
    global _last  # noqa: PLW0603 - one mail, so that all looks at bodies read it once
    if _last is None or _last[0] is not shown:
        _last = (shown, _read(shown))
    return _last[1]


_last: tuple[Shown, Reading] | None = None


def _read(shown: Shown) -> Reading:
    subject = decoded_words(shown.mail.first("subject"))[:500]
    pieces = [subject, shown.text]
    pages = []
    for page in shown.pages[:PAGES]:
        if _has_a_text_beside(shown):
            pieces.append(html.as_words(page, WORDS))
        pages.append(page_of(page))
    words = "\n".join(pieces)
    return Reading(subject, words, meant(words), tuple(pages))


def _has_a_text_beside(shown: Shown) -> bool:
    """Whether the pages may say what is not in the text: beside a plain text, many lures stand only in the page."""
    if shown.form == "file":
        return not shown.text.strip()
    return any(part.declared == "text/plain" and part.content.strip() for part in bodies(shown.mail))
