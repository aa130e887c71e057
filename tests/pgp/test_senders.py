"""Whoever writes, with whatever program and key: the mail is read, or it is said why not; it is never an empty one."""

import base64
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from pgp import armour
from pgp.certificates import canonical
from pgp.headers import split_head
from pgp.inside import from_address
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import AEAD, PKESK, SEIPD, Packet, ciphertext
from tests.mails import autocrypt_value, encrypted_part, joined
from tests.people import People, Person, make_person, person_from
from tests.pgp.packets import armoured, letter, message_of, octets_of, packets_of, signed_and_sealed
from tests.pgp.test_open import knows, words

Opens = Callable[[bytes], Opened]
TEXT = b'From: samir@press.test\r\nSubject: inside\r\nContent-Type: text/plain; hp="cipher"\r\n\r\nhello'
ADD = ("--quick-add-key", "--passphrase", "", "--pinentry-mode", "loopback")
SAMIR = "Samir <samir@press.test>"


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    return lambda raw: open_mail(raw, keyring, knows(people.reporter), now)


class Elsewhere:
    """Samir with another OpenPGP program: a key of its own making, and mails to the desk."""

    def __init__(self, folder: Path, desk: bytes) -> None:
        self.folder = folder
        (folder / "desk.pgp").write_bytes(desk)
        (folder / "text").write_bytes(TEXT)

    def runs(self, *command: str, given: bytes = b"") -> bytes:
        done = subprocess.run(command, input=given, capture_output=True, timeout=120, cwd=self.folder, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    def sop(self, program: str) -> tuple[bytes, bytes]:
        """His certificate and a mail: all programs of this kind are spoken to alike."""
        secret = self.runs(program, "generate-key", SAMIR)
        (self.folder / "samir.key").write_bytes(secret)
        certificate = self.runs(program, "extract-cert", given=secret)
        return certificate, self.runs(program, "encrypt", "--sign-with=samir.key", "desk.pgp", given=TEXT)

    def rnp(self, *options: str) -> tuple[bytes, bytes]:
        home = ("--homedir", str(self.folder), "--password", "")
        self.runs("rnpkeys", *home, "--generate-key", "--userid", SAMIR)
        self.runs("rnpkeys", *home, "--import", "desk.pgp")
        who = ("-r", "help@desk.test", "-u", "samir@press.test")
        sealed = self.runs("rnp", *home, "-e", "-s", *who, "--armor", "--output", "-", *options, "text")
        return self.runs("rnpkeys", *home, "--export-key", "samir@press.test"), sealed

    def sq(self) -> tuple[bytes, bytes]:
        self.runs("sq", "key", "generate", "--userid", SAMIR, "--export", "samir.key")
        self.runs("sq", "key", "extract-cert", "-o", "samir.pgp", "samir.key")
        sealed = self.runs("sq", "encrypt", "--recipient-cert", "desk.pgp", "--signer-key", "samir.key", "text")
        return (self.folder / "samir.pgp").read_bytes(), sealed


@pytest.fixture
def elsewhere(people: People, tmp_path: Path) -> Elsewhere:
    return Elsewhere(tmp_path, people.desk.certificate)


def needs(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")


WRITE: dict[str, Callable[[Elsewhere], tuple[bytes, bytes]]] = {
    "sqop": lambda him: him.sop("sqop"),
    "gosop": lambda him: him.sop("gosop"),
    "rnp": lambda him: him.rnp(),
    "sq": lambda him: him.sq(),
}


@pytest.mark.parametrize("program", WRITE)
def test_mails_of_other_programs(
    people: People, keyring: Keyring, now: datetime, elsewhere: Elsewhere, program: str
) -> None:
    needs(program)
    armoured_certificate, sealed = WRITE[program](elsewhere)
    certificate = canonical(armour.octets(armoured_certificate, "PUBLIC KEY BLOCK"))
    opened = open_mail(letter(people.reporter, people, sealed), keyring, lambda _: [certificate.data], now)
    assert opened.protection is Protection.SEALED and opened.signer == certificate.fingerprint, opened.reasons
    assert opened.from_in_key and words(opened.mail) == ("inside", "hello")


def test_the_encryption_of_gpg_2_3_is_held_and_told(people: People, opens: Opens, elsewhere: Elsewhere) -> None:
    """Packet 20, which gpg wrote for a while and RNP still can; our key never asked for it."""
    needs("rnp")
    _, sealed = elsewhere.rnp("--aead=OCB")
    assert [packet.tag for packet in packets_of(armour.take_off(sealed))] == [PKESK, AEAD]
    opened = opens(letter(people.reporter, people, sealed))
    assert opened.reasons == ("encryption_unsupported",) and opened.cannot_open and opened.asks_sealed


KEYS = [
    (profile, suite)
    for suite in ("Cv25519", "Cv448", "P256")
    for profile in (pysequoia.Profile.RFC4880, pysequoia.Profile.RFC9580)
]


def by_sequoia(key: pysequoia.Tsk, text: bytes, *recipients: bytes) -> bytes:
    certificates = [pysequoia.Cert.from_bytes(data) for data in recipients]
    return bytes(pysequoia.encrypt(text, recipients=certificates, signer=key.signer()))


@pytest.mark.parametrize(("profile", "suite"), KEYS)
def test_a_first_mail_signed_by_keys_of_every_kind(
    people: People, keyring: Keyring, now: datetime, profile: pysequoia.Profile, suite: str
) -> None:
    """Version 6, Ed448: gpg knows none of these signers, and believes in none; they bring their key along."""
    key = pysequoia.Tsk.generate(SAMIR, profile=profile, cipher_suite=getattr(pysequoia.CipherSuite, suite))
    certificate = bytes(key.extract_certificate())
    keydata = base64.b64encode(certificate)
    text = b"Autocrypt: addr=samir@press.test; keydata=" + keydata + b"\r\n" + TEXT
    opened = open_mail(
        letter(people.reporter, people, by_sequoia(key, text, people.desk.certificate)), keyring, knows(), now
    )
    assert opened.protection is Protection.SEALED and opened.reasons == ()
    assert opened.signer == canonical(certificate).fingerprint and opened.offered == (canonical(certificate).data,)
    assert words(opened.mail) == ("inside", "hello")


def test_a_signer_that_nobody_here_can_judge_is_read_and_not_believed(
    people: People, keyring: Keyring, now: datetime
) -> None:
    key = pysequoia.Tsk.generate(
        SAMIR, profile=pysequoia.Profile.RFC9580, cipher_suite=pysequoia.CipherSuite.MLDSA65_Ed25519
    )
    certificate = bytes(key.extract_certificate())
    sealed = by_sequoia(key, TEXT, people.desk.certificate)
    opened = open_mail(letter(people.reporter, people, sealed), keyring, lambda _: [certificate], now)
    assert opened.protection is Protection.ENCRYPTED and opened.reasons == ("signer_unknown",)
    assert words(opened.mail) == ("inside", "hello") and opened.issuers


def test_a_mail_to_the_desk_and_to_a_key_of_tomorrow(people: People, opens: Opens) -> None:
    """The other recipient's packet is none that gpg knows; ours stands beside it."""
    tomorrow = pysequoia.Tsk.generate(
        "Lab <lab@x.test>", profile=pysequoia.Profile.RFC9580, cipher_suite=pysequoia.CipherSuite.MLDSA65_Ed25519
    )
    theirs = bytes(tomorrow.extract_certificate())
    key = pysequoia.Tsk.generate(SAMIR)
    sealed = by_sequoia(key, TEXT, theirs, people.desk.certificate)
    assert words(opens(letter(people.reporter, people, sealed)).mail) == ("inside", "hello")
    opened = opens(letter(people.reporter, people, by_sequoia(key, TEXT, theirs)))
    assert opened.protection is Protection.UNREADABLE and opened.cannot_open


def forms(people: People) -> dict[str, list[Packet]]:
    """What our key cannot read, made from a message that it can."""
    ours, sealed = packets_of(octets_of(people.reporter.seals(TEXT, people.desk)))
    fingerprint = next(key for key in canonical(people.desk.certificate).keys if key.encrypts).fingerprint
    version_6 = b"\x06\x15\x04" + bytes.fromhex(fingerprint) + b"\x19" + bytes(80)
    new = Packet(SEIPD, b"\x02\x09\x02\x06" + bytes(32) + sealed.body[1:])
    return {
        "version 6 and 2": [Packet(PKESK, version_6), new],
        "version 3 and 2": [ours, new],
        "version 6 and 1": [Packet(PKESK, version_6), sealed],
        "ML-KEM": [Packet(PKESK, ours.body[:9] + b"\x23" + bytes(1200)), sealed],
        "X25519": [Packet(PKESK, ours.body[:9] + b"\x19" + bytes(80)), sealed],
        "hidden ML-KEM": [Packet(PKESK, b"\x03" + bytes(8) + b"\x23" + bytes(1200)), sealed],
        "version unknown": [Packet(PKESK, b"\x07" + ours.body[1:]), sealed],
        "packet 20": [ours, Packet(AEAD, b"\x01\x09\x02\x10" + sealed.body)],
    }


FORMS = ("version 6 and 2", "version 3 and 2", "version 6 and 1", "ML-KEM", "X25519", "hidden ML-KEM")


@pytest.mark.parametrize("form", [*FORMS, "version unknown", "packet 20"])
def test_what_our_key_cannot_read_is_told_by_its_clear_packets(people: People, opens: Opens, form: str) -> None:
    opened = opens(letter(people.reporter, people, armoured(message_of(forms(people)[form]))))
    assert opened.protection is Protection.UNREADABLE and opened.whole
    assert opened.reasons == ("encryption_unsupported",) and opened.cannot_open


@pytest.mark.parametrize("form", ["version 6 and 1", "ML-KEM", "X25519", "hidden ML-KEM", "version unknown"])
def test_newer_recipients_beside_ours_take_nothing_away(people: People, opens: Opens, form: str) -> None:
    ours, sealed = packets_of(octets_of(people.reporter.seals(TEXT, people.desk)))
    newer = forms(people)[form][0]
    for packets in ([newer, ours, sealed], [ours, newer, newer, newer, newer, newer, sealed]):
        opened = opens(letter(people.reporter, people, armoured(message_of(packets))))
        assert opened.signer == people.reporter.fingerprint, opened.reasons


@pytest.mark.parametrize("option", ["--throw-keyids", "--hidden-recipient"])
def test_the_desk_in_bcc(people: People, opens: Opens, option: str) -> None:
    """To names somebody else, and their key stands first; which one is ours is nowhere said."""
    to = ["-r", people.lab.fingerprint, "-R", people.desk.fingerprint]
    if option == "--throw-keyids":
        to = ["--throw-keyids", "-r", people.lab.fingerprint, "-r", people.desk.fingerprint]
    sealed = people.reporter.gpg("--armor", "-s", "-u", people.reporter.fingerprint, "-e", *to, given=TEXT)
    assert "" in ciphertext(octets_of(sealed)).recipients
    raw = letter(people.reporter, people, sealed).replace(b"To: help@desk.test", b"To: intake@lab.test")
    opened = opens(raw)
    assert opened.signer == people.reporter.fingerprint and words(opened.mail) == ("inside", "hello")
    assert b"To: intake@lab.test" in opened.mail


def test_a_group_whose_members_are_all_hidden(people: People, opens: Opens) -> None:
    """Delta Chat hides every recipient; the desk is one of a dozen, and its packet is the last."""
    hidden = ("-R", people.lab.fingerprint, "-R", people.desk.fingerprint)
    sealed = people.reporter.gpg("-s", "-u", people.reporter.fingerprint, "-e", *hidden, given=TEXT)
    theirs, ours, data = packets_of(sealed)
    group = [Packet(PKESK, theirs.body[:-1] + bytes([number])) for number in range(11)]
    opened = opens(letter(people.reporter, people, armoured(message_of([*group, ours, data]))))
    assert opened.signer == people.reporter.fingerprint


@pytest.fixture(scope="module")
def two_keys(people: People, gpg_home: Path) -> Iterator[tuple[Keyring, Person, Person, str]]:
    """The desk's key with a subkey that was retired and one that was revoked, and the key the desk had before."""
    then = datetime.now(UTC) - timedelta(days=200)
    before = make_person("Help Desk", "help@desk.test", gpg_home, when=then)
    desk = make_person("Help Desk", "help@desk.test", gpg_home, subkey="", when=then)
    desk.gpg(*ADD, desk.fingerprint, "cv25519", "encr", "30d", when=then)
    desk.gpg(*ADD, desk.fingerprint, "cv25519", "encr", "1y")
    desk = person_from(desk.name, desk.address, gpg_home, desk.fingerprint)
    retired = [key for key in canonical(desk.certificate).keys if key.encrypts]
    oldest = min(retired, key=lambda key: key.made).fingerprint
    with Keyring.build([desk.secret_key, before.secret_key]) as keyring:
        yield keyring, desk, before, oldest


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("which", ["now", "retired", "before", "all"])
def test_the_desks_keys_of_then_and_now(
    people: People, two_keys: tuple[Keyring, Person, Person, str], now: datetime, which: str, hidden: bool
) -> None:
    keyring, desk, before, oldest = two_keys
    then = datetime.now(UTC) - timedelta(days=190)
    newest = max((key for key in canonical(desk.certificate).keys if key.encrypts), key=lambda key: key.made)
    named = {"now": [newest.fingerprint + "!"], "retired": [oldest + "!"], "before": [before.fingerprint]}
    named["all"] = [newest.fingerprint + "!", before.fingerprint]
    keys = [option for one in named[which] for option in ("-R" if hidden else "-r", one)]
    when = then if which == "retired" else None
    sealed = desk.gpg("--armor", "--encrypt", *keys, given=TEXT, when=when)
    opened = open_mail(letter(people.reporter, people, sealed), keyring, knows(), now)
    assert words(opened.mail) == ("inside", "hello") and opened.reasons == ("unsigned",)


def test_a_mail_as_delta_chat_makes_it(people: People, keyring: Keyring, now: datetime) -> None:
    """Outside there is nothing that is true but the address it comes from; inside there is everything."""
    inner = joined(
        [
            ("From", "=?utf-8?B?2LPZhdmK2LE=?= <samir@press.test>"),
            ("To", "<help@desk.test>"),
            ("Subject", "Message from Samir"),
            ("Date", "Sun, 22 Nov 2026 20:11:12 +0000"),
            ("Message-ID", "<inside@press.test>"),
            ("References", "<token@desk.test>"),
            ("Chat-Version", "1.0"),
            ("Autocrypt", autocrypt_value(people.reporter)),
            ("HP-Outer", "Subject: [...]"),
            ("HP-Outer", "To: hidden-recipients: ;"),
            ("Content-Type", 'text/plain; charset="utf-8"; protected-headers="v1"; hp="cipher"'),
        ],
        b"hello",
    )
    to = ("-R", people.reporter.fingerprint, "-R", people.desk.fingerprint)
    sealed = people.reporter.gpg("--armor", "-s", "-u", people.reporter.fingerprint, "-e", *to, given=inner)
    outer = [
        ("From", "<samir@press.test>"),
        ("To", "hidden-recipients: ;"),
        ("Subject", "[...]"),
        ("Date", "Mon, 16 Nov 2026 03:04:05 +0000"),
        ("Message-ID", "<inside@press.test>"),
        ("Chat-Version", "9.9"),
        ("MIME-Version", "1.0"),
    ]
    opened = open_mail(joined(outer, b"", after=encrypted_part(sealed)), keyring, knows(), now)
    assert opened.signer == people.reporter.fingerprint and opened.from_in_key and len(opened.offered) == 1
    head, body = split_head(opened.mail)
    assert from_address(head) == "samir@press.test" and body == b"hello"
    assert head.all("to") == [b"<help@desk.test>"] and head.all("date") == [b"Sun, 22 Nov 2026 20:11:12 +0000"]
    assert head.all("subject") == [b"Message from Samir"] and head.all("references") == [b"<token@desk.test>"]
    assert head.all("chat-version") == [b"1.0"] and head.all("hp-outer") == [] and len(head.all("from")) == 1


@pytest.mark.parametrize(
    "text",
    [
        b"hello, help me\r\n",
        b"hello\r\n\r\nI write in two pieces",
        b"Help: somebody took my account\r\n\r\nwhat now?",
        b"no line end",
        "مرحبا\n\nأحتاج مساعدة".encode(),
        b"x" * 300_000,
        b"\x00\x01\x02",
    ],
)
def test_a_text_sealed_as_it_is_loses_no_word(people: People, opens: Opens, text: bytes) -> None:
    """What is sealed should be a MIME part; scripts and old plug-ins seal just a text."""
    for sign in (True, False):
        opened = opens(letter(people.reporter, people, people.reporter.seals(text, people.desk, sign=sign)))
        _, body = split_head(opened.mail)
        assert base64.b64decode(body) == text
        assert opened.signer == (people.reporter.fingerprint if sign else None)


def test_an_empty_text_is_an_honest_one(people: People, opens: Opens) -> None:
    opened = opens(letter(people.reporter, people, people.reporter.seals(b"", people.desk)))
    assert opened.signer == people.reporter.fingerprint and split_head(opened.mail)[1] == b""


def test_a_whole_mail_part_sealed_as_inline_text(people: People, opens: Opens) -> None:
    """Web mail with a plug-in: the plug-in sealed a MIME part, the web mail sent it as a text."""
    part = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b--\r\n"
    sealed = people.reporter.seals(part, people.desk)
    raw = b"From: samir@press.test\r\nSubject: outside\r\nContent-Type: text/plain\r\n\r\n" + sealed
    opened = opens(raw)
    assert opened.signer == people.reporter.fingerprint and b"--b\r\n\r\nhello\r\n--b--" in opened.mail
    assert b"Subject: outside" in opened.mail


def test_sig_20_our_own_fields_outside_an_inline_text_count_for_nothing(people: People, opens: Opens) -> None:
    sealed = people.reporter.seals(b"hello", people.desk)
    raw = b"X-Hirz-Verdict: believed\r\nFrom: samir@press.test\r\nContent-Type: text/plain\r\n\r\n" + sealed
    assert b"X-Hirz" not in opens(raw).mail


def test_a_part_whose_kind_is_unclear_is_no_empty_mail(people: People, opens: Opens) -> None:
    inner = b"From: samir@press.test\r\nContent-Type: (((\r\n\r\nhello"
    opened = opens(signed_and_sealed(people.reporter, people, inner))
    assert opened.protection is Protection.UNREADABLE and opened.reasons == ("ambiguous_structure",)
