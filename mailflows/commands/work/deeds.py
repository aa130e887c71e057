"""What stands behind the words that change a ticket inside the desk."""

from collections.abc import Mapping

from mailflows.commands.case import Deed
from mailflows.commands.work import doing, marking, standing, timing, vetting

DEEDS: Mapping[str, Deed] = {
    "take": standing.take,
    "give": standing.give,
    "unassign": standing.unassign,
    "note": standing.note,
    "status": standing.status,
    "category": standing.category,
    "priority": standing.priority,
    "flag": marking.flag,
    "facet": marking.facet,
    "tag": marking.tag,
    "wait": timing.wait,
    "snooze": timing.snooze,
    "due": timing.due,
    "did": doing.did,
    "log": doing.log,
    "checklist": doing.checklist,
    "vet": vetting.vet,
    "vetted": vetting.vetted,
}
