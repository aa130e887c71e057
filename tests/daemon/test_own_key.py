"""`hirz key`: the desk's own key is shown, published, renewed, replaced, ended, brought back; and nothing gets lost."""

import contextlib
import errno
import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno

import daemon.shell.ownkey.files
import daemon.shell.ownkey.finding
from daemon.assemble import build_keyring
from daemon.config import ConfigError, load
from daemon.doors.wkd import Found, NotFound
from daemon.shell.cli import main
from daemon.shell.init_words import in_fours
from daemon.shell.ownkey import backup
from daemon.shell.ownkey.files import keep_copy, replace, write_beside
from daemon.shell.ownkey.paper import lines_of, read_back, squares_of
from daemon.shell.ownkey.statement import TEXTS, statement
from daemon.shell.ownkey.wiring import Wiring, lines_for_systemd, lines_to_replace, wiring_of
from pgp.certificates import Certificate, canonical, public_part
from pgp.errors import CannotSeal
from pgp.homes import PREFIX, places, sweep
from pgp.keyring import Keyring
from pgp.rotation import revoked
from pgp.seal import signing_key
from pgp.wkd import place_of
from tests.daemon.desks import ADDRESS, SetUp, desk, first_desk, sandbox
from tests.house import ROOT
from tests.people import People, run_gpg

__all__ = ["desk", "first_desk", "sandbox"]

Says = Callable[..., str]


@pytest.fixture
def key(desk: SetUp, capsys: pytest.CaptureFixture[str]) -> Says:
    """`hirz key …` at this desk; returns what it prints."""

    def run(*words: str, code: int = 0) -> str:
        capsys.readouterr()
        assert main(["key", *words, "--config", str(desk.config)]) == code
        printed = capsys.readouterr()
        assert "PRIVATE KEY" not in printed.out + printed.err
        return printed.out + printed.err

    return run


def facts(desk: SetUp, name: str = "desk-key") -> Certificate:
    return public_part(desk.secret(name).read_bytes())


def files(desk: SetUp) -> dict[str, bytes]:
    return {str(path.relative_to(desk.folder)): path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}


# Looking at it


def test_show_tells_what_each_key_does_and_until_when(desk: SetUp, key: Says) -> None:
    printed, own = key("show"), facts(desk)
    assert in_fours(own.fingerprint) in printed and f"Helpdesk of the press <{ADDRESS}>" in printed
    assert "certifies, signs" in printed and "is written to" in printed
    ends = own.encryption_expires_at
    assert ends and f"expires {ends:%Y-%m-%d}" in printed
    assert re.search(r"7(29|30) days left", printed)


def test_show_for_programs(desk: SetUp, key: Says) -> None:
    [shown] = json.loads(key("show", "--json"))
    assert shown["current"] is True and shown["fingerprint"] == facts(desk).fingerprint and shown["unusable"] is None
    assert [one["does"] for one in shown["keys"]] == [["certifies", "signs"], ["is written to"]]
    assert all(one["days_left"] in (729, 730) for one in shown["keys"])


def test_retired_keys_are_shown_too(desk: SetUp, key: Says, people: People) -> None:
    desk.secret("old").write_bytes(people.desk.secret_key)
    retired = 'key_file = "credential:desk-key"\nretired_key_files = ["credential:old"]'
    desk.says(('key_file = "credential:desk-key"', retired))
    printed = key("show")
    assert (
        printed.index("The desk signs with")
        < printed.index("Retired")
        < printed.index(in_fours(people.desk.fingerprint))
    )
    assert people.desk.fingerprint.encode() not in key("export").encode()
    chosen = key("export", "--key", people.desk.fingerprint[-8:])
    assert canonical(chosen.encode()).fingerprint == people.desk.fingerprint
    assert "no key of this desk" in key("export", "--key", "0000 0000", code=1)


def test_no_password_of_a_mailbox_is_needed_for_a_key(desk: SetUp, key: Says) -> None:
    desk.secret("imap-password").unlink()
    desk.secret("master-key").unlink()
    assert canonical(key("export").encode()).fingerprint == facts(desk).fingerprint
    assert "BEGIN:VCARD" in key("vcard")


def test_a_key_that_is_none_is_one_line(desk: SetUp, key: Says) -> None:
    desk.secret("desk-key").write_text("hello")
    assert key("show", code=1).count("\n") == 1
    desk.secret("desk-key").unlink()
    assert "cannot be read" in key("export", code=1)


# Publishing it


def test_wkd_writes_both_layouts(desk: SetUp, key: Says, tmp_path: Path) -> None:
    web = tmp_path / "well-known"
    web.mkdir()
    printed, name = key("wkd", str(web)), place_of(ADDRESS).name
    advanced, direct = web / f"openpgpkey/desk.test/hu/{name}", web / f"openpgpkey/hu/{name}"
    for file in (advanced, direct):
        published = canonical(file.read_bytes())
        assert published.fingerprint == facts(desk).fingerprint and published.addresses == (ADDRESS,)
        assert file.read_bytes()[:1] >= b"\x80", "binary, as mail programs want it"
        assert (file.parent.parent / "policy").read_bytes() == b""
        assert file.stat().st_mode & 0o777 == 0o644 and file.parent.stat().st_mode & 0o777 == 0o755
    assert f"https://openpgpkey.desk.test/.well-known/openpgpkey/desk.test/hu/{name}" in printed
    assert f"https://desk.test/.well-known/openpgpkey/hu/{name}" in printed
    (direct.parent / "somebody-else").write_bytes(b"theirs")
    key("revoke", "--apply")
    assert "is revoked" in key("wkd", str(web)) and canonical(direct.read_bytes()).revoked
    assert (direct.parent / "somebody-else").read_bytes() == b"theirs"


def test_wkd_publishes_no_key_that_does_not_name_the_desk(
    desk: SetUp, key: Says, people: People, tmp_path: Path
) -> None:
    desk.secret("desk-key").write_bytes(people.mallory.secret_key)
    assert "does not name" in key("wkd", str(tmp_path / "web"), code=1)
    assert not (tmp_path / "web").exists()


# A new subkey


def test_rotate_a_subkey(desk: SetUp, key: Says) -> None:
    before, config = desk.secret("desk-key").read_bytes(), desk.config.read_text()
    old = facts(desk)
    printed, new = key("rotate", "--subkey"), facts(desk)
    assert new.fingerprint == old.fingerprint and set(old.key_ids) < set(new.key_ids)
    [copy] = desk.folder.glob("secrets/desk-key-before-*")
    assert copy.read_bytes() == before and str(copy) in printed
    assert desk.secret("desk-key").stat().st_mode & 0o777 == 0o600 == copy.stat().st_mode & 0o777
    assert desk.config.read_text() == config and "key backup" in printed and "key export" in printed
    key("rotate", "--subkey")
    assert len(list(desk.folder.glob("secrets/desk-key-before-*"))) == 2, "no copy is overwritten"


def test_key_16_the_daemons_keyring_opens_old_and_new_after_a_rotation(desk: SetUp, key: Says, people: People) -> None:
    def sealed() -> bytes:
        run_gpg(people.reporter.home, "--import", given=facts(desk).data)
        return people.reporter.gpg("--encrypt", "-r", facts(desk).fingerprint, given=b"hello")

    messages = [sealed()]
    key("rotate", "--subkey")
    messages.append(sealed())
    key("rotate", "--primary")
    taken_up(desk)
    messages.append(sealed_to_current(desk, people))
    with build_keyring(load(desk.config)) as keyring:
        for message in messages:
            assert keyring.run("--decrypt", given=message, allowed=ALL).output == b"hello"
        assert len(keyring.own) == 2 and len(keyring.own[1].canaries) == 2


ALL = frozenset(
    b"ENC_TO KEY_CONSIDERED DECRYPTION_KEY BEGIN_DECRYPTION DECRYPTION_INFO PLAINTEXT PLAINTEXT_LENGTH DECRYPTION_OKAY"
    b" GOODMDC END_DECRYPTION DECRYPTION_COMPLIANCE_MODE".split()
)


def sealed_to_current(desk: SetUp, people: People) -> bytes:
    own = public_part(load(desk.config).desk.key_file.read_bytes())
    run_gpg(people.reporter.home, "--import", given=own.data)
    return people.reporter.gpg("--encrypt", "-r", own.fingerprint, given=b"hello")


def taken_up(desk: SetUp) -> None:
    """The sysadmin copies the two lines into the config, as they were printed."""
    [file] = [path for path in desk.folder.glob("secrets/desk-key-*") if "before" not in path.name]
    lines = f'key_file = "credential:{file.name}"\nretired_key_files = ["credential:desk-key"]'
    desk.says(('key_file = "credential:desk-key"', lines))


# A wholly new key


def test_rotate_the_primary_key(desk: SetUp, key: Says, gpg_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(desk)
    printed, old = key("rotate", "--primary"), facts(desk)
    after = files(desk)
    assert {name: after[name] for name in before} == before, "until the config names it, nothing changes"
    secret, word = sorted(set(after) - set(before))
    new = public_part(after[secret])
    mark = new.fingerprint[-8:]
    assert (secret, word) == (f"secrets/desk-key-{mark}", f"transition-{mark}.asc")
    assert (desk.folder / secret).stat().st_mode & 0o777 == 0o600
    assert new.addresses == (ADDRESS,) and new.fingerprint != old.fingerprint
    config = tomllib.loads("\n".join(line for line in printed.splitlines() if "key_file" in line))
    assert config == {"key_file": f"credential:desk-key-{mark}", "retired_key_files": ["credential:desk-key"]}
    for certificate in (old, new):
        run_gpg(gpg_home, "--import", given=certificate.data)
        assert (
            in_fours(certificate.fingerprint) in after[word].decode() and in_fours(certificate.fingerprint) in printed
        )
    said = run_gpg(gpg_home, "--status-fd", "1", "--output", "/dev/null", "--decrypt", given=after[word]).decode()
    assert {line.split()[2] for line in said.splitlines() if " VALIDSIG " in line} == {old.fingerprint, new.fingerprint}
    desk.hirz("check", "--offline")
    assert f"{desk.folder / secret} holds a key of the desk that hirz.toml does not name" in capsys.readouterr().out
    taken_up(desk)
    assert desk.hirz("check", "--offline") == 0 and "does not name" not in capsys.readouterr().out
    key("rotate", "--primary")
    names = {path.name for path in desk.folder.glob("secrets/desk-key-*")}
    assert len(names) == 2 and all(re.fullmatch(r"desk-key-[0-9A-F]{8}", name) for name in names)


def test_the_statement_says_the_same_in_three_languages() -> None:
    old, new = "A" * 40, "B" * 40
    for by_both in (True, False):
        text = statement(ADDRESS, old, new, datetime(2026, 11, 22, tzinfo=UTC), by_both=by_both)
        assert text.count(ADDRESS) == text.count(in_fours(old)) == text.count(in_fours(new)) == len(TEXTS) == 3
        assert "{" not in text and not [line for line in text.splitlines() if len(line) > 120]
        assert ("both keys" in text) is by_both


def test_a_desk_whose_key_was_revoked_gets_a_new_one_all_the_same(desk: SetUp, key: Says, gpg_home: Path) -> None:
    key("revoke", "--apply", "--reason", "compromised")
    assert "rotate --primary" in key("rotate", "--subkey", code=1)
    assert "the new key alone" in key("rotate", "--primary")


# Interrupted, full, in somebody else's folder


@pytest.mark.parametrize("step", [0, 1, 2])
def test_an_interrupted_rotation_loses_nothing(
    desk: SetUp, key: Says, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The disk is full at each of its steps in turn: what the config names is the old key or the new one, whole."""
    before, old = desk.secret("desk-key").read_bytes(), facts(desk)
    steps = 0

    def full(_: object, *more: object) -> None:
        nonlocal steps
        steps += 1
        if steps > step:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync" if step else "link", full)
    assert "No space left" in key("rotate", "--subkey", code=1)
    monkeypatch.undo()
    assert set(old.key_ids) <= set(facts(desk).key_ids)
    assert before in files(desk).values()
    key("rotate", "--subkey")
    assert not list(desk.folder.glob("secrets/.*"))


@pytest.mark.crash
@pytest.mark.parametrize("kills", [3, pytest.param(12, marks=pytest.mark.crash_full)])
def test_a_rotation_that_is_killed_loses_nothing_and_leaves_no_key_about(desk: SetUp, kills: int) -> None:
    """Killed at random instants, over and over: the key is always whole, and opens all that it ever opened."""
    command = [sys.executable, "-m", "daemon", "key", "rotate", "--subkey", "--config", str(desk.config)]
    for _ in range(kills):
        before, old = desk.secret("desk-key").read_bytes(), facts(desk)
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(random.uniform(0.5, 2.5))
        process.kill()
        process.wait()
        assert set(old.key_ids) <= set(facts(desk).key_ids)
        assert before in files(desk).values()
    sweep()
    left = [home for place in places(None) for home in place.glob(f"{PREFIX}*") if _holds(home, facts(desk))]
    assert not left


def _holds(home: Path, key: Certificate) -> bool:
    try:
        return bytes.fromhex(key.fingerprint) in (home / "pubring.kbx").read_bytes()
    except OSError:
        return False


def test_what_a_power_cut_left_is_no_obstacle(tmp_path: Path) -> None:
    target = tmp_path / "key"
    (tmp_path / ".key.new").write_bytes(b"half")
    write_beside(target, b"whole")
    assert target.read_bytes() == b"whole" and [path.name for path in tmp_path.iterdir()] == ["key"]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    copies = [keep_copy(target, now) for _ in range(3)]
    replace(target, b"newer")
    assert [path.name for path in copies] == [f"key-before-2026-11-22{more}" for more in ("", "-2", "-3")]
    assert {path.read_bytes() for path in copies} == {b"whole"} and target.read_bytes() == b"newer"


def test_a_secret_never_goes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / ".key.new").symlink_to(tmp_path / "elsewhere")
    write_beside(tmp_path / "key", b"secret")
    assert not (tmp_path / "elsewhere").exists()


def test_who_could_read_the_old_key_can_read_the_new_one(desk: SetUp, key: Says) -> None:
    desk.secret("desk-key").chmod(0o640)
    key("rotate", "--subkey")
    assert desk.secret("desk-key").stat().st_mode & 0o777 == 0o640


def test_a_stick_that_knows_no_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuses)
    write_beside(tmp_path / "sheet", b"whole")
    with pytest.raises(ConfigError, match="nothing is overwritten"):
        write_beside(tmp_path / "sheet", b"other")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"whole"]


def test_where_systemd_hands_the_key_over(
    desk: SetUp, key: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing can be written there: the new secret goes where it is told to, and systemd-creds takes it from there."""
    monkeypatch.setattr(daemon.shell.ownkey.files, "FROM_SYSTEMD", desk.secret("desk-key").parent)
    before = files(desk)
    assert "--into" in key("rotate", "--subkey", code=1)
    into = tmp_path / "memory"
    into.mkdir()
    assert f"shred -u {into}/desk-key" in key("rotate", "--subkey", "--into", str(into))
    assert files(desk) == before and len(public_part((into / "desk-key").read_bytes()).keys) == 3
    assert "nothing is overwritten" in key("rotate", "--subkey", "--into", str(into), code=1)


def test_the_lines_for_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "hirz.toml"
    monkeypatch.setattr("daemon.shell.ownkey.wiring.DEFAULT_CONFIG", config)
    wiring, file = Wiring(config, "credential:desk-key", ()), tmp_path / "secrets" / "desk-key-0A1B2C3D"
    assert f"    LoadCredential=desk-key-0A1B2C3D:{file}" in list(lines_for_systemd(wiring, file))
    assert any(
        "install -m 600 -o hirz" in line for line in lines_to_replace(wiring, Path("/x/desk-key"), file, "today")
    )
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "desk-key").touch()
    sealed = "\n".join(lines_for_systemd(wiring, file))
    assert f"--name=desk-key-0A1B2C3D {file} {tmp_path}/sealed/desk-key-0A1B2C3D" in sealed
    assert f"LoadCredentialEncrypted=desk-key-0A1B2C3D:{tmp_path}/sealed/desk-key-0A1B2C3D" in sealed
    again = "\n".join(lines_to_replace(wiring, Path("/x/desk-key"), file, "today"))
    assert "--name=desk-key /x/desk-key" in again and f"{tmp_path}/desk-key-sealed-before-today" in again
    assert wiring.hirz("check") == "/opt/hirz/systemd/hirz-sealed check"


def test_a_key_that_lies_at_a_path(desk: SetUp, key: Says) -> None:
    (desk.folder / "keys").mkdir()
    desk.secret("desk-key").rename(desk.folder / "keys" / "desk.asc")
    desk.says(('key_file = "credential:desk-key"', 'key_file = "keys/desk.asc"'))
    printed = key("rotate", "--primary")
    assert 'retired_key_files = ["keys/desk.asc"]' in printed
    assert re.search(r'key_file = "keys/desk\.asc-[0-9A-F]{8}"', printed)
    assert wiring_of(desk.config).service is False


# Its end


def test_a_revocation_for_the_safe(desk: SetUp, key: Says, tmp_path: Path) -> None:
    before, own = files(desk), facts(desk)
    paper = tmp_path / "revocation.asc"
    assert "Nothing has changed yet" in key("revoke", str(paper), "--reason", "compromised")
    assert files(desk) == before and paper.stat().st_mode & 0o777 == 0o600
    ended = public_part(revoked(desk.secret("desk-key").read_bytes(), paper.read_bytes()))
    assert ended.revoked and ended.fingerprint == own.fingerprint
    assert "BEGIN PGP PUBLIC KEY BLOCK" in key("revoke"), "without a file it is shown"


def test_revoked_the_desk_signs_nothing_and_says_so(desk: SetUp, key: Says, capsys: pytest.CaptureFixture[str]) -> None:
    before = desk.secret("desk-key").read_bytes()
    assert "has to leave sealed is held" in key("revoke", "--apply")
    assert facts(desk).revoked and "revoked already" in key("revoke", code=1)
    [copy] = desk.folder.glob("secrets/desk-key-before-*")
    assert copy.read_bytes() == before
    [published] = desk.folder.glob("revoked-*.asc")
    assert canonical(published.read_bytes()).revoked and b"PUBLIC KEY" in published.read_bytes()
    with build_keyring(load(desk.config)) as keyring, pytest.raises(CannotSeal, match="own_key_unusable"):
        signing_key(keyring, datetime.now(UTC))
    capsys.readouterr()
    assert desk.hirz("check", "--offline") == 17
    assert "revoked" in capsys.readouterr().out and "revoked" in key("show")


# On paper, and back


@pytest.fixture
def secret(desk: SetUp) -> bytes:
    return backup.binary(desk.secret("desk-key").read_bytes())


def test_a_backup_on_paper(
    desk: SetUp, key: Says, secret: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    make = segno.make

    def noted(text: str, **how: object) -> segno.QRCode:
        drawn.append(text)
        return make(text, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(segno, "make", noted)
    sheet = tmp_path / "sheet.html"
    assert "shred -u" in key("backup", str(sheet))
    page = sheet.read_text("utf-8")
    assert sheet.stat().st_mode & 0o777 == 0o600
    assert in_fours(facts(desk).fingerprint) in page and f"&lt;{ADDRESS}&gt;" in page
    assert all(line in page for line in lines_of(secret)) and drawn == squares_of(secret)
    assert page.count("<svg") == len(drawn)
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page), "nothing is loaded"
    assert "nothing is overwritten" in key("backup", str(sheet), code=1)


def test_the_page_brings_the_key_back(desk: SetUp, key: Says, tmp_path: Path, secret: bytes) -> None:
    sheet, back = tmp_path / "sheet.html", tmp_path / "back"
    key("backup", str(sheet))
    assert in_fours(facts(desk).fingerprint) in key("restore", str(sheet), "--to", str(back))
    assert back.stat().st_mode & 0o777 == 0o600
    with Keyring.build([back.read_bytes()]) as keyring:
        assert keyring.own[0].fingerprint == facts(desk).fingerprint
    assert "nothing is overwritten" in key("restore", str(sheet), code=1), "the config's own key is there"
    desk.secret("desk-key").unlink()
    key("restore", str(sheet))
    assert backup.binary(desk.secret("desk-key").read_bytes()) == secret


def test_typed_lines_bring_the_key_back(secret: bytes) -> None:
    lines = lines_of(secret)
    assert read_back("\n".join(lines)) == secret
    typed = [re.sub(r"\s", " ", line).lower().replace("0", "O").replace("1", "l") for line in lines]
    numbers = [f"{number}. {line.partition(':')[2]}" for number, line in enumerate(typed, 1)]
    assert read_back("the desk's key\n\n" + "\n\n".join(reversed(numbers))) == secret


def test_a_mistyped_line_is_named(secret: bytes) -> None:
    lines = lines_of(secret)

    def trouble(*changed: str) -> str:
        with pytest.raises(Exception, match="line") as raised:
            read_back("\n".join(changed))
        return str(raised.value)

    wrong = f"{lines[6][:5]}G{lines[6][6:]}"
    assert "line 7 is mistyped" in trouble(*lines[:6], wrong, *lines[7:])
    two = [lines[3][:5] + lines[8][5:], lines[8][:5] + lines[3][5:]]
    assert "lines 4, 9 are mistyped" in trouble(*lines[:3], two[0], *lines[4:8], two[1], *lines[9:])
    assert "line 2 is missing" in trouble(lines[0], *lines[2:])
    assert "no line of a backup" in trouble("hello")


def test_each_digit_counts(secret: bytes) -> None:
    [line] = lines_of(secret[:24])
    for at, digit in enumerate(line):
        if digit in "0123456789ABCDEF" and at > 4:
            other = "1" if digit != "1" else "2"
            with pytest.raises(Exception, match="mistyped"):
                read_back(line[:at] + other + line[at + 1 :])


def test_missing_lines_at_the_end(desk: SetUp, key: Says, secret: bytes, tmp_path: Path) -> None:
    typed = tmp_path / "typed"
    typed.write_text("\n".join(lines_of(secret)[:-1]))
    assert "lines at the end are missing" in key("restore", str(typed), "--to", str(tmp_path / "k"), code=1)


def test_what_a_telephone_read_brings_the_key_back(secret: bytes, people: People) -> None:
    squares = squares_of(secret)
    assert len(squares) > 1 and read_back("\n".join(reversed(squares))) == secret
    with pytest.raises(Exception, match="QR code 2 of"):
        read_back("\n".join(squares[:1] + squares[2:]))
    with pytest.raises(Exception, match="not read whole"):
        read_back("\n".join(squares)[:-2])
    with pytest.raises(Exception, match="not all of one backup"):
        read_back("\n".join(squares + squares_of(secret + b"x")))
    allowed = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert all(set(square) <= allowed for square in squares), "the letters that a code holds best"


def test_a_key_of_many_years_still_fits(desk: SetUp, key: Says, tmp_path: Path) -> None:
    for _ in range(2):
        key("rotate", "--subkey")
    key("backup", str(tmp_path / "sheet.html"))
    key("restore", str(tmp_path / "sheet.html"), "--to", str(tmp_path / "back"))
    assert len(public_part((tmp_path / "back").read_bytes()).keys) == 4


# Somebody else's, looked up


def test_find_is_off_by_default(key: Says) -> None:
    assert "Key look-ups are off" in key("find", "samir@press.test", code=1)


def test_find_shows_what_was_found(desk: SetUp, key: Says, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.says(('#proxy = ""', 'proxy = "127.0.0.1:8118"'))
    asked: list[tuple[str, str]] = []
    outcomes: list[Found | NotFound] = [
        Found(canonical(people.reporter.certificate), "openpgpkey.press.test"),
        NotFound("nothing"),
    ]

    def answers(address: str, proxy: str) -> Found | NotFound:
        asked.append((address, proxy))
        return outcomes.pop(0)

    monkeypatch.setattr(daemon.shell.ownkey.finding, "look_up", answers)
    printed = key("find", "samir@press.test")
    assert in_fours(people.reporter.fingerprint) in printed and people.reporter.address in printed
    assert "BEGIN PGP PUBLIC KEY BLOCK" in printed and "by voice" in printed
    assert "publishes no key" in key("find", "samir@press.test", code=1)
    assert asked == [("samir@press.test", "127.0.0.1:8118")] * 2
