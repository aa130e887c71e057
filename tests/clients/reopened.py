"""The mail of a client, read once more by `hirz open` outside the daemon, with exactly the keys that are named."""

import io
import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from daemon.shell.cli import main
from pgp.certificates import canonical
from tests.people import Person


@dataclass(frozen=True)
class Verdict:
    """What `hirz open --json` prints."""

    protection: str
    whole: bool
    signer: str | None
    reasons: list[str]
    subject: str | None
    text_parts: int
    undecrypted_parts: int


def hirz_open(raw: bytes, folder: Path, desk: Person, certificate: bytes) -> Verdict:
    files = {"mail.eml": raw, "signer.pgp": certificate, "desk.asc": desk.secret_key}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    mail, signer, secret = (str(folder / name) for name in files)
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["open", "--json", "--cert", signer, "--secret", secret, mail]) == 0
    return Verdict(**json.loads(printed.getvalue()))


def is_believed(raw: bytes, folder: Path, desk: Person, certificate: bytes, subject: str) -> None:
    """Asserts that it is believed with its writer's certificate, and opened but nobody's with another's."""
    verdict = hirz_open(raw, folder, desk, certificate)
    assert verdict.signer == canonical(certificate).fingerprint, verdict
    assert (verdict.protection, verdict.whole, verdict.reasons) == ("sealed", True, [])
    assert (verdict.subject, verdict.text_parts, verdict.undecrypted_parts) == (subject, 1, 0)
    stranger = hirz_open(raw, folder, desk, desk.certificate)
    assert stranger.signer is None and stranger.reasons and stranger.subject == subject
