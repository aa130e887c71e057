"""Mails that show handlers what they asked to see."""

from collections.abc import Mapping

from templates.mails.mail import Mail

MAILS: Mapping[str, Mail] = {}
