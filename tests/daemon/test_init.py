"""The sysadmin sets up a desk: once, with one command, and nothing that is there is ever overwritten."""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from daemon.config import load
from daemon.shell.cli import main
from daemon.shell.init import fill, write_new
from daemon.shell.init_words import Done, closing
from pgp.certificates import public_part
from pgp.keymaking import promised_features
from tests.daemon.desks import ADDRESS, SetUp, desk, first_desk, sandbox

__all__ = ["desk", "first_desk", "sandbox"]


def prints_of(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file's digest and mode, but for what SQLite keeps beside an open store."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_one_command_makes_everything_beside_the_config(first_desk: SetUp) -> None:
    assert {path.name for path in first_desk.folder.iterdir()} >= {"hirz.toml", "secrets", "hirz.sqlite"}
    for path in (first_desk.config, first_desk.store, first_desk.secret("desk-key"), first_desk.secret("master-key")):
        assert path.stat().st_mode & 0o777 == 0o600, path
    assert first_desk.secret("").stat().st_mode & 0o777 == 0o700
    assert len(bytes.fromhex(first_desk.secret("master-key").read_text())) == 32

    config = load(first_desk.config)
    assert (config.desk.address, config.desk.name) == (ADDRESS, "Helpdesk of the press")
    assert config.imap[0].user == ADDRESS and config.examine.socket is None
    secret = first_desk.secret("desk-key").read_bytes()
    assert promised_features(secret) == {b"\x01"}
    assert public_part(secret).names == (f"Helpdesk of the press <{ADDRESS}>",)


def test_a_second_run_changes_nothing_and_says_so(desk: SetUp, capsys: pytest.CaptureFixture[str]) -> None:
    before = prints_of(desk.folder)
    assert desk.hirz("init", "--address", ADDRESS) == 1
    assert prints_of(desk.folder) == before
    assert "nothing was changed" in capsys.readouterr().out


def test_another_address_is_refused(desk: SetUp, capsys: pytest.CaptureFixture[str]) -> None:
    before = prints_of(desk.folder)
    assert desk.hirz("init", "--address", "other@desk.test") == 1
    assert prints_of(desk.folder) == before
    assert "nothing is overwritten" in capsys.readouterr().err


def test_a_second_run_completes_what_is_missing(desk: SetUp, capsys: pytest.CaptureFixture[str]) -> None:
    """The first one died on the way: there is a config and a master key, and no more."""
    master = desk.secret("master-key").read_bytes()
    for path in (desk.store, desk.secret("desk-key")):
        path.unlink()
    assert desk.hirz("init") == 0
    assert desk.secret("master-key").read_bytes() == master
    assert desk.store.stat().st_size > 0 and desk.secret("desk-key").stat().st_size > 0
    told = capsys.readouterr().out
    assert f"made       {desk.secret('desk-key')}" in told and f"as it was  {desk.secret('master-key')}" in told


@pytest.mark.parametrize("name", ["master-key", "desk-key"])
def test_no_new_key_is_made_for_an_old_store(desk: SetUp, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    desk.secret(name).unlink()
    before = prints_of(desk.folder)
    assert desk.hirz("init") == 1
    assert prints_of(desk.folder) == before
    assert name in (told := capsys.readouterr().err) and "from the safe" in told and told.count("\n") == 1


def test_a_store_that_was_made_but_not_founded_is_founded(desk: SetUp) -> None:
    link = sqlite3.connect(desk.store)
    link.execute("DELETE FROM setting")
    link.commit()
    link.close()
    desk.hirz("init")
    assert desk.hirz("list") == 0


@pytest.mark.parametrize(
    "arguments",
    [(), ("--address", "not an address"), ("--address", ADDRESS, "--name", "two\nlines"),
     ("--address", ADDRESS, "--name", "Help <desk>")],
)  # fmt: skip
def test_what_cannot_be_a_desk_leaves_nothing_half_done(
    tmp_path: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--config", str(tmp_path / "hirz.toml"), *arguments]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "hirz.toml").exists()


def test_an_arabic_name_and_a_short_one(tmp_path: Path) -> None:
    assert main(["init", "--config", str(tmp_path / "hirz.toml"), "--address", ADDRESS, "--name", "حرز"]) == 0
    assert load(tmp_path / "hirz.toml", look=False).desk.name == "حرز"
    assert public_part((tmp_path / "secrets" / "desk-key").read_bytes()).names == (f"Helpdesk حرز <{ADDRESS}>",)


def test_a_secret_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "link", b"secret")
    assert not (tmp_path / "elsewhere").exists()


def test_the_service_keeps_the_shipped_places(tmp_path: Path) -> None:
    (tmp_path / "hirz.toml").write_text(fill(ADDRESS, "Helpdesk", beside=False))
    config = load(tmp_path / "hirz.toml", look=False)
    assert config.store.url == "sqlite:////var/lib/hirz/hirz.sqlite"
    assert str(config.examine.socket) == "/run/hirz-examine.sock"


def test_what_is_left_to_do_is_told_and_nothing_secret(desk: SetUp) -> None:
    desk.secret("imap-password").unlink()
    config = load(desk.config, look=False)
    done = Done((desk.config,), (), desk.store, None)
    trial, real = ("\n".join(closing(desk.config, config, done, service=service)) for service in (False, True))
    for told in (trial, real):
        assert str(desk.secret("imap-password")) in told
        assert all(word in told for word in ("handler", "check", "key", "vcard", "safe"))
        assert desk.secret("master-key").read_text().strip() not in told and "BEGIN PGP" not in told
        assert public_part(desk.secret("desk-key").read_bytes()).fingerprint[-4:] in told
    assert "systemd-creds encrypt" in real and "systemd-creds encrypt" not in trial


@pytest.mark.skipif(os.geteuid() != 0, reason="only root could do it for another")
def test_root_does_not_make_what_the_desk_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.chown(tmp_path, 65534)
    assert main(["init", "--config", str(tmp_path / "hirz.toml"), "--address", ADDRESS]) == 1
    assert "sudo -u" in capsys.readouterr().err and not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    assert main(["init", "--config", str(tmp_path / "hirz.toml"), "--address", ADDRESS]) == 1
    assert capsys.readouterr().err.count("\n") == 1
