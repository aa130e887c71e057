"""What stands behind the words about evidence."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.prove import evidence, intel, opening

DEEDS: Mapping[str, Deed] = {
    "open": opening.open_part,
    "fetch": evidence.fetch,
    "examine": evidence.examine_again,
    "verdict": evidence.verdict,
    "intel": intel.intel,
}
