"""Every mail the desk can write, who it is for, and the facts it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from templates.facts import Flag, Key, Kind, Line, Number, Rows, Tag, Text


class Reader(StrEnum):
    """Who a mail is written for."""

    REPORTER = "reporter"
    HANDLER = "handler"
    ROLE = "role"  # whom a ticket is escalated to


@dataclass(frozen=True)
class Mail:
    """One mail: for whom, and what it is told."""

    reader: Reader
    facts: Mapping[str, Kind]


# Any mail may be given these; a mail that needs one without fail names it again, without a default.
COMMON: Mapping[str, Kind] = {
    "tag": Tag(""),
    "desk_name": Line(""),
    "desk_address": Line(""),
    "fingerprint": Line(""),  # of the desk's key, grouped in fours
    "hours_line": Line(""),  # when people are there, worded by the operator
    "answer_hours": Number(2),  # first answer promised within this many hours
}

TO_A_STRANGER: Mapping[str, Kind] = {
    "tag": Tag(""),
    "desk_name": Line(),
    "desk_address": Line(),
    "sealed": Flag(False),  # they know how to write sealed: their message came so
    "fingerprint": Line(),
}

FINDING = Rows(
    {
        "severity": Key("severity"),
        "text": Line(most=400),
        "path": Line(""),
        "field": Line(""),
        "evidence": Line("", most=200),
    },
    most=20,
    budget=14_000,
)

# A file of a letter, handed out as it came.
A_FILE: Mapping[str, Kind] = {
    "tag": Tag(),
    "number": Number(),
    "name": Line("", most=120),
    "detected": Line("", most=100),
    "size": Number(),
    "sha256": Line(most=64),
    "trouble": Line(""),
    "file": Line(""),
}

MAILS: Mapping[str, Mail] = {
    "received": Mail(Reader.REPORTER, TO_A_STRANGER),
    "cannot_open": Mail(Reader.REPORTER, TO_A_STRANGER),
    "how_to_write_sealed": Mail(Reader.REPORTER, TO_A_STRANGER),
    "key_waiting": Mail(Reader.REPORTER, TO_A_STRANGER),
    "desk_key": Mail(Reader.REPORTER, {"desk_name": Line(), "desk_address": Line(), "fingerprint": Line()}),
    "key_expiring": Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line(), "days": Number(), "day": Line()}),
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
    "reply": Mail(Reader.REPORTER, {"tag": Tag(""), "text": Text()}),
    "closing": Mail(Reader.REPORTER, {"tag": Tag(), "desk_name": Line(), "text": Text("")}),
    "what_we_found": Mail(
        Reader.REPORTER,
        {
            "tag": Tag(""),
            "desk_name": Line(),
            "verdict": Key("told"),
            "reasons": Rows(Key("look_reporter"), most=4, budget=4_000),
            "missing": Rows(Key("missing"), most=4, budget=2_000),
        },
    ),
    "guidance/phishing_suspicious_message": Mail(Reader.REPORTER, {"desk_name": Line()}),
    "guidance/account_compromise": Mail(Reader.REPORTER, {"desk_name": Line()}),
    "guidance/original_please": Mail(
        Reader.REPORTER,
        {
            "desk_name": Line(),
            "desk_address": Line(""),
            "client": Key("client", "unknown"),
            # At most one of these: which steps are told. Where none is set, those that fit most programs are.
            "on_a_phone": Flag(False),
            "in_gmail": Flag(False),
            "in_outlook": Flag(False),
            "in_outlook_web": Flag(False),
            "in_apple_mail": Flag(False),
            "in_thunderbird": Flag(False),
            "in_proton": Flag(False),
            "in_roundcube": Flag(False),
            "in_k9": Flag(False),
        },
    ),
    "notify_handler": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(""),
            "event": Key("event"),
            "proof": Key("proof", ""),
            "sender_shown": Line(""),
            "language_name": Line(""),
            "category": Key("category", ""),
            "priority": Key("priority", ""),
            "status": Key("status", ""),
            "handler": Line(""),
            "verdict": Key("verdict", ""),
            "due_line": Line(""),
            "findings": FINDING,
            "missing": Rows(Key("missing"), most=20, budget=4_000),
            "excerpt": Text("", most=8_000, cut=True),
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
            "plain_warning": Flag(False),
            "nonce_line": Line(""),
            "examples": Rows(Line(), most=10, budget=4_000),
        },
    ),
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
    "file_for_role": Mail(Reader.ROLE, {**A_FILE, "role": Line(), "desk_name": Line(), "from_desk": Line()}),
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
                    "word": Line(),
                    "value": Line(""),
                    "help": Line(),
                    "example": Line(""),
                    "names": Line(""),
                },
                optional=False,
                most=60,
                budget=40_000,
            ),
            "nonce_line": Line(""),
        },
    ),
    "proposal": Mail(
        Reader.HANDLER,
        {
            "what": Key("proposal"),
            "by": Line(),
            "name": Line(),
            "address": Line(),
            "role": Key("seat"),
            "before": Key("seat", ""),
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
    "spyware_hit": Mail(
        Reader.ROLE,
        {
            "tag": Tag(),
            "desk_name": Line(),
            "findings": FINDING,
            "category": Key("category", ""),
            "priority": Key("priority", ""),
            "from_desk": Line(""),
        },
    ),
    "escalation": Mail(
        Reader.ROLE,
        {
            "tag": Tag(),
            "role": Line(),
            "desk_name": Line(),
            "reason_text": Text("", most=16_000),
            "summary": Text("", most=16_000, cut=True),
            "findings": FINDING,
            "category": Key("category", ""),
            "priority": Key("priority", ""),
            "from_desk": Line(""),
        },
    ),
}
