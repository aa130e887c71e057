"""Sealing what leaves: signed by the desk and encrypted to the one person it is meant for, in one run of gpg.

Where the operator keeps an archive, its certificate is the one other recipient there may be.
"""

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import datetime

from pgp import armour
from pgp.certificates import Certificate, Key, canonical, unusable
from pgp.errors import CannotSeal, GpgBroken
from pgp.gpg import WHILE_SEALING, Run
from pgp.in_memory import file_in_memory
from pgp.keyring import Keyring
from pgp.packets import ciphertext
from pgp.reasons import Refused

OPTIONS = ("--armor", "--compress-algo=none", "--digest-algo=SHA512", "--sign", "--encrypt")


def seal(
    inner: bytes, certificate: bytes, fingerprint: str, keyring: Keyring, now: datetime, *, archive: bytes = b""
) -> bytes:
    """`inner` signed with the desk's key and encrypted to this certificate, in ASCII armour.

    `fingerprint` is the one that was pinned for the person; the certificate must be that one, and what gpg made must
    name a key of it and no other but the archive's (KEY-02, LEAK-06). The plaintext goes through a pipe and touches
    no file.
    Raises CannotSeal (hold the mail, tell a handler), GpgBroken and GpgTimedOut (try again later).
    """
    try:
        recipient = canonical(certificate)
    except Refused as refused:
        raise CannotSeal(refused.reason) from None
    if recipient.fingerprint != fingerprint.upper():
        raise CannotSeal("certificate_differs")
    if reason := unusable(recipient, now):
        raise CannotSeal(reason)
    readers = (recipient, *_archive(archive, recipient, now))
    signing = signing_key(keyring, now)
    with suppress(GpgBroken):
        done = _sealed_once(inner, readers, signing, keyring)
        if _is_sealed(done, readers, signing):
            return done.output
    keyring.canary()  # before the blame: a full disk and a dead agent look like an unusable key
    done = _sealed_once(inner, readers, signing, keyring)
    if _is_sealed(done, readers, signing):
        return done.output
    raise CannotSeal("own_key_unusable" if done.count(b"INV_SGNR") else "certificate_cannot_encrypt")


def _archive(data: bytes, recipient: Certificate, now: datetime) -> tuple[Certificate, ...]:
    """The archive's certificate, unless there is none or the mail is sealed to it anyway. Raises CannotSeal."""
    if not data:
        return ()
    try:
        read = canonical(data)
    except Refused:
        raise CannotSeal("archive_unusable") from None
    if unusable(read, now):
        raise CannotSeal("archive_unusable")
    return () if read.fingerprint == recipient.fingerprint else (read,)


def signing_key(keyring: Keyring, now: datetime) -> Key:
    """The desk's own key that signs now: the newest signing subkey, or the primary key. Raises CannotSeal (R25)."""
    own = keyring.own[0].facts
    alive = [
        key for key in own.keys if key.signs and not key.revoked and not (key.expires_at and key.expires_at <= now)
    ]
    if own.revoked or (own.expires_at and own.expires_at <= now) or not alive:
        raise CannotSeal("own_key_unusable")
    return max(alive, key=lambda key: (key.fingerprint != own.fingerprint, key.made))


def _sealed_once(inner: bytes, readers: Sequence[Certificate], signing: Key, keyring: Keyring) -> Run:
    with ExitStack() as files:
        paths = [files.enter_context(file_in_memory(reader.data)) for reader in readers]
        to = [option for path in paths for option in ("--recipient-file", path)]
        signer = ("--local-user", signing.fingerprint + "!")  # never --default-key: that falls back in silence
        return keyring.run(*OPTIONS, *signer, *to, given=inner, allowed=WHILE_SEALING)


def _is_sealed(done: Run, readers: Sequence[Certificate], signing: Key) -> bool:
    """The whole story once, our key alone signed, and the packets name one key of each certificate and no other."""
    story = (b"BEGIN_SIGNING", b"BEGIN_ENCRYPTION", b"SIG_CREATED", b"END_ENCRYPTION")  # a long text is signed last
    if done.code != 0 or done.strange or any(done.count(word) != 1 for word in story):
        return False
    signers = [fields[-1] for fields in done.rest_of(b"SIG_CREATED")]
    considered = [fields[0] for fields in done.rest_of(b"KEY_CONSIDERED")]
    if signers != [signing.fingerprint.encode()] or {one.fingerprint.encode() for one in readers} - set(considered):
        return False
    try:
        named = ciphertext(armour.take_off(done.output)).recipients
    except Refused:
        return False
    theirs = [{key.key_id for key in reader.encryption_keys if not key.revoked} for reader in readers]
    return len(named) == len(readers) and all(len(ids.intersection(named)) == 1 for ids in theirs)
