"""`#attach`: files of a handler's own mail go along, without what they tell about who made them; keys never do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.counted import numbers_in
from mailflows.errands import AttachFiles
from mailflows.examine.kinds import OFFICE_ZIP
from mailflows.guard.left_out import is_key
from mailflows.letter import Attachment
from mailflows.notices.telling import DRAWABLE
from mailflows.outcomes import LARGEST
from mailflows.spelling import plain

CARRIERS = ("reply", "ask", "send")  # what files go along with; with the first of them that a mail says
MOST = 10

# What can be cleaned, by its first bytes, and the ending it leaves with.
CLEANED: Mapping[str, str] = {
    **dict.fromkeys(DRAWABLE, "png"),
    "application/pdf": "pdf",
    **{media: {"w": "docx", "s": "xlsx", "p": "pptx"}[media.split(".")[-2][0]] for media in OFFICE_ZIP},
}


@dataclass(frozen=True)
class Along:
    """What goes along with a mail, and what is said of it."""

    task: AttachFiles
    lines: tuple[str, ...]


def attach(_value: str, case: Case) -> Done:
    """Stands beside a word that speaks to somebody, which takes the files along; this looks whether they may go."""
    carrier = _carrier(case)
    if not carrier:
        raise Refused("nothing_to_attach_to", "#reply")
    files, keys = _chosen(case)
    more = (case.line("keys_left_out", number=keys),) if keys else ()
    return Done(case.line("attaching", number=len(files)), more=more, change=f"attached {len(files)}")


def files_along(case: Case, what: str) -> Along | None:
    """The files that go along with this word of the mail. Nothing is opened here. Raises Refused."""
    if "attach" not in case.beside or _carrier(case) != what:
        return None
    files, _ = _chosen(case)
    numbered = tuple((number, file.path, CLEANED[file.detected]) for number, file in enumerate(files, 1))
    return Along(AttachFiles(case.kept_id, numbered), ())


def _carrier(case: Case) -> str:
    return next((name for name in CARRIERS if name in case.words), "")


def _chosen(case: Case) -> tuple[Sequence[Attachment], int]:
    """The files that are meant, by their places in the mail, and how many keys were passed over. Raises Refused."""
    said = plain(case.beside["attach"]).strip()
    if not said:
        files: Sequence[Attachment] = [file for file in case.files if not is_key(file.declared, file.name)]
        passed = len(case.files) - len(files)
    else:
        files, passed = _numbered(said, case), 0
    if not files:
        raise Refused("no_files")
    if len(files) > MOST:
        raise Refused("files_too_many", str(MOST))
    if any(file.detected not in CLEANED for file in files):
        raise Refused("file_kind", next(file.name for file in files if file.detected not in CLEANED))
    if sum(file.size for file in files) > LARGEST:
        raise Refused("files_too_large", f"{LARGEST >> 20} MB")
    return files, passed


def _numbered(said: str, case: Case) -> Sequence[Attachment]:
    numbers = numbers_in(said)
    if not numbers:
        raise Refused("bad_value", "#attach 1 2")
    files = []
    for number in numbers:
        if not 1 <= number <= len(case.files):
            raise Refused("no_such_own_file", f"1-{len(case.files)}" if case.files else "")
        files.append(case.files[number - 1])
    if any(is_key(file.declared, file.name) for file in files):
        raise Refused("file_is_key")
    return files
