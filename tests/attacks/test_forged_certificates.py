"""KEY-13: what strangers write into somebody's certificate is not read, whatever it says about the owner."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from pgp.certificates import NAMES, SIZE, canonical, merged, unusable
from pgp.keyring import Keyring
from pgp.message import signature
from pgp.open import open_mail
from pgp.packets import PUBLIC_KEY, SIGNATURE, SUBKEY, USER_ID, Packet
from pgp.reasons import Refused
from tests.mails import joined, signed_part
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import message_of, packets_of

LATER = 1000  # seconds: a forged word that wants to be the newest
EXPIRED = b"\x00\x00\x00\x01"  # one second after the key was made


def place(packets: list[Packet], tag: int) -> int:
    return next(number for number, packet in enumerate(packets) if packet.tag == tag)


def with_behind(person: Person, tag: int, *more: Packet) -> bytes:
    """The person's certificate with packets put behind the signature of its first name or subkey."""
    packets = packets_of(person.certificate)
    at = place(packets, tag) + 2
    return message_of([*packets[:at], *more, *packets[at:]])


def own_signature(person: Person, tag: int) -> Packet:
    packets = packets_of(person.certificate)
    return packets[place(packets, tag) + 1]


def changed(packet: Packet, *, kind: int | None = None, subpackets: dict[int, bytes] | None = None) -> Packet:
    """A signature with other words in its signed part, a later date, and numbers that no longer fit."""
    made = signature(packet)
    said = dict(made.hashed)
    said[2] = (int.from_bytes(said[2]) + LATER).to_bytes(4)
    said |= subpackets or {}
    hashed = b"".join(bytes([len(value) + 1, number]) + value for number, value in said.items())
    unhashed = b"".join(bytes([len(value) + 1, number]) + value for number, value in made.unhashed)
    start = bytes([made.version, made.kind if kind is None else kind, made.algorithm, made.hash])
    areas = len(hashed).to_bytes(2) + hashed + len(unhashed).to_bytes(2) + unhashed
    return Packet(SIGNATURE, start + areas + made.rest)


Forging = Callable[[Person], bytes]

FORGED: dict[str, Forging] = {
    "the subkey is revoked": lambda p: with_behind(p, SUBKEY, changed(own_signature(p, SUBKEY), kind=0x28)),
    "the subkey is for nothing": lambda p: with_behind(
        p, SUBKEY, changed(own_signature(p, SUBKEY), subpackets={27: b"\0"})
    ),
    "the subkey has expired": lambda p: with_behind(
        p, SUBKEY, changed(own_signature(p, SUBKEY), subpackets={9: EXPIRED})
    ),
    "the key has expired": lambda p: with_behind(
        p, USER_ID, changed(own_signature(p, USER_ID), subpackets={9: EXPIRED})
    ),
    "the key may not sign": lambda p: with_behind(
        p, USER_ID, changed(own_signature(p, USER_ID), subpackets={27: b"\0"})
    ),
    "the name is revoked": lambda p: with_behind(p, USER_ID, changed(own_signature(p, USER_ID), kind=0x30)),
    "the key is revoked": lambda p: with_behind(p, USER_ID, changed(own_signature(p, USER_ID), kind=0x20)),
    "the key says so directly": lambda p: with_behind(
        p, USER_ID, changed(own_signature(p, USER_ID), kind=0x1F, subpackets={9: EXPIRED, 27: b"\0"})
    ),
}


@pytest.mark.parametrize("lie", FORGED)
def test_key_13_a_forged_word_about_somebodys_key(people: People, now: datetime, lie: str) -> None:
    honest = canonical(people.handler.certificate)
    forged = canonical(FORGED[lie](people.handler))
    assert forged == honest == merged([honest, forged]) == merged([forged, honest])
    assert unusable(forged, now) is None and forged.keys[0].signs


@pytest.mark.parametrize("lie", FORGED)
def test_key_13_the_stored_certificate_never_gets_worse(
    people: People, keyring: Keyring, now: datetime, lie: str
) -> None:
    """The forged certificate comes with a letter that the handler really signed, inside what was signed."""
    handler = people.handler
    key = FORGED[lie](handler)
    head = b"From: bahia@desk.test\r\nContent-Type: application/pgp-keys\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    stored = canonical(handler.certificate)
    raw = joined([("From", handler.address)], b"", after=signed_part(head + key, handler))
    opened = open_mail(raw, keyring, lambda _: [stored.data], now)
    assert opened.signer == stored.fingerprint, opened.reasons
    assert opened.signer_certificate == stored.data


def test_key_13_a_name_that_nobody_signed(people: People) -> None:
    """Mallory's address in the reporter's certificate, bare, or above the signature of another name."""
    name = Packet(USER_ID, people.mallory.mailbox.encode())
    honest = canonical(people.reporter.certificate)
    for lie in (
        [name],
        [name, own_signature(people.reporter, USER_ID)],
        [name, own_signature(people.mallory, USER_ID)],
    ):
        assert canonical(with_behind(people.reporter, USER_ID, *lie)) == honest


def test_key_13_a_subkey_that_nobody_bound(people: People) -> None:
    theirs = packets_of(people.mallory.certificate)
    subkey, binding = theirs[place(theirs, SUBKEY) :][:2]
    honest = canonical(people.reporter.certificate)
    for lie in ([subkey], [subkey, binding], [subkey, own_signature(people.reporter, SUBKEY)]):
        assert canonical(with_behind(people.reporter, SUBKEY, *lie)) == honest


def test_key_13_another_primary_key_above_what_somebody_signed(people: People) -> None:
    theirs, ours = packets_of(people.reporter.certificate), packets_of(people.mallory.certificate)
    with pytest.raises(Refused, match="certificate_weak"):
        canonical(message_of([ours[place(ours, PUBLIC_KEY)], *theirs[1:]]))


def signing_subkey(name: str, home: Path) -> Person:
    return make_person(
        name,
        f"{name.lower()}@press.test",
        home,
        key="Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: cert",
        subkey="Subkey-Type: EDDSA\nSubkey-Curve: ed25519\nSubkey-Usage: sign",
    )


def test_key_13_a_signing_subkey_that_did_not_agree(gpg_home: Path) -> None:
    """Whoever hangs another's signing subkey onto their own key would be the author of what the other signs."""
    person = signing_subkey("Hania", gpg_home)
    assert canonical(person.certificate).keys[1].signs
    packets = packets_of(person.certificate)
    binding = signature(packets[-1])
    back = dict(binding.unhashed)[32]
    assert signature(Packet(SIGNATURE, back)).kind == 0x19
    for lie in (b"", back[:-1] + bytes([back[-1] ^ 1]), back.replace(back[:2], back[:1] + b"\x18", 1)):
        embedded = bytes([len(lie) + 1, 32]) + lie if lie else b""
        without = Packet(SIGNATURE, binding.covered + len(embedded).to_bytes(2) + embedded + binding.rest)
        found = canonical(message_of([*packets[:-1], without]))
        assert len(found.keys) == 1
        assert merged([canonical(person.certificate), found]) == canonical(person.certificate)


def test_key_13_weight_outside_what_is_signed_is_made_anew(people: People) -> None:
    """Unsigned subpackets could be grown until the stored certificate is too large to be read again."""
    made = signature(own_signature(people.handler, SUBKEY))
    weight = b"\xff" + (60_001).to_bytes(4) + b"\x64" + b"x" * 60_000
    heavy = Packet(SIGNATURE, made.covered + len(weight).to_bytes(2) + weight + made.rest)
    packets = packets_of(people.handler.certificate)
    honest = canonical(people.handler.certificate)
    assert canonical(message_of([*packets[:-1], heavy])) == honest
    assert canonical(message_of([*packets, heavy])) == honest


def test_key_13_an_elliptic_signature_has_two_shapes_and_counts_once(people: People, gpg_home: Path) -> None:
    person = make_person(
        "Noor Two",
        "noor@press.test",
        gpg_home,
        key="Key-Type: ECDSA\nKey-Curve: nistp256\nKey-Usage: sign,cert",
        subkey="Subkey-Type: ECDH\nSubkey-Curve: nistp256\nSubkey-Usage: encrypt",
    )
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    packets = packets_of(person.certificate)
    made = signature(packets[-1])
    r_size = 2 + (int.from_bytes(made.rest[2:4]) + 7) // 8
    s = order - int.from_bytes(made.rest[2 + r_size + 2 :])
    number = s.bit_length().to_bytes(2) + s.to_bytes((s.bit_length() + 7) // 8)
    unhashed = packets[-1].body[len(made.covered) : -len(made.rest)]
    twin = Packet(SIGNATURE, made.covered + unhashed + made.rest[: 2 + r_size] + number)
    honest, other = canonical(person.certificate), canonical(message_of([*packets[:-1], twin]))
    assert other.data != honest.data and other.can_encrypt
    assert canonical(message_of([*packets, twin])) == honest == merged([honest, other])


def test_key_04_more_signatures_than_anybody_makes(people: People) -> None:
    flood = [changed(own_signature(people.mallory, SUBKEY))] * 101
    with pytest.raises(Refused, match="certificate_too_large"):
        canonical(with_behind(people.mallory, SUBKEY, *flood))


def test_a_certificate_that_is_kept_can_be_read_again(people: People, gpg_home: Path) -> None:
    """However the owner's program and Sequoia order it, the second reading changes nothing."""
    person = make_person("Salma", "salma@press.test", gpg_home)
    add = ("--pinentry-mode", "loopback", "--passphrase", "", "--quick-add-key", person.fingerprint)
    person.gpg(*add, "ed25519", "sign")
    person.gpg("--quick-add-uid", person.fingerprint, "Salma <salma@lab.test>")
    person.gpg("--quick-add-uid", person.fingerprint, "Salma <salma@old.test>")
    person.gpg("--quick-revoke-uid", person.fingerprint, "Salma <salma@old.test>")
    after = canonical(person_from("Salma", "", gpg_home, person.fingerprint).certificate)
    assert canonical(after.data) == after and merged([canonical(person.certificate), after]) == after
    assert set(after.addresses) == {"salma@press.test", "salma@lab.test"} and len(after.names) == 3
    assert [key.signs for key in after.keys].count(True) == 2


KINDS = {
    "rsa": ("Key-Type: RSA\nKey-Length: 2048\nKey-Usage: sign,cert", "Subkey-Type: RSA\nSubkey-Length: 2048"),
    "nistp384": (
        "Key-Type: ECDSA\nKey-Curve: nistp384\nKey-Usage: sign,cert",
        "Subkey-Type: ECDH\nSubkey-Curve: nistp384",
    ),
    "nistp521": (
        "Key-Type: ECDSA\nKey-Curve: nistp521\nKey-Usage: sign,cert",
        "Subkey-Type: ECDH\nSubkey-Curve: nistp521",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_keys_gpg_makes(gpg_home: Path, now: datetime, kind: str) -> None:
    key, subkey = KINDS[kind]
    person = make_person(
        f"Somebody {kind}", "s@press.test", gpg_home, key=key, subkey=subkey + "\nSubkey-Usage: encrypt"
    )
    assert unusable(canonical(person.certificate), now) is None
    assert canonical(FORGED["the subkey is revoked"](person)) == canonical(person.certificate)


@pytest.mark.parametrize("suite", ["Cv25519", "Cv448", "P256", "P384", "P521", "RSA2k"])
@pytest.mark.parametrize("profile", ["RFC4880", "RFC9580"])
def test_the_keys_sequoia_makes(now: datetime, suite: str, profile: str) -> None:
    made = pysequoia.Tsk.generate(
        "S <s@press.test>",
        profile=getattr(pysequoia.Profile, profile),
        cipher_suite=getattr(pysequoia.CipherSuite, suite),
    )
    certificate = canonical(bytes(made.extract_certificate()))
    assert certificate.addresses == ("s@press.test",) and unusable(certificate, now) is None
    assert len(certificate.keys) == 3 and any(key.signs for key in certificate.keys)
    assert canonical(certificate.data) == certificate
    packets = packets_of(certificate.data)
    for number, packet in enumerate(packets):  # one bit in any signature, and what it says is not there
        if packet.tag == SIGNATURE:
            bent = Packet(SIGNATURE, packet.body[:-1] + bytes([packet.body[-1] ^ 1]))
            try:
                found = canonical(message_of([*packets[:number], bent, *packets[number + 1 :]]))
            except Refused:
                continue
            assert len(found.data) < len(certificate.data)


def test_key_04_a_kind_of_key_nobody_here_can_judge(gpg_home: Path) -> None:
    person = make_person(
        "Old Key", "old@press.test", gpg_home, key="Key-Type: DSA\nKey-Length: 2048\nKey-Usage: sign,cert"
    )
    with pytest.raises(Refused, match="certificate_weak"):
        canonical(person.certificate)


def test_key_09_a_revoked_subkey_stays_revoked(gpg_home: Path, now: datetime) -> None:
    """Mallory sends the owner's older certificate, from before the revocation, and one without the subkey."""
    person = make_person("Widad", "widad@press.test", gpg_home)
    before = canonical(person.certificate)
    by_hand = ("--command-fd", "0", "--pinentry-mode", "loopback", "--passphrase", "", "--edit-key", person.fingerprint)
    person.gpg(*by_hand, given=b"key 1\nrevkey\ny\n0\n\ny\nsave\n")
    after = canonical(person.gpg("--export", person.fingerprint))
    assert before.can_encrypt and not after.can_encrypt and not after.revoked
    bare = canonical(message_of(packets_of(person.certificate)[:3]))
    for states in ([after, before], [before, after], [after, bare], [bare, after, before]):
        assert unusable(merged(states), now) == "certificate_cannot_encrypt"
    assert unusable(merged([before, bare]), now) is None


def test_key_04_states_that_are_too_many_together(gpg_home: Path, now: datetime) -> None:
    """Two honest states that would together hold more names than can be read again: the one we hold stays usable."""
    person = make_person("Yasmin", "yasmin@press.test", gpg_home)

    def named(these: range) -> bytes:
        for number in these:
            person.gpg("--quick-add-uid", person.fingerprint, f"Yasmin {number}")
        packets = packets_of(person.gpg("--export", person.fingerprint))
        first, subkey = place(packets, USER_ID), place(packets, SUBKEY)
        pairs = [packets[at : at + 2] for at in range(first, subkey, 2)]
        last = [
            packet
            for pair in pairs
            if pair[0].body.startswith(tuple(b"Yasmin %d" % n for n in these))
            for packet in pair
        ]
        return message_of([*packets[:first], *last, *packets[subkey:]])

    held, other = canonical(named(range(10, 20))), canonical(named(range(20, 30)))
    assert len(held.names) == len(other.names) == NAMES
    both = merged([held, other])
    assert both.names == held.names and unusable(both, now) is None
    assert len(both.data) <= SIZE and canonical(both.data) == both


def test_key_13_a_digest_that_is_too_old_for_new_words() -> None:
    """The bit that says which digest was used is itself signed: nothing is downgraded by writing SHA-1 there."""
    made = pysequoia.Tsk.generate("S <s@press.test>")
    packets = packets_of(bytes(made.extract_certificate()))
    weak = [
        Packet(SIGNATURE, packet.body[:3] + b"\x02" + packet.body[4:]) if packet.tag == SIGNATURE else packet
        for packet in packets
    ]
    with pytest.raises(Refused, match="certificate_weak"):
        canonical(message_of(weak))


def test_sha_1_counts_for_words_from_its_own_day(gpg_home: Path) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    person = make_person("Zahra", "zahra@press.test", gpg_home, when=long_ago, expires="0")
    for address, when in (("then@press.test", long_ago + timedelta(1)), ("now@press.test", None)):
        person.gpg("--cert-digest-algo", "SHA1", "--quick-add-uid", person.fingerprint, f"Zahra <{address}>", when=when)
    found = canonical(person.gpg("--export", person.fingerprint))
    assert set(found.addresses) == {"zahra@press.test", "then@press.test"}
