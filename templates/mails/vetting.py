"""Mails by which it is found out who somebody is."""

from collections.abc import Mapping

from templates.facts import Line, Tag
from templates.mails.mail import Mail, Reader

MAILS: Mapping[str, Mail] = {
    "vouch": Mail(Reader.ROLE, {"tag": Tag(), "desk_name": Line(), "from_desk": Line(""), "who": Line(most=200)}),
}
