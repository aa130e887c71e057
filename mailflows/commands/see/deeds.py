"""What stands behind the words that only show."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.see import belonging, counting, finding, helping, listing, past, show, traces

DEEDS: Mapping[str, Deed] = {
    "show": show.show,
    "list": listing.listing,
    "find": finding.find,
    "history": past.history,
    "who": belonging.who,
    "stats": counting.stats,
    "observables": traces.observables,
    "help": helping.help_with,
}
