"""Finding what a mail or a file can be known again by."""

import hashlib
from collections.abc import Iterable

from mailflows.examine.observable import Observable
from mailflows.examine.seen import Part, Shown


def of_shown(shown: Shown, path: str) -> Iterable[Observable]:
    """What is in the headers, words and links of a mail or a file."""
    return ()


def of_file(part: Part, path: str) -> Iterable[Observable]:
    """What a file is known by."""
    if part.content:
        yield Observable("sha256", hashlib.sha256(part.content).hexdigest(), path, strict=len(part.content) > 1000)
