"""`#help`: the words that somebody may say, by kind of work; `#help WORD`: one word's whole page."""

from collections.abc import Mapping
from typing import Any

from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import choices_at
from mailflows.commands.vocabulary import ROOMS, WORDS, called, help_rows, who_may, words_said_by
from mailflows.commands.word import Word
from mailflows.spelling import fold, nearest, plain


def help_with(value: str, case: Case) -> Done:
    """Raises Refused for a word there is not, with the nearest that there is."""
    if not value:
        rows = help_rows(words_said_by(case.handler.role), case.handler.language)
        return Done(case.line("helped"), also=("help", {"rows": rows}))
    word = _meant(value)
    return Done(case.line("helped_with", word=f"#{word.name}"), also=("word", page_of(word, case)))


def _meant(value: str) -> Word:
    said = fold(plain(value).strip().lstrip("#＃﹟").strip())
    spelled = {fold(spelling): word for word in WORDS.values() for spelling in word.spellings}
    if said not in spelled:
        near = nearest(said, spelled)
        raise Refused("unknown_word", f"#{spelled[near].name}" if near else "")
    return spelled[said]


def page_of(word: Word, case: Case) -> Mapping[str, Any]:
    """Everything the table says of one word, in the reader's language."""
    tongue = case.handler.language
    known = choices_at(case.desk.casework, case.desk.roles).get(word.choices, {})
    room = next(room for room, rows in ROOMS.items() if word in rows)
    return {
        "word": f"#{called(word, tongue)}",
        "room": room,
        "help": word.help.get(tongue, word.help["en"]),
        "names": tuple(f"#{name}" for name in dict.fromkeys(word.spellings)),
        "value": word.hint,
        "optional": word.value == "optional",
        "values": tuple({"key": key, "also": " · ".join(others)} for key, others in known.items()),
        "named": tuple(f"{key}={'…' if not closed else closed.upper()}" for key, closed in word.named.items()),
        "text": f"{word.text}_own" if word.owns_text else word.text,
        "may": tuple({"who": who} for who in who_may(word)),
        "outward": word.outward,
        "needs_ticket": word.needs_ticket,
        "example": word.example,
        "undo": word.undo.get(tongue, word.undo.get("en", "")),
    }
