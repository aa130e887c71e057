"""Measures the hint on the set of own messages: `python -m tests.mailflows.suggest.measure` prints the table.

With folders of real mails behind it, it also tells how many of those would be called urgent: false alarms, mostly.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from mailflows.casework.reading import shipped
from mailflows.suggest.hint import SHOWN, URGENT, Hint, suggest

HERE = Path(__file__).parent
LANGUAGES = ("en", "ar", "fr", "az")
SHORT = 70  # characters of a message that are shown
# The set was written before the flags had their names here.
NAMED = {"org_wide": "whole_organisation", "ogbv": "gendered_violence", "attacker_reads_mailbox": "mailbox_watched"}


@dataclass
class Measured:
    """What came of one language's messages."""

    n: int = 0
    first: int = 0  # the likeliest category was right
    among: int = 0  # the right one was among those shown
    urgent: int = 0  # messages that are P1
    missed: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)  # P1 though it is not
    flags: int = 0  # that should be found
    found: int = 0
    beside: int = 0  # flags found that nobody meant
    wrong: list[str] = field(default_factory=list)


def messages(language: str) -> Iterator[dict[str, Any]]:
    """The set of one language; `also` are categories that would be right as well."""
    yield from tomllib.loads((HERE / f"set_{language}.toml").read_text(encoding="utf-8"))["message"]


def measure(language: str) -> Measured:
    """All messages of a language, one after the other."""
    told = Measured()
    lexicon = shipped().lexicon
    for message in messages(language):
        hint = suggest(lexicon, message["text"])
        _count(told, message, hint)
    return told


def _count(told: Measured, message: dict[str, Any], hint: Hint) -> None:
    right = {message["category"], *message.get("also", ())}
    ranked = [one.key for one in hint.categories[:SHOWN]]
    shown = " ".join(message["text"].split())[:SHORT]
    told.n += 1
    told.first += bool(ranked and ranked[0] in right) or (not ranked and bool(right & {"other", "spam_abuse"}))
    told.among += bool(right & set(ranked)) or (not ranked and bool(right & {"other", "spam_abuse"}))
    if not (ranked and ranked[0] in right):
        told.wrong.append(f"{message['category']} <- {ranked}: {shown}")
    if message["priority"] == URGENT:
        told.urgent += 1
        if hint.priority != URGENT:
            told.missed.append(f"{message['category']}: {shown}")
    elif hint.priority == URGENT:
        why = hint.danger or tuple(one.because[0] for one in hint.categories if one.key in shipped().lexicon.urgent)
        told.raised.append(f"{message['priority']} {message['category']}: {shown} <- {why[:2]}")
    meant, found = {NAMED.get(flag, flag) for flag in message.get("flags", ())}, {one.key for one in hint.flags}
    told.flags += len(meant)
    told.found += len(meant & found)
    told.beside += len(found - meant)


def alarms(folder: Path) -> tuple[int, list[str]]:
    """How many mails were read below a folder, and the files of those that would be called urgent."""
    read, urgent = 0, []
    for path in sorted(folder.rglob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        try:
            body = mail.get_body(("plain",))
            text = body.get_content() if body else ""
        except (LookupError, ValueError, AttributeError, KeyError):
            continue
        read += bool(text)
        if mail["List-Id"] or mail["List-Unsubscribe"]:  # set aside before anything looks at its words
            continue
        hint = suggest(shipped().lexicon, text)
        if hint.priority == URGENT:
            urgent.append(f"{path.name}: {(hint.danger or tuple(one.key for one in hint.categories))[:3]}")
    return read, urgent


def main(told: list[str]) -> None:
    """Prints the table; `-v` also what was guessed wrong."""
    wordy = "-v" in told
    print("language    n  top-1  top-3    P1  missed  false P1  flags  found  beside")
    rows = {language: measure(language) for language in LANGUAGES}
    for language, row in rows.items():
        print(
            f"{language:8} {row.n:4} {row.first / row.n:6.0%} {row.among / row.n:6.0%} {row.urgent:5}"
            f" {len(row.missed):7} {len(row.raised):9} {row.flags:6} {row.found:6} {row.beside:7}"
        )
    for language, row in rows.items():
        for line in row.missed:
            print(f"missed P1, {language}: {line}")
        for line in row.raised:
            print(f"false P1, {language}: {line}")
        for line in row.wrong if wordy else ():
            print(f"wrong, {language}: {line}")
    for folder in told:
        if folder != "-v":
            read, urgent = alarms(Path(folder))
            print(f"{folder}: {len(urgent)} of {read} mails would be P1", *urgent, sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])
