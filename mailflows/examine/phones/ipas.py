"""An iPhone app as a file: which one it is, and who may have it."""

import io
import zipfile
from collections.abc import Iterator

from mailflows.examine import kinds
from mailflows.examine.phones.plists import plist_in
from mailflows.examine.seen import Part

ENTRIES = 5000
READ = 1024 * 1024  # octets of one member

_ZIP = b"PK\x03\x04"


def may_be_ipa(part: Part) -> bool:
    return part.content.startswith(_ZIP) and (
        any(kinds.extension(name) == "ipa" for name in part.names) or b"Payload/" in part.content[:4096]
    )


def app_of(part: Part) -> str:
    """The app in words; "" where the file is none. Raises what a broken zip raises."""
    return ", ".join(piece for piece in _told(part) if piece)


def bundle_of(part: Part) -> str:
    """The name by which Apple's systems know the app."""
    return next(_told(part), "")


def _told(part: Part) -> Iterator[str]:
    if not may_be_ipa(part):
        return
    with zipfile.ZipFile(io.BytesIO(part.content)) as archive:
        for name in archive.namelist()[:ENTRIES]:
            pieces = name.split("/")
            if len(pieces) == 3 and pieces[0] == "Payload" and pieces[2] == "Info.plist":
                with archive.open(name) as member:
                    known = plist_in(member.read(READ))
                yield str(known.get("CFBundleIdentifier", ""))[:200] or "unnamed"
                yield str(known.get("CFBundleDisplayName") or known.get("CFBundleName") or "")[:100]
                return
