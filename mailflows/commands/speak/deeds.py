"""What stands behind the words that speak to the reporter."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.speak import sending

DEEDS: Mapping[str, Deed] = {
    "reply": sending.reply,
    "send": sending.send,
    "undo": sending.undo,
    "confirm": sending.confirm,
}
