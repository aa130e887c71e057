"""`hirz open`: one mail read outside the daemon, with exactly the keys that were named, and the verdict on it."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from daemon.config import ConfigError
from daemon.sandbox import Examiner
from daemon.shell.codes import FINE, TROUBLE
from daemon.shell.opening_file import Reading, read_file, readings
from daemon.shell.opening_verdict import NoKeys, judged, opened_with
from daemon.shell.opening_words import told_in_words
from daemon.tools import wall_clock
from pgp.certificates import Certificate, canonical
from pgp.errors import GpgBroken
from pgp.keyring import Keyring
from pgp.open import Opens
from pgp.opened import Opened, Protection
from pgp.reasons import REASONS, Refused

KEY_FILE = 1024 * 1024  # octets


def open_file(told: argparse.Namespace) -> int:
    """Reads the mail and prints the verdict; 0 where it could be read at all."""
    raw = read_file(told.file)
    known = [_certificate(path) for path in told.cert]
    secrets = [_octets(path) for path in told.secret]
    with ExitStack() as undo:
        keyring: Opens = undo.enter_context(_keyring(secrets)) if secrets else NoKeys()
        opened, reading = _best_reading(raw, keyring, known, wall_clock())
        examiner = Examiner.started()
        undo.callback(examiner.close)
        verdict, trouble = judged(opened, known, examiner, keys=bool(secrets))
    if told.json:
        print(json.dumps(vars(verdict)))
    for line in told_in_words(verdict, opened, known) if not told.json else ():
        print(line)
    for line in filter(None, (reading.done, trouble)):
        print(f"hirz: {line}", file=sys.stderr)
    return TROUBLE if opened.protection is Protection.UNREADABLE else FINE


def _best_reading(raw: bytes, keyring: Opens, known: Sequence[Certificate], now: datetime) -> tuple[Opened, Reading]:
    """The first reading of the file under which its signature holds; the first of all where none does."""
    first: tuple[Opened, Reading] | None = None
    for reading in readings(raw):
        found = opened_with(reading.mail, keyring, known, now), reading
        if "signature_wrong" not in found[0].reasons:
            return found if first is None or found[0].signer else first
        first = first or found
    assert first, "there is always one reading"
    return first


def _keyring(secrets: Sequence[bytes]) -> Keyring:
    try:
        return Keyring.build(secrets)
    except GpgBroken as trouble:
        raise ConfigError(
            f"--secret: {trouble}. Each file holds one secret key, without passphrase, that can decrypt"
        ) from None


def _certificate(path: Path) -> Certificate:
    try:
        return canonical(_octets(path))
    except Refused as refused:
        raise ConfigError(f"{path}: {REASONS[refused.reason]}") from None


def _octets(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(KEY_FILE)
    except OSError as trouble:
        raise ConfigError(f"{path}: {trouble.strerror}") from None
