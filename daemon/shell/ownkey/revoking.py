"""`hirz key revoke`: the paper that ends a key of the desk; with `--apply`, the end itself."""

import argparse
import sys

from daemon.config import ConfigError, load
from daemon.shell.codes import FINE
from daemon.shell.init import refuse_a_stranger
from daemon.shell.init_words import in_fours
from daemon.shell.ownkey.files import folder_for, write_beside
from daemon.shell.ownkey.held import Held, chosen_key
from daemon.shell.ownkey.rotating import SHORT, swapped, to_take_up
from daemon.shell.ownkey.wiring import Steps, Wiring, numbered, wiring_of
from pgp.autocrypt import export_public
from pgp.certificates import public_part
from pgp.rotation import revocation, revoked


def revoke(told: argparse.Namespace) -> int:
    """Without `--apply` nothing changes: the paper is for the safe, or for whoever publishes it."""
    held, wiring = chosen_key(load(told.config, look=False), told.key), wiring_of(told.config)
    if held.facts.revoked:
        raise ConfigError("this key is revoked already; `hirz key export` shows it so")
    paper = revocation(held.secret, told.reason)
    return _applied(told, held, paper, wiring) if told.apply else _written(told, held, paper, wiring)


def _written(told: argparse.Namespace, held: Held, paper: bytes, wiring: Wiring) -> int:
    if told.file is None:
        print(paper.decode(), end="")
    else:
        write_beside(told.file, paper)
    lines = (
        f"A revocation of {in_fours(held.facts.fingerprint)}. Nothing has changed yet.",
        "Whoever has this paper can end that key, for good and for everybody: keep it in the safe, apart from the key.",
        "It is for the day on which the key is lost, or in wrong hands. On that day, any OpenPGP program that has the",
        "desk's certificate takes it in (gpg --import); publish the certificate anew then, wherever it is published.",
        f"To end the key here and now:  {wiring.hirz(f'key revoke --apply --key {held.facts.fingerprint[-SHORT:]}')}",
    )
    print("\n".join(lines), file=sys.stderr)
    return FINE


def _applied(told: argparse.Namespace, held: Held, paper: bytes, wiring: Wiring) -> int:
    folder = folder_for(held.path, told.into)
    refuse_a_stranger(folder, "key revoke")
    made = revoked(held.secret, paper)
    certificate = (wiring.config.parent if folder == held.path.parent else folder) / (
        f"revoked-{held.facts.fingerprint[-SHORT:]}.asc"
    )
    write_beside(certificate, export_public(public_part(made).data), 0o644)
    for line in swapped(held, made, folder):
        print(line)
    print(f"  made  {certificate}     # the certificate with the revocation in it, for everybody")
    print(f"The key {in_fours(held.facts.fingerprint)} is revoked. It goes on opening mail, and signs nothing.")
    print("What is left to do:")
    steps: Steps = [*to_take_up(held, folder, wiring)]
    if held.current:
        print("  Until there is a new key, mail is taken in, and whatever has to leave sealed is held.")
        steps.append(("Make a new key; what is held leaves then:", (wiring.hirz("key rotate --primary"),)))
    steps.append((f"Publish {certificate} wherever the key was published, and give it to every handler", ()))
    if told.reason == "compromised":
        steps.append(("Tell people on another channel: whoever has the key reads what is still sealed to it", ()))
    for line in numbered(steps):
        print(line)
    return FINE
