"""What is an address, and what two programs would read differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflows.addresses import address_of, fit_address, folded_address, same_address
from mailflows.letter import Mailbox


@pytest.mark.parametrize(
    ("written", "fit"),
    [
        ("zahra@example.org", "zahra@example.org"),
        ("Zahra.K@Example.ORG", "Zahra.K@example.org"),
        ("a+tag_1=x@mail.example.co.uk", "a+tag_1=x@mail.example.co.uk"),
        ("desk@localhost", "desk@localhost"),
        ("x@xn--mgbh0fb.example", "x@xn--mgbh0fb.example"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("a" * 64 + "@example.org", "a" * 64 + "@example.org"),
    ],
)
def test_ordinary_addresses_are_fit(written: str, fit: str) -> None:
    assert fit_address(written) == fit
    assert address_of(written) == fit
    assert address_of(f"Zahra <{written}>") == fit
    assert address_of(f'"Zahra, K. (home)" <{written}>') == fit
    assert address_of(f" زهراء <{written}> ") == fit
    assert address_of(Mailbox("Zahra", written)) == fit


UNFIT = [
    *("", "@", "a@", "@b", "a", "a@b@c", "a@@b", "a b@c.org", " a@b.org", "a@b.org ", "a@b..org", "a@.org", "a@org."),
    *(
        ".a@b.org",
        "a.@b.org",
        "a..b@b.org",
        "-a@b.org",
        "a@-b.org",
        "a@b-.org",
        "a@b_c.org",
        "a@[127.0.0.1]",
        '"a b"@c.org',
    ),
    *(
        '"a"@c.org',
        "a(b)@c.org",
        "a@b.org(c)",
        "a@b.org\r\nBcc: x@y.org",
        "a@b.org\n",
        "a\x00@b.org",
        "a@b.org\u2028",
        "a@b\x85.org",
    ),
    *(
        "a\u202e@b.org",
        "\u200fa@b.org",
        "а@b.org",
        "a@bücher.example",
        "زهراء@example.org",
        "a@b.org,c@d.org",
        "a@b.org;c@d.org",
    ),
    *(
        "a@b.org> NOTIFY=NEVER",
        "a@b.org>",
        "a:b@c.org",
        "a\\@b.org",
        "a@b.org\u00a0",
        "a" * 65 + "@b.org",
        "a@" + "b" * 64 + ".org",
    ),
    *("a@" + ".".join(["b" * 60] * 5), "a＠b.org"),
]


@pytest.mark.parametrize("written", UNFIT)
def test_what_is_no_address_for_us(written: str) -> None:
    """INJ-10: none of it may reach MAIL FROM or RCPT TO."""
    assert fit_address(written) is None
    assert folded_address(written) == ""
    assert address_of(Mailbox("", written)) is None
    assert not same_address(written, written)
    if written not in (" a@b.org", "a@b.org "):  # blanks around a header's text are the header's
        assert address_of(written) is None


@pytest.mark.parametrize(
    "header",
    [
        "a@b.org <c@d.org>",
        "<a@b.org>c@d.org",
        "<a@b.org> <c@d.org>",
        "a@b.org (c@d.org)",
        "a@b.org, c@d.org",
        "<a@b.org",
    ]
    + ["Group: a@b.org;", '"x" <a@b.org> "y"', '"x" y" <a@b.org>', '"x\\" <a@b.org>', "x, y <a@b.org>", "<<a@b.org>>"]
    + [
        "=?utf-8?q?a=40b.org?= <c@d.org> x",
        "x\r\n <a@b.org>",
        "x\x00 <a@b.org>",
        "x\u202e <a@b.org>",
        "< a@b.org >",
        "x <>",
    ]
    + ["<@r.org:a@b.org>", "a@b.org <c@d.org", "x (<a@b.org>", "x [<a@b.org>"],
)
def test_a_header_that_programs_read_differently_names_nobody(header: str) -> None:
    """SIG-22."""
    assert address_of(header) is None


def test_one_mailbox_whatever_its_case() -> None:
    assert same_address("Zahra.K@Example.org", "zahra.k@EXAMPLE.ORG")
    assert not same_address("zahra@example.org", "zahra@example.net")
    assert not same_address("", "")


@given(st.text(max_size=80), st.text(max_size=20))
def test_nothing_breaks_the_reading_of_addresses(text: str, other: str) -> None:
    for written in (text, f"{text}@{other}", f"{text} <a@b.org>", f"{text}<{other}>"):
        fit = address_of(written)
        assert fit is None or (fit == fit_address(fit) and fit.isascii() and fit.count("@") == 1)
