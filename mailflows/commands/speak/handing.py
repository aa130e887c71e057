"""Handing over: what a word says to somebody outside waits its time, or is shown first with a code and nothing else."""

from dataclasses import replace

from db.questions import person_by_id
from mailflows.commands.by_hand import by_a_person, held_for, outward
from mailflows.commands.case import Case, Done
from mailflows.commands.speak.attaching import files_along
from mailflows.drafted import Drafted, shown
from mailflows.drafts import LIVES, for_showing, keep_draft
from mailflows.errands import AttachFiles
from mailflows.followups import goes_on
from mailflows.platforms import begin


def hand_over(case: Case, what: str, mail: Drafted, line: str, change: str = "") -> Done:
    """The mail goes into the outbox, where it waits a little; beside `#preview` it becomes a draft of its author's."""
    files = files_along(case, what)
    mail = replace(mail, task=files.task if files else mail.task)
    if "preview" in case.words:
        return _preview(case, what, mail)
    post = replace(by_a_person(case), brings_key=mail.brings_key)
    to = person_by_id(case.books, mail.to_person_id)
    sent = outward(case, to, mail.name, mail.facts, post, mail.part, mail.task, mail.language)
    goes_on(case.books, case.desk, case.about, mail.moves, case.now, mail.part)
    begin(case.books, case.desk, case.about, mail, sent)
    return Done(line, more=files.lines if files else (), sent=(sent,), change=change or what)


def show_blanks(case: Case, mail: Drafted, blanks: tuple[str, ...]) -> Done:
    """A mail that is not whole is shown with its blanks marked; nothing leaves, and there is no code."""
    facts = {**shown(case.books, case.desk, case.about, mail, case.now), "blanks": blanks}
    return Done(case.line("blanks"), also=("preview", facts), change="read")


def _preview(case: Case, what: str, mail: Drafted) -> Done:
    hold = held_for(case) if "hold" in case.beside else None
    code = keep_draft(case, what, "author", replace(mail, hold=hold))
    facts = {
        **shown(case.books, case.desk, case.about, mail, case.now),
        "stripped": case.stripped,
        "confirm_line": f"#confirm {code}",
        "until": f"{case.now + LIVES:%Y-%m-%d %H:%M} UTC",
    }
    task = for_showing(mail) if isinstance(mail.task, AttachFiles) else None
    return Done(case.line("previewing"), also=("preview", facts), task=task, change=f"previewed {what}")
