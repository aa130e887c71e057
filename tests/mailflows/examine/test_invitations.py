"""An invitation is only a date and a contact only a name, unless they start, fetch or hide something."""

import base64
import time

import pytest

from mailflows.examine.finding import Severity
from mailflows.examine.invitations.lines import lines
from mailflows.examine.invitations.tricks import invited_by_another, more_than_a_date
from mailflows.examine.openers import members_of, shown_by, take_out
from mailflows.examine.read import read_mail
from mailflows.examine.seen import Part, Saw
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from tests.exhibits import mail, part
from tests.exhibits.invitations import ORDINARY, calendar, contact


def file(content: bytes, name: str = "invite.ics", declared: str = "application/octet-stream") -> Part:
    return Part(1, declared, None, (name,), True, content, False)


def seen(content: bytes, name: str = "invite.ics") -> list[Saw]:
    return [saw for saw in more_than_a_date(file(content, name)) if saw.severity is not Severity.INFO]


def test_an_ordinary_invitation_is_only_told() -> None:
    (saw,) = more_than_a_date(file(ORDINARY))
    assert saw.evidence == "REQUEST: اجتماع التحرير; by layla[@]paper[.]example; 1 invited" and saw.weight == 0
    shown = shown_by(file(ORDINARY))
    assert "Join at https://meet.paper.example/abc, or call.\n\nThanks" in shown.text
    assert [(link.target, link.where) for link in shown.links] == [("https://meet.paper.example/abc", "calendar")]


@pytest.mark.parametrize(
    ("content", "words", "severity"),
    [
        (calendar(alarm=("ACTION:PROCEDURE", "ATTACH:file:///C:/x.exe")), "starts a program: file", Severity.HIGH),
        (calendar("ATTACH:\\\\\\\\evil.example\\\\a\\\\b.png"), "attach leads to", Severity.HIGH),
        (calendar("ATTACH:file:///x", "ATTACH:\\\\evil.example\\a"), "attach leads to", Severity.HIGH),
        (calendar("ATTACH;FMTTYPE=text/html:file://evil.example/x"), "attach leads to", Severity.HIGH),
        (calendar("URL:search-ms:query=x&crumb=location:evil.example"), "url leads to", Severity.HIGH),
        (calendar("ATTACH:file:///usr/share/sounds/bell.ogg"), "attach opens", Severity.LOW),
        (calendar(*(f"ATTENDEE:mailto:{number}@x.example" for number in range(150))), "150 people", Severity.LOW),
        (contact("FN:Bank", "URL:http.\\\\\\\\www.evil.cpl"), "url leads to", Severity.HIGH),
        (contact("FN:Bank", "PHOTO;VALUE=uri:file://evil.example/p.jpg"), "photo leads to", Severity.HIGH),
    ],
)
def test_f20_what_starts_or_fetches_something(content: bytes, words: str, severity: Severity) -> None:
    (saw,) = seen(content)
    assert words in saw.evidence and saw.severity is severity


@pytest.mark.parametrize(
    "content",
    [
        contact("FN:ليلى حداد", "TEL;TYPE=CELL:+961 1 234567", "item1.URL:http\\://paper.example", "ORG:Paper;News"),
        contact("FN:Sami", "KEY;ENCODING=b:" + base64.b64encode(b"\x99\x01\x0d" * 99).decode()),
        contact("FN:Sami", "KEY:https://keys.example/sami.asc", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ"),
        contact("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=D9=84=D9=8A=D9=84=D9=89;;;", version="2.1"),
        calendar("SUMMARY:x", alarm=("ACTION:AUDIO", "ATTACH;VALUE=URI:Chord")),
        calendar("SUMMARY:x", "LOCATION:Room // 2nd floor", "ATTENDEE:mailto:a@b.example", method="CANCEL"),
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY",
        b"BEGIN:VCARD",
    ],
)
def test_f20_honest_ones_are_left_alone(content: bytes) -> None:
    assert seen(content) == []


def test_f20_links_are_found_wherever_a_program_shows_them() -> None:
    page = '<html><body><a href="https://evil.example/login">https://www.bank.com/</a></body></html>'
    content = calendar(
        f"X-ALT-DESC;FMTTYPE=text/html:{page}",
        'DESCRIPTION;ALTREP="https://alt.example/x":see you',
        "ATTACH;VALUE=URI:https://files.example/a.apk",
        "CONFERENCE;VALUE=URI:https://meet.example/1",
    )
    shown = shown_by(file(content))
    assert {link.target for link in shown.links} == {
        "https://evil.example/login", "https://alt.example/x", "https://files.example/a.apk", "https://meet.example/1",
    }  # fmt: skip
    assert shown.pages == (page,)
    turn = take_turn(mail("?", part(content, "text/calendar", "invite.ics")), "mail/2")
    assert "U13" in {finding.look for finding in turn.findings}


def test_f20_files_packed_into_an_invitation_are_opened() -> None:
    packed = base64.b64encode(b"MZ\x90\x00" + bytes(100)).decode()
    folded = "\r\n ".join(packed[at : at + 40] for at in range(0, len(packed), 40))
    attached = calendar(f"ATTACH;FMTTYPE=application/pdf;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=plan.pdf.exe:{folded}")
    (member,) = members_of(file(attached))
    assert member.name == "plan.pdf.exe" and take_out(file(attached), 1).content.startswith(b"MZ\x90")
    raw = mail("?", part(attached, "text/calendar", "invite.ics"))
    assert take_turn(raw, "mail/2").further == ("mail/2/in/1",)
    assert verdict(take_turn(raw, "mail/2/in/1").findings, ("files",)).word is Word.DANGEROUS
    assert [member.name for member in members_of(file(contact("FN:x", f"PHOTO;ENCODING=b:{packed}"), "x.vcf"))] == [
        "photo"
    ]
    assert members_of(file(contact("FN:x", "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ"), "x.vcf")) == ()


def test_old_contacts_in_arabic_are_read() -> None:
    old = contact("FN;CHARSET=windows-1256;ENCODING=QUOTED-PRINTABLE:=E1=ED=E1=EC =\r\n=CD=CF=C7=CF", version="2.1")
    assert shown_by(file(old, "x.vcf")).text == "ليلى حداد"


def test_a_calendar_in_an_older_character_set_is_read() -> None:
    old = calendar("SUMMARY:اجتماع").decode().encode("cp1256")
    assert shown_by(Part(1, "text/calendar", "windows-1256", (), False, old, False)).text == "اجتماع"


def sent(sender: str, organiser: str, headers: str = "") -> list[Saw]:
    invitation = calendar(f"ORGANIZER:mailto:{organiser}")
    raw = mail("come", part(invitation, "text/calendar; method=REQUEST"), headers=headers, frm=sender)
    return list(invited_by_another(read_mail(raw)))


def test_f20_an_invitation_for_somebody_else() -> None:
    (saw,) = sent("a@bank.example", "b@gmail.com")
    assert saw.weight == 2 and "invites for b[@]gmail[.]com" in saw.evidence
    assert [saw.weight for saw in sent("a@bank.example", "b@other.example")] == [1]
    assert not sent("a@bank.example", "b@mail.bank.example")
    assert not sent("calendar-notification@google.com", "b@other.example")
    assert not sent("a@bank.example", "b@other.example", "List-Id: <x.lists.example>\r\n")


def test_what_is_broken_or_huge_costs_little() -> None:
    began = time.process_time()
    for content in (
        b"BEGIN:VCALENDAR\n" + b"A" * 3_000_000,
        b"BEGIN:VCALENDAR\n" + b"X;" * 1_000_000 + b":y",
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 200_000,
        b"BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:" + b"=\n" * 500_000,
        b"BEGIN:VCALENDAR\nX" + b"\n " * 500_000,
    ):
        list(more_than_a_date(file(content)))
        shown_by(file(content))
        members_of(file(content))
    assert time.process_time() - began < 3
    assert len(lines(file(b"BEGIN:VCALENDAR\n" + b"X:y\n" * 200_000))) < 20_001
