"""What stands behind the words that bring tickets and people together."""

from collections.abc import Mapping

from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {}
