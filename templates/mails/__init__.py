"""Every mail the desk can write, who it is for, and the facts it is given: a page for each sort of reader."""

from collections.abc import Mapping

from templates.mails import (
    bulk,
    by_itself,
    call,
    clocks,
    gather,
    guidance,
    handlers,
    reporters,
    roles,
    search,
    see,
    shifts,
    speak,
    staff,
    vetting,
    work,
)
from templates.mails.mail import COMMON, Mail, Reader

MAILS: Mapping[str, Mail] = {
    **reporters.MAILS,
    **guidance.MAILS,
    **handlers.MAILS,
    **roles.MAILS,
    **staff.MAILS,
    **see.MAILS,
    **search.MAILS,
    **work.MAILS,
    **gather.MAILS,
    **speak.MAILS,
    **call.MAILS,
    **shifts.MAILS,
    **bulk.MAILS,
    **vetting.MAILS,
    **by_itself.MAILS,
    **clocks.MAILS,
}

__all__ = ["COMMON", "MAILS", "Mail", "Reader"]
