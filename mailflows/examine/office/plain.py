"""Documents that are one text: the XML of Word and Excel 2003, Word's flat package, flat OpenDocument."""

import re
from functools import lru_cache

from mailflows.examine.office.container import as_xml

LARGEST_TEXT = 8 * 1024 * 1024

_MARKS = re.compile(
    r"mso-application|<[\w.-]{0,40}:?wordDocument[\s>]|schemas-microsoft-com:office:|<pkg:package|<office:document[\s>]|"
    r"schemas\.microsoft\.com/office/2006/xmlPackage"
)


@lru_cache(maxsize=2)
def flat_xml(content: bytes) -> str:
    """The text of such a document; "" where it is none."""
    head = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if head[:1] != b"<":
        return ""
    start = as_xml(content[:4000])
    if start.lstrip()[:14].lower().startswith(("<!doctype html", "<html")) or not _MARKS.search(start):
        return ""
    return as_xml(content[:LARGEST_TEXT])
