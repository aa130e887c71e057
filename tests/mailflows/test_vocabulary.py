"""The table of words holds together, and its pages say what it says."""

from itertools import combinations

from mailflows.commands.choices import CHOICES
from mailflows.commands.deeds import DEEDS
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import BAR, WORDS, help_rows, page
from mailflows.spelling import fold
from mailflows.tickets import MOVES, PRIORITIES


def test_no_two_words_are_spelled_alike() -> None:
    for one, other in combinations(WORDS.values(), 2):
        assert not {fold(s) for s in one.spellings} & {fold(s) for s in other.spellings}, (one.name, other.name)


def test_every_spelling_can_be_typed_as_one_word() -> None:
    for word in WORDS.values():
        for spelling in word.spellings:
            assert spelling.split() == [spelling] and fold(spelling)[0].isalpha() and not set(spelling) & set(":=")


def test_every_row_is_whole() -> None:
    for word in WORDS.values():
        assert set(word.help) == {"en", "ar", "fr"} and all(text.endswith(".") for text in word.help.values())
        assert not word.undo or (set(word.undo) == {"en", "ar", "fr"} and "\u2066#" in word.undo["ar"]), word.name
        assert set(word.conflicts) <= set(WORDS) - {word.name}
        assert bool(word.hint) == (word.value != "none"), word.name
        assert not word.choices or word.choices in {*CHOICES, "role"}
        assert not word.outward or word.needs_ticket


# Their mails hold no word of the handler's, so a note may stand below them.
SPEAK_READY_WORDS = {"close", "send", "vet", "fetch", "survey", "approve", "reminder"}


def test_two_words_that_own_the_text_never_stand_together() -> None:
    """Else a text meant for the desk could leave with the other word (LEAK-10)."""
    owners = [word for word in WORDS.values() if word.owns_text]
    assert all(one.against(other) for one, other in combinations(owners, 2))
    assert {word.name for word in WORDS.values() if word.outward} - SPEAK_READY_WORDS <= {word.name for word in owners}


def test_every_word_has_a_deed() -> None:
    assert set(WORDS) - set(DEEDS) == {"ticket", "desk"} and not set(DEEDS) - set(WORDS)


def test_the_examples_are_understood() -> None:
    for word in WORDS.values():
        read = read_commands(f"{word.example}\n" + ("\ntext" if word.text == "required" else ""), WORDS)
        assert [spoken.word for spoken in read.spoken] == [word]


def test_closed_vocabularies_hold_no_spelling_twice_and_fit_the_tickets() -> None:
    for name, known in CHOICES.items():
        keys: dict[str, str] = {}
        for key, others in known.items():
            for spelling in (key, *others):
                folded = "-".join(fold(spelling).split())
                assert keys.setdefault(folded, key) == key, (name, spelling)
    assert set(CHOICES["status"]) <= set(MOVES)
    assert tuple(CHOICES["priority"]) == PRIORITIES


def test_the_handlers_page_shows_every_word_and_value() -> None:
    text = page()
    for word in WORDS.values():
        assert f"| `#{word.name}` | `#{word.ar}` | `#{word.fr}` |" in text and word.help["en"] in text
    for known in CHOICES.values():
        assert all(f"| `{key}` |" in text for key in known)
    assert len({line.replace(BAR, "").count("|") for line in text.split("\n\n")[0].split("\n") if line}) == 1


def test_help_speaks_the_handlers_language_and_names_the_others() -> None:
    rows = {language: help_rows(WORDS, language) for language in ("en", "ar", "fr", "tr")}
    assert [row["word"] for row in rows["en"]] == [f"#{name}" for name in WORDS]
    reply = list(WORDS).index("reply")
    assert rows["ar"][reply] == {
        "room": "speak",
        "word": "#رد",
        "value": "",
        "help": WORDS["reply"].help["ar"],
        "names": "#reply · #répondre",
        "example": "#reply",
    }
    assert rows["tr"] == rows["en"]
    assert all(set(row) == {"room", "word", "value", "help", "names", "example"} for row in rows["fr"])
