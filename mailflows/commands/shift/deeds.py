"""What stands behind the words about who is on call."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.shift import oncall

DEEDS: Mapping[str, Deed] = {"oncall": oncall.oncall}
