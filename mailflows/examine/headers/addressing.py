"""Looks at how a mail is addressed, and whether it truly answers what it claims to answer."""

import re
from collections.abc import Iterable

from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.results import of_a_list
from mailflows.examine.look import Look
from mailflows.examine.read import hops, mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# "Re:" as mail programs write it in many languages, and the marks of forwarding, which honest programs leave bare.
_ANSWER = re.compile(
    r"^\s*(?:\[[^\]]{1,30}\]\s*)?(?:re|aw|sv|antw|odp|vs|rv|res|ynt|r|ref|رد|الرد|پاسخ|השב)\s*(?:\[\d{1,3}\])?\s*[:：]",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"^\s*(?:fwd?|fw|tr|wg|enc|doorst|ilt|إعادة توجيه|تحويل|העבר)\s*[:：]", re.IGNORECASE)
_TO_NOBODY = re.compile(r"undisclosed|unlisted|recipients?\s*:\s*;|^\s*<>\s*$|مستلمون|destinataires", re.IGNORECASE)


def to_nobody(mail: Mail) -> Iterable[Saw]:
    """S07: addressed to nobody or to the sender himself, or its subject calls the reader by address. Weak alone."""
    # Without a Date the headers were cut short on the way to us.
    if not hops(mail) or not mail.first("date") or of_a_list(mail):
        return
    sender = next((box.address for box in mailboxes(mail.first("from")) if "@" in box.address), "").lower()
    written = mail.first("to")
    subject = decoded_words(mail.first("subject"))[:300].lower()
    if not written.strip():
        if not mail.first("cc").strip():
            yield Saw("To", "there is no To", HEADER_FORGEABLE)
        return
    receivers = [box.address.lower() for box in mailboxes(written)]
    if _TO_NOBODY.search(written[:300]) and not any("@" in address for address in receivers):
        yield Saw("To", defanged(written[:100]), HEADER_FORGEABLE)
    elif sender and receivers == [sender]:
        yield Saw("To", defanged(f"from {sender} to the same address"), HEADER_FORGEABLE)
    elif called := next((one for one in receivers[:5] if "@" in one and one in subject), ""):
        yield Saw("Subject", defanged(f"calls its reader {called}"), HEADER_FORGEABLE)


def answers_nothing(mail: Mail) -> Iterable[Saw]:
    """S08: the subject says "Re:" and nothing in the mail refers to an earlier one. Weak alone."""
    if not hops(mail):
        return
    if mail.first("in-reply-to").strip() or mail.first("references").strip():
        return
    # Outlook names the conversation here; an answer adds five octets to the first mail's 22.
    if len(mail.first("thread-index").strip()) > 30:
        return
    subject = decoded_words(mail.first("subject"))[:200]
    if _ANSWER.match(subject):
        yield Saw("Subject", defanged(subject), HEADER_FORGEABLE)
    elif _FORWARD.match(subject):
        yield Saw("Subject", defanged(subject), HEADER_FORGEABLE, Severity.INFO, 0)


ROWS = (
    Look("S07", Group.SENDER, Severity.LOW, 1, "low", ("T1684.002",), "To", to_nobody,
         "notices to many that hide their readers from one another; notes to oneself"),
    Look("S08", Group.SENDER, Severity.LOW, 1, "low", ("T1684.001",), "Subject, References", answers_nothing,
         "people who type Re: themselves, and web forms"),
)  # fmt: skip
