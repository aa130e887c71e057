"""Lists of indicators, as people publish them: read with every guard up, and refused aloud where they overreach."""

import json

import pytest

from mailflows.examine.indicators import feeds
from mailflows.examine.indicators.feed import Feed, Indicator
from mailflows.examine.indicators.feeds import read_feed
from mailflows.examine.indicators.spelling import armed, parents, spelled


def stix(*patterns: str, name: str = "SandViper", **more: object) -> bytes:
    objects: list[dict[str, object]] = [{"type": "malware", "id": "malware--1", "name": name}]
    for number, pattern in enumerate(patterns):
        one = {"type": "indicator", "id": f"indicator--{number}", "pattern": pattern, "pattern_type": "stix"}
        objects.append({**one, "modified": "2026-03-30T16:42:48Z", **more})
    return json.dumps({"type": "bundle", "objects": objects}).encode()


def values(feed: Feed) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in feed.indicators]


def test_a_stix_list_gives_its_hosts_hashes_and_apps() -> None:
    feed = read_feed(
        stix(
            "[domain-name:value='Login-Portal.example']",
            "[file:hashes.sha256='" + "AB" * 32 + "']",
            "[file:hashes.'SHA-256' = '" + "cd" * 32 + "']",
            "[file:hashes.md5='" + "0f" * 16 + "']",
            "[email-addr:value='news@press-union.example']",
            "[url:value='https://Login-Portal.example/a?b=1#c']",
            "[app:id='com.sync.wifi.helper']",
            "[app:cert.sha256='" + "9a" * 32 + "']",
            "[configuration-profile:id='0F8B1E9C-1111-2222-3333-444455556666']",
            "[ipv4-addr:value='45.1.2.3']",
        ),
        "viper.stix2",
    )
    assert values(feed) == [
        ("host", "login-portal.example"),
        ("sha256", "ab" * 32),
        ("sha256", "cd" * 32),
        ("md5", "0f" * 16),
        ("sender", "news@press-union.example"),
        ("url", "https://login-portal.example/a?b=1"),
        ("app", "com.sync.wifi.helper"),
        ("certificate", "9a" * 32),
        ("profile", "0f8b1e9c-1111-2222-3333-444455556666"),
        ("ip", "45.1.2.3"),
    ]
    assert feed.date == "2026-03-30" and feed.trouble == "spyware" and feed.indicators[0].label == "SandViper"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[domain-name:value='a.example' OR domain-name:value='b.example']", "not_one_equality"),
        ("[domain-name:value LIKE '%.example']", "not_one_equality"),
        ("[domain-name:value='a.example'] FOLLOWEDBY [url:value='x']", "not_one_equality"),
        ("[domain-name:value!='a.example']", "not_one_equality"),
        ("[process:name='bh']", "kind_not_used"),
        ("[file:path='/private/var/db/x']", "kind_not_used"),
        ("[file:name='x.plist']", "kind_not_used"),
        ("[domain-name:value='com.eg']", "public_suffix"),
        ("[domain-name:value='github.io']", "public_suffix"),
        ("[domain-name:value='localhost']", "malformed"),
        ("[domain-name:value='www.google.com']", "well_known"),
        ("[domain-name:value='bit.ly']", "well_known"),
        ("[url:value='https://www.facebook.com/']", "well_known"),
        ("[ipv4-addr:value='192.168.0.7']", "private_address"),
        ("[ipv4-addr:value='127.0.0.1']", "private_address"),
        ("[ipv4-addr:value='8.8.8.8']", "well_known"),
        ("[file:hashes.md5='d41d8cd98f00b204e9800998ecf8427e']", "well_known"),
        ("[file:hashes.sha256='abc']", "malformed"),
        ("[app:id='com.whatsapp']", "well_known"),
    ],
)
def test_what_would_cry_at_everybody_is_refused_and_counted(pattern: str, reason: str) -> None:
    feed = read_feed(stix("[domain-name:value='evil.example']", pattern), "x.stix2")
    assert values(feed) == [("host", "evil.example")] and feed.refused == ((reason, 1),)


def test_a_path_on_a_well_known_host_may_be_named() -> None:
    feed = read_feed(stix("[url:value='https://docs.google.com/forms/d/e/abc']"), "x.stix2")
    assert values(feed) == [("url", "https://docs.google.com/forms/d/e/abc")]


def test_a_withdrawn_indicator_is_left_out() -> None:
    assert read_feed(stix("[domain-name:value='a.example']", revoked=True), "x").refused == (("withdrawn", 1),)


def test_a_misp_event_gives_what_its_authors_want_matched() -> None:
    event = {
        "Event": {
            "info": "Phishing of press unions",
            "date": "2026-05-01",
            "Attribute": [
                {"type": "domain", "value": "union-login[.]example", "to_ids": True, "timestamp": "1780000000"},
                {"type": "domain|ip", "value": "b.example|45.1.2.3", "to_ids": True},
                {"type": "filename|sha256", "value": "a.docm|" + "ab" * 32, "to_ids": True},
                {"type": "link", "value": "https://lab.example/report", "to_ids": False},
                {"type": "comment", "value": "seen in May"},
            ],
            "Object": [{"Attribute": [{"type": "email-src", "value": "info[@]union-login.example"}]}],
        }
    }
    feed = read_feed(json.dumps({"response": [event]}).encode(), "misp.json")
    assert values(feed) == [
        ("host", "union-login.example"),
        ("host", "b.example"),
        ("ip", "45.1.2.3"),
        ("sha256", "ab" * 32),
        ("sender", "info@union-login.example"),
    ]
    assert dict(feed.refused) == {"kind_not_used": 1, "not_to_be_matched": 1}
    assert feed.trouble == "phishing" and feed.date == "2026-05-28"


def test_tables_are_read_by_their_headings() -> None:
    by_column = read_feed(b"domain;sha256\nevil.example;" + b"ab" * 32 + b"\nother.example;\n", "a.csv")
    assert values(by_column) == [("host", "evil.example"), ("sha256", "ab" * 32), ("host", "other.example")]
    by_type = read_feed(b"Type,Indicator,First seen\ndomain,evil[.]example,2026-02-03\nyara,rule x,\n", "b.csv")
    assert values(by_type) == [("host", "evil.example")]
    assert by_type.refused == (("kind_not_used", 1),)


def test_a_bare_list_is_told_by_its_shape() -> None:
    lines = "# of May\nevil[.]example\nhxxps://evil.example/a\n45[.]1.2.3\n" + "ab" * 20 + "\nx[at]evil.example\n"
    feed = read_feed(lines.encode(), "domains.txt")
    assert [kind for kind, _ in values(feed)] == ["host", "url", "ip", "sha1", "sender"]


def test_the_stalkerware_list_gives_packages_certificates_and_hosts() -> None:
    listed = """- name: WatchThem
  names:
  - WatchThem
  type: stalkerware
  packages:
  - com.watch.them
  certificates:
  - 0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F
  websites:
  - watchthem.example
  c2:
    ips:
    - 45.1.2.3
    domains:
    - api.watchthem.example
"""
    feed = read_feed(listed.encode(), "ioc.yaml")
    assert values(feed) == [
        ("app", "com.watch.them"),
        ("certificate", "0f" * 20),
        ("host", "watchthem.example"),
        ("ip", "45.1.2.3"),
        ("host", "api.watchthem.example"),
    ]
    assert feed.trouble == "stalkerware" and {one.label for one in feed.indicators} == {"WatchThem"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_list"),
        ("عزيزي الصحفي، نرجو الاطلاع.\nمع التحية".encode(), "no_list"),
        (b"%PDF-1.7\0\0binary", "no_list"),
        (b'{"a": 1}', "no_list"),
        (b'{"objects": [', "broken"),
        (b"[" * 100_000 + b"]" * 100_000, "too_deep"),
        (b"- name: a\n  packages: &a [x, x]\n  websites: *a\n", "broken"),
        (b"- name: a\n  packages: " + b"[" * 500 + b"]" * 500, "broken"),
        (b"- name: a\n  packages: [a.b\n   : {", "broken"),
    ],
)
def test_what_is_no_list_is_refused_whole(content: bytes, reason: str) -> None:
    feed = read_feed(content, "x")
    assert (feed.indicators, feed.refused) == ((), ((reason, 1),))


def test_a_flood_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "INDICATORS", 2_000)  # of one list it is 50,000, which takes seconds
    feed = read_feed("\n".join(f"h{number}.example" for number in range(2_500)).encode(), "x.txt")
    assert len(feed.indicators) == 2_000 and dict(feed.refused)["too_many"] == 1


def test_the_same_list_gives_the_same_answer() -> None:
    listed = stix("[domain-name:value='a.example']", "[domain-name:value='A.example.']")
    assert read_feed(listed, "x") == read_feed(listed, "x")
    assert read_feed(listed, "x").refused == (("doubled", 1),)


def test_labels_and_names_are_cleaned() -> None:
    feed = read_feed(stix("[domain-name:value='a.example']", name="x\n\u202e" + "y" * 500), "n\r\nBcc: x" + "z" * 500)
    assert feed.indicators == (Indicator("host", "a.example", "x " + "y" * 57 + "…"),)
    assert "\n" not in feed.name and len(feed.name) <= 80
    assert read_feed(b"evil.example", "of May .csv").name == read_feed(b"evil.example", "of May.txt").name == "of May"


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        ("host", "مثال.example", "xn--mgbh0fb.example"),
        ("host", "*.Evil.example.", "evil.example"),
        ("host", "45.1.2.3", ""),
        ("url", "hxxp://user@EVIL[.]example:80", "http://evil.example/"),
        ("url", "https://evil.example:8443/a b", ""),
        ("url", "http://[2001:DB8::1]/x", "http://[2001:db8::1]/x"),
        ("sender", "Mailto:Info(at)Evil[dot]example", "info@evil.example"),
        ("phone", "010 1234 5678", ""),
        ("account", "Telegram:@Name", "telegram:name"),
        ("account", "telegram:@", ""),
        ("url", "http://db8::1:8080/", ""),
        ("phone", "٠٠٢٠ ١٠ ١٢٣٤ ٥٦٧٨", "+201012345678"),
        ("certificate", "AB:" * 31 + "AB", "ab" * 32),
    ],
)
def test_one_thing_has_one_spelling(kind: str, written: str, canonical: str) -> None:
    assert spelled(kind, armed(written)) == canonical


def test_the_hosts_above_a_host_end_at_what_was_registered() -> None:
    assert parents("a.b.bank.com.eg") == ("b.bank.com.eg", "bank.com.eg")
    assert parents("bank.com.eg") == () and parents("x.github.io") == ()


def test_a_large_table_of_something_else_is_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "_CLAIMS", 20_000)
    assert read_feed(b"name,amount\n" * 30_000, "sales.csv").refused == (("no_list", 1),)


def test_a_mail_is_no_list_of_hosts() -> None:
    mail = b"Received: from evil.example\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nevil.example\r\n"
    assert read_feed(mail, "mail.csv").refused == (("no_list", 1),)
