"""The later life of the desk's own key: a new subkey, a longer life, a word signed by old and new, a revocation."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pgp import armour
from pgp.certificates import Certificate, public_part
from pgp.errors import GpgBroken
from pgp.keymaking import promised_features
from pgp.keyring import Keyring
from pgp.packets import framed, walk
from pgp.reasons import Refused
from pgp.workbench import NO_PASSPHRASE, bench, fingerprint_created

WHILE_CHANGING = frozenset(b"KEY_CONSIDERED KEY_CREATED PROGRESS KEYEXPIRED".split())
WHILE_SIGNING = frozenset(b"KEY_CONSIDERED BEGIN_SIGNING SIG_CREATED".split())
WHILE_REVOKING = frozenset(b"KEY_CONSIDERED GET_BOOL GET_LINE GOT_IT KEYEXPIRED".split())
# Why a key is revoked, as gpg numbers it (RFC 9580, 5.2.3.31). Only the first casts doubt on what was signed before.
WHYS: Mapping[str, bytes] = MappingProxyType({"none": b"0", "compromised": b"1", "superseded": b"2", "unused": b"3"})


def with_new_subkey(secret: bytes, *, expires: str = "2y") -> bytes:
    """The same key with a fresh subkey to be written to; whatever signs lives longer, and nothing is taken away.

    The old subkeys stay, and end on the day they always did: what was sealed to them still opens. `expires` as gpg
    writes it. Raises GpgBroken, also where the result does not open all that the old key opened.
    """
    before = _facts(secret)
    signing = [key.fingerprint for key in before.keys[1:] if key.signs and not key.revoked]
    with bench(secret) as on:

        def change(*arguments: str) -> str:
            done = on.does(*NO_PASSPHRASE, *arguments, allowed=WHILE_CHANGING)
            return fingerprint_created(done) if done.count(b"KEY_CREATED") else ""

        change("--quick-set-expire", before.fingerprint, expires)
        if signing:
            change("--quick-set-expire", before.fingerprint, expires, *signing)
        fresh = change("--quick-add-key", before.fingerprint, "cv25519", "encr", expires)
        made = on.secret(before.fingerprint)
    after = _facts(made)
    more = {key.fingerprint for key in after.keys} - {key.fingerprint for key in before.keys}
    if after.fingerprint != before.fingerprint or more != {fresh} or len(after.keys) != len(before.keys) + 1:
        raise GpgBroken("the key did not become what it should")
    if not promised_features(made) <= promised_features(secret):
        raise GpgBroken("the changed key promises more than it did before")
    _must_open_what(made, [key.fingerprint for key in after.encryption_keys])
    return made


def signed_by(text: str, secrets: Sequence[bytes]) -> bytes:
    """A text with a signature by each of these keys around it, which people read without any program.

    Raises GpgBroken where a key cannot sign (any more).
    """
    fingerprints = [_facts(secret).fingerprint for secret in secrets]
    who = [word for fingerprint in fingerprints for word in ("--local-user", fingerprint)]
    with bench(*secrets) as on:
        clear = ("--armor", "--digest-algo=SHA512", "--clear-sign")
        done = on.does(*who, *clear, given=text.encode(), allowed=WHILE_SIGNING)
    if done.count(b"SIG_CREATED") != len(secrets):
        raise GpgBroken("not every key signed")
    return done.output


def revocation(secret: bytes, why: str) -> bytes:
    """A revocation certificate for this key, in ASCII armour: whoever publishes it ends the key. Raises GpgBroken."""
    fingerprint = _facts(secret).fingerprint
    answers = b"\n".join((b"y", WHYS[why], b"", b"y", b""))  # yes, for this reason, in no words, yes
    with bench(secret) as on:
        asked = ("--no-batch", "--command-fd", "0", "--armor", *NO_PASSPHRASE, "--gen-revoke", fingerprint)
        done = on.does(*asked, given=answers, allowed=WHILE_REVOKING)
    if b"BEGIN PGP PUBLIC KEY BLOCK" not in done.output:
        raise GpgBroken("gpg did not make a revocation")
    return done.output


def revoked(secret: bytes, revoking: bytes) -> bytes:
    """The secret key with this revocation in it: it goes on opening, and never signs again.

    Put together by us: gpg wants a trust database before it takes a revocation in. Raises GpgBroken where it revokes
    another key, or none.
    """
    try:
        [word] = list(walk(armour.octets(revoking, "PUBLIC KEY BLOCK"), 4))
        primary, *rest = list(walk(armour.octets(secret, "PRIVATE KEY BLOCK"), 4000))
    except (Refused, ValueError):
        raise GpgBroken("this is not one revocation of one secret key") from None
    made = armour.put_on(b"".join(map(framed, (primary, word, *rest))), "PRIVATE KEY BLOCK")
    if not _facts(made).revoked:
        raise GpgBroken("the revocation is not one of this key")
    return made


def _facts(secret: bytes) -> Certificate:
    try:
        return public_part(secret)
    except Refused:
        raise GpgBroken("this is not one OpenPGP secret key") from None


def _must_open_what(secret: bytes, subkeys: Sequence[str]) -> None:
    """Every subkey's own canary comes out, the retired ones' too (KEY-16). Raises GpgBroken."""
    with Keyring.build([secret]) as keyring:
        if len(keyring.own[0].canaries) < len(subkeys):
            raise GpgBroken("the changed key does not open all that it should")
