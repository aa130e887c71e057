"""Every word a handler may say: the grammar reads this table, `#help` prints it, the handlers' page shows it."""

from collections.abc import Mapping
from types import MappingProxyType

from mailflows.commands.call import words as call
from mailflows.commands.choices import CHOICES
from mailflows.commands.end import words as end
from mailflows.commands.gather import words as gather
from mailflows.commands.grammar import Choices
from mailflows.commands.later import words as later
from mailflows.commands.mine import words as mine
from mailflows.commands.prove import words as prove
from mailflows.commands.run import words as run
from mailflows.commands.see import words as see
from mailflows.commands.shift import words as shift
from mailflows.commands.speak import words as speak
from mailflows.commands.word import Word
from mailflows.commands.work import words as work

ROWS: tuple[Word, ...] = (
    *see.ROWS,
    *work.ROWS,
    *gather.ROWS,
    *speak.ROWS,
    *call.ROWS,
    *end.ROWS,
    *prove.ROWS,
    *shift.ROWS,
    *mine.ROWS,
    *later.ROWS,
    *run.ROWS,
)
WORDS: Mapping[str, Word] = MappingProxyType({word.name: word for word in ROWS})

_TEXT = {"none": "–", "optional": "may follow", "required": "must follow"}


def help_rows(words: Mapping[str, Word], language: str) -> tuple[Mapping[str, str], ...]:
    """One row for each word in the reader's language: the word, its value, a sentence, other names, an example."""
    rows = []
    for word in words.values():
        own = {"ar": word.ar, "fr": word.fr}.get(language, word.name)
        others = dict.fromkeys(f"#{name}" for name in (word.name, word.ar, word.fr) if name != own)
        rows.append(
            {
                "word": f"#{own}",
                "value": word.hint,
                "help": word.help.get(language, word.help["en"]),
                "names": " · ".join(others),
                "example": word.example,
            }
        )
    return tuple(rows)


def page(words: Mapping[str, Word] = WORDS, choices: Choices = CHOICES) -> str:
    """The tables of the handlers' page: every word, then every closed vocabulary. Ends with a newline."""
    rows = [
        "| word | العربية | français | value | text below | what it does | taken back by |",
        "|---|---|---|---|---|---|---|",
    ]
    for word in words.values():
        value = f"`{word.hint}`" + (" or nothing" if word.value == "optional" else "") if word.hint else "–"
        names = (f"`#{word.name}`", f"`#{word.ar}`", f"`#{word.fr}`")
        rows.append(_row(*names, value, _TEXT[word.text], word.help["en"], word.undo or "–"))
    for name, known in choices.items():
        rows += ["", f"| {name} | may also be written |", "|---|---|"]
        rows += [_row(f"`{key}`", ", ".join(others)) for key, others in known.items()]
    return "\n".join(rows) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
