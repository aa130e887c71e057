"""What stands in the comment at the head of a mail: when it was reviewed, from what, whose hands it may come into."""

from collections.abc import Iterator, Mapping
from datetime import date

NOTES = ("reviewed", "compromised_mailbox", "sources")
MONTHS = 12  # after which a mail is looked over again


def troubles_of_note(note: Mapping[str, str], today: date | None) -> Iterator[str]:
    """`today` is None where nobody asks how old a review is."""
    if lacking := [key for key in NOTES if not note.get(key)]:
        yield f"the comment at its head lacks {', '.join(lacking)}"
    if note.get("compromised_mailbox", "no") not in ("yes", "no"):
        yield "compromised_mailbox should be yes or no"
    if said := note.get("reviewed"):
        try:
            reviewed = date.fromisoformat(said)
        except ValueError:
            yield f"reviewed: {said[:40]!r} is no date such as 2026-11-28"
        else:
            if today and stale(reviewed, today):
                yield f"reviewed on {reviewed}, more than {MONTHS} months ago: look it over, then write the new date"


def stale(reviewed: date, today: date) -> bool:
    """Whether more than twelve months have gone by, to the day."""
    months = (today.year - reviewed.year) * 12 + today.month - reviewed.month
    return (months, today.day) > (MONTHS, reviewed.day)
