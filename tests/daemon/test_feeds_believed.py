"""What the sandbox read out of a list is checked again: nothing gets in that our own reader would not have given."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

from daemon.sandbox import Examiner
from daemon.sandbox.feeds import believed_feed
from mailflows.examine.indicators.feed import LARGEST, Feed, Indicator, unreadable
from mailflows.examine.indicators.feeds import read_feed

HONEST = Feed("march", "2026-03-30", (Indicator("host", "evil.example", "SandViper"),), (("doubled", 2),), "spyware")


def told(**changes: Any) -> bytes:
    return json.dumps({**asdict(HONEST), **changes}).encode()


def test_an_honest_answer_passes_unchanged() -> None:
    assert believed_feed(told(), "march.stix2") == HONEST


@pytest.mark.parametrize(
    "lie",
    [
        {"indicators": [{"kind": "host", "value": "google.com", "label": ""}]},
        {"indicators": [{"kind": "host", "value": "com.eg", "label": ""}]},
        {"indicators": [{"kind": "host", "value": "Evil.example", "label": ""}]},
        {"indicators": [{"kind": "sha256", "value": "zz", "label": ""}]},
        {"indicators": [{"kind": "everything", "value": "x", "label": ""}]},
        {"indicators": [{"kind": "host", "value": "evil.example", "label": "x" * 5000}]},
        {"date": "tomorrow"},
        {"refused": [["because", 1]]},
        {"refused": [["doubled", -1]]},
        {"trouble": "all"},
        {"name": "x" * 500},
        {"more": 1},
    ],
)
def test_any_other_answer_is_no_list(lie: dict[str, Any]) -> None:
    assert believed_feed(told(**lie), "march.stix2") == unreadable("march.stix2", "unread")


def test_a_name_with_line_ends_is_one_line() -> None:
    assert believed_feed(told(name="a\nb\u202ec"), "x").name == "a bc"


@pytest.fixture(scope="module")
def examiner() -> Iterator[Examiner]:
    made = Examiner.started()
    yield made
    made.close()


def test_the_sandbox_reads_a_file_and_a_file_in_a_mail(examiner: Examiner) -> None:
    listed = b"domain\nevil.example\n"
    assert examiner.feed(listed, "may.csv") == read_feed(listed, "may.csv")
    mail = (
        b'From: a@b.test\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
        b"--x\r\nContent-Type: text/plain\r\n\r\n#intel add\r\n"
        b'--x\r\nContent-Type: text/csv; name="may.csv"\r\nContent-Disposition: attachment; filename="may.csv"\r\n\r\n'
        + listed.replace(b"\n", b"\r\n")
        + b"\r\n--x--\r\n"
    )
    (file,) = examiner.examine(mail).letter.attachments
    assert examiner.feed(mail, file.path) == read_feed(listed, "may.csv")
    assert examiner.feed(mail, "mail/9") == unreadable("mail/9", "unread")


def test_a_list_that_is_too_large_is_not_even_asked_for(examiner: Examiner) -> None:
    assert examiner.feed(b"x" * (LARGEST + 1), "big.csv") == unreadable("big.csv", "too_large")
