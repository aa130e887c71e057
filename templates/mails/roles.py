"""Mails to those whom a ticket is escalated to."""

from collections.abc import Mapping

from templates.facts import Key, Line, Tag
from templates.mails.mail import A_FILE, FINDING, Mail, Reader

MAILS: Mapping[str, Mail] = {
    "file_for_role": Mail(Reader.ROLE, {**A_FILE, "role": Line(), "desk_name": Line(), "from_desk": Line()}),
    "spyware_hit": Mail(
        Reader.ROLE,
        {
            "tag": Tag(),
            "desk_name": Line(),
            "findings": FINDING,
            "category": Key("category", "", loose=True),
            "priority": Key("priority", ""),
            "from_desk": Line(""),
        },
    ),
}
