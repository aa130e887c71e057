"""Notices: one sealed mail to a handler says all there is to know about what just happened in a ticket."""

from mailflows.notices.facts import notice_facts
from mailflows.notices.lines import CAMPAIGN, EXCERPT, by_gravity, due_line, found_line, quoted, reason_line
from mailflows.notices.nonces import NONCE_LIVES, new_nonce, row_nonce, spoken_code
from mailflows.notices.said import Seen, seen_facts
from mailflows.notices.telling import DRAWABLE, PICTURES, at_once, tell_handlers, who_may_be_told, whom_to_tell

__all__ = [
    "CAMPAIGN",
    "DRAWABLE",
    "EXCERPT",
    "NONCE_LIVES",
    "PICTURES",
    "Seen",
    "at_once",
    "by_gravity",
    "due_line",
    "found_line",
    "new_nonce",
    "notice_facts",
    "quoted",
    "reason_line",
    "row_nonce",
    "seen_facts",
    "spoken_code",
    "tell_handlers",
    "who_may_be_told",
    "whom_to_tell",
]
