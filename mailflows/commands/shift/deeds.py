"""What stands behind the words about who is on call."""

from collections.abc import Mapping

from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {}
