"""`#intel`: lists of indicators, for those who lead the desk. What is attached is read later, in the sandbox."""

from collections.abc import Mapping, Sequence

from db.record import write_record
from mailflows.commands.case import Case, Done, Refused
from mailflows.intel.brought import bring, may_be_lists
from mailflows.intel.lists import all_lists
from mailflows.intel.telling import lines_of_lists
from mailflows.seats import LEADS
from mailflows.spelling import meant, plain

VERBS: Mapping[str, Sequence[str]] = {"add": ("إضافة", "ajouter"), "list": ("قائمة", "liste")}
ABOUT: Mapping[str, Sequence[str]] = {
    "spyware": ("تجسس", "espion"),
    "stalkerware": ("ملاحقة", "traque"),
    "phishing": ("تصيد", "hameçonnage"),
    "other": ("غير ذلك", "autre"),
}


def intel(value: str, case: Case) -> Done:
    """Add the lists that are attached, or list those there are."""
    if case.handler.role not in LEADS:
        raise Refused("not_allowed")
    verb, _, rest = plain(value).strip().partition(" ")
    match meant(verb, VERBS), rest.strip():
        case "list", "":
            first, *more = lines_of_lists(all_lists(case.books), case.handler.language)
            return Done(first, more=tuple(more))
        case "add", about:
            return _add(about, case)
        case _:
            raise Refused("intel_what", "#intel add")


def _add(about: str, case: Case) -> Done:
    trouble = meant(about, ABOUT) if about else ""
    if about and not trouble:
        raise Refused("intel_what", ", ".join(ABOUT))
    files = may_be_lists(case.files)
    if not files or not case.kept_id:
        raise Refused("intel_no_file")
    bring(case.books, case.kept_id, case.handler, files, trouble, case.now)
    if case.ticket is None:
        write_record(case.books, case.now, case.handler.id, "lists brought")
    return Done(case.line("intel_waits", number=len(files)), change="lists brought")
