"""Looks at disk images: a click mounts them, and what lies in them carries no warning that it came from a mail."""

from collections.abc import Iterable

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw


def disk_image(part: Part) -> Iterable[Saw]:
    """F12: a disk image, by its bytes or by any of its names. Nobody mails one to a journalist for a good reason."""
    what = kinds.DISK_MEDIA.get(kinds.detected(part.content))
    if what:
        yield Saw("file", shown_codes(f"{part.name}: {what}"), DECODED)
    elif not part.forwarded:
        ending = next((kinds.extension(name) for name in part.names if _names_a_disk(name)), "")
        if ending:
            yield Saw("file", shown_codes(f"{part.name}: opens as .{ending}"), VISIBLE)


def _names_a_disk(name: str) -> bool:
    return kinds.extension(name) in kinds.IMAGES_OF_DISKS


ROWS = (
    Look("F12", Group.FILE, Severity.HIGH, 6, "high", ("T1553.005",), "files", disk_image,
         "developers who mail an image of a system"),
)  # fmt: skip
