"""What stands behind the words that end a ticket."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.end import ending

DEEDS: Mapping[str, Deed] = {"resolve": ending.resolve, "close": ending.close}
