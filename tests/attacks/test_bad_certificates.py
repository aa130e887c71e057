"""KEY-04, KEY-09, KEY-13: certificates that are too large, too strange, over, or not what they say."""

from datetime import datetime
from pathlib import Path

import pytest

from pgp.certificates import canonical, merged, unusable
from pgp.errors import CannotSeal
from pgp.keyring import Keyring
from pgp.packets import SUBKEY, TRUST, USER_ID, Packet
from pgp.reasons import Refused
from pgp.seal import seal
from tests.people import People, Person, forget_home, make_person, new_home, run_gpg
from tests.pgp.packets import message_of, packets_of


def renamed(person: Person, name: bytes) -> bytes:
    """The person's certificate with another name in it (the signature below it no longer fits)."""
    return message_of(
        [Packet(USER_ID, name) if packet.tag == USER_ID else packet for packet in packets_of(person.certificate)]
    )


def honest(people: People, now: datetime) -> None:
    """The very certificate that is then broken is taken, and can be sealed to."""
    assert unusable(canonical(people.mallory.certificate), now) is None


def test_key_04_what_others_certified_is_dropped(people: People) -> None:
    people.mallory.gpg("--quick-sign-key", "--yes", people.lab.fingerprint)
    heavy = people.lab.gpg("--export", people.lab.fingerprint)
    assert len(packets_of(heavy)) > len(packets_of(people.lab.certificate))
    assert canonical(heavy) == canonical(people.lab.certificate)


@pytest.mark.parametrize(
    "name", [b"", b"\xff\xfe", b"a\nb", b"a\x85b".decode("latin-1").encode(), "a\u202eb".encode(), b"x" * 256]
)
def test_key_04_a_name_that_cannot_be_shown(people: People, now: datetime, name: bytes) -> None:
    honest(people, now)
    with pytest.raises(Refused, match="certificate_names"):
        canonical(renamed(people.mallory, name))


def test_key_04_a_certificate_that_is_too_large(people: People, now: datetime) -> None:
    honest(people, now)
    packets = packets_of(people.mallory.certificate)
    name = next(packet for packet in packets if packet.tag == USER_ID)
    subkey = next(packet for packet in packets if packet.tag == SUBKEY)
    for many in ([name] * 10, [subkey] * 10, [Packet(TRUST, b"x" * 60_000)] * 2):
        with pytest.raises(Refused, match="certificate_too_large"):
            canonical(message_of([packets[0], *many, *packets[1:]]))


def test_key_04_more_than_one_or_none(people: People, now: datetime) -> None:
    honest(people, now)
    for data in (people.reporter.certificate + people.mallory.certificate, b"", b"hello", b"\x99", b"\x99" * 50):
        with pytest.raises(Refused, match="certificate_malformed"):
            canonical(data)
    with pytest.raises(Refused, match="certificate_secret"):
        canonical(public_secret(people.mallory))


def test_key_09_a_revocation_stays(people: People, gpg_home: Path, now: datetime) -> None:
    person = make_person("Rima", "rima@press.test", gpg_home)
    before = canonical(person.certificate)
    text = (gpg_home / "openpgp-revocs.d" / f"{person.fingerprint}.rev").read_bytes()
    person.gpg("--import", given=text[text.index(b":-----BEGIN") + 1 :])
    after = canonical(person.gpg("--export", person.fingerprint))
    assert not before.revoked and after.revoked and unusable(after, now) == "certificate_revoked"
    assert merged([after, before]).revoked and merged([before, after]).revoked


def test_key_13_a_subkey_bound_by_somebody_else_is_not_encrypted_to(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """Mallory hangs her encryption subkey onto the reporter's certificate."""
    theirs = packets_of(people.mallory.certificate)
    at = next(number for number, packet in enumerate(theirs) if packet.tag == SUBKEY)
    forged = message_of([*packets_of(people.reporter.certificate), *theirs[at:]])
    try:
        sealed = seal(b"secret", forged, people.reporter.fingerprint, keyring, now)
    except CannotSeal:
        return
    assert people.reporter.opens(sealed) == b"secret"
    with pytest.raises(AssertionError):
        _alone(people.mallory, sealed)


def public_secret(person: Person) -> bytes:
    return person.gpg("--export-secret-keys", person.fingerprint)


def _alone(person: Person, sealed: bytes) -> bytes:
    """Open with this person's secret key and no other."""
    home = new_home()
    try:
        run_gpg(home, "--import", given=person.secret_key)
        opened = run_gpg(home, "--decrypt", given=sealed)
        assert opened
        return opened
    finally:
        forget_home(home)
