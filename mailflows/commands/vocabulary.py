"""Every word a handler may say: the grammar reads this table, `#help` prints it, the handlers' page shows it."""

from collections.abc import Mapping
from types import MappingProxyType

from mailflows.commands.call import words as call
from mailflows.commands.choices import CHOICES
from mailflows.commands.end import words as end
from mailflows.commands.gather import words as gather
from mailflows.commands.grammar import Choices
from mailflows.commands.later import words as later
from mailflows.commands.many import words as many
from mailflows.commands.mine import words as mine
from mailflows.commands.prove import words as prove
from mailflows.commands.run import words as run
from mailflows.commands.see import words as see
from mailflows.commands.shift import words as shift
from mailflows.commands.speak import words as speak
from mailflows.commands.word import EVERYBODY, FIGURES, HANDLERS, LAB, LEADING, Word
from mailflows.commands.work import words as work
from templates import label

# Kinds of work, in the order in which `#help` and the handlers' page show them; names of the labels "room".
ROOMS: Mapping[str, tuple[Word, ...]] = MappingProxyType(
    {
        "see": see.ROWS,
        "work": work.ROWS,
        "gather": gather.ROWS,
        "speak": speak.ROWS,
        "call": call.ROWS,
        "end": end.ROWS,
        "many": many.ROWS,
        "prove": prove.ROWS,
        "shift": shift.ROWS,
        "mine": mine.ROWS,
        "run": run.ROWS,
        "later": later.ROWS,
    }
)
WORDS: Mapping[str, Word] = MappingProxyType({word.name: word for rows in ROOMS.values() for word in rows})

# Who may say a word, as far as it is one of the usual circles; names of the labels "may".
CIRCLES: Mapping[frozenset[str], str] = MappingProxyType(
    {HANDLERS: "handlers", LAB: "lab", FIGURES: "figures", EVERYBODY: "everybody", LEADING: "leading"}
)

BAR = "\\|"  # inside a cell of a table
_TEXT = {"none": "–", "optional": "may follow", "required": "must follow"}


def called(word: Word, language: str) -> str:
    """The word as people who write this language say it."""
    return {"ar": word.ar, "fr": word.fr}.get(language, word.name)


def room_of(word: Word) -> str:
    """The kind of work a word belongs to; "" for one that is in no room."""
    return next((room for room, rows in ROOMS.items() if word in rows), "")


def who_may(word: Word) -> tuple[str, ...]:
    """The circle of people who may say it, a name of the labels "may"; else each seat, as the labels "seat" name it."""
    circle = CIRCLES.get(word.may)
    return (circle,) if circle else tuple(sorted(word.may))


def words_said_by(seat: str) -> Mapping[str, Word]:
    """The words that somebody in this seat may say."""
    return {name: word for name, word in WORDS.items() if seat in word.may}


def help_rows(words: Mapping[str, Word], language: str) -> tuple[Mapping[str, str], ...]:
    """One row for each word in the reader's language: the word, its value, a sentence, other names, an example."""
    rows = []
    kind = ""
    for word in words.values():
        own = called(word, language)
        before, kind = kind, room_of(word)
        others = dict.fromkeys(f"#{name}" for name in (word.name, word.ar, word.fr) if name != own)
        rows.append(
            {
                "room": "" if kind == before else kind,  # said once, above the first of its words
                "word": f"#{own}",
                "value": word.hint,
                "help": word.help.get(language, word.help["en"]),
                "names": " · ".join(others),
                "example": word.example,
            }
        )
    return tuple(rows)


def page(words: Mapping[str, Word] = WORDS, choices: Choices = CHOICES) -> str:
    """The tables of the handlers' page: every word by kind of work, then every closed vocabulary; a newline ends it."""
    rows = [
        "| word | العربية | français | value | text below | who may | what it does | taken back by |",
        "|---|---|---|---|---|---|---|---|",
    ]
    kind = ""
    for word in words.values():
        before, kind = kind, room_of(word)
        if kind != before:
            rows.append(_row(f"**{label('room', kind, 'en')}**", *[""] * 7))
        value = f"`{word.hint}`" + (" or nothing" if word.value == "optional" else "") if word.hint else "–"
        names = (f"`#{word.name}`", f"`#{word.ar}`", f"`#{word.fr}`")
        rows.append(_row(*names, value, _TEXT[word.text], _who(word), word.help["en"], word.undo.get("en", "–")))
    for name, known in choices.items():
        rows += ["", f"| {name} | may also be written |", "|---|---|"]
        rows += [_row(f"`{key}`", ", ".join(others)) for key, others in known.items()]
    return "\n".join(rows) + "\n"


def _who(word: Word) -> str:
    kind = "may" if word.may in CIRCLES else "seat"
    return ", ".join(label(kind, who, "en") for who in who_may(word))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"
