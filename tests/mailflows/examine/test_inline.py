"""A mail that was forwarded inside the text is found, whatever program and language; an answer to the desk is none."""

import time

import pytest

from mailflows.examine import html
from mailflows.examine.evidence.inline import forwarded_inline
from mailflows.examine.evidence.people_printed import as_header, as_headers
from mailflows.examine.evidence.retelling import as_attached, as_inline
from mailflows.examine.letters import words_of
from mailflows.examine.links.target import links_in
from mailflows.examine.read import read_mail
from mailflows.examine.turn import take_turn
from tests.exhibits import PHISH
from tests.exhibits.forwards import ANSWER_PAGES, BAIT, FORWARDS, PAGES, Forward, letter

BLOCK = (
    f"From: Cedar Bank {BAIT}\nSent: Wednesday, 4 November 2026\n"
    "To: layla@press.example\nSubject: Your account\n\nDear Layla"
)
DESK_BLOCK = (
    "From: Test Desk <help@desk.example>\nSent: today\nTo: Layla <layla@press.example>\nSubject: Message\n\nWe read it."
)


@pytest.mark.parametrize("forward", FORWARDS, ids=lambda one: one.name)
def test_a_forward_is_found(forward: Forward) -> None:
    inline = forwarded_inline(letter(forward.text))
    assert inline is not None
    assert inline.mail.first("from") == forward.sender
    assert inline.mail.first("subject") == forward.subject
    assert words_of(inline.mail.parts[0]).startswith(forward.body)
    assert inline.before == forward.before


@pytest.mark.parametrize("program", PAGES)
def test_html_is_cut_at_the_same_place(program: str) -> None:
    """The link keeps the words that carry it, and the reporter's own link stays outside."""
    inline = forwarded_inline(letter(page=PAGES[program]))
    assert inline is not None
    assert inline.mail.first("from").endswith(BAIT)
    assert [part.declared for part in inline.mail.parts] == ["text/plain", "text/html"]
    links = [(link.target, link.shown) for link in links_in(inline.mail) if link.where == "html"]
    assert links == [("https://evil.example/in", "cedar-bank.example")]
    assert "ليلى" in words_of(inline.mail.parts[0]) or "Dear Layla" in words_of(inline.mail.parts[0])
    assert inline.before in ("Is it real?", "هل هذه حقيقية؟ صفحتي")


def test_text_and_html_are_cut_alike() -> None:
    text = f"Is it real?\n\n---------- Forwarded message ---------\n{BLOCK}"
    inline = forwarded_inline(letter(text, PAGES["outlook"]))
    assert inline is not None
    page = words_of(inline.mail.parts[1])
    assert html.as_words(page, 100).startswith("Dear Layla")
    assert words_of(inline.mail.parts[0]).startswith("Dear Layla")


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, I did.\n\nOn Wed, 4 Nov 2026, Test Desk <help@desk.example> wrote:\n> Hello,\n> change it.\n",
        "شكرًا\n\nفي الأربعاء، ٤ نوفمبر ٢٠٢٦ تمت كتابة ما يلي بواسطة Test Desk <help@desk.example>:\n> مرحبًا\n",
        "Thanks\n> On 4 Nov 2026, at 09:31, Test Desk <help@desk.example> wrote:\n> \n> Hello\n",
        "Thanks\n\n  On Wednesday, November 4, 2026, Test Desk <help@desk.example> wrote:\n\nHello, change it.\n",
        f"Thanks\n________________________________\n{DESK_BLOCK}",
        f"Thanks\n\n{DESK_BLOCK}\n\nFrom: Layla <layla@press.example>\nSent: before\nTo: Test Desk\nSubject: help\n\nI",
        f"Thanks\n\n{DESK_BLOCK}".replace("Test Desk <help@desk.example>", "Test Desk"),
        f"Merci\n\nOn Wed, 4 Nov 2026, Layla <layla@press.example> wrote:\n> see\n> {BLOCK}".replace(
            "\n", "\n> "
        ).replace("> Merci", "Merci"),
    ],
)
@pytest.mark.parametrize("subject", ["Re: Message", "Message"])
def test_an_answer_to_the_desk_is_no_forward(text: str, subject: str) -> None:
    assert forwarded_inline(letter(text, subject=subject, to="Test Desk <help@desk.example>")) is None


def test_an_answer_to_an_address_that_names_the_thread_is_no_forward() -> None:
    answer = letter(f"Thanks\n\n{DESK_BLOCK}", subject="Re: Message", to="help+k7f3@desk.example")
    assert forwarded_inline(answer) is None


@pytest.mark.parametrize("page", ANSWER_PAGES)
@pytest.mark.parametrize("text", ["", "Thank you"])
def test_an_answer_in_html_is_no_forward(text: str, page: str) -> None:
    assert forwarded_inline(letter(text, page, subject="Re: Message")) is None


@pytest.mark.parametrize(
    "text",
    [
        "From: Beirut\nTo: Paris\nDate: 4 November\n\nPlease book it.",
        "Subject: my account\nDate: yesterday\n\nSomebody wrote to me: they are in.",
        "They said: send it\nTo: me\nand I did.",
        "",
    ],
)
def test_a_timetable_is_no_forward(text: str) -> None:
    assert forwarded_inline(letter(text, subject="help")) is None


def test_a_mail_that_pretends_to_come_from_the_desk_is_a_forward() -> None:
    text = f"Was this you?\n\n---------- Forwarded message ---------\n{DESK_BLOCK}"
    inline = forwarded_inline(letter(text))
    assert inline is not None
    assert "help@desk.example" in inline.mail.first("from")


def test_of_a_chain_the_first_is_what_the_reporter_was_sent() -> None:
    chain = f"Look\n\n{BLOCK}\n\n{BLOCK.replace('Cedar Bank', 'Older')}"
    inline = forwarded_inline(letter(chain))
    assert inline is not None
    assert "Cedar Bank" in inline.mail.first("from")
    assert "Older" in words_of(inline.mail.parts[0])


def test_what_the_reporter_wrote_themself_is_passed_over() -> None:
    sent = "---------- Forwarded message ---------\nFrom: Layla <layla@press.example>\nDate: today\nTo: me\nSubject: x"
    own = f"Look\n\n{sent}\n\nsee\n\n{BLOCK}"
    inline = forwarded_inline(letter(own))
    assert inline is not None
    assert inline.mail.first("from").endswith(BAIT)


def test_a_mail_in_the_reporters_own_name_is_still_looked_at() -> None:
    sent = "---------- Forwarded message ---------\nFrom: Layla <layla@press.example>\nDate: today\nTo: Layla"
    inline = forwarded_inline(letter(f"Look\n\n{sent}\nSubject: I see you\n\nPay"))
    assert inline is not None
    assert inline.mail.first("subject") == "I see you"


@pytest.mark.parametrize(
    ("printed", "header"),
    [
        ("Cedar Bank <a@b.example>", '"Cedar Bank" <a@b.example>'),
        ("Cedar, Bank <a@b.example>", '"Cedar, Bank" <a@b.example>'),
        ("Cedar Bank [mailto:a@b.example]", '"Cedar Bank" <a@b.example>'),
        ("Cedar <a@b.example<mailto:a@b.example>>", '"Cedar" <a@b.example>'),
        ("a@b.example <a@b.example>", "a@b.example"),
        ('"security@bank.example" <x@evil.example>', '"security@bank.example" <x@evil.example>'),
        ("'Cedar' via List <a@b.example>", '"Cedar\' via List" <a@b.example>'),
        ("a@b.example", "a@b.example"),
        ("Cedar Bank", "Cedar Bank"),
        ("بنك الأرز \u202a<a@b.example>\u202c", '"بنك الأرز" <a@b.example>'),
        ("evil\u202etxt <a@b.example>", '"evil\u202etxt" <a@b.example>'),
    ],
)
def test_people_are_written_as_headers_hold_them(printed: str, header: str) -> None:
    assert as_header(printed) == header


def test_lists_of_people() -> None:
    assert (
        as_headers("Walter, Sami <a@b.example>, c@d.example; Rana") == '"Walter, Sami" <a@b.example>, c@d.example, Rana'
    )


@pytest.mark.parametrize(
    "text",
    [
        "From: a@b.example\n" * 12_000,
        "From: a\nTo: b\nDate: c\nCc: d\nSubject:\n" * 5_000,
        "To: a,\n" + "x@y.example,\n" * 15_000,
        ":" * 200_000,
        "From: To: Date: Subject: -- " * 7_000,
        "On 1 wrote\n:\n" * 15_000,
        ("a " * 180 + "\n") * 4 * 100 + "wrote 1 a b c d:\n",
        ">" * 200_000,
        "\n" * 200_000,
        "-" * 200_000,
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    begun = time.process_time()
    forwarded_inline(letter(text))
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "page", ["<", "<style>", "<!--", "<b", "<p>a@b:", "&lt;", "<blockquote>a@b.example:", "<a href='"]
)
def test_hostile_pages_cost_little(page: str) -> None:
    begun = time.process_time()
    forwarded_inline(letter(page="a@b.example<br>" + page * (900_000 // len(page))))
    assert time.process_time() - begun < 4


ORIGINAL = (
    "Received: from mx.example by store.example; Wed, 4 Nov 2026 09:31:00 +0000\r\n"
    'From: "بنك الأرز, Cedar" <bait@cedar-bank.example>\r\nTo: Layla <layla@press.example>\r\n'
    "Date: Wed, 4 Nov 2026 09:31:00 +0000\r\nSubject: =?utf-8?b?2KrYrdiv2YrYqyDYp9mE2K3Ys9in2Kg=?= / account\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<p>Dear Layla</p><a href="https://evil.example/in">cedar-bank.example</a>\r\n'
    "--b\r\nContent-Type: application/pdf; name=bill.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n"
).encode()


def test_an_original_that_is_retold_inline_is_found_again() -> None:
    retold = read_mail(as_inline(ORIGINAL))
    inline = forwarded_inline(retold)
    assert inline is not None
    assert inline.mail.first("from") == f'"بنك الأرز, Cedar" {BAIT}'
    assert inline.mail.first("subject") == "تحديث الحساب / account"
    assert [(link.target, link.shown) for link in links_in(inline.mail) if link.where == "html"] == [
        ("https://evil.example/in", "cedar-bank.example")
    ]
    assert [part.name for part in retold.parts if part.attached] == ["bill.pdf"]
    assert as_inline(ORIGINAL) == as_inline(ORIGINAL)


def test_an_original_that_is_attached_is_the_same_octets() -> None:
    [_, attached] = read_mail(as_attached(ORIGINAL)).parts
    assert attached.forwarded
    assert attached.content == ORIGINAL


def test_what_cannot_be_retold_is_attached() -> None:
    """The desk then sees a mail beyond its limits, and says so."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=a%d\r\n\r\n--a%d\r\n" % (n, n) for n in range(2000))
    assert as_inline(deep) == as_attached(deep)


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\n", b"From: <>\r\nSubject: \xff\xfe\r\n\r\n\xff\x00", b"Subject: x\r\n\r\nhi"]
)
def test_broken_originals_are_retold_too(raw: bytes) -> None:
    assert forwarded_inline(read_mail(as_inline(raw))) is not None


def test_what_was_forwarded_inline_is_looked_at_as_the_mail_that_frightened() -> None:
    turn = take_turn(as_inline(PHISH), "mail")
    assert "inline" in turn.evidence
    assert {"S02", "U05"} <= {found.look for found in turn.findings if found.path.startswith("mail/inline")}
    assert "F25" not in {found.look for found in turn.findings}
