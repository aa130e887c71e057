"""Which deed stands behind which word. `#ticket` and `#desk` only bind and have none."""

from collections.abc import Callable, Mapping

from mailflows.commands import evidence, intel, keys, see, speak, staff, work
from mailflows.commands.case import Case, Done

Deed = Callable[[str, Case], Done]

# Of all words only these take the free text; with any other it is an internal note (LEAK-10).
OWN_THE_TEXT = frozenset({"reply", "note", "escalate"})

DEEDS: Mapping[str, Deed] = {
    "take": work.take,
    "give": work.give,
    "note": work.note,
    "status": work.status,
    "category": work.category,
    "priority": work.priority,
    "resolve": work.resolve,
    "reply": speak.reply,
    "send": speak.send,
    "escalate": speak.escalate,
    "close": speak.close,
    "confirm": speak.confirm,
    "undo": speak.undo,
    "key": keys.key,
    "open": see.open_part,
    "fetch": evidence.fetch,
    "examine": evidence.examine_again,
    "verdict": evidence.verdict,
    "handler": staff.handler,
    "intel": intel.intel,
    "show": see.show,
    "help": see.vocabulary,
}
