"""Anybody can call himself a list: its marks excuse what is ordinary there, unless what the provider saw denies it."""

import pytest

from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict

LURE = (
    '<p>Your account is locked. Confirm your password now</p><a href="https://evil-login.example/x">'
    "https://www.paypal.com/signin</a>"
)
PAGE = f"Content-Type: text/html\r\n\r\n{LURE}"
DENIED = "dkim=none; spf=fail smtp.mailfrom=evil.example"
REPORT = (
    "Content-Type: multipart/report; report-type=delivery-status; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n"
    "\r\nYour message was blocked. Sign in to release it: https://evil-login.example/x\r\n--q\r\n"
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; evil.example\r\n\r\n"
    "Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\n--q--\r\n"
)


def judged(results: str, marks: str = "", frm: str = "support@evil.example", body: str = PAGE) -> Word:
    raw = (
        f"Authentication-Results: mx.provider.example; {results}\r\n"
        "Received: from evil.example (evil.example [203.0.113.5]) by mx.provider.example with ESMTPS id abc;"
        f" Mon, 2 Nov 2026 10:00:01 +0000\r\nFrom: Mail <{frm}>\r\nReply-To: x9912@gmail.com\r\n"
        f"To: victim@provider.example\r\nSubject: about your mailbox\r\nMessage-ID: <1@evil.example>\r\n{marks}"
        f"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n{body}"
    )
    turn = take_turn(raw.encode(), "suspect")
    return verdict(turn.findings, turn.evidence).word


@pytest.mark.parametrize(
    "marks",
    [
        "",
        "List-Id: <x.evil.example>\r\n",
        "List-Id: <x.evil.example>\r\nList-Post: <mailto:x@evil.example>\r\n",
        "List-Unsubscribe: <https://evil.example/u>\r\n",
    ],
)
def test_a_mark_that_everything_denies_excuses_nothing(marks: str) -> None:
    assert judged(DENIED, marks) in (Word.DANGEROUS, Word.SUSPICIOUS)


def test_a_forged_report_of_delivery_is_no_excuse_for_answers_that_go_elsewhere() -> None:
    assert judged(DENIED, frm="mailer-daemon@evil.example", body=REPORT) is Word.SUSPICIOUS


def test_no_bank_speaks_through_somebodys_list() -> None:
    marks = "List-Id: <x.evil.example>\r\nList-Post: <mailto:x@evil.example>\r\n"
    results = "dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail header.from=paypal.com"
    assert judged(results, marks, frm="service@paypal.com") in (Word.DANGEROUS, Word.SUSPICIOUS)
