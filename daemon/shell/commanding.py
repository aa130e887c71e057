"""`hirz commands`: what a handler's text would do, or why nothing would be done and on which line; nothing is done."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from daemon.shell.codes import FINE, TROUBLE, UNREAD
from mailflows.commands.choices import CHOICES
from mailflows.commands.grammar import Problem, Read, Spoken, read_commands
from mailflows.commands.vocabulary import WORDS
from mailflows.outward import outward_text
from templates import label

MOST = 64 * 1024 * 1024  # octets; no mail is larger


@dataclass(frozen=True)
class Heard:
    """One text as the desk would read it."""

    read: Read
    text: str  # below the commands, the writer's own words; all of it where there are none or nothing runs

    @property
    def refused(self) -> Problem | None:
        return self.read.problems[0] if self.read.problems else None


def commands(told: argparse.Namespace) -> int:
    """Prints what the text would do; 0 understood, 1 refused, 2 where the file cannot be read."""
    try:
        octets = _octets(told.file)
    except OSError as trouble:
        print(f"hirz: {told.file}: {trouble.strerror or 'cannot be read'}", file=sys.stderr)
        return UNREAD
    if len(octets) > MOST:
        print(f"hirz: {told.file}: is larger than any mail", file=sys.stderr)
        return UNREAD
    heard = hear(octets.decode("utf-8", "replace"))
    if told.json:
        print(json.dumps(in_json(heard)))
    for line in () if told.json else _in_words(heard):
        print("".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in line))
    return TROUBLE if heard.refused else FINE


def _octets(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MOST + 1)
    with open(name, "rb") as file:
        return file.read(MOST + 1)


def hear(text: str) -> Heard:
    """The text as the first text part of a sealed mail would be read. Raises nothing."""
    read = read_commands(text, WORDS, CHOICES)
    if not read.spoken:
        return Heard(read, text)
    own = outward_text(read.text)
    needs = next((one for one in read.spoken if one.word.outward and one.word.owns_text), None)
    if needs and own.refused == "quoted_text_left":  # part of a notice is still in what would leave
        return Heard(Read((), text, read.tokens, (Problem(needs.line, needs.said, own.refused),)), text)
    return Heard(read, own.text)


def in_json(heard: Heard) -> dict[str, Any]:
    """The object that --json prints."""
    problem = heard.refused
    return {
        "commands": [{"word": one.word.name, "args": list(_args(one))} for one in heard.read.spoken],
        "text": heard.text,
        "refused": {"line": problem.line, "reason": _reason(problem)} if problem else None,
    }


def _args(spoken: Spoken) -> tuple[str, ...]:
    """The value, one string where it is a key of a closed vocabulary, and what stands behind it as key=value."""
    chosen = spoken.word.choices in CHOICES
    value = (spoken.value,) if chosen and spoken.value else tuple(spoken.value.split())
    return (*value, *(f"{key}={said}" for key, said in spoken.named.items()))


def _reason(problem: Problem) -> str:
    said = label("why", problem.why, "en")
    return f"{said} Did you mean {problem.nearest}?" if problem.nearest else said


def _in_words(heard: Heard) -> Iterator[str]:
    if heard.refused:
        yield "Nothing would be done."
        for problem in heard.read.problems:
            yield f"Line {problem.line}: {_reason(problem)}"
            if problem.said:
                yield f"  {problem.said}"
        return
    for one in heard.read.spoken:
        yield " ".join((f"#{one.word.name}", *_args(one)))
        yield f"  {one.word.help['en']}"
    owner = next((f"goes with #{one.word.name}" for one in heard.read.spoken if one.word.owns_text), "")
    if heard.text.strip():
        yield f"The text {owner or 'is kept as a note inside the desk'}:"
        yield from (f"| {line}".rstrip() for line in heard.text.splitlines())
    elif not heard.read.spoken:
        yield "Nothing is said: neither a command nor a text."
