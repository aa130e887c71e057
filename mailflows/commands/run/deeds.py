"""What stands behind the words about the desk itself; `#ticket` and `#desk` only bind and have none."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.run import keys, staff

DEEDS: Mapping[str, Deed] = {"key": keys.key, "handler": staff.handler}
