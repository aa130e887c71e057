"""Opening what holds Android apps: .xapk, .apkm and .apks are zips of apps, each examined by itself."""

from collections.abc import Iterable
from functools import partial

from mailflows.examine import kinds
from mailflows.examine.opener import EXPANDED, LARGEST, RATIO, Opener
from mailflows.examine.phones.packed import members, taken
from mailflows.examine.seen import Member, Part

_BUNDLES = frozenset("xapk apkm apks".split())


def is_bundle(part: Part) -> bool:
    return part.content.startswith(b"PK\x03\x04") and any(kinds.extension(name) in _BUNDLES for name in part.names)


def apps_in(part: Part) -> Iterable[Member]:
    """The apps of the bundle first, then whatever else lies in it; nothing from what claims too much."""
    entries = members(part.content)
    ordered = sorted(entries.values(), key=lambda entry: not entry.filename.lower().endswith(".apk"))
    allowed = min(EXPANDED, RATIO * max(len(part.content), 10_000))
    for place, entry in enumerate(ordered, 1):
        allowed -= entry.file_size
        if allowed < 0:
            return
        if not entry.is_dir():
            yield Member(place, entry.filename, entry.file_size, partial(taken, part.content, entry, LARGEST))


OPENER = Opener("bundles of Android apps", is_bundle, apps_in)
