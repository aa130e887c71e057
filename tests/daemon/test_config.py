"""The sysadmin writes the config file: what is right is read, what is wrong is refused with one clear line."""

import os
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from daemon.assemble import branches_in, office_in, profile_in
from daemon.config import Config, ConfigError, Lmtp, RoleEntry, load, read_secret
from mailflows.shifts.office import Days, Hours, Office

SHIPPED = Path(__file__).parents[2] / "systemd" / "hirz.toml"
PASSWORD = "correct-horse-battery"

SMALLEST = """
[desk]
address = "help@Desk.Example"
key_file = "desk-key"
[store]
master_key_file = "master-key"
[[imap]]
host = "mail.desk.example"
user = "help"
password_file = "password"
[smtp]
host = "mail.desk.example"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sysadmin's folder, with the secrets the smallest config names."""
    for name in ("desk-key", "master-key", "password"):
        _secret(tmp_path / name)
    return tmp_path


def _secret(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(PASSWORD + "\n")


def _load(folder: Path, text: str) -> Config:
    (folder / "hirz.toml").write_text(text)
    return load(folder / "hirz.toml")


def _refusal(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as refused:
        _load(folder, text)
    line = str(refused.value)
    assert "\n" not in line and line.startswith(str(folder / "hirz.toml") + ": ")
    assert PASSWORD not in line
    return line.removeprefix(f"{folder / 'hirz.toml'}: ")


def test_the_smallest_config_is_enough(folder: Path) -> None:
    config = _load(folder, SMALLEST)
    assert config.desk.address == "help@desk.example"
    assert config.desk.key_file == folder / "desk-key"
    assert (config.imap[0].port, config.smtp.port, config.smtp.security) == (993, 587, "starttls")
    assert config.pace.hold == timedelta(seconds=90) and config.limits.mail_bytes == 36 * 1024 * 1024
    assert read_secret(config.imap[0].password_file) == PASSWORD


def test_paths_are_found_beside_the_config_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SMALLEST.replace("[store]", '[store]\nurl = "sqlite:///store/hirz.sqlite"\nbackups = "backups"')
    (folder / "hirz.toml").write_text(text)
    monkeypatch.chdir(folder.parent)
    config = load(Path(folder.name) / "hirz.toml")
    assert config.store.url == f"sqlite:///{folder}/store/hirz.sqlite"
    assert config.store.backups == folder / "backups"


def test_a_credential_comes_from_systemd_or_from_the_folder_of_secrets(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SMALLEST.replace('"master-key"', '"credential:master-key"')
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    _secret(folder / "secrets" / "master-key")
    assert _load(folder, text).store.master_key_file == folder / "secrets" / "master-key"

    _secret(folder / "run" / "master-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder / "run"))
    assert _load(folder, text).store.master_key_file == folder / "run" / "master-key"

    (folder / "run" / "master-key").unlink()  # under systemd nothing else will do
    assert "store.master_key_file: names a file that does not exist" in _refusal(folder, text)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        (
            'host = "mail.desk.example"\nuser',
            'hots = "mail.desk.example"\nuser',
            "imap[1].host: is missing; imap[1].hots: no such key (did you",
        ),
        ("[smtp]", "[stmp]", "smtp: is missing; stmp: no such key (did you mean smtp?)"),
        ('user = "help"', f'user = "help"\npassword = "{PASSWORD}"', "imap[1].password: no such key"),
        ('password_file = "password"', f'password_file = "{PASSWORD}"', "imap[1].password_file: names a file that"),
        ('password_file = "password"', 'password_file = "."', "imap[1].password_file: names "),
        ('password_file = "password"', 'password_file = "credential:../x"', "imap[1].password_file: should be cred"),
        ('user = "help"', 'user = "help\\r\\nA1 LOGOUT"', "imap[1].user: should be one line"),
        ('user = "help"', 'user = "help"\nport = 99999', "imap[1].port: Input should be less than or equal to 65535"),
        ('user = "help"', f'user = "help"\nport = "{PASSWORD}"', "imap[1].port: Input should be a valid integer"),
        ('user = "help"', 'user = "help"\nsecurity = "none"', 'imap[1]: security = "none" is for servers on this'),
        ('user = "help"', 'user = "help"\nkept_folder = "INBOX"', "imap[1]: folders, junk_folders and kept_folder"),
        ('"help@Desk.Example"', '"Help <help@desk.example>"', "desk.address: should be one plain mail address"),
        ('"help@Desk.Example"', '"help@desk.example\\n"', "desk.address: should be one plain mail address"),
        ("[store]", 'languages = ["ar"]\n[store]', "desk: default_language should be one of languages"),
        (
            "[store]",
            'languages = ["tlh"]\n[store]',
            "desk.languages[1]: Input should be 'ar', 'en', 'fr', 'fa' or 'tr'",
        ),
        ("[store]", f'gpg_folder = "/{"x" * 70}"\n[store]', "desk: gpg_folder should be a path of at most 60"),
        ("[store]", 'shadow = "no"\n[store]', "desk.shadow: Input should be a valid boolean"),
        ("[smtp]", '[pace]\nhold = "two minutes"\n[smtp]', "pace.hold: should be a number with a unit"),
        ("[smtp]", '[pace]\nidle_renew = "6 min"\n[smtp]', "pace.idle_renew: Input should be less than or equal"),
        ("[smtp]", '[pace]\nhold = "999999999999 d"\n[smtp]', "pace.hold: should be a duration of at most a year"),
        (
            "[smtp]",
            '[office]\ntime_zone = "Asia/Beyruth"\n[smtp]',
            "office.time_zone: this machine has no time zone",
        ),
        ("[smtp]", f'[office]\ntime_zone = "{PASSWORD}"\n[smtp]', "office.time_zone: this machine has no time zone"),
        (
            "[smtp]",
            '[office]\ntime_zone = "../../etc/passwd"\n[smtp]',
            "office.time_zone: this machine has no time zone",
        ),
        ("[smtp]", '[office]\ntime_zone = "Africa"\n[smtp]', "office.time_zone: this machine has no time zone"),
        ("[smtp]", '[office]\nhours = "early"\n[smtp]', 'office.hours: should be from one time to another, as in "08'),
        ("[smtp]", '[office]\nhours = "08:00-08:00"\n[smtp]', "office.hours: should be from one time to another"),
        ("[smtp]", '[office]\nweekend = ["friday"]\n[smtp]', "office.weekend[1]: Input should be 'mon', 'tue'"),
        ("[smtp]", '[limits]\nmail_bytes = "2 GiB"\n[smtp]', "limits.mail_bytes: Input should be less than or equal"),
        ("[smtp]", '[lmtp]\nlisten = "0.0.0.0:24"\n[smtp]', "lmtp.listen: should be a socket's path or a loopback"),
        ("[smtp]", f'[smtp]\nuser = "{PASSWORD}"', "smtp: user and password_file go together"),
        ("[store]", f'[store]\nurl = "postgresql+psycopg://hirz:{PASSWORD}@db/hirz"', "store.url: should hold no pass"),
        ("[store]", '[store]\nurl = "mysql://db"', "store.url: should begin with sqlite:///"),
        ("[store]", "[store", "is not TOML: look at line 5, column 7"),
        ("[store]", f"[store]\n{PASSWORD}", "is not TOML: look at line 6"),
        ("[smtp]", "[smtp]\nhost = 'x'\n[smtp]", "is not TOML: "),
    ],
)
def test_a_mistake_is_refused_with_the_key_and_no_value(folder: Path, right: str, wrong: str, line: str) -> None:
    assert right in SMALLEST
    assert _refusal(folder, SMALLEST.replace(right, wrong)).startswith(line)


def test_a_time_zone_that_is_not_there_is_told_with_the_one_that_may_be_meant(folder: Path) -> None:
    line = _refusal(folder, SMALLEST + '[office]\ntime_zone = "Asia/Beyruth"\n')
    assert "Asia/Beyruth (did you mean Asia/Beirut?)" in line


def test_the_office_keeps_the_hours_that_are_written_down(folder: Path) -> None:
    page = """
[office]
time_zone = "Asia/Beirut"
weekend = ["fri", "sat"]
hours = "8:00 - 16:30"
ramadan_hours = "20:00-02:00"
holidays_file = "days"
night_oncall = true
"""
    days = folder / "days"
    days.write_text("# 2026\n2026-12-25 2026-12-26  # Christmas\n\n2027-01-01\n")
    assert office_in(_load(folder, SMALLEST + page.replace("8:00 - 16:30", "8:00-16:30"))) == Office(
        "Asia/Beirut",
        frozenset({"fri", "sat"}),
        Hours(480, 990),
        Hours(1200, 1560),
        (Days(date(2026, 12, 25), date(2026, 12, 26)), Days(date(2027, 1, 1), date(2027, 1, 1))),
        night_oncall=True,
    )
    for wrong in ("2026-12-25\n2026-13-01", "2026-12-25\n2026-12-26 2026-12-25", "2027-01-01\ntoday"):
        days.write_text(wrong)
        with pytest.raises(ConfigError, match=r"office\.holidays_file: .*days: line 2 should be a day"):
            office_in(_load(folder, SMALLEST + page.replace("8:00 - 16:30", "8-16")))


def test_a_missing_file_and_a_file_that_is_no_text_are_refused(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"hirz\.toml: cannot be read: No such file or directory"):
        load(folder / "hirz.toml")
    (folder / "hirz.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not UTF-8 text"):
        load(folder / "hirz.toml")


def test_many_mistakes_stay_on_one_line(folder: Path) -> None:
    assert _refusal(folder, '"a\\nb" = 1\n[[imap]]\n').endswith(" more)")


def test_a_secret_every_user_may_read_is_refused(folder: Path) -> None:
    (folder / "password").chmod(0o644)
    assert "imap[1].password_file: names a secret that every user of this machine may read" in _refusal(
        folder, SMALLEST
    )


@pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
def test_a_secret_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / "password").chmod(0)
    assert _refusal(folder, SMALLEST) == "imap[1].password_file: names a file that cannot be read: Permission denied"


def test_init_may_read_a_config_before_its_secrets_exist(tmp_path: Path) -> None:
    (tmp_path / "hirz.toml").write_text(SMALLEST)
    assert load(tmp_path / "hirz.toml", look=False).desk.key_file == tmp_path / "desk-key"


def test_a_password_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("one\ntwo\n")
    with pytest.raises(ConfigError, match="should hold one line"):
        read_secret(tmp_path / "password")


def test_a_door_for_the_local_mail_server_is_enough(folder: Path) -> None:
    without_imap = SMALLEST[: SMALLEST.index("[[imap]]")] + SMALLEST[SMALLEST.index("[smtp]") :]
    assert "no door is open" in _refusal(folder, without_imap)
    assert _load(folder, without_imap + '[lmtp]\nlisten = "/run/hirz/lmtp.sock"').lmtp is not None


def test_two_mailboxes_need_two_names(folder: Path) -> None:
    second = SMALLEST[SMALLEST.index("[[imap]]") : SMALLEST.index("[smtp]")]
    assert "have the same name" in _refusal(folder, SMALLEST + second)
    assert len(_load(folder, SMALLEST + second + 'name = "old"\n').imap) == 2


# The page every sysadmin reads.


def _uncommented(text: str) -> str:
    """Lift every key that is commented out: `#key = …` and `#[table]`; words begin with `# `."""
    lines = text.splitlines()
    return "\n".join(line[1:] if line[:1] == "#" and line[:2] != "# " else line for line in lines)


def _lifted(text: str) -> dict[str, Any]:
    return tomllib.loads(_uncommented(text))


def _lower_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The model of a table or list of tables at a key of a model."""
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            for kind in (field.annotation, *get_args(field.annotation)):
                if isinstance(kind, type) and issubclass(kind, BaseModel):
                    return kind
    return None


def _compare(model: type[BaseModel], table: dict[str, Any], place: str = "") -> None:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    assert set(table) == set(fields), f"{place}: keys of the page and of the code differ"
    for key, written in table.items():
        if lower := _lower_model(model, key):
            _compare(lower, written[0] if isinstance(written, list) else written, f"{place}{key}.")


def test_the_shipped_page_shows_every_key_and_no_other() -> None:
    _compare(Config, _lifted(SHIPPED.read_text()))


def test_the_shipped_page_shows_the_defaults_of_the_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lifting every comment of the page must change nothing, but for the three tables it gives as examples."""
    for name in ("desk-key", "master-key", "imap-password"):
        _secret(folder / "secrets" / name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    text = SHIPPED.read_text()
    as_shipped = _load(folder, text)
    (folder / "lab.asc").touch()
    lifted = _load(folder, _uncommented(text))
    assert isinstance(lifted.lmtp, Lmtp) and isinstance(lifted.roles[0], RoleEntry)
    assert lifted.roles[0].language == RoleEntry.model_fields["language"].default
    assert lifted.model_copy(update={"lmtp": None, "roles": (), "branches": ()}) == as_shipped


def test_the_shipped_page_says_what_each_key_means() -> None:
    lines = SHIPPED.read_text().splitlines()
    for number, line in enumerate(lines):
        if " = " in line and not line.startswith("# "):
            assert lines[number - 1].startswith("# "), f"line {number + 1}: nothing explains {line}"


def test_branches_and_times_of_ones_own_are_read_and_their_mistakes_named(folder: Path) -> None:
    branch = '\n[[branch]]\nname = "rabat"\ncountries = ["MA"]\ntime_zone = "Africa/Casablanca"\n'
    (folder / "times.toml").write_text('[P2.answer]\ndue = "soon"\n')
    config = _load(folder, SMALLEST + branch + '\n[clocks]\nfile = "times.toml"\n')
    assert [one.office.zone for one in branches_in(config)] == ["Africa/Casablanca"]
    with pytest.raises(ConfigError, match=r"clocks.file: .*times.toml: P2.answer.due: should be an amount"):
        profile_in(config)
    assert "a country stands in two" in _refusal(folder, SMALLEST + branch + branch.replace("rabat", "tunis"))
