"""Words about evidence: fetch a file as it came, examine again under today's rules, say another verdict."""

from db.questions import letters_of
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.call.partners import partner
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import VERDICT
from mailflows.consents import must_be_agreed
from mailflows.custody import Filed, files_in, record_asking
from mailflows.errands import ExamineAgain, FetchFile
from mailflows.judging import findings_about, overridden, override, told_apart, verdict_of
from mailflows.spelling import meant, number_in, plain
from mailflows.vetting import must_be_vetted

LETTERS = 10  # of one ticket that are examined again, the newest


def fetch(value: str, case: Case) -> Done:
    """A file as it came, in a locked zip: to the handler who asks, or to a role the desk has a key of (ATT-04).

    Nothing is opened here: that is done when the mail is put together, by the sandbox.
    """
    said, _, role = plain(value).strip().partition(" ")
    there = {file.number: file for file in files_in(case.books, case.about) if file.path and file.letter.kept_id}
    file = there.get(number) if (number := number_in(said)) is not None else None
    if file is None:
        raise Refused("no_such_file", ", ".join(map(str, there)))
    facts = {
        "tag": case.about.name,
        "number": file.number,
        "name": file.name,
        "detected": file.detected,
        "size": file.size,
        "sha256": file.sha256,
    }
    assert file.letter.kept_id is not None
    task = FetchFile(file.letter.kept_id, file.path, file.number)
    if role.strip():
        return _fetch_for(role.strip(), file, facts, task, case)
    record_asking(case.books, case.about, file, case.handler.id, case.handler.id, case.now)
    return Done(
        case.line("fetched", number=file.number),
        also=("fetched_file", facts),
        task=task,
        change=f"fetched file {file.number}",
    )


def _fetch_for(role: str, file: Filed, facts: dict[str, object], task: FetchFile, case: Case) -> Done:
    called, person = partner(role, case)
    must_be_vetted(case.books, case.about, called)
    must_be_agreed(case.books, case.about, called, case.now)
    told = {**facts, "desk_name": case.desk.name, "from_desk": case.desk.address, "role": called.name}
    sent = outward(case, person, "file_for_role", told, by_a_person(case), part=called.name, task=task)
    record_asking(case.books, case.about, file, case.handler.id, person.id, case.now)
    line = case.line("file_sent", number=file.number, role=called.name)
    return Done(line, sent=(sent,), change=f"sent file {file.number} to {called.name}")


def examine_again(_value: str, case: Case) -> Done:
    """The letters of the ticket are examined anew when the answer is put together, and what changed stands in it."""
    letters = [entry for entry in letters_of(case.books, case.about.id) if entry.kept_id][-LETTERS:]
    if not letters:
        raise Refused("nothing_to_examine")
    before = tuple(seen for letter in letters for seen in told_apart(findings_about(case.books, case.about, letter)))
    judged = verdict_of(case.books, case.about, letters[-1])
    facts = {"tag": case.about.name, "verdict_before": judged.word.value if judged else "", "letters": len(letters)}
    return Done(
        case.line("examining"),
        also=("examined_again", facts),
        task=ExamineAgain(case.about.id, tuple(letter.id for letter in letters), before),
        change="examined again",
    )


def verdict(value: str, case: Case) -> Done:
    """A handler's verdict holds instead of the rules', with the reason; it is counted when the rules are evaluated."""
    word, reason = _word_and_reason(plain(value).strip())
    reason = reason or case.text
    if not word:
        raise Refused("bad_value", ", ".join(VERDICT))
    if not reason:
        raise Refused("verdict_reason")
    letters = letters_of(case.books, case.about.id)
    judged = verdict_of(case.books, case.about, letters[-1]) if letters else None
    before = overridden(case.books, case.about)
    said = before[0].value if before else judged.word.value if judged else "could_not_check"
    override(case.books, case.about, word, before[1] if before else said)
    line = case.line("verdict", before=case.word("verdict", said), after=case.word("verdict", word))
    return Done(line, more=(reason,), change="verdict")


def _word_and_reason(said: str) -> tuple[str, str]:
    """The verdict at the beginning of what was said, of one to four words, and what stands behind it."""
    words = said.split()
    for count in range(min(4, len(words)), 0, -1):
        if word := meant(" ".join(words[:count]), VERDICT):
            return word, " ".join(words[count:]).lstrip("-–—:,، ")
    return "", ""
