"""Mails to those who work on tickets."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows, Tag, Text
from templates.mails.mail import A_FILE, FINDING, Mail, Reader

# Replies that are sent back with one tap: what each does, the commands that do it, and with them the line that binds.
READY = Rows({"label": Line(), "words": Text(most=400), "whole": Text("", most=600)}, most=12, budget=6_000)

MAILS: Mapping[str, Mail] = {
    "notify_handler": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(""),
            "event": Key("event"),
            "proof": Key("proof", ""),
            "sender_shown": Line(""),
            "language_name": Line(""),
            "category": Key("category", "", loose=True),  # an operator's own in their words
            "category_why": Line(""),
            "priority": Key("priority", ""),
            "priority_why": Line(""),
            "status": Key("status", ""),
            "handler": Line(""),
            "verdict": Key("verdict", ""),
            "due_line": Line(""),
            "findings": FINDING,
            "missing": Rows(Key("missing"), most=20, budget=4_000),
            "titled": Line("", most=200),  # the letter's own Subject
            "excerpt": Text("", most=16_000, cut=True),
            "previous": Text("", most=5_000, cut=True),  # what they quoted below
            "attachments": Rows(
                {
                    "number": Number(),
                    "name": Line("", most=120),
                    "size": Line(""),
                    "detected": Line("", most=100),
                    "sha256": Line("", most=64),
                },
                most=20,
                budget=10_000,
            ),
            "pictures": Rows(Line(), most=10, budget=2_000),
            "sealed_parts": Rows(Line(), most=20, budget=4_000),
            "reasons": Rows(Key("reason", loose=True), most=20, budget=6_000),
            "campaign": Line(""),  # names of other tickets
            "related": Rows(Line(), most=10, budget=4_000),
            "guidance": Rows({"name": Line(), "send": Line()}, most=4, budget=2_000),
            "drafted": Text("", most=8_000, cut=True),  # the first of these, as it would leave
            "steps": Rows({"mark": Key("step_mark"), "step": Line(most=400)}, most=20, budget=8_000),
            "ready": READY,
            "plain_warning": Flag(False),
            "nonce_line": Line(""),
            "examples": Rows(Line(), most=10, budget=4_000),
        },
    ),
    "gathered": Mail(
        Reader.HANDLER,
        {
            "tickets": Rows(
                {
                    "tag": Line(),
                    "label": Line(),
                    "standing": Line(),
                    "due": Line(""),
                    "owner": Line(""),
                    "last": Line(""),
                    "act": Line(""),
                },
                optional=False,
                most=30,
                budget=60_000,
            ),
            "ready": Rows({"label": Line(), "whole": Text("", most=200)}, most=30, budget=30_000),
        },
    ),
    "me": Mail(Reader.HANDLER, {"lines": Rows(Line(), optional=False, most=20, budget=8_000), "nonce_line": Line("")}),
    "transcript": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(""),
            "done": Rows(Line(), optional=False, budget=16_000),
            "sent": Rows({"to": Line(), "how": Key("how"), "fingerprint": Line("")}, budget=10_000),
            "stripped": Rows(Line(), budget=8_000),
            "plain_warning": Flag(False),
            "undo_line": Line(""),
            "nonce_line": Line(""),
        },
    ),
    "refused": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(""),
            "problems": Rows(
                {"line": Number(0), "said": Line("", most=200), "why": Key("why"), "nearest": Line("", most=100)},
                optional=False,
                most=20,
                budget=16_000,
            ),
            "insist_line": Line(""),
            "nonce_line": Line(""),
        },
    ),
    "show": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "status": Rows(Line(), budget=6_000),  # lines of "what: value", worded by the caller
            "entries": Rows(
                {"at": Line(), "who": Line(), "kind": Line(), "text": Text("", most=8_000, cut=True)},
                most=200,
                budget=44_000,
                newest=True,
            ),
            "nonce_line": Line(""),
        },
    ),
    "opened_part": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "part": Line(),
            "captured": Flag(False),  # the same ciphertext came from somebody else
            "trouble": Line(""),
            "empty": Flag(False),
            "said": Text("", most=24_000, cut=True),
            "file": Line(""),
            "nonce_line": Line(""),
        },
    ),
    "fetched_file": Mail(Reader.HANDLER, {**A_FILE, "nonce_line": Line("")}),
    "examined_again": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "letters": Number(),
            "verdict_before": Key("verdict", ""),
            "verdict": Key("verdict", ""),
            "same": Flag(False),
            "changes": Rows(
                {
                    "change": Key("change"),
                    "severity": Key("severity"),
                    "text": Line(most=400),
                    "evidence": Line("", most=200),
                    "path": Line(""),
                },
                most=40,
                budget=24_000,
            ),
            "nonce_line": Line(""),
        },
    ),
    "found_key": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "address": Line(),
            "trouble": Line(""),
            "fingerprint": Line(""),
            "names": Rows(Line(), most=10, budget=4_000),
            "host": Line(""),
            "until": Line(""),
            "accept": Line(""),
            "nonce_line": Line(""),
        },
    ),
    "help": Mail(
        Reader.HANDLER,
        {
            "rows": Rows(
                {
                    "room": Key("room", ""),  # above the first word of each kind of work
                    "word": Line(),
                    "value": Line(""),
                    "help": Line(),
                    "example": Line(""),
                    "names": Line(""),
                },
                optional=False,
                most=150,
                budget=56_000,
            ),
            "nonce_line": Line(""),
        },
    ),
}
