"""`hirz key find`: what a domain publishes as the key of one address; believed only after a voice compared it."""

import argparse
import sys

from daemon.config import load
from daemon.doors.wkd import NotFound, look_up
from daemon.shell.codes import FINE, TROUBLE
from daemon.shell.init_words import in_fours
from daemon.tools import wall_clock
from pgp.autocrypt import export_public
from pgp.certificates import unusable
from pgp.reasons import REASONS


def find(told: argparse.Namespace) -> int:
    """The facts go to the terminal, the key itself to wherever the output goes."""
    outcome = look_up(told.address, load(told.config, look=False).wkd.proxy)
    if isinstance(outcome, NotFound):
        print(outcome.sentence, file=sys.stderr)
        return TROUBLE
    found = outcome.certificate
    ends = found.encryption_expires_at
    lines = [
        in_fours(found.fingerprint),
        *found.names,
        f"can be written to until {ends:%Y-%m-%d}" if ends else "does not expire",
        f"published by {outcome.host}, whoever keeps that: compare the fingerprint with its owner, by voice",
    ]
    if reason := unusable(found, wall_clock()):
        lines.append(REASONS[reason])
    print("\n".join(lines), file=sys.stderr)
    print(export_public(found.data).decode(), end="")
    return FINE
