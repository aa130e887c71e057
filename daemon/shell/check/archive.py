"""Looks at the archive's certificate, where there is one: what it is, and whether gpg can seal to it."""

from collections.abc import Iterator

from daemon.assemble import role_certificate
from daemon.shell.check.scene import FAILED, OK, WARNING, Scene, Told
from pgp.certificates import unusable
from pgp.errors import CannotSeal
from pgp.reasons import REASONS, Refused
from pgp.seal import seal

SOON = 60  # days
WAITS = "what people write to people outside the desk waits"
ANOTHER = "Put another certificate at desk.archive_certificate_file, or leave that empty, and restart hirz"


def try_archive(scene: Scene) -> Iterator[Told]:
    path = scene.config.desk.archive_certificate_file
    if path is None:
        return
    try:
        archive = role_certificate(path)
    except OSError as trouble:
        yield Told(FAILED, f"archive: {path}: {trouble.strerror}", ANOTHER)
        return
    except Refused as refused:
        yield Told(FAILED, f"archive: {path}: {REASONS[refused.reason]}", ANOTHER)
        return
    if reason := unusable(archive, scene.now):
        yield Told(FAILED, f"archive: {REASONS[reason]} Now {WAITS}", ANOTHER)
        return
    own = scene.keyring.own[0]
    try:
        seal(b"hirz check\n", own.certificate, own.fingerprint, scene.keyring, scene.now, archive=archive.data)
    except CannotSeal:
        yield Told(FAILED, f"archive: gpg cannot seal to {archive.fingerprint}. Now {WAITS}", ANOTHER)
        return
    ends = archive.encryption_expires_at
    if ends and (ends - scene.now).days < SOON:
        yield Told(WARNING, f"archive: its certificate ends on {ends:%Y-%m-%d}; from then on {WAITS}", ANOTHER)
    yield Told(OK, f"archive: every sealed mail can be read with {archive.fingerprint} too")
