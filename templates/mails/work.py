"""Mails about work on a ticket."""

from collections.abc import Mapping

from templates.mails.mail import Mail

MAILS: Mapping[str, Mail] = {}
