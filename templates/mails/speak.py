"""Mails about what is to leave: drafts, previews, second persons."""

from collections.abc import Mapping

from templates.mails.mail import Mail

MAILS: Mapping[str, Mail] = {}
