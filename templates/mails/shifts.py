"""Mails about shifts: the calendar, the hand-over, the day."""

from collections.abc import Mapping

from templates.mails.mail import Mail

MAILS: Mapping[str, Mail] = {}
