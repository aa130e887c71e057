"""SIG and CMD once more, with mails that sqop made: other packets, other habits, the same verdicts."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from pgp.certificates import canonical
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import Packet
from tests.attacks.scene import Scene, answered, believed, obeyed
from tests.mails import crlf
from tests.people import People, Person
from tests.pgp.packets import armoured, around, letter, message_of, octets_of, packets_of, unwrapped, wrapped_again

pytestmark = pytest.mark.skipif(shutil.which("sqop") is None, reason="sqop is not installed")


def sqop(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["sqop", *arguments], input=given, capture_output=True, timeout=60, check=True).stdout


@pytest.fixture(scope="session")
def noor(people: People, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody whose key Sequoia made; `home` is a folder of files."""
    folder = tmp_path_factory.mktemp("sqop")
    secret = sqop("generate-key", "Noor <noor@desk.test>")
    certificate = sqop("extract-cert", given=secret)
    (folder / "key").write_bytes(secret)
    (folder / "cert").write_bytes(certificate)
    (folder / "desk").write_bytes(sqop("armor", given=people.desk.certificate))
    read = canonical(certificate)
    return Person("Noor", "noor@desk.test", secret, read.data, read.fingerprint, folder)


def part(noor: Person, text: str) -> bytes:
    return f'From: {noor.mailbox}\r\nContent-Type: text/plain; hp="cipher"\r\n\r\n'.encode() + crlf(text.encode())


def sealed(noor: Person, text: str) -> bytes:
    """What sqop makes of it, signed and encrypted to the desk."""
    return sqop("encrypt", f"--sign-with={noor.home / 'key'}", str(noor.home / "desk"), given=part(noor, text))


Opens = Callable[[bytes], Opened]


@pytest.fixture
def opens(noor: Person, people: People, keyring: Keyring, now: datetime) -> Opens:
    known = [noor.certificate, people.mallory.certificate]
    return lambda raw: open_mail(raw, keyring, lambda _: known, now)


CHANGES: dict[str, tuple[Callable[[list[Packet]], list[Packet]], str]] = {
    "sig_17: a text before": (lambda p: [Packet(11, b"b\x00\x00\x00\x00\x00evil"), *p], "packets_malformed"),
    "sig_17: a text behind": (lambda p: [*p, Packet(11, b"b\x00\x00\x00\x00\x00evil")], "packets_malformed"),
    "sig_09: the signature twice": (lambda p: [*p, p[-1]], "signatures_too_many"),
    "sig_16: another class": (lambda p: [*p[:2], at(p[2], 1, 0x10)], "signature_kind"),
    "sig_15: another digest": (lambda p: [*p[:2], at(p[2], 3, 2)], "signature_hash_weak"),
    "sig_21: another number": (lambda p: [*p[:2], at(p[2], -1, p[2].body[-1] ^ 1)], "signature_wrong"),
    "sig_21: another text": (lambda p: [p[0], at(p[1], -3, p[1].body[-3] ^ 1), p[2]], "signature_wrong"),
}


def at(packet: Packet, place: int, value: int) -> Packet:
    body = bytearray(packet.body)
    body[place] = value
    return Packet(packet.tag, bytes(body))


@pytest.mark.parametrize("change", CHANGES)
def test_sig_17_what_sequoia_signed_is_believed_and_its_forgeries_are_not(
    people: People, noor: Person, opens: Opens, change: str
) -> None:
    message = unwrapped(people, sealed(noor, "#close"))
    packets = packets_of(message)
    honest = opens(letter(noor, people, wrapped_again(people, message_of(packets))))
    assert (honest.protection, honest.signer, honest.reasons) == (Protection.SEALED, noor.fingerprint, ())
    how, reason = CHANGES[change]
    found = opens(letter(noor, people, wrapped_again(people, message_of(how(packets)))))
    assert found.signer is None and found.reasons == (reason,)


@pytest.mark.parametrize("place", ["beside", "from another", "one bit"])
def test_sig_01_a_mail_of_sequoias_that_is_not_whole(people: People, noor: Person, opens: Opens, place: str) -> None:
    armour = sealed(noor, "#close")
    raw = letter(noor, people, armour)
    assert opens(raw).signer == noor.fingerprint
    octets = octets_of(armour)
    broken = {
        "beside": lambda: around(
            noor,
            people,
            "multipart/mixed",
            [raw[raw.index(b"Content-Type") :], b"Content-Type: text/plain\r\n\r\nevil"],
        ),
        "from another": lambda: letter(people.mallory, people, armour),
        "one bit": lambda: letter(noor, people, armoured(octets[:-1] + bytes([octets[-1] ^ 1]))),
    }[place]()
    found = opens(broken)
    reason = {"beside": "not_whole", "from another": "from_differs", "one bit": "cannot_decrypt"}[place]
    assert found.signer is None and found.reasons == (reason,)


def test_cmd_02_a_command_of_sequoias_is_obeyed_once(scene: Scene, noor: Person) -> None:
    """Its signatures hold a salt, so that the same words signed again are another mail; a copy is none."""
    scene.joins(noor)
    asked, _ = scene.asks()
    scene.flow.seen.clear()
    notice = next(one for one in scene.flow.outbox("notify_handler") if one.paper["to"] == noor.address)
    armour = sealed(noor, answered(notice, "#priority P1"))
    obeyed(scene, letter(noor, scene.people, armour))
    assert scene.ticket(asked).priority == "P1"
    again = scene.arrives(letter(noor, scene.people, wrapped_again(scene.people, unwrapped(scene.people, armour))))
    believed(again, noor)
    assert again.settled.reason == "replayed"
    scene.flow.outbox()
    obeyed(scene, letter(noor, scene.people, sealed(noor, answered(notice, "#priority P1"))))


@pytest.mark.parametrize("detached", [True, False], ids=["beside", "in the clear"])
def test_sig_10_what_sequoia_signs_beside_a_text_or_in_the_clear(
    people: People, noor: Person, opens: Opens, tmp_path: Path, detached: bool
) -> None:
    text = part(noor, "#close\n").rstrip(b"\r\n") + b"\r\n"
    if not detached:
        clear = sqop("inline-sign", "--as=clearsigned", str(noor.home / "key"), given=b"#close\n")
        head = f"From: {noor.address}\r\nContent-Type: text/plain\r\n\r\n".encode()
        found = opens(head + crlf(clear))
        assert found.signer is None and found.reasons == ("inline_signature",)
        return
    signature = sqop("sign", str(noor.home / "key"), given=text)
    kind = 'multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="e"'
    head = f"From: {noor.address}\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n--e\r\n".encode()
    tail = b"\r\n--e\r\nContent-Type: application/pgp-signature\r\n\r\n" + crlf(signature) + b"\r\n--e--\r\n"
    assert opens(head + text + tail).signer == noor.fingerprint
    assert opens(head + text.replace(b"#close", b"#evil!") + tail).reasons == ("signature_wrong",)
