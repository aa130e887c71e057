"""Looks at what the names of files pretend."""

from collections.abc import Iterable

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.masks import mask_of
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Part, Saw


def masked_name(part: Part) -> Iterable[Saw]:
    """F01: the name hides its ending: turned by RTLO, doubled, pushed out of sight, or given twice and differently."""
    for name in part.names:
        mask = mask_of(name)
        if mask:
            yield Saw("file name", shown_codes(f"{mask.what}: {_ends(name)}"), VISIBLE, mask.severity, mask.weight)
    endings = sorted({kinds.extension(name) for name in part.names})
    if len(endings) > 1:
        acts = any(ending in kinds.ACTING for ending in endings)
        shown = shown_codes("two names: " + " / ".join(_ends(name) for name in part.names[:4]))
        yield Saw("file name", shown, VISIBLE, Severity.HIGH if acts else Severity.MEDIUM, 5 if acts else 2)


def _ends(name: str) -> str:
    """A long name with both its ends, for the trick is at the last one."""
    return name if len(name) <= 90 else f"{name[:40]}…{name[-45:]}"


ROWS = (
    Look("F01", Group.FILE, Severity.HIGH, 5, "high", ("T1036.002", "T1036.007"), "file names", masked_name,
         "programs that name a part twice; pages that were saved under the name of a document"),
)  # fmt: skip
