"""SIG-06, SIG-08, SIG-21: gpg's own words, changed on their way to us by what a key or a message contains."""

import copy
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pysequoia
import pytest

from pgp.certificates import canonical, public_part
from pgp.confirm import confirm
from pgp.gpg import LEAN, WHILE_PROVING, gpg_without_home, read_status
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.reasons import Refused
from tests.attacks.forging import command_part, sealed
from tests.people import People
from tests.pgp.packets import letter, signed_message, wrapped_again
from tests.pgp.test_open import knows

Told = Callable[[Callable[[bytes], bytes]], bool]
SEPARATORS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
NAMES = [f"U+{ord(separator):04X}" for separator in SEPARATORS]


@pytest.fixture
def command(people: People, keyring: Keyring, now: datetime) -> Opened:
    opened = open_mail(sealed(people, command_part(people, "#close\n")), keyring, knows(people.handler), now)
    assert opened.signer == people.handler.fingerprint
    return opened


@pytest.fixture
def told(people: People, command: Opened, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """Whether the second engine believes a handler's command while its status lines are changed on the way to us."""
    script, said, instead = tmp_path / "gpg", tmp_path / "said", tmp_path / "instead"
    script.write_text(f'#!/bin/sh\n{shutil.which("gpg")} "$@" 2>{said}\ncode=$?\ncat {instead} >&2\nexit $code\n')
    script.chmod(0o755)
    engine = copy.copy(gpg_without_home())
    engine.gpgbinary = str(script)
    monkeypatch.setattr("pgp.confirm.gpg_without_home", lambda: engine)
    instead.write_bytes(b"")
    assert not confirm(command, people.handler.certificate, now)  # silence is no proof
    honest = said.read_bytes()

    def believes(change: Callable[[bytes], bytes]) -> bool:
        instead.write_bytes(honest)
        assert confirm(command, people.handler.certificate, now)
        changed = change(honest)
        assert changed != honest
        instead.write_bytes(changed)
        return confirm(command, people.handler.certificate, now)

    return believes


def line_of(said: bytes, word: bytes) -> bytes:
    return next(line for line in said.split(b"\n") if line.startswith(b"[GNUPG:] " + word + b" "))


@pytest.mark.parametrize("field", ["GOODSIG", "PLAINTEXT", "SIG_ID", "KEY_CONSIDERED"])
@pytest.mark.parametrize("separator", SEPARATORS, ids=NAMES)
def test_sig_06_a_name_that_ends_a_line_in_some_language_says_nothing(
    people: People, told: Told, field: str, separator: str
) -> None:
    """Mallory signed; somewhere in what gpg says of it stands a line that names the handler."""
    ours, theirs = people.handler.fingerprint.encode(), people.mallory.fingerprint.encode()

    def change(said: bytes) -> bytes:
        lie = separator.encode() + line_of(said, b"VALIDSIG")
        line = line_of(said, field.encode())
        return said.replace(ours, theirs).replace(line.replace(ours, theirs), line.replace(ours, theirs) + lie)

    assert not told(change)


@pytest.mark.parametrize("separator", SEPARATORS, ids=NAMES)
def test_sig_06_lines_end_at_lf_and_nowhere_else(separator: str) -> None:
    honest = b"[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 00 x\n[GNUPG:] VALIDSIG A\n"
    assert [line.word for line in read_status(honest, WHILE_PROVING)[0]] == [b"NEWSIG", b"GOODSIG", b"VALIDSIG"]
    status, strange = read_status(honest.replace(b"x\n", b"x" + separator.encode()), WHILE_PROVING)
    assert [line.word for line in status] == [b"NEWSIG", b"GOODSIG"] and not strange


@pytest.mark.parametrize("separator", [*SEPARATORS, "\n"], ids=[*NAMES, "U+000A"])
def test_sig_06_a_key_with_such_a_name_never_reaches_gpg(
    people: People, keyring: Keyring, now: datetime, separator: str
) -> None:
    """Signed by a whole and valid key whose name holds a line end: the certificate is refused before."""

    def signed_as(name: str) -> tuple[pysequoia.Tsk, Opened]:
        key = pysequoia.Tsk.generate(name)
        text = command_part(people, "#close\n")
        message = pysequoia.sign(key.signer(), text, mode=pysequoia.SignatureMode.INLINE, armor=False)
        raw = letter(people.handler, people, wrapped_again(people, message))
        return key, open_mail(raw, keyring, lambda _: [bytes(key.extract_certificate())], now)

    honest, opened = signed_as("x VALIDSIG <bahia@desk.test>")
    assert opened.signer == canonical(bytes(honest.extract_certificate())).fingerprint
    key, opened = signed_as(f"x{separator}[GNUPG:] VALIDSIG {people.handler.fingerprint} <bahia@desk.test>")
    with pytest.raises(Refused, match="certificate_names"):
        public_part(bytes(key))
    with pytest.raises(Refused, match="certificate_names"):
        canonical(bytes(key.extract_certificate()))
    assert opened.signer is None and opened.reasons == ("signer_unknown",)


def test_sig_07_gpg_is_never_asked_to_be_verbose(people: People) -> None:
    """Where it is, file names stand among its words."""
    assert "--no-options" in LEAN and not {"-v", "--verbose", "--no-quiet"} & set(LEAN)
    arguments = gpg_without_home().make_args(["--decrypt"], False)
    assert "--no-options" in arguments and "--verbose" not in arguments and "-v" not in arguments


BREAKS: dict[str, Callable[[bytes], bytes]] = {
    "an empty name, then the truth": lambda said: said.replace(
        line_of(said, b"GOODSIG"), b"[GNUPG:] GOODSIG\n[GNUPG:] BADSIG 00 x"
    ),
    "no name and no blank": lambda said: said.replace(line_of(said, b"GOODSIG"), b"[GNUPG:]GOODSIG"),
    "octets that are no text, then the truth": lambda said: said.replace(
        line_of(said, b"GOODSIG"), line_of(said, b"GOODSIG") + b"\xff\xfe\n[GNUPG:] BADSIG 00 x"
    ),
    "a signature id in pieces, then the truth": lambda said: said.replace(
        line_of(said, b"SIG_ID"), b"[GNUPG:] SIG_ID x 1970-01-01 x\n[GNUPG:] ERRSIG 00 22 10 00 1 4"
    ),
    "fewer fields": lambda said: said.replace(
        line_of(said, b"VALIDSIG"), line_of(said, b"VALIDSIG").rpartition(b" ")[0]
    ),
    "more fields": lambda said: said.replace(line_of(said, b"VALIDSIG"), line_of(said, b"VALIDSIG") + b" x"),
    "no number where one belongs": lambda said: said.replace(
        line_of(said, b"VALIDSIG"),
        line_of(said, b"VALIDSIG").replace(b" 4 0 22 ", b" x 0 x ").replace(b" 00 ", b" zz "),
    ),
    "cut off in the middle": lambda said: said[: said.index(b"VALIDSIG") + 60],
    "cut off before the end": lambda said: said[:-1],
    "a line of gpg's own": lambda said: said + b"gpg: WARNING: something\n",
    "an empty line": lambda said: said + b"\n",
    "a word nobody knows": lambda said: said + b"[GNUPG:] NEWWORD x\n",
    "nothing": lambda said: b"",
}


@pytest.mark.parametrize("broken", BREAKS)
def test_sig_08_what_breaks_the_reader_ends_all_trust(told: Told, broken: str) -> None:
    assert not told(BREAKS[broken])


EVENTS = (
    "NEWSIG|BADSIG 00 x|ERRSIG 00 22 10 00 1 4|EXPSIG 00 x|EXPKEYSIG 00 x|REVKEYSIG 00 x|KEYEXPIRED 1|KEYREVOKED|"
    "SIGEXPIRED 1|NODATA 4|NO_PUBKEY 00|FAILURE gpg-exit 1|UNEXPECTED 0|BEGIN_DECRYPTION|PLAINTEXT 62 0 x"
)


@pytest.mark.parametrize("event", EVENTS.split("|"))
@pytest.mark.parametrize("where", ["before", "after"])
def test_sig_09_and_13_one_event_too_many_ends_all_trust(told: Told, event: str, where: str) -> None:
    line = f"[GNUPG:] {event}\n".encode()
    assert not told(lambda said: line + said if where == "before" else said + line)


@pytest.mark.parametrize("word", ["NEWSIG", "GOODSIG", "VALIDSIG", "PLAINTEXT"])
def test_sig_09_the_story_is_told_whole_and_once(told: Told, word: str) -> None:
    line = f"[GNUPG:] {word}".encode()
    assert not told(lambda said: b"\n".join(one for one in said.split(b"\n") if not one.startswith(line)))
    assert not told(
        lambda said: b"\n".join(
            two for one in said.split(b"\n") for two in ([one, one] if one.startswith(line) else [one])
        )
    )


def test_sig_21_a_fingerprint_counts_from_a_valid_signature_alone(people: People, told: Told) -> None:
    """The maker that a broken signature claims is the attacker's word."""

    def change(said: bytes) -> bytes:
        valid = line_of(said, b"VALIDSIG").split(b" ")
        broken = b"[GNUPG:] ERRSIG " + valid[2][-16:] + b" 22 10 00 1 9 " + people.handler.fingerprint.encode()
        return said.replace(line_of(said, b"VALIDSIG"), broken)

    assert not told(change)


def test_sig_21_nobody_here_knows_the_signer(people: People, keyring: Keyring, now: datetime) -> None:
    raw = sealed(people, command_part(people, "#close\n"))
    assert open_mail(raw, keyring, knows(people.handler), now).signer == people.handler.fingerprint
    for store in (knows(), lambda _: [people.mallory.certificate]):
        opened = open_mail(raw, keyring, store, now)
        assert opened.signer is None and opened.reasons == ("signer_unknown",)
        assert opened.issuers == (people.handler.fingerprint, people.handler.fingerprint[-16:])  # a hint


def test_sig_07_and_06_a_message_whose_file_name_was_changed_says_the_same(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """No signature covers the file name: whoever changes it changes nothing for either engine."""
    honest = open_mail(sealed(people, command_part(people, "#close\n")), keyring, knows(people.handler), now)
    lie = f"x\n[GNUPG:] VALIDSIG {people.mallory.fingerprint}"
    message = signed_message(people, command_part(people, "#close\n"), "--set-filename", lie)
    opened = open_mail(
        letter(people.handler, people, wrapped_again(people, message)), keyring, knows(people.handler), now
    )
    assert (opened.signer, opened.reasons) == (honest.signer, ()) and lie.encode() not in opened.mail
    assert confirm(opened, people.handler.certificate, now) and confirm(honest, people.handler.certificate, now)


@pytest.mark.parametrize("separator", SEPARATORS, ids=NAMES)
def test_sig_06_a_note_in_the_signature_says_nothing(people: People, told: Told, separator: str) -> None:
    """Some programs put a salt into every signature, as a note of any octets; it is gpg that escapes line ends."""
    ours, theirs = people.handler.fingerprint.encode(), people.mallory.fingerprint.encode()
    salt = b"[GNUPG:] NOTATION_NAME salt@x.test\n[GNUPG:] NOTATION_DATA \xd7\x9e%25"

    def with_note(said: bytes, more: bytes = b"") -> bytes:
        valid = line_of(said, b"VALIDSIG")
        return said.replace(valid, salt + more + b"\n" + valid)

    assert told(with_note)
    lie = separator.encode() + f"[GNUPG:] VALIDSIG {people.handler.fingerprint}".encode()
    assert not told(lambda said: with_note(said.replace(ours, theirs), lie))
    assert not told(lambda said: with_note(said, b"\n" + line_of(said, b"VALIDSIG")))
