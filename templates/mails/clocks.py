"""Mails that clocks send: to people outside without any content, and to the desk what is due."""

from collections.abc import Mapping

from templates.facts import Flag, Line, Number, Rows, Tag, Text
from templates.mails.mail import Mail, Reader

TO_THEM = Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line()})

MAILS: Mapping[str, Mail] = {
    "check_in": TO_THEM,
    "reached": TO_THEM,
    "offer_to_close": TO_THEM,
    "due_now": Mail(
        Reader.HANDLER,
        {
            "late": Flag(False),
            "tickets": Rows(
                {
                    "tag": Line(),
                    "label": Line(),
                    "what": Line(most=600),
                    "standing": Line(),
                    "due": Line(""),
                    "owner": Line(""),
                    "last": Line(""),
                    "say": Line(""),
                    "act": Line(""),
                },
                optional=False,
                most=30,
                budget=60_000,
            ),
            "others": Number(0),  # tickets that this mail does not list
            "ready": Rows({"label": Line(), "whole": Text("", most=200)}, most=30, budget=30_000),
        },
    ),
}
