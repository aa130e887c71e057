"""`hirz suggest`: which kind of trouble a text may be about, and the very words that say so; nothing is decided."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from daemon.assemble import casework_in
from daemon.config import load
from daemon.shell.codes import DEFAULT_CONFIG, FINE, UNREAD
from mailflows.casework.categories import Casework
from mailflows.casework.reading import shipped
from mailflows.suggest.hint import SHOWN, Hint, suggest
from templates import label

MOST = 1024 * 1024  # octets; the beginning is all that is looked at


def suggestion(told: argparse.Namespace) -> int:
    """Prints the hint for a text; 0, or 2 where the file cannot be read."""
    try:
        octets = _octets(told.file)
    except OSError as trouble:
        print(f"hirz: {told.file}: {trouble.strerror or 'cannot be read'}", file=sys.stderr)
        return UNREAD
    hint = suggest(_casework(told).lexicon, octets.decode("utf-8", "replace"))
    if told.json:
        print(json.dumps(in_json(hint), ensure_ascii=False))
    for line in () if told.json else _in_words(hint):
        print("".join(sign if sign.isprintable() else " " for sign in line))
    return FINE


def _casework(told: argparse.Namespace) -> Casework:
    """With the operator's words where there is a config; ours alone on a machine without a desk. Raises ConfigError."""
    if told.config == DEFAULT_CONFIG and not told.config.exists():
        return shipped()
    return casework_in(load(told.config, look=False))


def _octets(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MOST)
    with open(name, "rb") as file:
        return file.read(MOST)


def in_json(hint: Hint) -> dict[str, Any]:
    """The object that --json prints; `priority` is P1, or empty where nothing speaks for more than is usual."""
    return {
        "language": hint.language,
        "categories": [{"id": one.key, "because": list(one.because)} for one in hint.categories],
        "flags": [one.key for one in hint.flags],
        "priority": hint.priority,
    }


def _in_words(hint: Hint) -> Iterator[str]:
    yield f"Language: {label('language', hint.language, 'en') if hint.language else 'not sure'}"
    for number, one in enumerate(hint.categories[:SHOWN], 1):
        yield f"{number}. {label('category', one.key, 'en')} ({one.key})"
        yield f"   because of: {' / '.join(one.because)}"
    if not hint.categories:
        yield "No kind of trouble is suggested."
    for one in hint.flags:
        yield f"#flag {one.key}, because of: {' / '.join(one.because)}"
    if hint.priority:
        yield f"Would be raised to {hint.priority}" + (": words of danger." if hint.danger else ".")
