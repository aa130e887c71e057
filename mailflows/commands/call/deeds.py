"""What stands behind the words that call others."""

from collections.abc import Mapping

from mailflows.commands.call import consenting, escalating, following, parts, roles
from mailflows.commands.case import Deed

DEEDS: Mapping[str, Deed] = {
    "escalate": escalating.escalate,
    "consent": consenting.consent,
    "refer": following.refer,
    "reminder": following.reminder,
    "returned": following.returned,
    "reached": following.reached,
    "part": parts.part,
    "role": roles.role,
}
