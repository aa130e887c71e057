"""The door for a mail server on this machine: 250 means kept, and nothing of ours makes it bounce."""

import smtplib
import socket
import stat
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from daemon.doors.lmtp import LmtpDoor
from tests.servers import Ledger

MAIL = b"Subject: hello\r\n\r\n.dot\r\n\r\nend\r\n"


class Mta:
    """A mail server that hands mail over."""

    def __init__(self, path: Path) -> None:
        self._end = socket.socket(socket.AF_UNIX)
        self._end.settimeout(30)
        self._end.connect(str(path))
        self._lines = self._end.makefile("rb")
        assert self.hears().startswith("220")
        assert self.says("LHLO mta.test").startswith("250")

    def says(self, line: str) -> str:
        self._end.sendall(line.encode() + b"\r\n")
        return self.hears()

    def hears(self) -> str:
        line = self._lines.readline().decode()
        while line[3:4] == "-":
            line = self._lines.readline().decode()
        return line.rstrip()

    def hands_over(self, mail: bytes, *recipients: str) -> list[str]:
        """The answers after the mail, one for each recipient."""
        assert self.says("MAIL FROM:<reporter@example.org>").startswith("250")
        for recipient in recipients:
            assert self.says(f"RCPT TO:<{recipient}>").startswith("250")
        assert self.says("DATA").startswith("354")
        stuffed = mail.replace(b"\r\n.", b"\r\n..")
        self._end.sendall((b"." if mail.startswith(b".") else b"") + stuffed + b".\r\n")
        return [self.hears() for _ in recipients]

    def close(self) -> None:
        self._lines.close()
        self._end.close()


@pytest.fixture
def path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hz-", dir="/tmp") as folder:
        yield Path(folder) / "lmtp"


@pytest.fixture
def door(path: Path, ledger: Ledger) -> Iterator[LmtpDoor]:
    door = LmtpDoor(str(path), ledger.keep, largest=1 << 20)
    yield door
    door.stop()


@pytest.fixture
def mta(door: LmtpDoor, path: Path) -> Iterator[Mta]:
    mta = Mta(path)
    yield mta
    mta.close()


def test_a_mail_is_kept_and_every_recipient_answered(mta: Mta, ledger: Ledger) -> None:
    answers = mta.hands_over(MAIL, "help@desk.test", "aide@desk.test")
    assert answers == ["250 2.0.0 kept"] * 2
    assert ledger.mails == [MAIL]
    where = ledger.kept[0][1]
    assert where.mailbox == "lmtp"
    assert where.received_at.tzinfo is not None


def test_trouble_of_ours_puts_the_mail_off_and_tells_nothing(mta: Mta, ledger: Ledger) -> None:
    ledger.refuses = [OSError("/var/lib/hirz is full")]
    assert mta.hands_over(MAIL, "help@desk.test", "aide@desk.test") == ["451 4.3.0 not now, try again"] * 2
    assert mta.hands_over(MAIL, "help@desk.test") == ["250 2.0.0 kept"]


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b".\r\n",
        b"..\r\n.\r\n",
        b"\0\xff\x80 odd\r\n",
        b"x" * 500_000 + b"\r\n",
        b"a bare \n.\n line feed\r\n",
        b"x" * 65_534 + b"\r\n.\r\n",
        b"x" * 65_537 + b"\r\n.x\r\n",
        b"\r\n" * 3000,
    ],
    ids=lambda mail: repr(mail[:12]),
)
def test_octets_arrive_as_they_were(mta: Mta, ledger: Ledger, mail: bytes) -> None:
    assert mta.hands_over(mail, "help@desk.test") == ["250 2.0.0 kept"]
    assert ledger.mails == [mail]


def test_a_mail_that_is_too_large_is_refused_and_the_next_one_taken(mta: Mta, ledger: Ledger) -> None:
    assert mta.hands_over(b"x" * (1 << 20) + b"\r\n", "help@desk.test") == ["552 5.3.4 too large"]
    assert mta.hands_over(MAIL, "help@desk.test") == ["250 2.0.0 kept"]
    assert ledger.mails == [MAIL]


def test_commands_out_of_order_are_refused(mta: Mta, ledger: Ledger) -> None:
    assert mta.says("DATA").startswith("503")
    assert mta.says("EHLO x").startswith("500")
    assert mta.says("MAIL FROM:<a@b.test>").startswith("250")
    assert mta.says("DATA").startswith("503")
    assert ledger.kept == []


def test_a_mail_server_that_hangs_up_in_the_middle_loses_us_nothing(mta: Mta, ledger: Ledger, path: Path) -> None:
    mta.says("MAIL FROM:<a@b.test>")
    mta.says("RCPT TO:<help@desk.test>")
    mta.says("DATA")
    mta._end.sendall(MAIL)
    mta.close()
    other = Mta(path)
    assert other.hands_over(MAIL, "help@desk.test") == ["250 2.0.0 kept"]
    other.close()
    assert ledger.mails == [MAIL]


def test_two_mail_servers_at_once_are_kept_one_after_the_other(door: LmtpDoor, path: Path, ledger: Ledger) -> None:
    def hand_over_many() -> None:
        mta = Mta(path)
        for _ in range(10):
            assert mta.hands_over(MAIL, "help@desk.test") == ["250 2.0.0 kept"]
        mta.close()

    threads = [threading.Thread(target=hand_over_many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ledger.mails == [MAIL] * 20


def test_only_its_owner_and_group_may_knock(door: LmtpDoor, path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_the_socket_goes_with_the_door_and_an_old_one_is_replaced(path: Path, ledger: Ledger) -> None:
    with socket.socket(socket.AF_UNIX) as old:
        old.bind(str(path))
    LmtpDoor(str(path), ledger.keep).stop()
    assert not path.exists()


def test_on_a_port_of_the_loopback(ledger: Ledger) -> None:
    door = LmtpDoor("127.0.0.1:0", ledger.keep)
    with smtplib.LMTP("127.0.0.1", door.port, local_hostname="mta.test", timeout=30) as mta:
        mta.sendmail("reporter@example.org", "help@desk.test", MAIL)
    door.stop()
    assert ledger.mails == [MAIL]
