"""What stands behind the words that speak to the reporter."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.speak import attaching, holding, sending

DEEDS: Mapping[str, Deed] = {
    "reply": sending.reply,
    "ask": sending.ask,
    "send": sending.send,
    "survey": sending.survey,
    "attach": attaching.attach,
    "preview": holding.preview,
    "hold": holding.hold,
    "undo": holding.undo,
    "confirm": holding.confirm,
    "send-plain": holding.send_plain,
}
