"""Reads the `#words` at the top of a handler's mail: all of them understood, or none obeyed.

Lines `#word [value]`, one under the other, then an empty line, then free text. A mail without them is a note.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mailflows.commands.block import Line, block_of, command_on, seen, shown
from mailflows.commands.choices import CHOICES
from mailflows.commands.named import apart, key_of
from mailflows.commands.nonce import MARK, NonceLine, nonce_lines, typed, unquoted
from mailflows.commands.word import Word
from mailflows.quoting import OwnWords, own_words, split_lines, trimmed
from mailflows.spelling import LONGEST_WORD, as_compared, blank, fold, nearest

Choices = Mapping[str, Mapping[str, Sequence[str]]]

LIMIT = 200_000  # characters that are read for commands; one that is spoken above a longer text is refused
MOST_WORDS = 20
MOST_PROBLEMS = 20
_GUESSES = 30  # unknown words of one mail that are compared with the vocabulary


@dataclass(frozen=True)
class Spoken:
    """One understood word; `value` is the closed vocabulary's own key where there is one, else as written."""

    word: Word
    value: str
    line: int  # from 1
    said: str
    named: Mapping[str, str] = field(default_factory=dict)  # what stands behind it as key=value


@dataclass(frozen=True)
class Problem:
    """Why nothing runs. `why` is one of WHY; `said` holds no control characters and at most 120 characters."""

    line: int
    said: str
    why: str
    nearest: str = ""


# Keys of the labels "why"; other refusals are decided where the mail is bound to a handler and a ticket.
WHY = (
    ("unknown_word", "duplicate", "conflict", "missing_value", "unexpected_value", "bad_value", "block_not_at_top")
    + ("no_empty_line", "doubled_newlines", "missing_text", "unexpected_text", "html_only")
    + ("too_long", "too_many_words")
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """What a handler's mail says. With `problems` nothing is `spoken`, and `text` is the whole mail."""

    spoken: tuple[Spoken, ...]
    text: str
    tokens: tuple[NonceLine, ...]
    problems: tuple[Problem, ...] = ()


def read_commands(
    text: str, words: Mapping[str, Word], choices: Choices = CHOICES, *, html: bool = False, mark: str = MARK
) -> Read:
    """Reads the text of the first text/plain part of a sealed mail (peers §3c; CMD-06..08, LEAK-10, DOS-11).

    `choices` are the closed vocabularies by name: key → other spellings; a word whose vocabulary is not among them is
    taken with any value. With `html` the text was converted from HTML: it may be a note, never a command.
    Linear in the text, raises nothing.
    """
    lines = split_lines(text[:LIMIT])
    spelled = {_known(spelling): word for word in words.values() for spelling in word.spellings}
    block, end, apart = block_of(lines)
    problems = [] if apart else [Problem(end + 1, shown(lines[end]), "no_empty_line")]
    own = own_words("\n".join(lines[end:]), mark)
    tokens = [found for found, _ in nonce_lines(lines, mark)]

    spoken, wrong = _understand(block[:MOST_WORDS], spelled, choices)
    tokens += [token for s in spoken if s.word.name == "ticket" and (token := typed(s.value, s.line, mark))]
    problems += wrong
    problems += _together(spoken)
    if block and len(text) > LIMIT:
        problems.append(Problem(len(lines), "", "too_long"))
    if len(block) > MOST_WORDS:
        problems.append(Problem(block[MOST_WORDS].at + 1, block[MOST_WORDS].said, "too_many_words"))
    if not problems:
        problems += _about_text(spoken, own, end)
    problems += _misplaced(lines, end, own, spelled, bool(block))

    if html and (block or problems):
        first = block[0] if block else None
        problems = [Problem(first.at + 1 if first else problems[0].line, first.said if first else "", "html_only")]
    if problems:
        problems.sort(key=lambda problem: problem.line)
        return Read((), text, tuple(tokens), tuple(problems[:MOST_PROBLEMS]))
    return Read(tuple(spoken), trimmed(lines[end:]) if block else text, tuple(tokens))


def _understand(
    block: Iterable[Line], spelled: Mapping[str, Word], choices: Choices
) -> tuple[list[Spoken], list[Problem]]:
    spoken: list[Spoken] = []
    problems: list[Problem] = []
    guesses = 0
    for line in block:
        word = spelled.get(line.spelled)
        if word is None:
            guesses += 1
            near = nearest(line.spelled, spelled) if guesses <= _GUESSES else ""
            problems.append(
                Problem(line.at + 1, line.said, "unknown_word", near and f"#{_as_spelled(spelled[near], near)}")
            )
            continue
        said, pairs = apart(line.value) if word.named else (line.value, ())
        why, value, near = _value(word, line, said, choices)
        named, odd, nearby = _named(word, pairs, choices)
        if why or odd:
            problems.append(Problem(line.at + 1, line.said, why or odd, near if why else nearby))
        spoken.append(Spoken(word, value, line.at + 1, line.said, named))
    return spoken, problems


def _as_spelled(word: Word, folded: str) -> str:
    """The vocabulary's own way of writing what was matched in its folded form."""
    return next(spelling for spelling in word.spellings if fold(spelling) == folded)


def _value(word: Word, line: Line, said: str, choices: Choices) -> tuple[str, str, str]:
    """Why the value is refused ("" if it is not), the value, and the nearest that would do."""
    if not line.clean or not all(map(seen, line.folded)):
        return "bad_value", "", ""
    if not said:
        return ("missing_value" if word.value == "required" else ""), "", ""
    if word.value == "none":
        return "unexpected_value", "", ""
    if word.name == "ticket" and typed(said, line.at + 1) is None:
        return "bad_value", "", ""
    return _chosen(said, choices.get(word.choices))


def _named(word: Word, pairs: Iterable[tuple[str, str]], choices: Choices) -> tuple[Mapping[str, str], str, str]:
    """What stands behind the word as key=value, each key once; else why not, and what would do."""
    named: dict[str, str] = {}
    for said, value in pairs:
        key = key_of(said, word.named)
        if not key or key in named or not value:
            return {}, "bad_value", " ".join(f"{one}=" for one in word.named)
        why, chosen, near = _chosen(value, choices.get(word.named[key]))
        if why:
            return {}, why, f"{key}={near}" if near else ""
        named[key] = chosen
    return named, "", ""


def _chosen(said: str, known: Mapping[str, Sequence[str]] | None) -> tuple[str, str, str]:
    """Why a value is refused, its key in the closed vocabulary, and the nearest that would do."""
    if known is None:
        return "", said, ""
    keys = {_known_key(spelling): key for key, others in known.items() for spelling in (key, *others)}
    wanted = as_compared(said)
    if wanted in keys:
        return "", keys[wanted], ""
    near = nearest(wanted, keys) if len(wanted) <= LONGEST_WORD else ""
    return "bad_value", "", keys.get(near, "")


@lru_cache(maxsize=8192)
def _known(spelling: str) -> str:
    """A spelling of the vocabulary, folded once; what a mail says is never kept."""
    return fold(spelling)


@lru_cache(maxsize=8192)
def _known_key(spelling: str) -> str:
    return as_compared(spelling)


def _together(spoken: Sequence[Spoken]) -> list[Problem]:
    """Words said twice, or beside one they cannot stand with; the later one is named."""
    problems = []
    earlier: dict[str, Word] = {}
    for said in spoken:
        word = said.word
        if word.name in earlier and not word.repeats:
            problems.append(Problem(said.line, said.said, "duplicate", f"#{word.name}"))
            continue
        against = [other for other in earlier.values() if word is not other and word.against(other)]
        if against:
            problems.append(Problem(said.line, said.said, "conflict", f"#{against[0].name}"))
        earlier[word.name] = word
    return problems


def _about_text(spoken: Sequence[Spoken], own: OwnWords, end: int) -> list[Problem]:
    """Whether the free text is there that a word needs, and none that no word of the mail has a use for."""
    first = next(((at, line) for at, line in own.lines if not blank(line)), None)
    if first is None:
        return [Problem(s.line, s.said, "missing_text") for s in spoken if s.word.text == "required"]
    if spoken and all(s.word.text == "none" for s in spoken):
        return [Problem(end + first[0] + 1, shown(first[1]), "unexpected_text")]
    return []


def _misplaced(
    lines: Sequence[str], end: int, own: OwnWords, spelled: Mapping[str, Word], block: bool
) -> list[Problem]:
    """Words that stand where they are not obeyed: below the text, below a quotation, or with an empty line between.

    Only words of the vocabulary and near slips of them count: `#KeepItOn` in a sentence is nobody's command. Lines
    quoted with `>` never count; what a mail program quoted without marks counts only where nothing else was written.
    """
    written = block or any(not blank(line) for _, line in own.lines)
    until = min(end + own.tail, len(lines)) if written else len(lines)
    problems: list[Problem] = []
    tried: set[str] = set()
    doubled = block and end < len(lines) and blank(lines[end])
    for at in range(end, until):
        if blank(lines[at]):
            continue
        line = None if unquoted(lines[at])[0] else command_on(lines[at], at)
        near = "" if line is None or line.spelled not in spelled else line.spelled
        if (
            line
            and not near
            and line.spelled not in tried
            and len(tried) < _GUESSES
            and len(line.spelled) <= LONGEST_WORD
        ):
            tried.add(line.spelled)
            near = nearest(line.spelled, spelled, furthest=(len(line.spelled) + 1) // 5)
        if line and near:
            why = "doubled_newlines" if doubled else "block_not_at_top"
            problems.append(Problem(at + 1, line.said, why, f"#{_as_spelled(spelled[near], near)}"))
        else:
            doubled = False
        if len(problems) >= MOST_PROBLEMS:
            break
    return problems
