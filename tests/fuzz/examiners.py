"""The examiners as targets: a mail or a file is looked at as the daemon has it looked at, and nothing is believed.

Whatever octets come, an answer is one that our own code would give: it holds no live link and nothing that turns a
line, the daemon believes it word for word, and the same octets give it twice.
"""

import dataclasses
import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PIL import Image

from daemon.sandbox.answers import believed
from daemon.sandbox.child import in_json
from daemon.sandbox.feeds import believed_feed
from daemon.sandbox.frames import ANSWER, ANSWERS
from daemon.sandbox.octets import believed_picture, believed_zip
from mailflows.examine.archives.packing import PASSWORD, locked_zip
from mailflows.examine.evidence.inline import forwarded_inline
from mailflows.examine.indicators.feeds import read_feed
from mailflows.examine.limits import too_much
from mailflows.examine.pages.redraw import as_png
from mailflows.examine.seen import Turn
from mailflows.examine.turn import read_only, take_turn
from tests.exhibits.forwards import letter
from tests.fuzz.target import Target
from tests.mails import folded

OBJECTS = 20  # of one mail that are looked at
_LIVE = re.compile(r"https?://", re.IGNORECASE)
_MAY_LINK = ("url", "name")  # people call themselves anything; both are defanged where they are shown
_TURNING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ENDS_A_NAME = re.compile(rb'[\r\n"\\]')


def _mail(data: bytes) -> str:
    if not too_much(data):
        _believed(read_only(data), "mail")
    return _told(turns_of(data, "mail", "suspect"))


def _file(data: bytes) -> str:
    return _told(turns_of(sent(data), "mail"))


def sent(data: bytes) -> bytes:
    """A reporter's mail with one file, whose name is the first line of the octets."""
    name, content = named(data)
    return (
        b"From: Layla <layla@reporter.example>\r\nTo: help@desk.example\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\r\nWhat is this? The password is cedar7\r\n"
        b'--outer\r\nContent-Type: application/octet-stream; name="' + _ENDS_A_NAME.sub(b"_", name[:200]) + b'"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + folded(content) + b"\r\n--outer--\r\n"
    )


def named(data: bytes) -> tuple[bytes, bytes]:
    """A name and what is behind it."""
    name, line, content = data.partition(b"\n")
    return (name, content) if line else (b"", data)


def turns_of(mail: bytes, *roots: str) -> Sequence[Turn]:
    """Every object is looked at, as the daemon does it; what is nowhere is a KeyError, and nothing else comes out."""
    waiting, turns = deque(roots), list[Turn]()
    while waiting and len(turns) < OBJECTS:
        path = waiting.popleft()
        try:
            turn = take_turn(mail, path)
        except KeyError:
            continue
        assert take_turn(mail, path) == turn, f"{path} is not the same twice"
        _believed(turn, path)
        turns.append(turn)
        waiting.extend(turn.further)
    return turns


def _believed(turn: Turn, path: str) -> None:
    octets = in_json(turn)
    assert len(octets) <= ANSWER and believed(octets, path) == turn, f"{path} is not believed"
    for finding in turn.findings:
        for words in (finding.evidence, finding.field):
            assert not _LIVE.search(words) and not _TURNING.search(words), (finding.look, words)
    for one in turn.observables:
        assert not _TURNING.search(one.value) and (one.kind in _MAY_LINK or not _LIVE.search(one.value)), one


def _told(turns: Sequence[Turn]) -> str:
    """What was found, without a stranger's words: so that an input which finds something new is known."""
    findings = {one.evidence[:40] if one.look == "F25" else one.look for turn in turns for one in turn.findings}
    kinds = {one.kind for turn in turns for one in turn.observables}
    return " ".join((str(len(turns)), *sorted(findings), *sorted(kinds), *(turn.unread or "" for turn in turns[:2])))


def _feed(data: bytes) -> str:
    octets, content = named(data)
    name = octets.decode("utf-8", "replace")
    feed = read_feed(content, name)
    assert read_feed(content, name) == feed
    told = json.dumps(dataclasses.asdict(feed), ensure_ascii=False).encode()
    assert len(told) <= ANSWERS["feed"]
    assert believed_feed(told, name) == dataclasses.replace(feed, name=feed.name or name)
    return " ".join([feed.trouble, *(reason for reason, _ in feed.refused), *{one.kind for one in feed.indicators}])


def _picture(data: bytes) -> str:
    try:
        drawn = as_png(data)
    except ValueError:  # it cannot be drawn, and the handler is told so
        return "refused"
    assert believed_picture(drawn) == drawn and as_png(data) == drawn
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.load()
        assert picture.format == "PNG" and set(picture.info) <= {"transparency"} and not picture.getexif()
        return f"{picture.mode} {picture.width.bit_length()} {picture.height.bit_length()}"


def _zip(data: bytes) -> str:
    name, content = named(data)
    packed = locked_zip(name.decode("utf-8", "surrogateescape"), content)
    assert believed_zip(packed) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        [member] = archive.infolist()
        assert (
            member.filename.isascii() and member.filename.endswith(".bin") and not set(member.filename) & set("/\\: ")
        )
        assert archive.read(member, PASSWORD.encode()) == content
    return str(len(member.filename))


def _inline(data: bytes) -> str:
    words = data.decode("utf-8", "replace")
    told = []
    for mail in (letter(words), letter(page=words), letter(words, words)):
        found = forwarded_inline(mail)
        assert forwarded_inline(mail) == found
        if found:
            assert all(name.isascii() and name.islower() for name, _ in found.mail.headers)
            assert not any("\n" in value or "\r" in value for _, value in found.mail.headers)
        told.append(" ".join(name for name, _ in found.mail.headers) if found else "none")
    return "; ".join(told)


EXAMINERS: Mapping[str, Target] = MappingProxyType(
    {
        "examine.mail": Target(_mail, "letter", share=0.8),
        "examine.file": Target(_file, "file"),
        "examine.list": Target(_feed, "list"),
        "examine.drawn": Target(_picture, "picture"),
        "examine.locked": Target(_zip, "file", share=0.8),
        "examine.forward": Target(_inline, "forward"),
    }
)
