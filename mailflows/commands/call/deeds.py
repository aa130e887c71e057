"""What stands behind the words that call others."""

from collections.abc import Mapping

from mailflows.commands.call import escalating
from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {"escalate": escalating.escalate}
