"""What the sysadmin sees when something is wrong at the start: one clear line, or a desk that waits for its servers."""

import secrets
from collections.abc import Callable

import pytest

from daemon.demo.servers import MailServer
from daemon.shell.cli import main
from daemon.shell.codes import CODES
from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import People
from tests.warm import Warm

Break = Callable[[LivingDesk], object]


def writes(name: str, text: str) -> Break:
    return lambda desk: (desk.folder / name).write_text(text, "utf-8")


def loses(name: str) -> Break:
    return lambda desk: (desk.folder / name).unlink()


def says(before: str, after: str) -> Break:
    def change(desk: LivingDesk) -> None:
        text = desk.config.read_text("utf-8")
        assert text.count(before) == 1
        desk.config.write_text(text.replace(before, after), "utf-8")

    return change


# what is wrong → how it came to be → words of the one line
WRONG: dict[str, tuple[Break, str]] = {
    "a key nobody knows": (says("tick =", "tack ="), "pace.tack: no such key (did you mean tick?)"),
    "no TOML": (says("[desk]", "[desk"), "is not TOML: look at line 1"),
    "no config": (loses("hirz.toml"), "hirz.toml: cannot be read: No such file or directory"),
    "no key": (loses("key"), "desk.key_file: names a file that does not exist"),
    "a key that is none": (writes("key", "no key\n"), "not one OpenPGP secret key"),
    "no password": (loses("password"), "imap[1].password_file: names a file that does not exist"),
    "no master key": (loses("master"), "store.master_key_file: names a file that does not exist"),
    "another master key": (writes("master", secrets.token_hex(32)), "not the one this store was founded with"),
    "a master key that is none": (writes("master", "x"), "should hold the master key as 64 hex digits"),
    "no certificate": (loses("lab.pgp"), "role[1].certificate_file: names a file that does not exist"),
    "a certificate that is none": (writes("lab.pgp", "x"), "lab.pgp: This is not one whole OpenPGP certificate."),
    "a store that is none": (writes("hirz.sqlite", "x" * 4096), "cannot be opened: file is not a database"),
    "an empty store": (writes("hirz.sqlite", ""), "was never founded; run `hirz init`"),
    "a store out of reach": (says("sqlite:///hirz.sqlite", "sqlite:////proc/none/s"), "the store cannot be written"),
    "a log out of reach": (says('"log"', '"none/log"'), "the log cannot be written: No such file or directory"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_desk_cannot_start_with_is_told_in_one_line(people: People, warm: Warm, name: str) -> None:
    breaks, words = WRONG[name]
    desk = LivingDesk(people, warm=warm)
    try:
        breaks(desk)
        code = desk.starts(ready=False).wait(30)
        desk.process = None
        said = desk.errors.read_text("utf-8")
        assert code == 1
        assert said.startswith("hirz: ") and said.count("\n") == 1 and words in said
        assert list((desk.folder / "g").iterdir()) == []  # neither keys nor an agent are left behind
    finally:
        desk.close()


def test_a_mailbox_that_is_away_is_waited_for(
    new_desk: NewDesk, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    """`hirz check` names it; the desk starts all the same, and works as soon as it is there."""
    desk = new_desk()
    port = desk.server.port
    desk.server.stop()
    desk.starts()
    desk.until(lambda: bool(desk.told("door_shut")), "the door to be found shut")
    assert main(["check", "--config", str(desk.config)]) == CODES["imap"].number
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1 and f"127.0.0.1:{port}" in failed[0]

    desk.server = MailServer({people.desk.address: "a pass word"}, port=port)
    desk.receives(mail("amal@press.test", people.desk, "is anybody there?"))
    desk.until(lambda: bool(desk.left_for("amal@press.test")), "an answer")
    desk.rests()
