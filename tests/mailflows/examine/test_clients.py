"""The mail program a reporter used is told from their letter, so that somebody can tell them the steps in theirs."""

import pytest

from mailflows.examine.evidence.clients import client_of
from mailflows.examine.letters import letter_of
from mailflows.examine.seen import Mail, Part
from mailflows.letter import CLIENTS

UUID = "<9F3C0A52-1B7E-4C55-9D0B-2A6F00C1D2E3@press.example>"


def _letter(text: str = "help", page: str = "", frm: str = "layla@press.example", **headers: str) -> Mail:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    parts = (("text/plain", text), ("text/html", page))
    return Mail(
        (("from", frm), *named),
        tuple(
            Part(number, declared, "utf-8", (), attached=False, content=words.encode(), forwarded=False)
            for number, (declared, words) in enumerate(parts, 1)
            if words
        ),
    )


@pytest.mark.parametrize(
    ("letter", "client"),
    [
        (_letter(page='<div dir="ltr">hi</div>', message_id="<CAx9+Zy=q@mail.gmail.com>"), "gmail_web"),
        (_letter(page='<div dir="auto">hi</div>', message_id="<CAx9+Zy=q@mail.gmail.com>"), "gmail_app"),
        (_letter(x_google_smtp_source="AGHT+IE"), "gmail_web"),
        (_letter(x_mailer="Microsoft Outlook 16.0", content_type='multipart/mixed; boundary="x"'), "outlook_desktop"),
        (_letter(content_type='multipart/alternative; boundary="----=_NextPart_000_0001_01D9"'), "outlook_desktop"),
        (_letter(user_agent="Microsoft-MacOutlook/16.89.24090815"), "outlook_desktop"),
        (_letter(message_id="<DB9P194MB1@DB9P194MB1.EURP194.PROD.OUTLOOK.COM>"), "outlook_web"),
        (_letter(page="<div class=WordSection1>", message_id="<A@B.eurprd01.prod.outlook.com>"), "outlook_desktop"),
        (_letter("hi\n\nGet Outlook for Android", message_id="<A@B.eurprd01.prod.outlook.com>"), "outlook_mobile"),
        (_letter("مرحبا\n\nالحصول على Outlook for iOS", message_id="<A@b.prod.outlook.com>"), "outlook_mobile"),
        (_letter(x_mailer="Apple Mail (2.3774.600.62)", message_id=UUID), "apple_mail"),
        (_letter(x_mailer="iPhone Mail (20H19)", message_id=UUID), "iphone_mail"),
        (_letter("مرحبا\n\nأُرسلت من الـ iPhone"), "iphone_mail"),
        (_letter(content_type='multipart/mixed; boundary="Apple-Mail-7F00AA-12"'), "iphone_mail"),
        (_letter(content_type='multipart/mixed; boundary="Apple-Mail=_7F00AA-12"'), "apple_mail"),
        (_letter(user_agent="Mozilla Thunderbird"), "thunderbird"),
        (_letter(user_agent="Thunderbird for Android"), "k9"),
        (_letter(user_agent="K-9 Mail for Android"), "k9"),
        (_letter(message_id="<abc=@proton.me>"), "proton"),
        (_letter(x_pm_origin="internal"), "proton"),
        (_letter(message_id="<OJab--7-9@tuta.com>"), "tuta"),
        (_letter(x_mailer="WebService/1.1.22806 YahooMailAndroidMobile"), "yahoo"),
        (_letter(message_id="<123.456@mail.yahoo.com>"), "yahoo"),
        (_letter(content_type="multipart/mixed; boundary=--_com.samsung.android.email_5"), "samsung"),
        (_letter("hi\n\nSent from my Galaxy"), "samsung"),
        (_letter(chat_version="1.0", message_id="<Mr.1.2@press.example>"), "delta_chat"),
        (_letter(user_agent="Roundcube Webmail/1.6.6"), "roundcube"),
        (_letter(x_readdle_message_id="a"), "spark"),
        (_letter(frm="Layla <layla@gmail.com>"), "gmail_web"),
        (
            _letter("look\n\n________________________________\nFrom: a@b.example\nSent: x\nSubject: y\n\nz"),
            "outlook_web",
        ),
        (
            _letter("look\n\nBegin forwarded message:\n\n> From: a@b.example\n> Date: x\n> Subject: y\n>\n> z"),
            "apple_mail",
        ),
        (_letter("I use an iPhone and a Galaxy, and Outlook at work."), "unknown"),
        (_letter(), "unknown"),
        (Mail((), ()), "unknown"),
    ],
)
def test_the_program_is_told(letter: Mail, client: str) -> None:
    assert client_of(letter) == client
    assert client in CLIENTS
    assert letter_of(letter).client == client


def test_what_the_attackers_mail_was_signed_with_is_not_the_reporters() -> None:
    forwarded = (
        "look\n\n---------- Forwarded message ---------\nFrom: a@b.example\nDate: x\nSubject: y\n\nSent from my iPhone"
    )
    assert client_of(_letter(forwarded)) == "gmail_web"
