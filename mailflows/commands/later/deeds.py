"""What stands behind the words whose work is not built yet."""

from collections.abc import Mapping

from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {}
