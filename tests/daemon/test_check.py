"""`hirz check`: each part is broken in turn, and the sysadmin reads which, in one line, and what to do."""

import os
import secrets
import socket
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemon.demo.servers import MailServer, Sink
from daemon.shell.at_rest import GUARDS, Mount, encrypted, guard_of, mount_of
from daemon.shell.check import TRIES, look_at_all
from daemon.shell.check.scene import Scene
from daemon.shell.codes import CODES, codes_told
from tests.daemon.desks import ADDRESS, PASSWORD, Answer, SetUp, desk, first_desk, heard, sandbox, write_secret
from tests.people import People, make_person, person_from

__all__ = ["desk", "first_desk", "sandbox"]


class Checks:
    """Runs `hirz check` and reads what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, desk: SetUp, *, online: bool = False) -> Answer:
        self._capsys.readouterr()
        code = desk.hirz("check", *(() if online else ("--offline",)))
        printed = self._capsys.readouterr()
        assert not printed.err
        assert PASSWORD not in printed.out and "Traceback" not in printed.out
        for secret in ("master-key", "desk-key"):
            if desk.secret(secret).exists():
                assert desk.secret(secret).read_bytes()[-40:].strip() not in printed.out.encode()
        return heard(code, printed.out, tuple(CODES))


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Checks:
    return Checks(capsys)


def later(desk: SetUp, by: timedelta) -> Answer:
    """What a check would say some time from now, mail servers and sandbox left out."""
    scene = Scene(desk.config, datetime.now(UTC) + by)
    try:
        lines = [line for line in look_at_all(scene, offline=True) if line.part != "sandbox"]
    finally:
        scene.close()
    return Answer(0, tuple((line.told.state, line.part, line.told.words) for line in lines), "")


def test_every_part_has_a_code_of_its_own_and_is_tried() -> None:
    assert list(TRIES) == list(CODES)
    numbers = [code.number for code in CODES.values()]
    assert len(set(numbers)) == len(numbers) and min(numbers) > 2 and max(numbers) < 125
    assert all(need in CODES for code in CODES.values() for need in code.needs)
    assert all(f"{code.number} {part}" in codes_told() for part, code in CODES.items())


@pytest.mark.sandbox
def test_all_is_well_after_init_and_nothing_is_changed(desk: SetUp, check: Checks, sandbox: str) -> None:
    desk.says((sandbox, ""))  # the desk starts its own
    before = {path.name: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    answer = check(desk)
    assert answer.code == 0, answer.text
    assert not answer.failed()
    assert {part for _, part, _ in answer.lines} == set(CODES)
    assert "All is well" in answer.text
    after = {path.name: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert {name: data for name, data in after.items() if name in before} == before
    assert not {name for name in after if name not in before and not name.endswith(("-wal", "-shm"))}


BROKEN = {
    "an unknown key": (("[log]", "[log]\nlevle = 'info'"), "config", "log.levle: no such key (did you mean level?)"),
    "not TOML": (("[log]", "[log"), "config", "is not TOML"),
    "a folder of templates that is not there": (('#folder = ""', "folder = 'mails'"), "templates", "is not there"),
    "a disk that is too small": (('#free_space = "200 MB"', "free_space = '100000 GB'"), "disk", "free at"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "part", "words"), BROKEN.values(), ids=BROKEN)
def test_a_wrong_config(desk: SetUp, check: Checks, change: tuple[str, str], part: str, words: str) -> None:
    desk.says(change)
    answer = check(desk)
    assert answer.code == CODES[part].number, answer.text
    assert words in answer.of(part)[0]
    assert "-> " in answer.text


def test_a_sandbox_that_is_not_there(desk: SetUp, check: Checks, sandbox: str) -> None:
    desk.says((sandbox, 'socket = "nobody.sock"'))
    answer = check(desk)
    assert answer.code == CODES["sandbox"].number and answer.failed() == {"sandbox"}
    assert "HOSTILE MAIL CANNOT BE EXAMINED" in answer.text and "bubblewrap" in answer.text


def test_no_config_at_all(desk: SetUp, check: Checks) -> None:
    desk.config.unlink()
    answer = check(desk)
    assert answer.code == CODES["config"].number
    assert {state for state, part, _ in answer.lines if part != "config"} == {"-"}


@pytest.mark.parametrize(("name", "also"), [("desk-key", "keyring"), ("master-key", "vault"), ("imap-password", "")])
def test_a_missing_secret(desk: SetUp, check: Checks, name: str, also: str) -> None:
    desk.secret(name).unlink()
    answer = check(desk)
    assert answer.code == CODES["secrets"].number, answer.text
    assert "names a file that does not exist" in answer.of("secrets")[0]
    assert answer.failed() == ({"secrets", also} if also else {"secrets"})
    assert answer.of("templates")[0].startswith("ok"), "the other parts are tried all the same"


def test_a_secret_that_others_may_read(desk: SetUp, check: Checks) -> None:
    desk.secret("desk-key").chmod(0o640)
    answer = check(desk)
    assert answer.code == 0 and answer.of("secrets")[0].startswith("warning desk.key_file")
    desk.secret("desk-key").chmod(0o644)
    answer = check(desk)
    assert answer.code == CODES["secrets"].number and "chmod 600" in answer.of("secrets")[0]


def test_a_config_that_others_may_change(desk: SetUp, check: Checks) -> None:
    desk.config.chmod(0o666)
    assert check(desk).code == CODES["secrets"].number


def test_another_master_key(desk: SetUp, check: Checks) -> None:
    write_secret(desk.secret("master-key"), secrets.token_hex(32))
    answer = check(desk)
    assert answer.code == CODES["vault"].number
    assert "not the one this store was founded with" in answer.of("vault")[0]
    assert answer.of("handlers")[0].startswith("- not tried: vault")


def test_a_master_key_that_is_none(desk: SetUp, check: Checks) -> None:
    write_secret(desk.secret("master-key"), "hunter2-hunter2\n")
    answer = check(desk)
    assert answer.code == CODES["vault"].number and "64 hex digits" in answer.of("vault")[0]
    assert "hunter2" not in answer.text


def test_another_key_in_the_place_of_the_desks(desk: SetUp, check: Checks, people: People) -> None:
    desk.secret("desk-key").write_bytes(people.mallory.secret_key)
    answer = check(desk)
    assert f"warning the desk's key does not name {ADDRESS}" in " ".join(answer.of("keyring"))
    desk.secret("desk-key").write_bytes(people.mallory.certificate)
    answer = check(desk)
    assert answer.code == CODES["keyring"].number, answer.text


def test_a_store_that_is_gone(desk: SetUp, check: Checks) -> None:
    desk.store.unlink()
    answer = check(desk)
    assert answer.code == CODES["store"].number and not desk.store.exists()
    assert "hirz init" in answer.text


@pytest.mark.parametrize("where", [0, 4096])
def test_a_damaged_store(desk: SetUp, check: Checks, where: int) -> None:
    damaged = bytearray(desk.store.read_bytes())
    damaged[where : where + 4000] = secrets.token_bytes(4000)
    desk.store.write_bytes(damaged)
    answer = check(desk)
    assert answer.code == CODES["store"].number, answer.text
    assert "damaged" in answer.of("store")[0] and answer.of("vault")[0].startswith("- ")


def changed(desk: SetUp, statement: str) -> None:
    link = sqlite3.connect(desk.store)
    link.execute(statement)
    link.commit()
    link.close()


def test_a_store_of_a_newer_hirz(desk: SetUp, check: Checks) -> None:
    changed(desk, "UPDATE alembic_version SET version_num = '9999'")
    answer = check(desk)
    assert answer.code == CODES["store"].number and "newer Hirz" in answer.of("store")[0]


def test_a_record_that_somebody_edited(desk: SetUp, check: Checks) -> None:
    changed(desk, "UPDATE record SET who = 'mallory' WHERE number = 1")
    answer = check(desk)
    assert answer.code == CODES["record"].number and "line 1 does not follow" in answer.of("record")[0]
    assert "mallory" not in answer.text


def test_a_desk_without_people(desk: SetUp, check: Checks) -> None:
    assert desk.hirz("handler", "disable", "bahia@desk.test") == 0
    assert check(desk).code == CODES["handlers"].number
    desk.says(("#shadow = false", "shadow = true"))
    answer = check(desk)
    assert answer.code == 0 and answer.of("handlers")[0].startswith("warning")


def test_a_clock_that_was_turned_back(desk: SetUp) -> None:
    assert later(desk, timedelta(hours=-2)).failed() == {"clock"}
    assert later(desk, timedelta(days=3)).of("clock")[0].startswith("warning")


def test_keys_that_end(desk: SetUp) -> None:
    """Both the desk's and the handler's key were made for two years."""
    soon = later(desk, timedelta(days=730 - 50))
    assert soon.of("keyring")[0].startswith("warning the desk's key ends on") and "keyring" not in soon.failed()
    over = later(desk, timedelta(days=740))
    assert over.failed() == {"keyring"}
    assert over.of("handlers")[0].startswith("warning nothing can be sealed to")


@pytest.mark.parametrize(
    ("left", "words"), [(59, "There is time"), (29, "Renew it this week"), (13, "Renew it now"), (6, "THIS WEEK")]
)
def test_key_10_the_desks_own_key_ends_in_steps(desk: SetUp, left: int, words: str) -> None:
    [warning, _] = later(desk, timedelta(days=730 - left)).of("keyring")
    assert warning.startswith("warning the desk's key ends on") and words in warning
    assert len(later(desk, timedelta(days=730 - 62)).of("keyring")) == 1


def test_key_10_a_signing_subkey_ends_before_the_rest(desk: SetUp, gpg_home: Path) -> None:
    """What it is written to lives on, but an answer cannot be signed any more: that is as good as no answer (R25)."""
    own = make_person("Desk of Subkeys", ADDRESS, gpg_home, key="Key-Type: EDDSA\nKey-Curve: ed25519\nKey-Usage: cert")
    own.gpg(
        "--quick-add-key", "--passphrase", "", "--pinentry-mode", "loopback", own.fingerprint, "ed25519", "sign", "30d"
    )
    desk.secret("desk-key").write_bytes(person_from(own.name, ADDRESS, gpg_home, own.fingerprint).secret_key)
    assert "in 19 days" in later(desk, timedelta(days=10)).of("keyring")[0]
    over = later(desk, timedelta(days=31))
    assert over.failed() == {"keyring"} and "can no longer sign" in over.of("keyring")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Subject: x\n\n{{ nobody }}\n", "mails/en/received.txt:3: there is no fact nobody"),
        ("Subject: x\n\n{% for %}\n", "mails/en/received.txt:3: "),
        ("no subject", "mails/en/received.txt:1: the first line must be 'Subject: …'"),
    ],
)
def test_a_mail_of_the_operators_that_cannot_be_written(desk: SetUp, check: Checks, text: str, words: str) -> None:
    (desk.folder / "mails" / "en").mkdir(parents=True)
    (desk.folder / "mails" / "en" / "received.txt").write_text(text)
    (desk.folder / "mails" / "en" / "recieved.txt").write_text("Subject: x\n\ny\n")
    desk.says(('#folder = ""', 'folder = "mails"'))
    answer = check(desk)
    assert answer.code == CODES["templates"].number, answer.text
    assert words in answer.of("templates")[0]
    assert any("recieved.txt" in line for line in answer.of("templates"))


def role(name: str, file: str) -> str:
    return f'\n[[role]]\nname = "{name}"\naddress = "intake@lab.test"\ncertificate_file = "{file}"\n'


def test_partners(desk: SetUp, check: Checks, people: People) -> None:
    (desk.folder / "lab.pgp").write_bytes(people.lab.certificate)
    desk.config.write_text(desk.config.read_text() + role("threat_lab", "lab.pgp"))
    assert check(desk).code == 0
    assert "warning" in later(desk, timedelta(days=740)).of("roles")[0]
    (desk.folder / "secret.pgp").write_bytes(people.lab.secret_key)
    desk.config.write_text(desk.config.read_text() + role("other_lab", "secret.pgp"))
    answer = check(desk)
    assert answer.code == CODES["roles"].number
    assert [line.split()[0] for line in answer.of("roles")] == ["ok", "FAILED"]


def test_an_archive(desk: SetUp, check: Checks, people: People) -> None:
    (desk.folder / "archive.pgp").write_bytes(people.lab.certificate)
    desk.says(('#archive_certificate_file = ""', 'archive_certificate_file = "archive.pgp"'))
    answer = check(desk)
    assert answer.code == 0 and f"can be read with {people.lab.fingerprint} too" in answer.of("keyring")[-1]
    soon = later(desk, timedelta(days=730 - 50)).of("keyring")
    assert any(line.startswith("warning archive: its certificate ends") for line in soon)
    (desk.folder / "archive.pgp").write_bytes(people.lab.secret_key)
    answer = check(desk)
    assert answer.code == CODES["keyring"].number and "FAILED archive" in answer.of("keyring")[-1]


def closed_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def at(desk: SetUp, imap: int, smtp: int) -> None:
    desk.says(
        ('host = "mail.desk.example"', 'host = "127.0.0.1"\nsecurity = "none"'),
        ("#port = 993", f"port = {imap}"),
        ("#port = 587", f"port = {smtp}"),
    )


def test_online_all_is_well_or_the_server_is_named(desk: SetUp, check: Checks) -> None:
    server, sink = MailServer({ADDRESS: PASSWORD}), Sink()
    nobody = closed_port()
    try:
        at(desk, server.port, sink.port)
        answer = check(desk, online=True)
        assert answer.code == 0, answer.text
        assert "INBOX" in answer.of("imap")[0] and "null sender" in answer.of("smtp")[0]

        sink.refuse_senders[""] = "550 5.7.1 no"
        sink.refuse_senders["<>"] = "550 5.7.1 no"
        answer = check(desk, online=True)
        assert answer.code == CODES["smtp"].number and 'envelope = "desk"' in answer.text
        desk.says(('#envelope = "null"', 'envelope = "desk"'))
        assert check(desk, online=True).code == 0

        write_secret(desk.secret("imap-password"), "wrong\n")
        answer = check(desk, online=True)
        assert answer.code == CODES["imap"].number and answer.failed() == {"imap"}

        desk.says((f"port = {server.port}", f"port = {nobody}"), (f"port = {sink.port}", f"port = {nobody}"))
        answer = check(desk, online=True)
        assert answer.code == CODES["imap"].number and answer.failed() == {"imap", "smtp"}
        assert f"127.0.0.1:{nobody}" in answer.of("smtp")[0]
    finally:
        server.stop()
        sink.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may do what the desk may not")
def test_root_is_told_that_root_sees_more(desk: SetUp, check: Checks) -> None:
    os.chown(desk.config, 65534, 65534)
    assert any("you are root" in line for line in check(desk).of("config"))


def test_what_guards_the_keys(tmp_path: Path) -> None:
    """The disk is told by the kernel, the seal by the first octets of what systemd-creds wrote."""
    (tmp_path / "sealed").mkdir()
    given = tmp_path / "given" / "master-key"  # where systemd would put it: not there, when a person checks
    for head, way in (("Whxqht+dQJax1aZeCGLxmiAA", "host"), ("DHzAexF2RZGcSwvqCLwg/iAA", "tpm2"),
                      ("k6iUCUh0RJCQyvL8k8q1UyAA", "tpm2"), ("not a seal at all, this", "unseen")):  # fmt: skip
        (tmp_path / "sealed" / "master-key").write_text(head + "AAABAAAADAAAABAAAAC8koFVVYIc")
        assert guard_of((given,), tmp_path) is GUARDS[way]


@pytest.mark.parametrize(("uuids", "found"), [((), False), (("CRYPT-LUKS2-1",), True), (("LVM-1",), False),
                                          (("LVM-1", "CRYPT-LUKS2-1"), True)])  # fmt: skip
def test_an_encrypted_disk_below_the_file_system(tmp_path: Path, uuids: tuple[str, ...], found: bool) -> None:
    """A logical volume on LUKS is as good as LUKS itself."""
    disk = tmp_path / "253:1"
    disk.mkdir()
    for uuid in uuids:
        (disk / "dm").mkdir()
        (disk / "dm" / "uuid").write_text(uuid + "\n")
        disk = disk / "slaves" / "below"
        disk.mkdir(parents=True)
    assert encrypted(Mount("ext4", "253:1", "/dev/mapper/x"), tmp_path) is found
    assert encrypted(Mount("zfs", "0:44", "pool/x"), tmp_path) is None


def test_the_file_system_of_a_path(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 22 0:25 / /run rw - tmpfs tmpfs rw\n"
        "31 22 8:2 / /with\\040blank rw shared:1 - xfs /dev/sda2 rw\n32 22 0:26 / /run rw - ramfs ramfs rw\n"
    )
    kinds = {path: mount_of(Path(path), mounts) for path in ("/etc/x", "/run/x", "/with blank/x", "/runner")}
    assert [found.kind for found in kinds.values() if found] == ["ext4", "ramfs", "xfs", "ext4"]
    assert mount_of(Path("/"), tmp_path / "nothing") is None


def test_an_operators_own_kinds_of_trouble_are_counted_or_refused_by_their_place(desk: SetUp, check: Checks) -> None:
    own = desk.folder / "own.toml"
    desk.says(('#file = ""\n\n[wkd]', 'file = "own.toml"\n\n[wkd]'))
    own.write_text('[flag.election]\nen = "election"\nar = "انتخابات"\nfr = "élection"\n', "utf-8")
    assert f"1 of your own in {own}" in check(desk).text
    own.write_text('[flag.election]\nen = "election"\nar = "انتخابات"\n', "utf-8")
    answer = check(desk)
    assert answer.code == 10 and f"casework.file: {own}: flag.election: the words in fr are missing" in answer.text
    own.unlink()
    assert "casework.file" in check(desk).text
