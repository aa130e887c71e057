"""What stands behind the words about oneself."""

from collections.abc import Mapping

from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {}
