"""Mails to and about those who are called."""

from collections.abc import Mapping

from templates.mails.mail import Mail

MAILS: Mapping[str, Mail] = {}
