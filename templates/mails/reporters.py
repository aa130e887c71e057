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
}
