"""Mails about shifts: the calendar, the hand-over, the day."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows
from templates.mails.mail import Mail, Reader

# A ticket as it stands, without a word of anybody who wrote; `act` is the line that lets it be acted on.
TICKETS = Rows(
    {"tag": Line(), "standing": Line(), "due": Line(""), "owner": Line(""), "last": Line(""), "act": Line("")},
    most=40,
    budget=30_000,
)

MAILS: Mapping[str, Mail] = {
    "shifts_changed": Mail(
        Reader.HANDLER,
        {
            "desk_name": Line(),
            "zone": Line(),
            "by": Line(),
            "lines": Rows(Line(), optional=False, budget=16_000),
            "next_shift": Line(),
        },
    ),
    "handover": Mail(
        Reader.HANDLER,
        {
            "zone": Line(),
            "shift": Line(),
            "late": Flag(False),
            "leaves": Flag(False),  # a copy for whoever goes
            "before": Line(""),  # who goes
            "after": Line(""),  # who comes
            "tickets": TICKETS,
            "others": Number(0),  # that are left too
        },
    ),
    "my_day": Mail(
        Reader.HANDLER,
        {
            "zone": Line(),
            "day": Line(),
            "late": Flag(False),
            "called": Rows(Line(), budget=4_000),
            "mine": TICKETS,
            "waiting": Rows(Line(), budget=4_000),
            "waking": Rows(Line(), budget=4_000),
            "unassigned": TICKETS,
            "keys": Rows(Line(), budget=4_000),
            "next_shift": Line(),
        },
    ),
    "oncall_unreachable": Mail(
        Reader.HANDLER,
        {"desk_name": Line(), "name": Line(), "reason": Key("held"), "shift": Line(), "instead": Line("")},
    ),
}
