"""Mails about work on a ticket."""

from collections.abc import Mapping

from templates.facts import Line, Number, Rows, Tag
from templates.mails.mail import Mail, Reader

MAILS: Mapping[str, Mail] = {
    "checklist": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "category": Line(""),
            "steps": Rows({"number": Number(), "mark": Line(), "text": Line(), "by": Line("")}, most=70, budget=40_000),
            "asks": Rows({"what": Line(), "say": Line()}, most=12, budget=4_000),
            "roles": Rows(Line(), most=12, budget=4_000),
            "nonce_line": Line(""),
        },
    ),
}
