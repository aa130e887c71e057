"""Opening a file that stands inside a signature (.p7m): scanners pass it by, and a click takes the file out."""

from collections.abc import Iterable

from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.phones.der import is_signed, signed_content
from mailflows.examine.phones.profiles import may_be_profile
from mailflows.examine.seen import Member, Part

_ENDINGS = (".p7m", ".p7s", ".p7", ".pkcs7", ".cms", ".sig")


def is_wrapped(part: Part) -> bool:
    """A signature that may hold a file. Profiles are read where they are; a signature by itself holds nothing."""
    return is_signed(part.content) and not may_be_profile(part)


def file_inside(part: Part) -> Iterable[Member]:
    content = signed_content(part.content)[:LARGEST]
    if content:
        yield Member(1, _bare_name(part.name), len(content), lambda: content)


def _bare_name(name: str) -> str:
    ending = next((ending for ending in _ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or "signed"


OPENER = Opener("files inside a signature", is_wrapped, file_inside)
