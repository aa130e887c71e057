"""Reading a forwarded mail, whatever it was saved as."""

from mailflows.examine.read import read_mail
from mailflows.examine.seen import Mail, Part


def mail_in(part: Part) -> Mail:
    """The mail that a forwarded part is. Raises what a parser raises; the caller has asked limits.too_much()."""
    return read_mail(part.content)
