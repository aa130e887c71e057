"""Mails about what is to leave: drafts, previews, second persons."""

from collections.abc import Mapping

from templates.facts import Key, Kind, Line, Rows, Tag, Text
from templates.mails.mail import Mail, Reader

# A mail as it would leave, shown to whoever decides about it.
AS_IT_WOULD_LEAVE: Mapping[str, Kind] = {
    "tag": Tag(),
    "to": Line(),
    "how": Key("how"),
    "held": Key("held", ""),
    "fingerprint": Line(""),
    "subject": Line(),
    "said": Text(most=50_000),
    "files": Rows(Line(), most=20, budget=4_000),
}

MAILS: Mapping[str, Mail] = {
    "preview": Mail(
        Reader.HANDLER,
        {
            **AS_IT_WOULD_LEAVE,
            "stripped": Rows(Line(), budget=8_000),
            "blanks": Rows(Line(), most=20, budget=4_000),
            "confirm_line": Line(""),
            "until": Line(""),
            "nonce_line": Line(""),
        },
    ),
    "second_asked": Mail(
        Reader.HANDLER,
        {
            **AS_IT_WOULD_LEAVE,
            "by": Line(),
            "why": Key("second_why", loose=True),
            "because": Line(""),
            "confirm_line": Line(),
            "until": Line(),
            "desk_address": Line(),
        },
    ),
    "survey": Mail(Reader.REPORTER, {"tag": Tag(), "desk_name": Line()}),
}
