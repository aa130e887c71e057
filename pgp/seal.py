"""Sealing what leaves: signed by the desk and encrypted to the one person it is meant for, in one run of gpg."""

from contextlib import suppress
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


def seal(inner: bytes, certificate: bytes, fingerprint: str, keyring: Keyring, now: datetime) -> bytes:
    """`inner` signed with the desk's key and encrypted to this certificate, in ASCII armour.

    `fingerprint` is the one that was pinned for the person; the certificate must be that one, and what gpg made must
    name a key of it and no other (KEY-02, LEAK-06). The plaintext goes through a pipe and touches no file.
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
    signing = signing_key(keyring, now)
    with suppress(GpgBroken):
        done = _sealed_once(inner, recipient, signing, keyring)
        if _is_sealed(done, recipient, signing):
            return done.output
    keyring.canary()  # before the blame: a full disk and a dead agent look like an unusable key
    done = _sealed_once(inner, recipient, signing, keyring)
    if _is_sealed(done, recipient, signing):
        return done.output
    raise CannotSeal("own_key_unusable" if done.count(b"INV_SGNR") else "certificate_cannot_encrypt")


def signing_key(keyring: Keyring, now: datetime) -> Key:
    """The desk's own key that signs now: the newest signing subkey, or the primary key. Raises CannotSeal (R25)."""
    own = keyring.own[0].facts
    alive = [
        key for key in own.keys if key.signs and not key.revoked and not (key.expires_at and key.expires_at <= now)
    ]
    if own.revoked or (own.expires_at and own.expires_at <= now) or not alive:
        raise CannotSeal("own_key_unusable")
    return max(alive, key=lambda key: (key.fingerprint != own.fingerprint, key.made))


def _sealed_once(inner: bytes, recipient: Certificate, signing: Key, keyring: Keyring) -> Run:
    with file_in_memory(recipient.data) as path:
        signer = ("--local-user", signing.fingerprint + "!")  # never --default-key: that falls back in silence
        return keyring.run(*OPTIONS, *signer, "--recipient-file", path, given=inner, allowed=WHILE_SEALING)


def _is_sealed(done: Run, recipient: Certificate, signing: Key) -> bool:
    """The whole story once, our key alone signed, and the packets name one key of this certificate alone."""
    story = (b"BEGIN_SIGNING", b"BEGIN_ENCRYPTION", b"SIG_CREATED", b"END_ENCRYPTION")  # a long text is signed last
    if done.code != 0 or done.strange or any(done.count(word) != 1 for word in story):
        return False
    signers = [fields[-1] for fields in done.rest_of(b"SIG_CREATED")]
    considered = [fields[0] for fields in done.rest_of(b"KEY_CONSIDERED")]
    if signers != [signing.fingerprint.encode()] or recipient.fingerprint.encode() not in considered:
        return False
    try:
        named = ciphertext(armour.take_off(done.output)).recipients
    except Refused:
        return False
    return len(named) == 1 and named[0] in {key.key_id for key in recipient.encryption_keys if not key.revoked}
