"""Mails to reporters."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Kind, Line, Number, Rows, Tag, Text
from templates.mails.mail import Mail, Reader

TO_A_STRANGER: Mapping[str, Kind] = {
    "tag": Tag(""),
    "desk_name": Line(),
    "desk_address": Line(),
    "sealed": Flag(False),  # they know how to write sealed: their message came so
    "fingerprint": Line(),
    "menu": Flag(False),  # kinds of trouble to choose from by number
}

MAILS: Mapping[str, Mail] = {
    "received": Mail(Reader.REPORTER, TO_A_STRANGER),
    "cannot_open": Mail(Reader.REPORTER, TO_A_STRANGER),
    "how_to_write_sealed": Mail(Reader.REPORTER, TO_A_STRANGER),
    "key_waiting": Mail(Reader.REPORTER, TO_A_STRANGER),
    "desk_key": Mail(Reader.REPORTER, {"desk_name": Line(), "desk_address": Line(), "fingerprint": Line()}),
    "key_expiring": Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line(), "days": Number(), "day": Line()}),
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
}
