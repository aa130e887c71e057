"""Mails that leave by themselves, beside the first answer."""

from collections.abc import Mapping

from templates.facts import Line, Tag
from templates.mails.mail import Mail, Reader

MAILS: Mapping[str, Mail] = {
    "do_not_open": Mail(Reader.REPORTER, {"tag": Tag(""), "desk_name": Line()}),
    "pager": Mail(Reader.HANDLER, {}),  # says nothing: it leaves unsealed
}
