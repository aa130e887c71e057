"""Reading a forwarded mail, whatever it was saved as: as it travelled, by Outlook or Apple Mail, many in one file."""

import re
from dataclasses import replace

from mailflows.examine import limits
from mailflows.examine.evidence.mapi import WITHOUT_HEADERS
from mailflows.examine.evidence.outlook import saved_mail
from mailflows.examine.evidence.tnef import unwrapped_mail
from mailflows.examine.evidence.wrappings import bare, saved_by_outlook, wrapped_by_outlook
from mailflows.examine.phones.der import is_signed
from mailflows.examine.read import read_mail
from mailflows.examine.seen import Mail, Part

MAILBOX = 20  # mails of one mailbox file that get a turn of their own

_NEXT = re.compile(rb"\r?\n\r?\n(?=From [^\s]{1,320} [^\r\n]{0,40}[0-9]{2}:[0-9]{2})")


def mail_in(part: Part) -> Mail:
    """The mail that a forwarded part is. Raises what a parser raises; the caller has asked too_much_in()."""
    if saved_by_outlook(part.names, part.content):
        try:
            return saved_mail(part.content)
        except (OSError, EOFError, OverflowError) as trouble:
            raise ValueError("a broken .msg") from trouble
    if wrapped_by_outlook(part.content):
        return unwrapped_mail(part.content)
    content = bare(part.content)
    if content is not part.content and (reason := limits.too_much(content)):
        raise ValueError(reason)
    mail = _first_of_mailbox(content) if content.startswith(b"From ") else read_mail(content)
    if is_signed(part.content) and not mail.first("from"):
        return replace(mail, headers=((WITHOUT_HEADERS, "read from inside a signature"), *mail.headers))
    return mail


def too_much_in(part: Part) -> str | None:
    """The limit that a forwarded mail breaks, as limits.too_much has it; Outlook's files have lines by chance only."""
    if wrapped_by_outlook(part.content) or saved_by_outlook(part.names, part.content):
        return "too_large" if len(part.content) > limits.SIZE else None
    return limits.too_much(bare(part.content))


def _first_of_mailbox(content: bytes) -> Mail:
    """The first mail of a mailbox file; those after it are mails of their own, closed inside it."""
    first, *others = _NEXT.split(content, maxsplit=MAILBOX)
    mail = read_mail(first)
    further = (
        Part(number, "message/rfc822", None, (), attached=True, content=other, forwarded=True)
        for number, other in enumerate(others, len(mail.parts) + 1)
    )
    return replace(mail, parts=(*mail.parts, *further))
