"""Mails made to hurt whoever touches them: the door hands them on octet for octet, and the next one too."""

import io
import tracemalloc
from pathlib import Path

import pytest

from daemon.doors.imap import LARGEST, Door
from tests.dovecot import Dovecot
from tests.servers import Ledger, box_at

NEXT = b"Subject: the next one\r\n\r\n"


def nested(depth: int) -> bytes:
    mail = io.BytesIO()
    for level in range(depth):
        mail.write(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level))
    mail.write(b"\r\ninnermost\r\n")
    return mail.getvalue()


BAD = {
    "nothing but an end": b"\r\n",
    "no header": b"\r\nno header at all\r\n",
    "two Froms": b"From: a@example.org\r\nFrom: b@example.org\r\n\r\n",
    "octets that are no text": b"Subject: " + bytes(range(128, 256)) + b"\r\n\r\n" + bytes(range(128, 256)) + b"\r\n",
    "bare carriage returns": b"Subject: x\r\n\r\na\rb\r\r\n",
    "a subject of 300 kB": b"Subject: " + b"=?utf-8?q?=41?= " * 19_000 + b"\r\n\r\n",
    "200,000 headers": b"X: y\r\n" * 200_000 + b"\r\n",
    "2,000 levels": nested(2000),
    "one line of 2 MB": b"Subject: x\r\n\r\n" + b"x" * (2 << 20) + b"\r\n",
    "a literal in a mail": b"Subject: {100}\r\n\r\n* 1 FETCH (UID 1 BODY[] {3}\r\nfoo)\r\nA1 OK done\r\n",
}


@pytest.mark.dovecot
@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_mail_made_to_hurt(dovecot: Dovecot, tmp_path: Path, ledger: Ledger, bad: bytes) -> None:
    user = dovecot.new_account()
    dovecot.append(user, bad)
    dovecot.append(user, NEXT)
    door = Door(box_at(tmp_path, dovecot.port, user, dovecot.password(user)))
    ledger.looks(door)
    assert [raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for raw in ledger.mails] == [
        raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for raw in (bad, NEXT)
    ]  # a mail program that appends makes CRLF of every line's end
    assert dovecot.mails(user) == []


@pytest.mark.dovecot
def test_the_largest_mail_costs_a_few_times_its_size_and_a_larger_one_nothing(
    dovecot: Dovecot, tmp_path: Path, ledger: Ledger
) -> None:
    user = dovecot.new_account()
    large = b"Subject: large\r\n\r\n" + b"0123456789abcde\r\n" * (2 << 20)
    dovecot.append(user, large)
    dovecot.append(user, b"Subject: larger\r\n\r\n" + b"0123456789abcde\r\n" * (9 << 18))
    dovecot.append(user, NEXT)
    door = Door(box_at(tmp_path, dovecot.port, user, dovecot.password(user)))

    tracemalloc.start()
    door.look(ledger.keep, ledger.keep_stuck, ledger.tries)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert ledger.mails == [large, NEXT]
    assert [header for _, _, header in ledger.stuck] == [b"Subject: larger\r\n\r\n"]
    assert dovecot.mails(user) == []
    assert peak < 3 * LARGEST
