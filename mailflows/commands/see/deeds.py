"""What stands behind the words that only show."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.see import show

DEEDS: Mapping[str, Deed] = {"show": show.show, "help": show.vocabulary}
