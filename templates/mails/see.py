"""Mails that show handlers what they asked to see."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows, Tag, Text
from templates.mails.mail import Mail, Reader

COUNTS = {"count": Line()}

MAILS: Mapping[str, Mail] = {
    "list": Mail(
        Reader.HANDLER,
        {
            "scope": Line(""),  # as it was asked for
            "count": Number(),
            "rows": Rows(
                {
                    "tag": Line(),
                    "priority": Key("priority"),
                    "status": Key("status"),
                    "category": Key("category", "", loose=True),
                    "due": Line(""),
                    "owner": Line(""),
                    "proof": Key("proof_mark"),
                },
                most=50,
                budget=24_000,
            ),
            "left": Number(0),
            "cut": Flag(False),  # only the most urgent ones were looked into
            "nonce_line": Line(""),
        },
    ),
    "past": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "events": Rows({"at": Line(), "who": Line(), "what": Line()}, most=300, budget=40_000, newest=True),
            "nonce_line": Line(""),
        },
    ),
    "who": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "people": Rows(
                {
                    "part": Line(),
                    "address": Line(),
                    "chosen": Line(""),
                    "proof": Key("proof", ""),
                    "keys": Text("", most=2_000, cut=True),
                },
                most=30,
                budget=20_000,
            ),
            "safe": Key("safe"),
            "owner": Line(""),
            "restricted": Flag(False),
            "named": Rows(Line(), most=40, budget=6_000),
            "read": Rows({"who": Line(), "at": Line()}, most=10, budget=4_000),
            "nonce_line": Line(""),
        },
    ),
    "stats": Mail(
        Reader.HANDLER,
        {
            "open": Number(),
            "waiting": Number(),
            "late": Number(),
            "answered": Number(),  # of the last 30 days
            "vital": Number(0),  # told without consent in the last 30 days, because a life depended on it
            "median": Line(""),
            "statuses": Rows({"what": Key("status"), **COUNTS}),
            "priorities": Rows({"what": Key("priority"), **COUNTS}),
            "categories": Rows({"what": Key("category", "", loose=True), **COUNTS}),
            "others": Number(0),  # of categories that are not told by name
            "nonce_line": Line(""),
        },
    ),
    "observables": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "rows": Rows(
                {"kind": Key("observable"), "value": Line(), "letter": Line(), "path": Line("")},
                most=150,
                budget=40_000,
            ),
            "nonce_line": Line(""),
        },
    ),
    "word": Mail(
        Reader.HANDLER,
        {
            "word": Line(),
            "room": Key("room"),
            "help": Line(most=600),
            "names": Rows(Line(), optional=False),
            "value": Line(""),
            "optional": Flag(False),
            "values": Rows({"key": Line(), "also": Line("")}, most=60, budget=16_000),
            "named": Rows(Line(), most=20, budget=4_000),
            "text": Key("text_below"),
            "may": Rows({"who": Key("may", loose=True)}, optional=False),
            "outward": Flag(False),
            "needs_ticket": Flag(False),
            "example": Line(""),
            "undo": Line(""),
            "nonce_line": Line(""),
        },
    ),
}
