"""Links are followed as far as they can be read, and what they pose as, carry or give away is seen."""

import time
from collections.abc import Callable, Iterable

import pytest

from mailflows.examine.finding import Finding, Severity
from mailflows.examine.html import links_of, resources_of
from mailflows.examine.links.destinations import ends, ways
from mailflows.examine.links.looks import OF_LINKS
from mailflows.examine.links.target import target_of
from mailflows.examine.links.written import links_in_text
from mailflows.examine.read import read_mail
from mailflows.examine.seen import Saw, Shown
from mailflows.examine.turn import _shown as shown_of
from mailflows.examine.turn import take_turn
from tests.exhibits import mail


def suspect(body: str, headers: str = "From: a@stranger.example", kind: str = "text/html") -> list[Finding]:
    raw = f"{headers}\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
    return list(take_turn(raw, "suspect").findings)


def answered(found: list[Finding]) -> dict[str, int]:
    """What answered, at its heaviest."""
    weights: dict[str, int] = {}
    for finding in found:
        if finding.weight and finding.look.startswith("U"):
            weights[finding.look] = max(weights.get(finding.look, 0), finding.weight)
    return weights


def link(target: str, words: str = "open") -> str:
    return f'<p>hello</p><a href="{target}">{words}</a>'


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("افتح وhttps://evil.example/a، ثم أخبرني", ["https://evil.example/a"]),
        ("هل هذا صحيح؟ https://evil.example/a؟", ["https://evil.example/a"]),
        ("is hxxps://evil[.]example/x ok", ["https://evil.example/x"]),
        ("hxxps[:]//evil[.]com/x and evil(.)com/y", ["https://evil.com/x", "http://evil.com/y"]),
        ("they sent www.evil.example.", ["http://www.evil.example"]),
        ("it says paypa1-login.com!", ["http://paypa1-login.com"]),
        ("it says x.com/login, really", ["http://x.com/login"]),
        ("(see https://en.example.org/wiki/A_(b))", ["https://en.example.org/wiki/A_(b)"]),
        ("[your bank](https://evil.example/c)", ["https://evil.example/c"]),
        ("scan gave sgnl://linkdevice?uuid=1", ["sgnl://linkdevice?uuid=1"]),
        ("\u2067https://evil.example/x\u2069 كلمة", ["https://evil.example/x"]),
        ("setup.py, libc.so, e.g. this, i.e. that, node.js, file.tar.gz", []),
        ("write to a.b@paper.example or c@d.com", []),
        ("والسلام عليكم. شكرا", []),
    ],
)
def test_links_are_found_as_people_write_them(words: str, expected: list[str]) -> None:
    assert [found.target for found in links_in_text(words)] == expected


def test_markdown_keeps_the_words_that_carry_the_link() -> None:
    assert [found.shown for found in links_in_text("[your bank](https://evil.example/c)")] == ["your bank"]


def test_links_come_out_of_every_corner_of_a_page() -> None:
    page = (
        '<head><base href="https://base.example/x/">'
        '<meta http-equiv="refresh" content="0; url=https://b.example/"></head>'
        '<a href="relative/page">a</a><map><area href="https://c.example/"></map><form action="https://d.example/">'
        '<button formaction="https://e.example/">x</button></form><iframe src="https://f.example/"></iframe>'
        '<svg><a xlink:href="https://g.example/"><text>x</text></a></svg><object data="https://h.example/"></object>'
        "<iframe srcdoc=\"&lt;a href='https://i.example/'&gt;\"></iframe><style>a{}</style>"
        '<img src="https://pic.example/1.png" srcset="https://pic.example/2.png 2x">'
        '<table background="//pic.example/3">'
    )
    targets = [found.target for found in links_of(page)]
    assert "https://base.example/relative/page" in targets
    assert {f"https://{letter}.example/" for letter in "bcdefghi"} <= set(targets)
    assert not any("pic.example" in target for target in targets)
    assert set(resources_of(page)) == {"https://pic.example/1.png", "https://pic.example/2.png", "//pic.example/3"}


@pytest.mark.parametrize(
    ("wrapped", "host"),
    [
        ("https://urldefense.com/v3/__https://evil.example/a?b=c*d__;Iw!!abc!def$", "evil.example"),
        ("https://urldefense.com/v3/__http:/evil.example/a__;!!x!y$", "evil.example"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_a-3Fb&d=x", "evil.example"),
        ("https://urldefense.proofpoint.com/v1/url?u=http://evil.example/a&k=x", "evil.example"),
        ("https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fx&data=05", "evil.example"),
        ("https://secure-web.cisco.com/1abc/https%3A%2F%2Fevil.example%2Fx", "evil.example"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fevil.example&c=E", "evil.example"),
        ("https://protect.checkpoint.com/v2/___https://evil.example/x___.YzJl", "evil.example"),
        ("https://www.google.com/url?q=https://evil.example/x&sa=D", "evil.example"),
        ("https://www.google.com/amp/s/evil.example/x?y", "evil.example"),
        ("https://www.bing.com/ck/a?!&&p=64f1&u=a1aHR0cHM6Ly9ldmlsLmV4YW1wbGUvYQ&ntb=1", "evil.example"),
        ("https://x.r.us-east-1.awstrack.me/L0/https:%2F%2Fevil.example%2Fa/1/0100", "evil.example"),
        ("https://tiktok.com/link/v2?aid=1&target=https://evil.example", "evil.example"),
        ("https://evil-example-com.translate.goog/x?_x_tr_sl=auto", "evil.example.com"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3D"
            "https%253A%252F%252Fevil.example%252Fx",
            "evil.example",
        ),
    ],
)
def test_wrapped_links_are_unwrapped(wrapped: str, host: str) -> None:
    found = suspect(link(wrapped))
    shown = take_turn(mail(f"look {wrapped}"), "mail").observables
    assert any(one.kind == "host" and one.value == host for one in shown)
    assert all(finding.look != "F25" for finding in found)


def test_what_is_inside_a_safe_link_is_asked_about_too() -> None:
    safe = "https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2F0xCB007109%2Flogin"
    assert "U05" in answered(suspect(link(safe)))
    honest = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.paper.example%2Fa&data=1"
    assert not answered(suspect(link(honest)))


def test_unwrapping_ends() -> None:
    deep = "https://evil.example/x"
    for number in range(12):
        deep = f"https://r{number}.example/?url={deep}"
    found = ways(_shown(link(deep)))
    assert 1 < len(found) <= 6
    assert sum(way.last for way in found) == len(list(ends(_shown(link(deep))))) == 1


@pytest.mark.parametrize(
    ("target", "look", "weight"),
    [
        ("https://bit.ly/3abcd", "U02", 2),
        ("https://t.co/abcd", "U02", 2),
        ("https://my-files.web.app/x", "U03", 2),
        ("https://abc.trycloudflare.com/", "U03", 2),
        ("https://forms.gle/abc", "U03", 1),
        ("https://docs.google.com/forms/d/e/1FA/viewform", "U03", 1),
        ("https://bucket.s3.us-east-1.amazonaws.com/a.html", "U03", 2),
        ("https://storage.googleapis.com/b/c.html#x", "U03", 2),
        ("https://ipfs.io/ipfs/Qm123", "U03", 2),
        ("https://www.google.com/amp/s/evil.example/x", "U04", 2),
        ("https://www.linkedin.com/slink?code=abc", "U04", 2),
        ("https://odd.example/r?url=https://evil.example/", "U04", 1),
        ("https://prize.top/x", "U10", 1),
        ("https://evil.example:8089/x", "U10", 1),
        ("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&scope=offline_access", "U12", 4),
        ("https://microsoft.com/devicelogin", "U12", 4),
        ("https://myaccount.google.com/apppasswords", "U12", 4),
        ("https://accounts.google.com/o/oauth2/v2/auth?client_id=1&scope=x", "U12", 3),
        ("sgnl://linkdevice?uuid=abc&pub_key=def", "U12", 4),
        ("tg://login?token=abc", "U12", 4),
        ("https://t.me/login/12345", "U12", 4),
        ("https://wa.me/settings/linked_devices", "U12", 4),
        ("http://abcdefgh.onion/x", "U14", 2),
        ("https://api.telegram.org/bot123456789:AAFabcdefghijklmnopqrstuvwxyz012345/sendMessage", "U14", 4),
        ("https://pastebin.com/abc", "U14", 1),
        ("https://hotel.example/wp-content/themes/x/js/", "U15", 2),
        ("https://hotel.example/.tmb/", "U15", 2),
        ("https://hotel.example/wp-content/uploads/2026/", "U15", 1),
    ],
)
def test_borrowed_places_and_keys(target: str, look: str, weight: int) -> None:
    assert answered(suspect(link(target))).get(look) == weight


@pytest.mark.parametrize(
    "target",
    [
        "https://www.bank.example/login",
        "https://www.facebook.com/page",
        "https://drive.google.com/file/d/1/view",
        "https://cdn.example/wp-content/uploads/2026/report.pdf",
        "https://d123.cloudfront.net/logo.png",
        "https://موقع.السعودية/",
        "https://stranger.example/out?url=https://stranger.example/x",
        "https://login.example/?next=https://paper.example/back",
        "https://t.me/some_channel",
        "https://wa.me/96170123456",
        "https://signal.group/#abcdef",
        "https://photos.app.goo.gl/AbCdEf12345",
        "mailto:a@stranger.example",
    ],
)
def test_ordinary_links_are_left_alone(target: str) -> None:
    assert not answered(suspect(link(target)))


def test_a_short_link_among_others_is_ordinary() -> None:
    body = link("https://bit.ly/3abcd") + "".join(link(f"https://paper{number}.example/") for number in range(3))
    assert answered(suspect(body)) == {"U02": 1}


def test_u05_a_number_written_openly_weighs_less_than_one_behind_words() -> None:
    number = "http://203.0.113.9:8080/health"
    assert answered(suspect(f"The check failed: {number}", kind="text/plain"))["U05"] == 2
    assert answered(suspect(link(number, number)))["U05"] == 2
    assert answered(suspect(link(number, "Log in")))["U05"] == 3


def test_u10_a_cheap_ending_of_the_senders_own_is_told_of_the_sender() -> None:
    body = link("https://www.ceramics.shop/kiln")
    assert "U10" not in answered(suspect(body, "From: a@ceramics.shop"))
    assert answered(suspect(body))["U10"] == 1


def test_u08_a_mail_that_speaks_for_a_name_and_leads_elsewhere() -> None:
    lure = "<p>Your account is suspended. Verify your account now.</p>" + link("https://garden.example/x", "Verify")
    found = suspect(lure, 'From: "PayPal Support" <a@stranger.example>')
    assert answered(found)["U08"] == 2 and "speaks for paypal" in str(found).lower()
    own = lure.replace("garden.example", "www.paypal.com")
    assert "U08" not in answered(suspect(own, 'From: "PayPal" <service@paypal.com>'))
    assert "U08" not in answered(suspect("<p>lunch?</p>" + link("https://garden.example/x"), "From: a@paper.example"))


def test_u08_a_button_that_writes_to_a_free_mailbox() -> None:
    button = '<a href="mailto:help.team@gmail.com?subject=Report">Report this sign-in</a>'
    assert answered(suspect(button)) == {"U08": 2}
    assert not answered(suspect('<a href="mailto:layla@gmail.com">layla@gmail.com</a>'))
    assert not answered(suspect(button, "From: help.team@gmail.com"))


@pytest.mark.parametrize(
    ("target", "weight"),
    [
        ("https://paypal.com.account-check.example/x", 4),
        ("https://secure-paypal-login.example/", 3),
        ("https://mypaypalsupport.example/", 3),
        ("https://instagram-help.web.app/", 3),
        ("https://garden.example/paypal/login", 2),
        ("https://paypaĺ.com/", 3),
        ("https://xn--fcebook-hwa.com/", 3),
        ("https://paypa1-secure.example/", 3),
    ],
)
def test_u09_a_borrowed_name_in_the_address(target: str, weight: int) -> None:
    assert answered(suspect(link(target))).get("U09") == weight


@pytest.mark.parametrize(
    "target",
    ["https://www.paypal.com/login", "https://discord.paper.example/", "https://fonts.googleapis.com/css",
     "https://news.example/2026/paypal-raises-prices", "https://storage.googleapis.com/a/b.pdf"],
)  # fmt: skip
def test_u09_owners_and_newspapers_are_left_alone(target: str) -> None:
    assert "U09" not in answered(suspect(link(target)))


def test_u11_a_link_made_for_one_reader() -> None:
    to = "From: a@stranger.example\r\nTo: layla@paper.example"
    for packed, weight in (
        ("#layla@paper.example", 2),
        ("bGF5bGFAcGFwZXIuZXhhbXBsZQ==", 2),
        ("6c61796c614070617065722e6578616d706c65", 2),
        ("?email=layla@paper.example", 1),
    ):
        assert answered(suspect(link(f"https://evil.example/x/{packed}"), to)).get("U11") == weight
    own = link("https://news.stranger.example/?email=layla@paper.example")
    leave = link("https://evil.example/unsubscribe?email=layla@paper.example")
    tracked = link("https://u1.ct.sendgrid.net/x?e=layla@paper.example")
    assert not answered(suspect(own + leave + tracked, to))


def test_u13_on_a_mailing_list_weighs_less() -> None:
    exe = link("https://tools.example/setup.exe")
    assert answered(suspect(exe)) == {"U13": 4}
    on_list = "From: a@stranger.example\r\nList-Id: <l.example>\r\nList-Post: <mailto:l@example.org>"
    assert answered(suspect(exe, on_list)) == {"U13": 2}
    assert answered(suspect(link("ms-officecmd:{}"))) == {"U13": 4}
    assert not answered(suspect('<a href="data:image/png;base64,AAAA">x</a>'))
    assert answered(suspect(link("file://evil.example/share/x"))) == {"U13": 4}
    assert answered(suspect(link("file:///house/layla/notes.txt"))) == {"U13": 1}
    assert not answered(suspect("clone ssh://git@code.example/x.git", kind="text/plain"))


def test_a_pasted_link_is_read_through_what_made_it_harmless() -> None:
    turn = take_turn(mail("is hxxps://paypal[.]com[.]check-account[.]example/login real?"), "mail")
    assert [(finding.look, finding.severity) for finding in turn.findings] == [("U09", Severity.HIGH)]


@pytest.mark.parametrize(
    "hostile",
    ["a." * 100_000, "http://" * 30_000, "www." * 50_000, "[a](" * 50_000, "[" * 200_000, "[." * 100_000,
     "https://a.example/?url=" * 9_000, "h**p" * 50_000, "a/" * 100_000],
    ids=lambda value: value[:6],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    started = time.process_time()
    shown = _shown(hostile, "text/plain")
    for look in OF_LINKS:
        ask: Callable[..., Iterable[Saw]] = look.ask
        list(ask(shown))
    assert time.process_time() - started < 3


def test_backslashes_ports_and_unseen_signs_are_read_as_a_browser_does() -> None:
    target = target_of("ht\u200btp:\\\\evil.example:81\\x?a=b\\c")
    assert target is not None
    assert (target.scheme, target.host, target.port, target.path) == ("http", "evil.example", "81", "/x?a=b\\c")


def _shown(body: str, kind: str = "text/html") -> Shown:
    raw = f"From: a@stranger.example\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
    return shown_of(read_mail(raw), "original")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/6c61796c614070617065722e6578616d706c65?x=1",
        "https://evil.example/?id=322C33302C6C61796C614070617065722E6578616D706C65",
        "https://evil.example/x/bGF5bGFAcGFwZXIuZXhhbXBsZQ",
        "https://evil.example/?hash={{email}}",
        "https://evil.example/?hash=%EMAIL%",
        "https://evil.example/[[-Email-]]",
    ],
)
def test_u11_kits_give_themselves_away(target: str) -> None:
    assert answered(suspect(link(target))).get("U11") == 2


def test_an_address_among_the_words_of_a_page_is_a_link_too() -> None:
    page = "<p>Bonus today! http://0xCB007109/x</p><a href='https://paper.example/'>http://not-twice.example/</a>"
    assert [found.target for found in _shown(page).links] == ["https://paper.example/", "http://0xCB007109/x"]
    assert "U05" in answered(suspect(page))


def test_u10_a_name_of_chance() -> None:
    assert answered(suspect(link("https://b4a4q7x9jw2qrj.example/"))) == {"U10": 1}
    assert not answered(suspect(link("https://u26247528a1b2c3.ct.sendgrid.net/")))
    assert not answered(suspect(link("https://web2project4all.example/")))


def test_u11_the_address_of_who_writes_to_us_in_a_link_they_paste() -> None:
    found = take_turn(mail("is https://evil.example/#layla@reporter.example real?"), "mail").findings
    assert [(finding.look, finding.weight) for finding in found] == [("U11", 2)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https:///evil.example/x", {"U06": 1}),
        ("https:/\\evil.example/x", {"U06": 2}),
        ("https://evil.example\\@paypal.com/x", {"U06": 4}),
        ("https://paypal.com\u2215login@evil.example", {"U06": 4}),
        ("https://good.example/a\u2044b", {}),
        ("https://good.example/a/b", {}),
        ("https://api.login.yahoo.com/oauth2/request_auth?client_id=1", {"U12": 3}),
        ("https://login.live.com/oauth20_authorize.srf?client_id=1", {"U12": 3}),
        ("https://testflight.apple.com/join/AbC", {"U12": 2}),
        ("https://www.icloud.com/shortcuts/abc", {"U12": 2}),
        ("https://testflight.apple.com/", {}),
        ("https://www.icloud.com/photos/x", {}),
        ("https://login.yahoo.com/account", {}),
    ],
)
def test_slashes_that_deceive_and_links_that_install(target: str, expected: dict[str, int]) -> None:
    assert answered(suspect(link(target))) == expected


def test_u08_marks_of_direction_around_the_words() -> None:
    shown = "\u200fhttps://www.paypal.com/login\u200e"
    assert answered(suspect(link("https://evil.example/x", shown))) == {"U08": 3}
    assert answered(suspect(link("https://www.paypal.com/login", shown))) == {}
