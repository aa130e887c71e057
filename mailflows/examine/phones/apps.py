"""Looks at Android apps that come by mail: what they could do to a phone, whom they imitate, who signed them."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import defanged
from mailflows.examine.finding import SURE, Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.phones.manifests import BOOT, LAUNCHER, MANIFEST, App, app_in
from mailflows.examine.phones.masks import pretended
from mailflows.examine.phones.packed import members
from mailflows.examine.phones.signers import TEST_KEY, sha256, signers
from mailflows.examine.seen import DECODED, Part, Saw

_ZIP = b"PK\x03\x04"
_WANTED = re.compile(rb"android\.permission\.([A-Z_]{3,60})")  # in a bundle, whose manifest is written otherwise
_BUNDLES = frozenset("xapk apkm apks aab".split())
_ALL_AT_ONCE = 23  # apps made for an Android before this one ask for nothing; they are given everything

# What a person would call the powers that spying needs, and the permissions they go by.
POWERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("read the screen and tap for you", frozenset({"BIND_ACCESSIBILITY_SERVICE"})),
    ("administer the device", frozenset({"BIND_DEVICE_ADMIN"})),
    ("read all notifications", frozenset({"BIND_NOTIFICATION_LISTENER_SERVICE"})),
    ("read and send SMS", frozenset({"READ_SMS", "RECEIVE_SMS", "SEND_SMS", "RECEIVE_MMS", "RECEIVE_WAP_PUSH"})),
    ("listen", frozenset({"RECORD_AUDIO", "CAPTURE_AUDIO_OUTPUT"})),
    ("watch calls", frozenset({"READ_CALL_LOG", "PROCESS_OUTGOING_CALLS", "READ_PHONE_STATE", "ANSWER_PHONE_CALLS"})),
    ("follow where you are", frozenset({"ACCESS_FINE_LOCATION", "ACCESS_BACKGROUND_LOCATION"})),
    ("see", frozenset({"CAMERA"})),
    ("read contacts", frozenset({"READ_CONTACTS", "GET_ACCOUNTS"})),
    ("read all files", frozenset({"MANAGE_EXTERNAL_STORAGE", "READ_EXTERNAL_STORAGE", "READ_MEDIA_IMAGES"})),
    ("draw over other apps", frozenset({"SYSTEM_ALERT_WINDOW"})),
    ("install other apps", frozenset({"REQUEST_INSTALL_PACKAGES", "INSTALL_PACKAGES"})),
    ("see which apps you use", frozenset({"PACKAGE_USAGE_STATS", "QUERY_ALL_PACKAGES"})),
    ("carry all traffic", frozenset({"BIND_VPN_SERVICE"})),
    ("see what you type", frozenset({"BIND_INPUT_METHOD"})),
    ("never sleep", frozenset({"REQUEST_IGNORE_BATTERY_OPTIMIZATIONS"})),
)
_GRAVE = frozenset(what for what, _ in POWERS[:4])  # with one of these and two more, an app can take a phone over
_ENOUGH = 3


def takes_a_phone(part: Part) -> Iterable[Saw]:
    """F18: an Android app. Honest people send a link to a shop; a mailed app is hard evidence by itself."""
    if not part.content.startswith(_ZIP):
        return
    app = app_in(part.content)
    if app is None:
        yield from _bundle(part)
        return
    signed_by = [sha256(certificate) for certificate in signers(part.content, app.entries)]
    for whom, how in pretended(app.labels, app.package, signed_by):
        yield _saw(f"looks like {whom}, {how}", Severity.CRITICAL)
    name = " / ".join(app.labels[:3]) or part.name
    yield _saw(f"{name} ({app.package or 'no package name'}) {app.version}".rstrip())
    powers = _powers(app)
    if len(powers) >= _ENOUGH and (_GRAVE & set(powers)):
        yield _saw(f"can {', '.join(powers)}", Severity.CRITICAL)
    elif powers:
        yield _saw(f"can {', '.join(powers)}", Severity.MEDIUM, 3)
    if odd := list(_oddities(app, signed_by)):
        yield _saw("; ".join(odd), Severity.MEDIUM, 3)
    yield _saw(f"signed by {' and '.join(signed_by[:2]) or 'nobody'}", Severity.INFO, 0)


def _powers(app: App) -> list[str]:
    return [what for what, asked in POWERS if asked & app.asks]


def _oddities(app: App, signed_by: list[str]) -> Iterator[str]:
    if app.debuggable:
        yield "made for testing (debuggable)"
    if TEST_KEY in signed_by:
        yield "signed with the test key that everybody has"
    if not signed_by:
        yield "signed by nobody"
    if LAUNCHER not in app.hears and app.hears:
        yield "shows no icon"
    if BOOT in app.hears:
        yield "starts with the phone"
    if 0 < app.target < _ALL_AT_ONCE:
        yield "made for an old Android, which asks no questions"


def _bundle(part: Part) -> Iterator[Saw]:
    """Several apps in one file, and the form in which developers hand apps to a shop."""
    ending = next((kinds.extension(name) for name in part.names if kinds.extension(name) in _BUNDLES), "")
    if not ending and MANIFEST.encode() not in part.content and b".apk" not in part.content:
        return
    entries = members(part.content)
    inner = [name for name in entries if name.lower().endswith(".apk")]
    if ending == "aab" or f"base/manifest/{MANIFEST}" in entries:
        wanted = dict.fromkeys(found[1].decode() for found in _WANTED.finditer(part.content[:1_000_000]))
        yield _saw(f"an Android app bundle; asks for {', '.join(list(wanted)[:8]) or 'what cannot be read'}")
    elif inner and (ending or "manifest.json" in entries or "info.json" in entries):
        yield _saw(f"an Android app in {len(inner)} pieces: {', '.join(inner[:5])}")


def _saw(words: str, severity: Severity | None = None, weight: int | None = None) -> Saw:
    return Saw("app", defanged(words), DECODED, severity, weight)


ROWS = (
    Look("F18", Group.FILE, Severity.HIGH, SURE, "high", ("T1660", "T1655.001", "T1430", "T1429", "T1453"), "apps",
         takes_a_phone, "developers who mail each other their apps; honest apps passed on where shops are blocked"),
)  # fmt: skip
