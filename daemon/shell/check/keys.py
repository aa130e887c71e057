"""Looks at keys and secrets: there, private, usable, soon to expire, and what guards them when the disk is stolen."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from daemon.assemble import role_certificate
from daemon.config import load
from daemon.shell.at_rest import IN_MEMORY, guard_of, mount_of
from daemon.shell.check.archive import try_archive
from daemon.shell.check.scene import FAILED, OK, WARNING, Scene, Told
from daemon.shell.ownkey.rotating import MARKED
from pgp.certificates import Certificate, unusable
from pgp.reasons import REASONS, Refused
from pgp.selfmade import EPOCH


@dataclass(frozen=True)
class Step:
    """How near the end of the desk's own key is, and what that means."""

    within: timedelta
    words: str


# The nearest first (KEY-10). After the end the desk still opens mail, and sends nothing sealed.
STEPS = (
    Step(timedelta(days=7), "THIS WEEK: then nobody can write sealed to the desk, nor the desk to anybody."),
    Step(timedelta(days=14), "Renew it now: people need days to get the new one."),
    Step(timedelta(days=30), "Renew it this week: then people have weeks to get the new one."),
    Step(timedelta(days=60), "There is time, but not for forgetting it."),
)
RENEW = "hirz key rotate --subkey"
HELD_BACK = "Mail is opened, and whatever has to leave sealed is held."
SOON_ELSEWHERE = timedelta(days=30)
FROM_SYSTEMD = Path("/run/credentials")
# Debian 12's gpg has had holes mended that its own version number does not tell of (CVE-2025-68973 and others).
MENDED = (("2.2.40-", "2.2.40-1.1+deb12u2"),)


def try_secrets(scene: Scene) -> Iterator[Told]:
    if scene.path.stat().st_mode & 0o022:
        yield Told(
            FAILED, f"{scene.path} can be changed by others: the desk would be theirs", f"chmod 600 {scene.path}"
        )
    load(scene.path)  # there, readable, not empty, not open to everyone; raises ConfigError
    for key, path in scene.secrets().items():
        # systemd lets its service read through an access list, which looks like a right of the group
        if path.stat().st_mode & 0o070 and not path.is_relative_to(FROM_SYSTEMD):
            yield Told(WARNING, f"{key}: {path} is open to its group", f"chmod 600 {path}")
    yield Told(OK, f"{len(scene.secrets())} files are there, and none is open to everyone")


def try_keyring(scene: Scene) -> Iterator[Told]:
    yield from _old_gpg()
    try:
        keyring = scene.keyring
    except OSError as trouble:
        yield Told(FAILED, f"{scene.config.desk.key_file}: {trouble.strerror}")
        return
    mount = mount_of(keyring.home)
    if mount is not None and mount.kind not in IN_MEMORY:
        words = f"gpg's home is made on a disk ({keyring.home.parent}), and the desk's key lies there while it runs"
        yield Told(WARNING, words, "Let desk.gpg_folder be a folder in memory, such as one under /run")
    own, *retired = (key.facts for key in keyring.own)
    if reason := unusable(own, scene.now):
        yield Told(FAILED, f"the desk's key {own.fingerprint}: {REASONS[reason]} {HELD_BACK}", _way_out(own))
        return
    if (signs := _signs_until(own)) is not None and signs <= scene.now:
        yield Told(FAILED, f"the desk's key {own.fingerprint} can no longer sign. {HELD_BACK}", RENEW)
        return
    if scene.config.desk.address.lower() not in own.addresses:
        words = f"the desk's key does not name {scene.config.desk.address}: mail programs will not find it"
        yield Told(WARNING, words)
    ends = min((end for end in (own.encryption_expires_at, signs) if end), default=None)
    if ends and (step := next((step for step in STEPS if ends - scene.now <= step.within), None)):
        yield Told(
            WARNING, f"the desk's key ends on {ends:%Y-%m-%d}, in {(ends - scene.now).days} days. {step.words}", RENEW
        )
    until = f"until {ends:%Y-%m-%d}" if ends else "without end"
    old = f"; and what was sealed to {len(retired)} retired key(s)" if retired else ""
    yield Told(OK, f"gpg opens what is sealed to {own.fingerprint}, {until}{old}")
    yield from _forgotten(scene)
    yield from try_archive(scene)


def _forgotten(scene: Scene) -> Iterator[Told]:
    """A new key that was made, and then nobody told the desk of it."""
    desk = scene.config.desk
    for file in sorted(desk.key_file.parent.iterdir()):
        if MARKED.search(file.name) and file not in (desk.key_file, *desk.retired_key_files):
            todo = "Say there what `hirz key rotate --primary` printed, or shred -u that file"
            yield Told(WARNING, f"{file} holds a key of the desk that {scene.path.name} does not name", todo)


def _way_out(own: Certificate) -> str:
    """What has expired may live longer; what was revoked is over."""
    return "hirz key rotate --primary" if own.revoked else RENEW


def _signs_until(own: Certificate) -> datetime | None:
    """When the last key that signs expires; None where one never does. A desk that cannot sign sends nothing (R25)."""
    ends = [key.expires_at for key in own.keys if key.signs and not key.revoked]
    last = None if None in ends else max((end for end in ends if end), default=EPOCH)
    return min((end for end in (last, own.expires_at) if end), default=None)


def _old_gpg() -> Iterator[Told]:
    """Only Debian's own package system knows; anywhere else nothing is said."""
    try:
        asked = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version}", "gpg"], capture_output=True, text=True, timeout=20, check=False
        )
        version = asked.stdout.strip()
        for line, mended in MENDED:
            newer = ["dpkg", "--compare-versions", version, "ge", mended]
            if version.startswith(line) and subprocess.run(newer, timeout=20, check=False).returncode:
                yield Told(
                    WARNING, f"gpg {version} has known holes, mended in {mended}", "apt-get update; apt-get upgrade"
                )
    except (OSError, subprocess.TimeoutExpired):
        return


def try_roles(scene: Scene) -> Iterator[Told]:
    """A certificate that cannot be read stops the start; one that has expired only stops what would be sealed to it."""
    for role in scene.config.roles:
        try:
            certificate = role_certificate(role.certificate_file)
        except OSError as trouble:
            yield Told(FAILED, f"{role.name}: {role.certificate_file}: {trouble.strerror}")
            continue
        except Refused as refusal:
            yield Told(FAILED, f"{role.name}: {role.certificate_file}: {REASONS[refusal.reason]}")
            continue
        ends = certificate.encryption_expires_at
        if reason := unusable(certificate, scene.now):
            yield Told(WARNING, f"{role.name}: {REASONS[reason]} What is escalated there waits.", "Ask for a new one")
        elif ends and ends - scene.now < SOON_ELSEWHERE:
            yield Told(WARNING, f"{role.name}: their certificate ends on {ends:%Y-%m-%d}", "Ask for a new one")
        else:
            yield Told(OK, f"{role.name}: sealed to {certificate.fingerprint}")
    if not scene.config.roles:
        yield Told(OK, "none: nothing can be escalated")


def try_at_rest(scene: Scene) -> Iterator[Told]:
    beside = scene.path.absolute().parent
    desk = scene.config.desk
    guard = guard_of((scene.config.store.master_key_file, desk.key_file, *desk.retired_key_files), beside)
    if guard.readable:
        yield Told(WARNING, guard.sentence, "systemd/README.md, Keys, tells the other ways")
    else:
        yield Told(OK, guard.sentence)
