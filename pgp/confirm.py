"""The second engine: gpg proves for itself what Sequoia found, before a handler's command is obeyed."""

import shutil
from datetime import datetime

from pgp.certificates import canonical
from pgp.gpg import READ_ONLY, WHILE_PROVING, Run, gpg_without_home, run
from pgp.homes import new_home
from pgp.in_memory import file_in_memory
from pgp.judge import CLOCKS_DIFFER, HASHES, KINDS
from pgp.message import Message, read_message
from pgp.opened import Opened
from pgp.reasons import Refused

# VALIDSIG: key that signed, date, time, end, version, 0, key algorithm, digest algorithm, class, primary key
FIELDS = 10
TEXT_MODE = 0x01


def confirm(opened: Opened, certificate: bytes, now: datetime) -> bool:
    """Whether gpg, with a keyring that holds this one certificate, comes to the same verdict in every point.

    It is shown the signed message as it came out of the encryption, must tell one story and no other (SIG-06, SIG-09,
    SIG-13, SIG-21), and must hand back the very text that was read. True only if all agrees with `opened`.
    Raises GpgBroken and GpgTimedOut where it cannot be asked.
    """
    try:
        known = canonical(certificate)
        message = read_message(opened.inner)
    except Refused:
        return False
    if opened.signer is None or message.signature is None or known.fingerprint != opened.signer:
        return False
    if message.signature.digest != opened.signature_digest or message.signature.made != opened.signed_at:
        return False
    done = _proved(opened.inner, known.data)
    if done.code != 0 or done.strange or not _one_story(done):
        return False
    if not _same_text(done.output, message):
        return False
    valid = done.rest_of(b"VALIDSIG")[0]
    if len(valid) != FIELDS or opened.signed_at is None:
        return False
    try:
        made, kind, digest = int(valid[2]), int(valid[8], 16), int(valid[7])
    except ValueError:
        return False  # SIG-08: a story that cannot be read is none
    return (
        valid[9] == opened.signer.encode()
        and valid[0] in {key.fingerprint.encode() for key in known.keys}
        and made == int(opened.signed_at.timestamp())
        and made <= (now + CLOCKS_DIFFER).timestamp()
        and kind == message.signature.kind
        and kind in KINDS
        and digest == message.signature.hash
        and digest in HASHES
    )


def _same_text(output: bytes, message: Message) -> bool:
    """Whether this is the very text that was read. A text mode signature leaves line ends open; gpg writes its own."""
    if message.signature is not None and message.signature.kind == TEXT_MODE:
        return output.replace(b"\r\n", b"\n") == message.text.replace(b"\r\n", b"\n")
    return output == message.text


def _proved(signed: bytes, certificate: bytes) -> Run:
    """What gpg has to say of a signed message, in a home that is made for it and thrown away."""
    home = new_home()
    try:
        with file_in_memory(certificate) as ring:
            only = ("--homedir", str(home), "--no-default-keyring", "--keyring", ring, "--no-autostart")
            arguments = (*READ_ONLY, *only, "--decrypt")
            return run(gpg_without_home(), *arguments, given=signed, allowed=WHILE_PROVING)
    finally:
        shutil.rmtree(home, ignore_errors=True)  # no agent to stop: no secret key was asked for


def _one_story(done: Run) -> bool:
    return all(done.count(word) == 1 for word in (b"NEWSIG", b"GOODSIG", b"VALIDSIG", b"PLAINTEXT"))
