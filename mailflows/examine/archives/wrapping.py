"""What counts as an archive here, and who reads it: a wrapping that people open to get at files.

A document, an app or a book is a zip too, but nobody opens it as one: their rooms look into them. What is called .zip
is an archive whatever lies in it, for that is how it will be opened.
"""

from typing import Literal

from mailflows.examine import kinds
from mailflows.examine.seen import Part

Reader = Literal["zip", "stream", "single", "disk", ""]

# One file, made smaller: what is inside has no name but the wrapping's.
SINGLE = frozenset(
    "application/gzip application/x-bzip2 application/x-xz application/zstd application/x-lzip application/x-lz4 "
    "application/x-lzma application/x-compress".split()
)
_STREAMS = frozenset(
    "application/vnd.rar application/x-7z-compressed application/vnd.ms-cab-compressed application/x-xar "
    "application/x-archive application/x-rpm application/x-cpio application/x-lzh application/x-tar".split()
)
UNKNOWN = frozenset({"text/plain", "application/octet-stream"})
# Nobody here reads these. ARJ has too short a mark to be known by it alone.
UNREAD = {"application/x-ace": "ACE"}
UNREAD_ENDINGS = {"arj": "ARJ", "ace": "ACE"}
# Zips that are something else to whoever opens them.
_OTHER_ZIPS = frozenset(
    "docx docm dotx dotm xlsx xlsm xltx xltm xlsb xlam pptx pptm potx potm ppsx ppsm ppam vsdx odt ods odp odg odf "
    "ott ots epub jar war apk xapk apkm apks aab ipa xpi crx vsix whl msix msixbundle appx appxbundle pages numbers "
    "key kmz 3mf idml sketch thmx wmz".split()
)


def reader_of(part: Part) -> Reader:
    """Who reads this file as an archive; "" where it is none. Cheap, never raises."""
    media, ending = kinds.detected(part.content), kinds.extension(part.name)
    if media in kinds.ZIPS:
        if ending in kinds.ARCHIVES:
            return "zip"
        return "zip" if media == "application/zip" and ending not in _OTHER_ZIPS else ""
    if ending in ("zip", "zipx") and media in UNKNOWN and b"PK\x05\x06" in part.content[-66_000:]:
        return "zip"  # a zip is found from its end, whatever stands before it
    if media in SINGLE:
        return "single"
    if media in _STREAMS or (ending == "tar" and media == "application/octet-stream"):
        return "stream"
    return "disk" if media == "application/x-iso9660-image" else ""


def inner_name(part: Part) -> str:
    """What the one thing in a compressed file is called: as gzip keeps it, or as it remains without the ending."""
    content = part.content
    if content[:2] == b"\x1f\x8b" and len(content) > 10 and content[3] & 0x08 and not content[3] & 0x04:
        kept = content[10:266].partition(b"\0")[0].decode("utf-8", "replace")
        if kept:
            return kept
    stem, _, ending = part.name.rpartition(".")
    return stem if stem and ending.lower() in kinds.ARCHIVES else part.name or "data"
