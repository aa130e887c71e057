"""`hirz key show`, `export` and `vcard`: what the desk's keys are, and how others are given the one that counts."""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime

from daemon.config import load
from daemon.shell.codes import FINE
from daemon.shell.init_words import in_fours
from daemon.shell.ownkey.held import Held, chosen_key, current_key, days_left, held_keys
from daemon.tools import wall_clock
from pgp.autocrypt import export_public, vcard
from pgp.certificates import Key, unusable
from pgp.reasons import REASONS


def show(told: argparse.Namespace) -> int:
    keys, now = held_keys(load(told.config, look=False)), wall_clock()
    if told.json:
        print(json.dumps([_as_data(key, now) for key in keys], ensure_ascii=False, indent=1))
    else:
        print("\n\n".join("\n".join(_lines(key, now)) for key in keys))
    return FINE


def export(told: argparse.Namespace) -> int:
    print(export_public(chosen_key(load(told.config, look=False), told.key).facts.data).decode(), end="")
    return FINE


def export_vcard(told: argparse.Namespace) -> int:
    config = load(told.config, look=False)
    print(vcard(config.desk.address, config.desk.name, current_key(config).facts.data).decode(), end="")
    return FINE


def does(held: Held, key: Key) -> tuple[str, ...]:
    """What a key is for, in words."""
    words = {"certifies": key.fingerprint == held.facts.fingerprint, "signs": key.signs, "is written to": key.encrypts}
    return tuple(word for word, true in words.items() if true)


def _lines(held: Held, now: datetime) -> Iterator[str]:
    yield f"{'The desk signs with' if held.current else 'Retired; it opens old mail:'}  {held.path}"
    yield f"  {in_fours(held.facts.fingerprint)}"
    yield from (f"  {name}" for name in held.facts.names)
    if reason := unusable(held.facts, now):
        yield f"  {REASONS[reason]}"
    for key in held.facts.keys:
        primary = key.fingerprint == held.facts.fingerprint
        what = "primary" if primary else "subkey "
        yield f"    {what} {key.key_id}  {', '.join(does(held, key)) or 'does nothing'}"
        yield f"            made {key.made:%Y-%m-%d}, {_end(held, key, now)}"


def _end(held: Held, key: Key, now: datetime) -> str:
    if key.revoked or held.facts.revoked:
        return "revoked"
    ends = _expires(held, key)
    left = days_left(ends, now)
    if ends is None or left is None:
        return "does not expire"
    return f"expires {ends:%Y-%m-%d}, {left} days left" if left >= 0 else f"EXPIRED {ends:%Y-%m-%d}"


def _expires(held: Held, key: Key) -> datetime | None:
    """A subkey ends with its primary key at the latest."""
    return min((end for end in (key.expires_at, held.facts.expires_at) if end), default=None)


def _as_data(held: Held, now: datetime) -> dict[str, object]:
    return {
        "current": held.current,
        "file": str(held.path),
        "fingerprint": held.facts.fingerprint,
        "names": held.facts.names,
        "revoked": held.facts.revoked,
        "unusable": unusable(held.facts, now),
        "expires": _day(held.facts.expires_at),
        "keys": [
            {
                "fingerprint": key.fingerprint,
                "does": does(held, key),
                "made": _day(key.made),
                "expires": _day(_expires(held, key)),
                "days_left": days_left(_expires(held, key), now),
                "revoked": key.revoked or held.facts.revoked,
            }
            for key in held.facts.keys
        ],
    }


def _day(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%d}" if when else None
