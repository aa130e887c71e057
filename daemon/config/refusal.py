"""How a config file is refused: on one line, with the key and the reason, and never with a value."""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

SHOWN = 3  # mistakes told at once; the rest is counted


def position(error: tomllib.TOMLDecodeError) -> str:
    """Keep the place of a TOML error and drop its words, which may repeat what stands there."""
    _, found, place = str(error).rpartition("(at ")
    return f"look at {place.rstrip(')')}" if found else "a table or key stands there twice"


def told(errors: Sequence[ErrorDetails], schema: Mapping[str, Any]) -> str:
    """Say what is wrong. `schema` is the whole file's JSON schema; it knows which keys there are."""
    lines = []
    for error in errors[:SHOWN]:
        where = ""
        for step in error["loc"]:
            where += f"[{step + 1}]" if isinstance(step, int) else f".{_shown(step)}" if where else _shown(step)
        lines.append(f"{where or 'the file'}: {_reason(error, schema)}")
    more = f" (and {len(errors) - SHOWN} more)" if len(errors) > SHOWN else ""
    return "; ".join(lines) + more


def _shown(key: str) -> str:
    """Show a key as it was written, cut short, and on one line whatever it holds."""
    return "".join(sign if sign.isprintable() else "?" for sign in key[:60])


def _reason(error: ErrorDetails, schema: Mapping[str, Any]) -> str:
    match error["type"]:
        case "extra_forbidden":
            close = difflib.get_close_matches(str(error["loc"][-1]), _known_keys(error["loc"][:-1], schema), 1)
            return "no such key" + (f" (did you mean {close[0]}?)" if close else "")
        case "missing":
            return "is missing"
        case _:
            return error["msg"].removeprefix("Value error, ")


def _known_keys(steps: tuple[int | str, ...], schema: Mapping[str, Any]) -> list[str]:
    """List the keys that may stand at a place of the file."""
    here: Mapping[str, Any] = schema
    for step in steps:
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
        for choice in (here, *here.get("anyOf", ())):
            if "$ref" in choice:
                here = schema["$defs"][choice["$ref"].rpartition("/")[2]]
                break
    return list(here.get("properties", {}))
