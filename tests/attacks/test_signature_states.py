"""SIG-13 to SIG-16: signatures and keys that were good once, will be one day, or were never good enough."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pgp.certificates import canonical
from pgp.keyring import Keyring
from pgp.message import read_message
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.reasons import Refused
from tests.attacks.forging import command_part
from tests.attacks.scene import Scene, answered, obeyed
from tests.mails import joined, signed_part
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import letter, signed_message, wrapped_again
from tests.pgp.test_open import knows

SIGNING = "Subkey-Type: EDDSA\nSubkey-Curve: ed25519\nSubkey-Usage: sign"
CERTIFYING = "Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: cert"
BY_HAND = ("--command-fd", "0", "--pinentry-mode", "loopback", "--passphrase", "", "--edit-key")


def old(home: Path, name: str, *, expires: str = "30d", subkey: bool = False) -> Person:
    address = f"{name.lower()}@desk.test"
    if subkey:
        return make_person(name, address, home, key=CERTIFYING, subkey=SIGNING, expires=expires)
    return make_person(name, address, home, expires=expires)


def written(people: People, by: Person, *options: str, seal: bool) -> bytes:
    """A mail of somebody's, sealed or only signed."""
    part = command_part(people, "#close\n").replace(people.handler.address.encode(), by.address.encode())
    if seal:
        message = by.gpg("--sign", "--compress-algo", "none", *options, "-u", by.fingerprint, given=part)
        return letter(by, people, wrapped_again(people, message))
    head = [("From", by.mailbox), ("To", people.desk.address), ("MIME-Version", "1.0")]
    return joined(head, b"", after=signed_part(part, _Signing(by, options)))  # type: ignore[arg-type]


class _Signing:
    """Somebody whose gpg is always given these options."""

    def __init__(self, person: Person, options: tuple[str, ...]) -> None:
        self.fingerprint, self._person, self._options = person.fingerprint, person, options

    def gpg(self, *arguments: str, **more: object) -> bytes:
        at = arguments.index("-u")
        plain = (*arguments[:at], "-u", self.fingerprint)
        return self._person.gpg(*self._options, *plain, **more)  # type: ignore[arg-type]


def only(person: Person) -> Callable[[object], list[bytes]]:
    """A store that knows this person alone, by whichever of their keys."""
    return lambda _: [person.certificate]


def revoked(person: Person) -> bytes:
    text = (person.home / "openpgp-revocs.d" / f"{person.fingerprint}.rev").read_bytes()
    person.gpg("--import", given=text[text.index(b":-----BEGIN") + 1 :])
    return person.gpg("--export", person.fingerprint)


def subkey_revoked(person: Person) -> bytes:
    person.gpg(*BY_HAND, person.fingerprint, given=b"key 1\nrevkey\ny\n1\n\ny\nsave\n")
    return person.gpg("--export", person.fingerprint)


@pytest.mark.parametrize("seal", [True, False], ids=["sealed", "signed"])
@pytest.mark.parametrize(
    "state", ["key expired", "key revoked", "subkey expired", "subkey revoked", "signature expired"]
)
def test_sig_13_what_is_over_is_readable_and_not_believed(
    people: People, keyring: Keyring, now: datetime, gpg_home: Path, state: str, seal: bool
) -> None:
    name = f"{state} {seal}".title().replace(" ", "")
    person = old(gpg_home, name, subkey=state.startswith("subkey"))
    options = ("--default-sig-expire", "1d") if state == "signature expired" else ()
    raw = written(people, person, *options, seal=seal)
    honest = open_mail(raw, keyring, only(person), now)
    assert honest.signer == person.fingerprint, honest.reasons
    later = now + timedelta(days=31 if state.startswith(("key", "subkey")) else 2)
    states: dict[str, Callable[[], Opened]] = {
        "key expired": lambda: open_mail(raw, keyring, only(person), later),
        "subkey expired": lambda: open_mail(raw, keyring, only(person), later),
        "signature expired": lambda: open_mail(raw, keyring, only(person), later),
        "key revoked": lambda: _with(raw, keyring, revoked(person), now),
        "subkey revoked": lambda: _with(raw, keyring, subkey_revoked(person), now),
    }
    opened = states[state]()
    told = {"signature expired": "signature_expired"}.get(state, f"signer_{state.split()[1]}")
    assert opened.signer is None and opened.reasons == (told,)
    assert opened.protection is (Protection.ENCRYPTED if seal else Protection.PLAIN) and b"#close" in opened.mail


def _with(raw: bytes, keyring: Keyring, certificate: bytes, now: datetime) -> Opened:
    return open_mail(raw, keyring, lambda _: [certificate], now)


def test_sig_13_a_key_that_expired_long_ago_does_not_speak_today(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """The signature was made while the key was good; that was enough for the library, and is not for us."""
    made = now - timedelta(days=60)
    person = make_person("Long Gone", "gone@desk.test", people.desk.home, expires="30d", when=made)
    part = command_part(people, "#close\n").replace(b"bahia@", b"gone@")
    sign = ("--sign", "--compress-algo", "none", "-u", person.fingerprint)
    message = person.gpg(*sign, given=part, when=made + timedelta(days=1))
    raw = letter(person, people, wrapped_again(people, message))
    assert open_mail(raw, keyring, only(person), made + timedelta(days=2)).signer == person.fingerprint
    opened = open_mail(raw, keyring, only(person), now)
    assert opened.signer is None and opened.reasons == ("signer_expired",)


@pytest.mark.parametrize(
    ("ahead", "reasons"), [(5, ()), (9, ()), (11, ("signature_in_future",)), (60 * 24 * 180, None)]
)
def test_sig_14_a_signature_from_the_future_is_not_believed(
    people: People, keyring: Keyring, now: datetime, ahead: int, reasons: tuple[str, ...] | None
) -> None:
    """Clocks differ by minutes; gpg alone accepts half a year."""
    text = command_part(people, "#close\n")
    when = now + timedelta(minutes=ahead)
    sign = ("--sign", "--compress-algo", "none", "-u", people.handler.fingerprint + "!")
    message = people.handler.gpg(*sign, given=text, when=when)
    opened = open_mail(
        letter(people.handler, people, wrapped_again(people, message)), keyring, knows(people.handler), now
    )
    assert opened.reasons == (("signature_in_future",) if reasons is None else reasons)
    assert bool(opened.signer) == (reasons == ())


@pytest.mark.parametrize(("days", "why"), [(13, ""), (15, "too old"), (90, "too old")])
def test_sig_14_an_old_signature_commands_nothing(scene: Scene, veteran: Person, days: int, why: str) -> None:
    scene.joins(veteran)
    came, _ = scene.asks()
    notice = next(one for one in _notices(scene) if one.paper["to"] == veteran.address)
    when, people = scene.flow.now - timedelta(days=days), scene.people
    part = command_part(people, answered(notice, "#priority P1")).replace(b"bahia@", b"hand@", 1)
    sign = ("--sign", "--compress-algo", "none", "-u", veteran.fingerprint)
    raw = letter(veteran, people, wrapped_again(people, veteran.gpg(*sign, given=part, when=when)))
    if not why:
        obeyed(scene, raw)
        assert scene.ticket(came).priority == "P1"
        return
    late = scene.arrives(raw)
    assert late.opened.signer == veteran.fingerprint and late.settled.reason == "stale_signature"
    assert why in scene.flow.outbox("refused")[0].text and scene.ticket(came).priority == "P2"


def _notices(scene: Scene):  # type: ignore[no-untyped-def]
    scene.flow.seen.clear()
    return scene.flow.outbox("notify_handler")


@pytest.mark.parametrize("digest", ["SHA1", "RIPEMD160", "SHA224"])
def test_sig_15_a_real_signature_over_a_weak_digest(
    people: People, keyring: Keyring, now: datetime, gpg_home: Path, digest: str
) -> None:
    """Whole, made by the owner, and good for gpg: only the digest is one that can be forged."""
    key = "Key-Type: RSA\nKey-Length: 2048\nKey-Usage: sign,cert"
    person = make_person(f"Rsa {digest}", f"{digest.lower()}@desk.test", gpg_home, key=key)
    for algorithm, signer in (("SHA256", person.fingerprint), (digest, None)):
        raw = written(people, person, "--digest-algo", algorithm, seal=True)
        opened = open_mail(raw, keyring, only(person), now)
        assert opened.signer == signer and opened.reasons == (() if signer else ("signature_hash_weak",))


@pytest.mark.parametrize(("bits", "good"), [(2048, True), (1024, False)])
def test_sig_15_an_rsa_key_that_can_be_factored(
    people: People, keyring: Keyring, now: datetime, gpg_home: Path, bits: int, good: bool
) -> None:
    key = f"Key-Type: RSA\nKey-Length: {bits}\nKey-Usage: sign,cert"
    person = make_person(f"Rsa {bits}", f"rsa{bits}@desk.test", gpg_home, key=key)
    opened = open_mail(written(people, person, seal=True), keyring, only(person), now)
    assert opened.signer == (person.fingerprint if good else None)
    if not good:
        with pytest.raises(Refused):
            canonical(person.certificate)


@pytest.mark.parametrize(("notation", "good"), [("colour@x.test=red", True), ("!colour@x.test=red", False)])
def test_sig_16_words_in_a_signature_that_must_be_understood(
    people: People, keyring: Keyring, now: datetime, notation: str, good: bool
) -> None:
    message = signed_message(people, command_part(people, "#close\n"), "--sig-notation", notation)
    assert read_message(message).signature is not None
    opened = open_mail(
        letter(people.handler, people, wrapped_again(people, message)), keyring, knows(people.handler), now
    )
    assert opened.signer == (people.handler.fingerprint if good else None)
    assert opened.reasons == (() if good else ("signature_wrong",))


def test_sig_13_a_subkey_may_sign_for_its_owner(
    people: People, keyring: Keyring, now: datetime, gpg_home: Path
) -> None:
    """The honest half of the subkeys above, with the certificate as its owner exports it today."""
    person = old(gpg_home, "Subkeyed", subkey=True, expires="2y")
    after = person_from(person.name, person.address, gpg_home, person.fingerprint)
    assert open_mail(written(people, after, seal=True), keyring, only(after), now).signer == person.fingerprint
