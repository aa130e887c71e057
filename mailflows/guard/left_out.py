"""What came with a handler's mail and never goes along: keys, files nobody asked for, the copy in HTML, the program."""

from collections.abc import Set as AbstractSet

from mailflows.letter import Letter
from pgp.opened import Opened
from templates import label

KEYS = frozenset({"application/pgp-keys"})


def left_out(letter: Letter, opened: Opened, words: AbstractSet[str], tongue: str) -> tuple[str, ...]:
    """One line each for the transcript, in the handler's language (LEAK-09, LEAK-11).

    None of it could have left: what is sent is built anew from the text alone. It is said so that nobody wonders.
    """
    keys = sum(is_key(file.declared, file.name) for file in letter.attachments) or len(opened.brought)
    files = sum(not is_key(file.declared, file.name) for file in letter.attachments)
    there = {
        "key": keys,
        "html": int(letter.formatted),
        "files": 0 if "attach" in words else files,
        "client": int(bool(letter.client) and letter.client != "unknown"),
    }
    return tuple(label("left_out", what, tongue).format(count=count) for what, count in there.items() if count)


def is_key(declared: str, name: str) -> bool:
    """Whether a file is somebody's key or signature, by what it says it is."""
    return declared in KEYS or name.lower().endswith((".asc", ".pgp", ".gpg", ".key"))
