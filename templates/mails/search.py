"""The mail that shows handlers which tickets have the words they looked for."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows, Text
from templates.mails.mail import Mail, Reader

MAILS: Mapping[str, Mail] = {
    "found": Mail(
        Reader.HANDLER,
        {
            "words": Line("", most=200),
            "rows": Rows(
                {
                    "tag": Line(""),
                    "priority": Key("priority"),
                    "status": Key("status"),
                    "category": Key("category", "", loose=True),
                    "age": Line(""),
                    "owner": Line("", most=100),
                    "snippet": Text("", most=1_200, cut=True),
                },
                most=20,
                budget=40_000,
            ),
            "left": Number(0),
            "many": Flag(False),
            "nonce_line": Line(""),
        },
    ),
}
