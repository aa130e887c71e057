"""Mails about the desk itself: who works there, its keys, its lists."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows
from templates.mails.mail import Mail, Reader

MAILS: Mapping[str, Mail] = {
    "key_expiring_handler": Mail(
        Reader.HANDLER,
        {
            "owner": Line(""),
            "yours": Flag(False),
            "ended": Flag(False),
            "days": Number(),
            "day": Line(),
            "key": Line(),
        },
    ),
    "desk_key_expiring": Mail(
        Reader.HANDLER,
        {
            "part": Key("key_part"),
            "effect": Key("key_effect"),
            "ended": Flag(False),
            "days": Number(),
            "day": Line(),
            "key": Line(),
            "command": Line(),
            "fingerprint": Line(),
        },
    ),
    "proposal": Mail(
        Reader.HANDLER,
        {
            "what": Key("proposal"),
            "by": Line(),
            "name": Line(),
            "address": Line(),
            "role": Key("seat", ""),  # none where it is about a role that is called
            "before": Key("seat", ""),
            "terms": Rows(Line(most=400)),
            "key": Line(""),
            "confirm_line": Line(),
            "withdraw_line": Line(),
            "until": Line(),
            "desk_address": Line(),
        },
    ),
    "staff": Mail(Reader.HANDLER, {"desk_name": Line(), "lines": Rows(Line(most=400), optional=False, budget=16_000)}),
    "welcome": Mail(
        Reader.HANDLER,
        {"desk_name": Line(), "desk_address": Line(), "fingerprint": Line(), "role": Key("seat")},
    ),
    "intel": Mail(Reader.HANDLER, {"lines": Rows(Line(most=400), optional=False, most=80, budget=40_000)}),
}
