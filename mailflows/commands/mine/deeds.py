"""What stands behind the words about oneself."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.mine.settings import me

DEEDS: Mapping[str, Deed] = {"me": me}
