"""What takes over a phone is named by what it does; ordinary settings and other files are not called dangerous."""

import plistlib
import struct

import pytest

from mailflows.examine.finding import Finding, Severity
from mailflows.examine.openers import members_of, shown_by, take_out
from mailflows.examine.phones.apps import takes_a_phone
from mailflows.examine.phones.der import certificates, signed_content
from mailflows.examine.phones.masks import pretended
from mailflows.examine.phones.observed import of_app
from mailflows.examine.phones.profiles import takes_over
from mailflows.examine.phones.signers import TEST_KEY, sha1, sha256
from mailflows.examine.seen import Part, Saw
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from tests.exhibits import mail, part, zipped_as
from tests.exhibits.phones import (
    UUID,
    app,
    certificate,
    payload,
    profile,
    signature,
    table,
    with_block,
)

SIGNER = certificate("Somebody")
LENDS = ("BIND_ACCESSIBILITY_SERVICE",)
ASKS = ("READ_SMS", "RECORD_AUDIO", "ACCESS_FINE_LOCATION")


def file(content: bytes, name: str = "file.bin", declared: str = "application/octet-stream") -> Part:
    return Part(1, declared, None, (name,), True, content, False)


def told(found: list[Saw], words: str) -> Saw:
    return next(saw for saw in found if words in saw.evidence)


def of_profile(content: bytes, name: str = "x.mobileconfig") -> list[Saw]:
    return list(takes_over(file(content, name)))


def of_apk(content: bytes, name: str = "x.apk") -> list[Saw]:
    return list(takes_a_phone(file(content, name)))


@pytest.mark.parametrize("wrapped", ["plain", "binary", "utf-16", "signed", "in pieces", "twice"])
def test_f19_a_profile_that_manages_a_phone_is_dangerous_however_it_is_wrapped(wrapped: str) -> None:
    given = payload("mdm", ServerURL="https://mdm.evil.example/checkin")
    plain = profile(given, form=plistlib.FMT_BINARY if wrapped == "binary" else plistlib.FMT_XML)
    if wrapped == "utf-16":
        plain = plain.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    elif wrapped == "signed":
        plain = signature(plain, SIGNER)
    elif wrapped == "in pieces":
        plain = signature(plain, SIGNER, pieces=5, measured=False)
    elif wrapped == "twice":
        plain = signature(signature(plain, SIGNER), SIGNER)
    found = of_profile(plain, "vpn")
    saw = told(found, "remote management")
    assert "hxxps://mdm[.]evil[.]example" in saw.evidence and (saw.severity, saw.weight) == (Severity.HIGH, 6)
    assert list(of_app(file(plain))) == [("profile", UUID.lower(), True)]


@pytest.mark.parametrize(
    ("given", "words", "severity"),
    [
        (payload("security.root", PayloadContent=b"0"), "root certificate", Severity.HIGH),
        (payload("vpn.managed", IKEv2={"RemoteAddress": "vpn.evil.example"}), "vpn[.]evil[.]example", Severity.HIGH),
        (payload("proxy.http.global", ProxyServer="203.0.113.9"), "proxy: 203", Severity.HIGH),
        (payload("dnsSettings.managed", DNSSettings={"ServerURL": "https://d.example"}), "(DNS)", Severity.HIGH),
        (payload("wifi.managed", SSID_STR="Cafe", ProxyPACURL="http://p.example/x"), "proxy", Severity.HIGH),
        (payload("apn.managed", PayloadContent=[{"DefaultsData": {"apns": [{"apn": "x", "proxy": "192.0.2.1"}]}}]),
         "proxy", Severity.HIGH),
        (payload("webClip.managed", URL="https://bank.evil.example", Label="Bank"), "home screen", Severity.MEDIUM),
        (payload("mail.managed", IncomingMailServerHostName="imap.evil.example"), "mail account", Severity.MEDIUM),
        (payload("carddav.account", CardDAVHostName="dav.evil.example"), "dav[.]evil", Severity.MEDIUM),
        (payload("applicationaccess", allowCamera=False), "restricts", Severity.MEDIUM),
        (payload("wifi.managed", SSID_STR="School"), "adds a Wi-Fi network: School", Severity.LOW),
        (payload("somethingnew"), "com[.]apple[.]somethingnew", Severity.LOW),
    ],
)  # fmt: skip
def test_f19_what_each_payload_does(given: dict[str, object], words: str, severity: Severity) -> None:
    (saw,) = of_profile(profile(given))
    assert words in saw.evidence and saw.severity is severity


def test_f19_what_a_profile_shows_is_read_like_a_mail() -> None:
    clip = payload("webClip.managed", URL="https://bank.evil.example/x", Label="Bank")
    shown = shown_by(file(profile(clip, PayloadDescription="افتحوا https://help.evil.example")))
    assert "افتحوا" in shown.text
    assert {link.target for link in shown.links} == {"https://bank.evil.example/x", "https://help.evil.example"}


def test_f19_an_order_to_install_an_app_and_the_app_itself() -> None:
    asset = {"kind": "software-package", "url": "https://evil.example/a.ipa"}
    order = plistlib.dumps({"items": [{"assets": [asset], "metadata": {"title": "Update"}}]})
    assert told(of_profile(order, "manifest.plist"), "evil[.]example/a[.]ipa").weight == 6
    known = plistlib.dumps({"CFBundleIdentifier": "org.example.spy", "CFBundleName": "Notes"})
    ipa = zipped_as({"Payload/Notes.app/Info.plist": known, "Payload/Notes.app/Notes": b"x"})
    assert told(of_profile(ipa, "x.ipa"), "org[.]example[.]spy, Notes").severity is Severity.HIGH
    assert list(of_app(file(ipa, "x.ipa"))) == [("app", "org.example.spy", True)]


@pytest.mark.parametrize(
    "content",
    [
        plistlib.dumps({"CFBundleName": "x", "note": "PayloadType"}),
        plistlib.dumps(["PayloadType"]),
        b"a text about PayloadType and mobileconfig",
        signature(b"a signed letter about PayloadType", SIGNER),
        b"\x30\x03\x02\x01\x01",
        b"",
    ],
)
def test_f19_other_files_are_left_alone(content: bytes) -> None:
    assert of_profile(content, "x.plist") == [] and list(of_app(file(content))) == []


def _bomb() -> bytes:
    """Many lists over the same octets of a binary property list."""
    body = b"bplist00" + b"\xaf\x12" + struct.pack(">I", 3000) + bytes(3000 * 2)
    offsets = struct.pack(">H", 8) * 4000
    return body + b"PayloadType" + offsets + bytes(6) + bytes([2, 2]) + struct.pack(">QQQ", 4000, 0, len(body) + 11)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">]>'
    b'<plist version="1.0"><dict><key>PayloadType</key><string>&a;&a;</string></dict></plist>'
)


@pytest.mark.parametrize(
    "content",
    [
        _bomb(),
        ENTITIES,
        profile(payload("mdm"))[:-90],
        b"<plist><dict><key>PayloadType</key>" + b"<array>" * 60_000,
        signature(profile(payload("mdm")), SIGNER)[:-300],
        signature(b"", SIGNER) + bytes(200),
    ],
    ids=["overlapping", "entities", "cut", "deep", "cut signature", "nothing signed"],
)
def test_f19_what_cannot_be_read_is_told(content: bytes) -> None:
    turn = take_turn(mail("?", part(content, "application/x-apple-aspen-config", "x.mobileconfig")), "mail/2")
    assert {"F25"} <= {finding.look for finding in turn.findings}


def test_signatures_are_unwrapped_in_every_form_ber_allows() -> None:
    content = bytes(range(256)) * 20
    for pieces in (1, 3, 50):
        assert signed_content(signature(content, SIGNER, pieces, measured=False)) == content
    assert signed_content(signature(content, SIGNER)) == content
    assert certificates(signature(content, SIGNER)) == (SIGNER,)


def test_a_file_inside_a_signature_is_taken_out() -> None:
    held = file(signature(b"MZ\x90\x00" + bytes(9000), SIGNER, 3, measured=False), "plan.exe.p7m")
    (member,) = members_of(held)
    assert member.name == "plan.exe" and take_out(held, 1).content.startswith(b"MZ\x90")
    assert members_of(file(signature(b"", SIGNER), "smime.p7s")) == ()
    assert members_of(file(signature(profile(payload("mdm")), SIGNER), "x.mobileconfig")) == ()


def test_f18_a_mailed_app_is_dangerous() -> None:
    raw = mail("?", part(app(), "application/vnd.android.package-archive", "notes.apk"))
    found: list[Finding] = list(take_turn(raw, "mail/2").findings)
    assert verdict(found, ("files",)).word is Word.DANGEROUS


@pytest.mark.parametrize("utf8", [True, False])
def test_f18_an_app_is_told_by_its_name_its_package_and_its_powers(utf8: bool) -> None:
    found = of_apk(app(label="ملاحظات", signer=SIGNER, debuggable=True, utf8=utf8, asks=ASKS, lends=LENDS))
    assert told(found, "ملاحظات (org[.]example[.]notes)").evidence
    spying = told(found, "read the screen and tap for you, read and send SMS, listen, follow where you are")
    assert spying.severity is Severity.CRITICAL
    assert told(found, "made for testing").weight == 3
    assert told(found, f"signed by {sha256(SIGNER)}").severity is Severity.INFO


def test_f18_an_app_that_asks_for_little_is_not_called_a_spy() -> None:
    found = of_apk(app(asks=("INTERNET", "CAMERA"), signer=SIGNER))
    assert not any(saw.severity is Severity.CRITICAL for saw in found) and told(found, "can see").weight == 3


def test_f18_a_name_is_found_in_the_table_of_resources_in_every_language() -> None:
    found = of_apk(app(label=0x7F010002, more={"resources.arsc": table(["Update", "واتساب", "Update"], place=2)}))
    assert told(found, "Update / واتساب").evidence and told(found, "looks like WhatsApp").severity is Severity.CRITICAL


@pytest.mark.parametrize(
    ("label", "package", "whom"),
    [
        ("WhatsApp Plus", "com.gb.app", "WhatsApp"),
        ("Whats\u200bApp", "com.gb.app", "WhatsApp"),
        ("واتسـاب الذهبي", "com.gb.app", "WhatsApp"),
        ("Notes", "com.whatsapp.update", "WhatsApp"),
        ("WhatsApp", "com.whatsapp", "WhatsApp"),
        ("Signal", "org.signal.secure", "Signal"),
        ("تلغرام", "org.tele.fast", "Telegram"),
        ("Google Play Services", "com.example.gms", "Google Play"),
        ("System Update", "com.example.up", "the system"),
        ("تحديث النظام", "com.example.up", "the system"),
    ],
)
def test_f18_who_is_imitated(label: str, package: str, whom: str) -> None:
    assert [name for name, _ in pretended([label], package, ["00"])] == [whom]


@pytest.mark.parametrize(
    ("label", "package", "signer"),
    [
        ("WhatsApp", "com.whatsapp", "3987d043d10aefaf5a8710b3671418fe57e0e19b653c9df82558feb5ffce5d44"),
        ("Maps", "com.google.android.apps.maps", "00"),
        ("Updates for my farm", "org.farm", "00"),
        ("دليل الصحفي", "org.paper", "00"),
        ("", "", "00"),
    ],
)
def test_f18_an_honest_name_is_left_alone(label: str, package: str, signer: str) -> None:
    assert not list(pretended([label], package, [signer]))


@pytest.mark.parametrize("scheme", [0x7109871A, 0xF05368C0, 0x1B93AD61])
def test_f18_who_signed_is_read_from_every_kind_of_signature(scheme: int) -> None:
    content = with_block(app(old_signer=certificate("Old")), SIGNER, scheme)
    assert list(of_app(file(content))) == [
        ("app", "org.example.notes", True),
        ("certificate", sha256(SIGNER), True),
        ("certificate", sha1(SIGNER), True),
        ("certificate", sha256(certificate("Old")), True),
        ("certificate", sha1(certificate("Old")), True),
    ]
    assert len(TEST_KEY) == 64


def test_f18_hosts_in_the_code_are_told_but_prove_nothing() -> None:
    code = (
        b"dex\n035\0\x17https://C2.evil.example/gate\0\x10http://www.w3.org/x\0ftp://no.example\0://\0wss://x.example"
    )
    found = list(of_app(file(app(more={"classes.dex": code}))))
    assert [one for one in found if one[0] == "host"] == [
        ("host", "c2.evil.example", False),
        ("host", "x.example", False),
    ]


def test_f18_tricks_of_the_zip_that_a_phone_does_not_mind() -> None:
    content = bytearray(app(asks=("READ_SMS",)))
    listed = content.rfind(b"PK\x01\x02", 0, content.rfind(b"PK\x01\x02"))
    content[listed + 8] |= 1  # "locked"
    assert told(of_apk(bytes(content)), "org[.]example[.]notes").evidence


def test_f18_several_apps_in_one_file_are_opened_one_by_one() -> None:
    held = file(zipped_as({"manifest.json": b"{}", "icon.png": b"x", "base.apk": app(), "fr.apk": app()}), "x.xapk")
    assert told(list(takes_a_phone(held)), "2 pieces: base[.]apk, fr[.]apk").evidence
    assert [member.name for member in members_of(held)] == ["base.apk", "fr.apk", "manifest.json", "icon.png"]
    assert told(of_apk(take_out(held, 1).content), "org[.]example[.]notes").evidence
    bundle = zipped_as({"base/manifest/AndroidManifest.xml": b"\x0aandroid.permission.READ_SMS\x12"})
    assert told(of_apk(bundle, "x.aab"), "bundle").evidence


def test_f18_other_zips_are_left_alone_and_broken_apps_break_nothing() -> None:
    assert not of_apk(zipped_as({"word/document.xml": b"AndroidManifest.xml"}), "x.docx")
    assert not of_apk(zipped_as({"readme.txt": b"see base.apk"}), "x.zip")
    whole = app(label=0x7F010000, signer=SIGNER, more={"resources.arsc": table(["x"])})
    for cut in range(0, len(whole), 211):
        take_turn(mail("?", part(whole[:cut] + b"\xff" * 40 + whole[cut + 40 :], "x/y", "x.apk")), "mail/2")
