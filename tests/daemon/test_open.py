"""`hirz open`: somebody asks why a mail was not believed, and the answer rests on the keys they name and no others."""

import base64
import contextlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daemon.sandbox import Examiner, SandboxGone
from daemon.shell.cli import main
from daemon.shell.opening_words import NEXT, PROTECTIONS
from mailflows.examine import limits
from pgp import keyring
from pgp.homes import new_home
from pgp.opened import Protection
from pgp.reasons import REASONS
from tests.mails import encrypted_part, joined, mail, mailbox
from tests.people import People, Person, make_person
from tests.pgp.packets import octets_of

FIELDS = ["protection", "whole", "signer", "reasons", "subject", "text_parts", "undecrypted_parts"]


@dataclass(frozen=True)
class Answer:
    """What came of one `hirz open`."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        told = json.loads(self.out)
        assert list(told) == FIELDS and self.out.count("\n") == 1
        assert set(told["reasons"]) <= {*REASONS, *limits.REASONS}
        return dict(told)


Ask = Callable[..., Answer]


@pytest.fixture
def asks(
    tmp_path: Path, people: People, sandbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Ask]:
    """Saves a mail and asks about it; no key, no home and no agent is left afterwards."""
    monkeypatch.setattr(Examiner, "started", lambda: Examiner.at(sandbox))
    homes: list[Path] = []

    def home(where: Path | None = None) -> Path:
        homes.append(new_home(where))
        return homes[-1]

    monkeypatch.setattr(keyring, "new_home", home)

    def ask(
        raw: bytes, *certificates: Person | bytes, secret: Person | None = people.desk, words: bool = False
    ) -> Answer:
        saved = tmp_path / "mail.eml"
        saved.write_bytes(raw)
        arguments = ["open", str(saved)] + ([] if words else ["--json"])
        for number, one in enumerate(certificates):
            path = tmp_path / f"{number}.asc"
            path.write_bytes(one.certificate if isinstance(one, Person) else one)
            arguments += ["--cert", str(path)]
        if secret:
            (tmp_path / "secret").write_bytes(secret.secret_key)
            arguments += ["--secret", str(tmp_path / "secret")]
        capsys.readouterr()
        code = main(arguments)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err and "PRIVATE KEY" not in printed.out + printed.err
        return Answer(code, printed.out, printed.err)

    yield ask
    assert not any(home.exists() for home in homes)


# believed


def test_a_sealed_mail_is_believed_with_its_writers_certificate(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "مرحبا", subject="هاتفي", sealed_by=people.reporter)
    answer = asks(raw, people.reporter)
    assert answer.code == 0 and not answer.err
    assert answer.json == {
        "protection": "sealed",
        "whole": True,
        "signer": people.reporter.fingerprint,
        "reasons": [],
        "subject": "هاتفي",
        "text_parts": 1,
        "undecrypted_parts": 0,
    }


def test_of_several_certificates_the_right_one_judges(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    told = asks(raw, people.mallory, people.handler, people.reporter).json
    assert told["signer"] == people.reporter.fingerprint


def test_a_signed_mail_needs_no_secret_key(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    told = asks(raw, people.reporter, secret=None).json
    assert told["protection"] == "signed" and told["whole"] and told["signer"] == people.reporter.fingerprint


@pytest.mark.parametrize("inline", [False, True])
def test_a_file_with_the_line_ends_of_this_system_is_the_same_mail(people: People, asks: Ask, inline: bool) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, inline=inline)
    assert asks(raw.replace(b"\r\n", b"\n"), people.reporter).json["signer"] == people.reporter.fingerprint
    signed = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    answer = asks(signed.replace(b"\r\n", b"\n"), people.reporter)
    assert answer.json["signer"] == people.reporter.fingerprint and not answer.err


def test_line_ends_of_both_kinds_are_mended_and_told(people: People, asks: Ask) -> None:
    signed = mail(people.reporter, people.desk, "hello " * 40, sign=people.reporter)
    head, gap, body = signed.partition(b"base64\r\n\r\n")
    answer = asks(head + gap + body.replace(b"\r\n", b"\n", 1), people.reporter)
    assert answer.json["signer"] == people.reporter.fingerprint and "lines ended in two ways" in answer.err


def test_a_mail_out_of_a_mailbox_file_is_read_without_the_mailboxs_line(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter).replace(b"\r\n", b"\n")
    answer = asks(b"From samir@press.test Mon Nov  2 10:00:00 2026\n" + raw + b"\n", people.reporter)
    assert answer.json["signer"] == people.reporter.fingerprint and "the first line" in answer.err


def test_what_a_mailbox_file_did_to_a_signed_text_is_undone(people: People, asks: Ask) -> None:
    part = b"Content-Type: text/plain\r\n\r\nFrom here on I was followed.\r\n"
    edge = b'multipart/signed; protocol="application/pgp-signature"; boundary="e"\r\n\r\n--e\r\n'
    head = f"From: {mailbox(people.reporter)}\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: ".encode()
    signature = b"\r\n--e\r\nContent-Type: application/pgp-signature\r\n\r\n" + people.reporter.signs(part)
    raw = (head + edge + part + signature + b"\r\n--e--\r\n").replace(b"\r\n", b"\n")
    assert asks(raw, people.reporter).json["signer"] == people.reporter.fingerprint
    saved = b"From samir@press.test Mon Nov  2 10:00:00 2026\n" + raw.replace(b"\nFrom here", b"\n>From here")
    answer = asks(saved, people.reporter)
    assert answer.json["signer"] == people.reporter.fingerprint and "turned back" in answer.err
    assert asks(saved.partition(b"\n")[2], people.reporter).json["reasons"] == ["signature_wrong"]


def test_a_file_of_several_mails_is_not_taken_for_one(people: People, asks: Ask) -> None:
    one = b"From samir@press.test Mon Nov  2 10:00:00 2026\nFrom: samir@press.test\n\nhello\n\n"
    answer = asks(one + one, people.reporter)
    assert answer.code == 1 and not answer.out and "several mails" in answer.err


# not believed, and why


def test_a_key_that_was_not_named_proves_nobody(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    answer = asks(raw, people.mallory)
    assert answer.code == 0
    assert answer.json["signer"] is None and answer.json["reasons"] == ["signer_unknown"]
    assert answer.json["protection"] == "encrypted"
    assert people.reporter.fingerprint in asks(raw, words=True).out  # whose certificate to look for


def test_a_key_that_the_mail_brings_along_proves_nobody(people: People, asks: Ask) -> None:
    raw = mail(people.mallory, people.desk, "hello", sealed_by=people.mallory, autocrypt=True)
    answer = asks(raw, people.reporter)
    assert answer.json["signer"] is None and answer.json["reasons"] == ["signer_unknown"]
    assert answer.json["protection"] == "encrypted"
    words = asks(raw, people.reporter, words=True).out
    assert "brings the key that signed it along" in words and people.mallory.fingerprint in words
    assert asks(raw, people.mallory).json["signer"] == people.mallory.fingerprint


def test_an_address_that_the_key_does_not_name_is_not_its_owners(people: People, asks: Ask) -> None:
    raw = mail("Samir <samir@press.test>", people.desk, "hello", sealed_by=people.mallory)
    told = asks(raw, people.mallory, people.reporter).json
    assert told["signer"] is None and told["reasons"] == ["from_not_in_key"] and told["protection"] == "encrypted"
    assert people.mallory.fingerprint in asks(raw, people.mallory, words=True).out


def test_a_plain_mail_is_read_and_nobody_proven(people: People, asks: Ask) -> None:
    told = asks(mail("Ana <ana@x.test>", people.desk, "hello", subject="hi"), secret=None).json
    assert told == dict(zip(FIELDS, ["plain", False, None, [], "hi", 1, 0], strict=True))


def test_unsigned_is_a_reason(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter, sign=False)
    told = asks(raw, people.reporter).json
    assert told["protection"] == "encrypted" and told["signer"] is None and told["reasons"] == ["unsigned"]


def test_a_changed_text_is_a_reason(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    told = asks(raw.replace(b"text/plain; charset=utf-8", b"text/plain; charset=utf-7"), people.reporter).json
    assert told["protection"] == "plain" and told["signer"] is None and told["reasons"] == ["signature_wrong"]


def test_a_changed_ciphertext_is_not_read(people: People, asks: Ask) -> None:
    sealed = bytearray(octets_of(people.reporter.seals(b"Subject: x\r\n\r\nhello", people.desk)))
    sealed[-30] ^= 1
    head = joined([("From", mailbox(people.reporter)), ("Subject", "...")], b"", after=b"")
    raw = head + encrypted_part(
        b"-----BEGIN PGP MESSAGE-----\n\n" + _base64(bytes(sealed)) + b"-----END PGP MESSAGE-----"
    )
    answer = asks(raw, people.reporter)
    assert answer.code == 1
    told = answer.json
    assert told["protection"] == "unreadable" and told["reasons"] == ["cannot_decrypt"]
    assert told["text_parts"] == 0 and told["undecrypted_parts"] == 1 and told["signer"] is None


def test_a_key_that_has_expired_is_a_reason(people: People, asks: Ask, gpg_home: Path) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=900)
    old = make_person("Old", "old@x.test", gpg_home, expires="1y", when=long_ago)
    raw = mail(old, people.desk, "hello", sign=old, when=long_ago + timedelta(days=1))
    told = asks(raw, old).json
    assert told["signer"] is None and told["reasons"] == ["signer_expired"]


def test_a_sealed_part_beside_a_text_stays_closed(people: People, asks: Ask) -> None:
    sealed = people.reporter.seals(b"hello", people.desk)
    raw = mail(people.reporter, people.desk, "see the file", attachments=[("a.asc", "text/plain", sealed)])
    told = asks(raw, people.reporter).json
    assert (told["protection"], told["whole"], told["signer"]) == ("plain", False, None)
    assert told["reasons"] == ["not_whole"] and told["undecrypted_parts"] == 1 and told["text_parts"] == 1


def test_without_a_secret_key_a_sealed_mail_is_unreadable(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    answer = asks(raw, people.reporter, secret=None)
    assert answer.code == 1 and answer.json["reasons"] == ["not_for_our_key"] and answer.json["undecrypted_parts"] == 1
    assert "--secret" in asks(raw, people.reporter, secret=None, words=True).out
    hidden = people.reporter.gpg("--armor", "--encrypt", "-R", people.desk.fingerprint, given=b"hello")
    head = joined([("From", mailbox(people.reporter)), ("Subject", "...")], b"", after=b"")
    assert asks(head + encrypted_part(hidden), secret=None).json["reasons"] == ["not_for_our_key"]
    assert asks(raw, people.reporter, secret=people.handler).json["reasons"] == ["not_for_our_key"]


def test_several_texts_are_counted_and_files_are_not(people: People, asks: Ask) -> None:
    body = (
        b"--e\r\nContent-Type: multipart/alternative; boundary=f\r\n\r\n"
        b"--f\r\n\r\nplain\r\n--f\r\nContent-Type: text/html\r\n\r\n<p>rich\r\n--f--\r\n"
        b"--e\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nfile\r\n--e--\r\n"
    )
    raw = b'From: a@b.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="e"\r\n\r\n' + body
    assert asks(raw, secret=None).json["text_parts"] == 2


# what is no mail, no key, no file


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 500, b"-----BEGIN PGP MESSAGE-----\n\nAAAA", b"From: \xff\r\n\xff:\r\n"]
)
def test_garbage_is_answered_too(asks: Ask, raw: bytes) -> None:
    answer = asks(raw, secret=None)
    assert answer.json["signer"] is None and answer.code in (0, 1)
    assert asks(raw, secret=None, words=True).out


def test_a_mail_of_40_megabytes_is_refused_before_it_is_read(people: People, asks: Ask) -> None:
    raw = mail("a@b.test", people.desk, "hello") + b"x" * 79 + b"\r\n"
    answer = asks(raw + (b"x" * 78 + b"\r\n") * 520_000, secret=None)
    assert answer.code == 1 and answer.json["reasons"] == ["too_large"] and not answer.json["whole"]


def test_a_missing_file_and_a_bad_key_are_one_line_each(asks: Ask, people: People, tmp_path: Path) -> None:
    with contextlib.redirect_stderr(io.StringIO()) as said:
        assert main(["open", str(tmp_path / "nothing"), "--json"]) == 1
        assert main(["open", "/dev/null", "--cert", str(tmp_path / "nothing")]) == 1
        assert main(["open", "/dev/null", "--secret", "/dev/null"]) == 1
    assert said.getvalue().count("\n") == 3 and "No such file" in said.getvalue()
    raw = mail(people.reporter, people.desk, "hello")
    bad = asks(raw, people.reporter.secret_key)
    assert bad.code == 1 and REASONS["certificate_malformed"] in bad.err and not bad.out


def test_a_mail_comes_through_a_pipe(
    people: People, asks: Ask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raw = mail(people.reporter, people.desk, "hello", sign=people.reporter)
    (tmp_path / "layla.asc").write_bytes(people.reporter.certificate)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert main(["open", "-", "--cert", str(tmp_path / "layla.asc"), "--json"]) == 0
    assert json.loads(said.getvalue())["signer"] == people.reporter.fingerprint


def test_without_a_sandbox_the_verdict_stands_and_the_subject_does_not(
    people: People, asks: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise SandboxGone("bwrap cannot be started")

    monkeypatch.setattr(Examiner, "examine", gone)
    answer = asks(mail(people.reporter, people.desk, "hello", sign=people.reporter), people.reporter)
    assert answer.code == 0 and answer.json["subject"] is None and answer.json["signer"] == people.reporter.fingerprint
    assert "nothing is parsed outside the sandbox" in answer.err


# for people


def test_people_read_sentences_and_what_to_do(people: People, asks: Ask) -> None:
    raw = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    believed = asks(raw, people.reporter, words=True).out
    assert people.reporter.fingerprint in believed and people.reporter.name in believed and "reason" not in believed
    doubted = asks(raw, people.mallory, words=True).out
    assert REASONS["signer_unknown"] in doubted and NEXT["signer_unknown"] in doubted


def test_nothing_a_stranger_wrote_steers_the_terminal(people: People, asks: Ask) -> None:
    """INJ-13."""
    subject = "x\x1b]0;mine\x07\x1b[2J\x9b31m\u202e\r\nprotection:  sealed"
    raw = mail(people.mallory, people.desk, "hello", subject="é" + subject, sealed_by=people.mallory)
    for words in (True, False):
        out = asks(raw, people.reporter, words=words).out
        assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e", "\r"}
        assert sum(line.startswith("protection:") for line in out.splitlines()) == words


def test_the_tables_name_what_there_is() -> None:
    assert set(NEXT) <= set(REASONS) and set(PROTECTIONS) == {one.value for one in Protection}


@pytest.mark.sandbox
def test_the_command_as_it_is_typed(people: People, tmp_path: Path) -> None:
    """As a process, with a sandbox of its own."""
    (tmp_path / "m.eml").write_bytes(mail(people.reporter, people.desk, "x", subject="ok", sealed_by=people.reporter))
    (tmp_path / "c").write_bytes(people.reporter.certificate)
    (tmp_path / "s").write_bytes(people.desk.secret_key)
    done = subprocess.run(
        [sys.executable, "-m", "daemon.shell.cli", "open", "m.eml", "--cert", "c", "--secret", "s", "--json"],
        cwd=tmp_path, capture_output=True, timeout=90,
    )  # fmt: skip
    assert done.returncode == 0 and not done.stderr
    told = json.loads(done.stdout)
    assert told["signer"] == people.reporter.fingerprint and told["subject"] == "ok"


# other people's programs


@pytest.mark.parametrize("program", ["sqop", "gosop"])
def test_a_mail_made_by_a_sop_is_believed(people: People, asks: Ask, tmp_path: Path, program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")

    def sop(*arguments: str, given: bytes = b"") -> bytes:
        return subprocess.run([program, *arguments], input=given, capture_output=True, check=True, timeout=60).stdout

    (tmp_path / "key").write_bytes(sop("generate-key", "Zahra <zahra@x.test>"))
    certificate = sop("extract-cert", given=(tmp_path / "key").read_bytes())
    (tmp_path / "desk").write_bytes(people.desk.certificate)
    inner = b"Content-Type: text/plain; charset=utf-8\r\nSubject: inside\r\n\r\nhello\r\n"
    sealed = sop("encrypt", f"--sign-with={tmp_path / 'key'}", str(tmp_path / "desk"), given=inner)
    _believed(asks(b"From: zahra@x.test\r\n" + encrypted_part(sealed), certificate), "sealed")


def test_a_mail_made_by_rnp_is_believed(people: People, asks: Ask, tmp_path: Path) -> None:
    if shutil.which("rnp") is None or shutil.which("rnpkeys") is None:
        pytest.skip("rnp is not installed")
    home = tmp_path / "rnp"
    home.mkdir(mode=0o700)
    (tmp_path / "desk").write_bytes(people.desk.certificate)

    def rnp(*arguments: str, given: bytes = b"") -> bytes:
        command = [arguments[0], "--homedir", str(home), *arguments[1:]]
        return subprocess.run(command, input=given, capture_output=True, check=True, timeout=60).stdout

    rnp("rnpkeys", "--generate-key", "--userid", "Zahra <zahra@x.test>", "--password", "")
    rnp("rnpkeys", "--import", str(tmp_path / "desk"))
    certificate = rnp("rnpkeys", "--export-key", "zahra")
    inner = b"Content-Type: text/plain\r\nSubject: inside\r\n\r\nhello\r\n"
    to = ("-r", people.desk.fingerprint)
    sealed = rnp("rnp", "--encrypt", "--sign", "--armor", *to, "-u", "zahra", "--password", "", given=inner)
    _believed(asks(b"From: zahra@x.test\r\n" + encrypted_part(sealed), certificate), "sealed")


def _believed(answer: Answer, protection: str) -> None:
    told = answer.json
    assert told["reasons"] == [] and told["signer"] and told["protection"] == protection
    assert told["subject"] == "inside" and told["text_parts"] == 1


def _base64(data: bytes) -> bytes:

    return base64.encodebytes(data)
