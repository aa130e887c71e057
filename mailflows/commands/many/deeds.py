"""What stands behind the words about many tickets at once."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.many import flooding, reaching

DEEDS: Mapping[str, Deed] = {"campaign": reaching.campaign, "burst": flooding.burst}
