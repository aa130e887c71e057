"""Cleaning one file, by what its first bytes say it is."""

from mailflows.examine.cleaning.packages import PARTS, bare_package
from mailflows.examine.cleaning.stays import Stays
from mailflows.examine.pages.bare import bare_pdf

ENDINGS = ("pdf", *PARTS)


def clean_file(content: bytes, ending: str) -> bytes:
    """The file without what it tells of its maker; `ending`: one of ENDINGS. Raises Stays."""
    if ending == "pdf":
        return bare_pdf(content)
    if ending in PARTS:
        return bare_package(content, ending)
    raise Stays("kind")
