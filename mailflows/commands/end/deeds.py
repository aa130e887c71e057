"""What stands behind the words that end a ticket."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.end import ending, rejecting

DEEDS: Mapping[str, Deed] = {
    "resolve": ending.resolve,
    "close": ending.close,
    "reject": rejecting.reject,
    "approve": rejecting.approve,
    "reopen": ending.reopen,
    "lesson": ending.lesson,
}
