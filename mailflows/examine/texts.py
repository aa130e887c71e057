"""What of a mail is its text: the parts a mail program shows as such, and their words."""

from mailflows.examine.charsets import as_text
from mailflows.examine.seen import Mail, Part

TEXT = 200_000  # octets of UTF-8


def bodies(mail: Mail) -> tuple[Part, ...]:
    """The parts a mail program shows as the text of the mail."""
    return tuple(part for part in mail.parts if not part.attached and not part.forwarded and _is_text(part))


def words_of(part: Part) -> str:
    """A text part as words; never fails, whatever character set it claims."""
    return as_text(part.content[: 8 * TEXT], part.charset)


def _is_text(part: Part) -> bool:
    return part.declared in ("text/plain", "text/html")
