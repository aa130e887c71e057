"""Mails to and about those who are called, and those that end a ticket kindly."""

from collections.abc import Mapping

from templates.facts import Flag, Key, Line, Number, Rows, Tag, Text
from templates.mails.mail import FINDING, Mail, Reader
from templates.mails.speak import AS_IT_WOULD_LEAVE

MAILS: Mapping[str, Mail] = {
    "escalation": Mail(
        Reader.ROLE,
        {
            "tag": Tag(),
            "role": Line(),
            "desk_name": Line(),
            "tlp": Key("tlp", ""),
            "vital": Flag(False),  # without consent, as two people decided
            "against": Flag(False),  # the person said no; else they could not be asked
            "agreed": Flag(False),  # the person said yes; some roles need no word
            "reason_text": Text("", most=16_000),
            "lines": Rows({"name": Key("role_field"), "value": Line(most=1_000)}, most=20, budget=12_000),
            "summary": Text("", most=16_000, cut=True),
            "findings": FINDING,
            "observables": Rows(Line(most=200), most=40, budget=8_000),
            "files": Rows(
                {
                    "number": Number(),
                    "name": Line("", most=120),
                    "detected": Line("", most=100),
                    "sha256": Line("", most=64),
                },
                most=20,
                budget=8_000,
            ),
            "category": Key("category", "", loose=True),
            "priority": Key("priority", ""),
            "from_desk": Line(""),
        },
    ),
    "reminder_role": Mail(Reader.ROLE, {"tag": Tag(), "desk_name": Line(), "from_desk": Line("")}),
    "escalated": Mail(Reader.HANDLER, {**AS_IT_WOULD_LEAVE, "role": Line(), "nonce_line": Line("")}),
    "platforms": Mail(
        Reader.HANDLER,
        {
            "days": Number(),
            "rows": Rows(
                {
                    "platform": Line(),
                    "sent": Line(),
                    "answered": Line(),
                    "median": Line(""),
                    "p90": Line(""),
                    "unclear": Line(),  # answers that the harm was not clear
                    "outcomes": Line(most=400),
                },
                most=40,
                budget=16_000,
            ),
            "others": Number(0),  # requests to platforms that are not told by name
            "nonce_line": Line(""),
        },
    ),
    "reminder": Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line()}),
    "out_of_mandate": Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line()}),
}
