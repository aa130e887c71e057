"""What stands behind the words that change a ticket inside the desk."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.work import standing

DEEDS: Mapping[str, Deed] = {
    "take": standing.take,
    "give": standing.give,
    "note": standing.note,
    "status": standing.status,
    "category": standing.category,
    "priority": standing.priority,
}
