"""Who a mail says it is from, as far as links have to know it."""

from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.headers.results import listed
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import Shown


def own_organisations(shown: Shown) -> frozenset[str]:
    """The organisations of the addresses in From; nothing for a letter or a file, and a free mailbox owns nothing."""
    if shown.form not in ("original", "inline"):
        return frozenset()
    boxes = mailboxes(shown.mail.first("from"))
    found = {organisation(box.address.rpartition("@")[2]) for box in boxes[:5] if "@" in box.address}
    return frozenset(found - FREEMAIL - {""})


def comes_from_a_list(shown: Shown) -> bool:
    """A mailing list, or a mail that offers to unsubscribe as providers ask of senders of many."""
    return listed(shown.mail)


def recipients(shown: Shown) -> tuple[str, ...]:
    """The addresses a mail was sent to, lower case, at most ten; of a letter to us, its author."""
    found: dict[str, None] = {}
    to = ("to", "delivered-to", "x-original-to", "envelope-to", "cc")
    for header in ("from",) if shown.form == "letter" else to:
        for value in shown.mail.all(header)[:3]:
            for box in mailboxes(value)[:5]:
                address = box.address.lower()
                if "@" in address and len(address) > 6:
                    found[address] = None
    return tuple(found)[:10]
