"""What stands behind the words that bring tickets and people together."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.gather import belonging, channels, opening, splitting, tying

DEEDS: Mapping[str, Deed] = {
    "new": opening.new,
    "merge": tying.merge,
    "split": splitting.split,
    "link": tying.link,
    "recurrence": tying.recurrence,
    "join": belonging.join,
    "channel": channels.channel,
    "safe": channels.safe,
}
