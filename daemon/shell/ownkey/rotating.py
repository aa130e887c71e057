"""`hirz key rotate`: a new subkey, or a wholly new key; what the old one opened goes on to open."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from daemon.config import Config, ConfigError, load
from daemon.shell.codes import FINE
from daemon.shell.init import new_desk_key, refuse_a_stranger
from daemon.shell.init_words import in_fours
from daemon.shell.ownkey.files import folder_for, keep_copy, replace, write_beside
from daemon.shell.ownkey.held import Held, current_key
from daemon.shell.ownkey.statement import statement
from daemon.shell.ownkey.wiring import (
    Steps,
    Wiring,
    lines_for_config,
    lines_for_systemd,
    lines_to_replace,
    numbered,
    wiring_of,
)
from daemon.tools import wall_clock
from pgp.certificates import public_part, unusable
from pgp.rotation import signed_by, with_new_subkey

SHORT = 8  # of the fingerprint's last digits, in the name of a file
MARKED = re.compile(r"-[0-9A-F]{8}$")


def rotate(told: argparse.Namespace) -> int:
    """Nothing is ever without a key: each file is whole before another gives way. Raises ConfigError, GpgBroken."""
    config = load(told.config, look=False)
    held, wiring = current_key(config), wiring_of(told.config)
    folder = folder_for(held.path, told.into)
    refuse_a_stranger(folder, "key rotate")
    if told.primary:
        lines = _new_primary(config, held, folder, wiring)
    elif held.facts.revoked:
        raise ConfigError("the desk's key was revoked, and stays so: `hirz key rotate --primary` makes a new one")
    else:
        lines = _new_subkey(held, folder, wiring)
    for line in lines:
        print(line)
    return FINE


def _new_subkey(held: Held, folder: Path, wiring: Wiring) -> Iterator[str]:
    made = with_new_subkey(held.secret)
    ends = public_part(made).encryption_expires_at
    yield from swapped(held, made, folder)
    yield f"The desk's key {in_fours(held.facts.fingerprint)} has a new subkey,"
    yield f"until {ends:%Y-%m-%d}. What was sealed to the old one still opens." if ends else "without end."
    yield "What is left to do:"
    yield from numbered([*to_take_up(held, folder, wiring), *_afterwards(wiring)])


def swapped(held: Held, made: bytes, folder: Path) -> Iterator[str]:
    """Puts a changed key in the place of the one it was made of, which is kept; or into a folder, for somebody to."""
    if folder == held.path.parent:
        copy = keep_copy(held.path, wall_clock())
        replace(held.path, made)
        yield f"  made  {held.path}"
        yield f"  kept  {copy}     # as it was; nothing needs it once the new one lies in the safe: shred -u"
    else:
        write_beside(folder / held.path.name, made)
        yield f"  made  {folder / held.path.name}"


def to_take_up(held: Held, folder: Path, wiring: Wiring) -> Steps:
    """What is left to do until the desk works with the changed key."""
    file, day = folder / held.path.name, f"{wall_clock():%Y-%m-%d}"
    steps: Steps = []
    if wiring.sealed or file != held.path:
        steps.append(
            ("Put it in the place of the old one, as root:", tuple(lines_to_replace(wiring, file, held.path, day)))
        )
    if file != held.path:
        steps.append(("Then destroy what is left of it:", (f"shred -u {file}",)))
    return [*steps, ("Let the desk take it up:", (wiring.hirz("check"), wiring.restart()))]


def _new_primary(config: Config, held: Held, folder: Path, wiring: Wiring) -> Iterator[str]:
    """The old key stays the desk's until the config names the new one: one file is edited, and all changes at once."""
    now = wall_clock()
    made = new_desk_key(config)
    new = public_part(made)
    mark = new.fingerprint[-SHORT:]
    by_both = not held.facts.revoked and unusable(held.facts, now) is None
    text = statement(config.desk.address, held.facts.fingerprint, new.fingerprint, now, by_both=by_both)
    signed = signed_by(text, [held.secret, made] if by_both else [made])
    file = folder / f"{MARKED.sub('', held.path.name)}-{mark}"
    word = (wiring.config.parent if folder == held.path.parent else folder) / f"transition-{mark}.asc"
    write_beside(file, made)
    write_beside(word, signed, 0o644)
    yield f"  made  {file}"
    yield f"  made  {word}     # signed by {'both keys' if by_both else 'the new key alone: the old one cannot sign'}"
    yield f"The old key:  {in_fours(held.facts.fingerprint)}"
    yield f"The new key:  {in_fours(new.fingerprint)}"
    yield "The desk goes on with the old key until the config names the new one. What is left to do:"
    current, retired = wiring.sibling(file.name), (wiring.key, *wiring.retired)
    steps: Steps = []
    if folder != held.path.parent and not wiring.sealed:
        steps.append((f"Move {file} to where the other secrets are, for the user hirz alone (mode 600)", ()))
    if systemd := tuple(lines_for_systemd(wiring, file)):
        steps.append(("Let systemd hand it over, as root:", systemd))
    steps.append((f"In {wiring.config}, under [desk]:", tuple(lines_for_config(current, retired))))
    steps.append(("Let the desk take it up:", (wiring.hirz("check"), wiring.restart())))
    steps.append(("Tell people, with the old key still in their hands:", (f"publish {word}, and mail it to them",)))
    steps += _afterwards(wiring)
    end = wiring.hirz(f"key revoke --key {held.facts.fingerprint} --reason superseded")
    steps.append(("When nobody writes to the old key any more:", (end,)))
    yield from numbered(steps)


def _afterwards(wiring: Wiring) -> Steps:
    publish = (wiring.hirz("key export") + " > desk.asc", wiring.hirz("key wkd FOLDER"))
    paper = (wiring.hirz("key backup FILE.html"),)
    return [
        (
            "Publish the certificate anew, and give it to every handler (mails carry it by themselves from now on):",
            publish,
        ),
        ("Print a new backup: the old paper does not open what is sealed to the new key", paper),
    ]
