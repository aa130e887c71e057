"""`hirz key backup` and `restore`: the desk's secret key on a sheet of paper, and back from it."""

import argparse
from datetime import datetime
from pathlib import Path

import segno

from daemon.config import ConfigError, load
from daemon.shell.at_rest import IN_MEMORY, mount_of
from daemon.shell.codes import FINE
from daemon.shell.init import refuse_a_stranger
from daemon.shell.init_words import in_fours
from daemon.shell.ownkey.files import read_small, write_beside
from daemon.shell.ownkey.held import Held, chosen_key
from daemon.shell.ownkey.page import page
from daemon.shell.ownkey.paper import MOST_LINES, lines_of, read_back, squares_of
from daemon.tools import wall_clock
from pgp import armour
from pgp.certificates import public_part
from pgp.reasons import Refused


def backup(told: argparse.Namespace) -> int:
    """One page of HTML that loads nothing: for a printer that nobody else reads, and then for the shredder."""
    held = chosen_key(load(told.config, look=False), told.key)
    write_beside(told.file, sheet(held, wall_clock()).encode())
    print(f"  made  {told.file}")
    print("Whoever has this page reads every mail that was ever sealed to the desk. Print it on a printer of your own,")
    print("look whether it is all there, put it into a safe in another house, and destroy the file:")
    print(f"    shred -u {told.file}")
    mount = mount_of(told.file)
    if mount is None or mount.kind not in IN_MEMORY:
        print("This folder lies on a disk, and a disk may keep what was shredded: /dev/shm is in memory.")
    return FINE


def sheet(held: Held, now: datetime) -> str:
    """The page for one key. Raises ConfigError."""
    secret = binary(held.secret)
    lines = lines_of(secret)
    if len(lines) > MOST_LINES:
        raise ConfigError("this key is too large for paper: copy its file to a stick")
    codes = [square(text) for text in squares_of(secret)]
    return page(held.facts, lines, codes, now)


def square(text: str) -> str:
    """One QR code as a drawing; M lets a seventh of it be dirty."""
    return segno.make(text, error="m", micro=False, boost_error=False).svg_inline(border=4, omitsize=True)


def binary(secret: bytes) -> bytes:
    """The key's octets without its armour. Raises ConfigError."""
    try:
        return armour.octets(secret, "PRIVATE KEY BLOCK")
    except Refused:
        raise ConfigError("the desk's key is not in plain armour: export it anew with gpg") from None


def restore(told: argparse.Namespace) -> int:
    """From typed lines, what a telephone read, or the page's own file; never over a key that is there."""
    secret = read_back(read_small(told.file).decode("utf-8", "replace"))
    try:
        facts = public_part(secret)
    except Refused:
        raise ConfigError(f"{told.file}: lines at the end are missing, or this is no backup of a key") from None
    path: Path = told.to if told.to is not None else load(told.config, look=False).desk.key_file
    refuse_a_stranger(path.parent, "key restore")
    write_beside(path, armour.put_on(secret, "PRIVATE KEY BLOCK"))
    print(f"  made  {path}")
    print(f"  {in_fours(facts.fingerprint)}")
    print("\n".join(f"  {name}" for name in facts.names))
    print("Compare the fingerprint with the one on the paper.")
    return FINE
