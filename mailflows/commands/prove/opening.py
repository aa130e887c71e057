"""`#open`: one sealed part of a letter, for the handler who asks and for nobody else."""

from mailflows.commands.case import Case, Done, Refused
from mailflows.errands import OpenPart
from mailflows.sealed_parts import came_from_another, parts_of
from mailflows.spelling import number_in


def open_part(value: str, case: Case) -> Done:
    """One sealed part of the ticket, for the handler who asks and for nobody else (ORA-08).

    Nothing is opened here: that is done when the mail to the handler is put together.
    """
    there = {part.number: part for part in parts_of(case.books, case.about)}
    part = there.get(number) if (number := number_in(value)) is not None else None
    if part is None:
        raise Refused("no_such_part", ", ".join(map(str, there)))
    assert part.letter.kept_id is not None
    facts = {
        "tag": case.about.name,
        "part": part.line(case.handler.language),
        "captured": came_from_another(case.books, part),
    }
    return Done(
        case.line("part_opened", number=part.number),
        also=("opened_part", facts),
        task=OpenPart(part.letter.kept_id, part.digest, part.number),
        change=f"opened part {part.number}",
    )
