"""Wanted mail of 2022 to 2026, as the bytes people forward: 283 stories, each as two providers wrote it down.

All of it is made up. The domains of well-known firms stand where a firm's own domain is the point.
"""

from base64 import b64encode, encodebytes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from quopri import encodestring

from tests.exhibits.wanted_campaigns import CAMPAIGNS
from tests.exhibits.wanted_colleagues import COLLEAGUES
from tests.exhibits.wanted_files import content, media
from tests.exhibits.wanted_lists import LISTS
from tests.exhibits.wanted_machines import MACHINES
from tests.exhibits.wanted_mailboxes import MAILBOXES, sent_from
from tests.exhibits.wanted_newsletters import NEWSLETTERS
from tests.exhibits.wanted_notices import NOTICES
from tests.exhibits.wanted_pages import as_text, from_a_phone, newsletter, notice, picture
from tests.exhibits.wanted_people import PEOPLE
from tests.exhibits.wanted_receivers import RECEIVERS
from tests.exhibits.wanted_regional import REGIONAL
from tests.exhibits.wanted_services import SERVICES, sent_by
from tests.exhibits.wanted_stacks import Sent, digits, moment, signatures, token
from tests.exhibits.wanted_stories import Story, stories
from tests.exhibits.wanted_through import sent_through

TABLES = {
    "newsletter": NEWSLETTERS + "\n" + CAMPAIGNS,
    "notice": NOTICES,
    "regional": REGIONAL,
    "person": PEOPLE + "\n" + COLLEAGUES,
    "list": LISTS,
    "machine": MACHINES,
}
_NOTICES = frozenset({"bigbrand", "own", "bare", "ses", "postmark", "mandrill"})


@dataclass(frozen=True)
class Wanted:
    """One wanted mail."""

    name: str  # of its story, and where it was received
    kind: str
    raw: bytes
    proven: bool  # the receiver saw DMARC pass, and wrote so where nobody else can write


@cache
def wanted() -> tuple[Wanted, ...]:
    """Every story as two of the eight kinds of providers wrote it down."""
    readers = tuple(RECEIVERS)
    return tuple(
        _written(kind, story, reader, place)
        for kind, table in TABLES.items()
        for place, story in enumerate(stories(table))
        for reader in (readers[place % 8], readers[(place + 3 + place // 8 % 4) % 8])
    )


def _written(kind: str, story: Story, reader: str, place: int) -> Wanted:
    to = story.address if story.options.get("to") == "self" else reader
    receiver = RECEIVERS[reader]
    sent, body, message = _sent(kind, story, to, place)
    raw = receiver(sent, to) + signatures(sent) + sent.lines + _own_lines(story, to, message) + "MIME-Version: 1.0\r\n"
    held = receiver.__name__
    return Wanted(
        f"{story.name}-{held}", kind, raw.encode() + body, sent.dmarc == "pass" and held not in ("hosting", "rspamd")
    )


def _sent(kind: str, story: Story, to: str, place: int) -> tuple[Sent, bytes, str]:
    links = story.links or ((story.site, f"https://www.{story.site}/"),)
    if story.service in SERVICES:
        sent, counted, pixel = sent_by(story.service, story.address, to, story.name)
        said = story.paragraphs or (story.subject,)
        if story.options.get("shape") == "picture":
            page = picture(story.subject, links[0][1], story.site, counted, story.display)
        elif kind == "newsletter" and story.service not in ("own", "bare"):
            page = newsletter(story.subject, said, links, story.language, story.site, counted, pixel, place)
        else:
            page = notice(story.subject, said, story.links, story.language, story.site, counted)
        text = "" if place % 5 == 4 else as_text(said, links if kind == "newsletter" else story.links)
        return sent, _body(story, text, page, place), f"<{token(story.name, 22)}@{sent.host}>"
    sent, message = (
        sent_from(story.service, story.address, story.name) if story.service in MAILBOXES else sent_through(story)
    )
    said = () if "empty" in story.options else story.paragraphs
    text = as_text(said, tuple(("", where) for _, where in story.links)).replace("\n: ", "\n").removeprefix(": ")
    page = (
        from_a_phone([*said, *(where for _, where in story.links)])
        if place % 3 == 0 and "charset" not in story.options
        else ""
    )
    return sent, _report(text) if story.service == "dsn" else _body(story, text, page, place), message


def _own_lines(story: Story, to: str, message: str) -> str:
    """What the sender's program writes."""
    options = story.options
    receiver = {"self": f"To: {to}\r\n", "undisclosed": "To: undisclosed-recipients:;\r\n"}.get(
        options.get("to", "list" if "list" in options else ""), f"To: {to}\r\n"
    )
    name = story.display
    shown = f'"{name}"' if name.isascii() and any(sign in name for sign in "(),.@:[]-") else _word(name)
    lines = f"From: {shown} <{story.address}>\r\n{receiver}Subject: {_word(story.subject)}\r\n"
    lines += f"Date: {moment(story.name, -5)}\r\nMessage-ID: {message}\r\n"
    if "reply" in options:
        lines += f"Reply-To: {_words(options['reply'])}\r\n"
    if "mailer" in options:
        lines += f"X-Mailer: {options['mailer']}\r\n"
    if "thread" in options:
        earlier = f"<{token(story.name + 'earlier', 22)}@{to.rpartition('@')[2]}>"
        lines += f"In-Reply-To: {earlier}\r\nReferences: {earlier}\r\n"
    return lines


def _word(words: str) -> str:
    """Words of a header as mail programs encode them."""
    if words.isascii():
        return words
    pieces = [words[place : place + 15] for place in range(0, len(words), 15)]
    return "\r\n ".join(f"=?UTF-8?B?{b64encode(piece.encode()).decode()}?=" for piece in pieces)


def _words(mailbox: str) -> str:
    name, bracket, rest = mailbox.partition(" <")
    return f"{_word(name.strip(chr(34)))}{bracket}{rest}" if bracket else mailbox


def _body(story: Story, text: str, page: str, place: int) -> bytes:
    """Text, page and files in the parts that mail programs make of them."""
    charset = story.options.get("charset", "utf-8")
    readings = [_leaf(text, "plain", charset, place)] if text.strip() or not page else []
    readings += [_leaf(page, "html", charset, place + 1)] if page else []
    whole = readings[0] if len(readings) == 1 else _many(readings, "alternative", story.name)
    if name := story.options.get("file"):
        kept = content(name, " ".join(story.paragraphs), story.address, story.display)
        shown = _word(name)
        head = f'Content-Type: {media(name)}; name="{shown}"\r\nContent-Disposition: attachment; filename="{shown}"\r\n'
        attached = (head + "Content-Transfer-Encoding: base64\r\n\r\n").encode() + encodebytes(kept).replace(
            b"\n", b"\r\n"
        )
        whole = _many([whole, attached], "mixed", story.name + name)
    return whole


def _leaf(words: str, kind: str, charset: str, place: int) -> bytes:
    written = words.encode(charset, "replace")
    if place % 2 or charset != "utf-8":
        how, encoded = "base64", encodebytes(written).replace(b"\n", b"\r\n")
    else:
        how, encoded = "quoted-printable", encodestring(written).replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n")
    head = f'Content-Type: text/{kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {how}\r\n\r\n'
    return head.encode() + encoded + b"\r\n"


def _many(parts: list[bytes], kind: str, seed: str) -> bytes:
    edge = f"000000000000{token(seed, 16)}"
    inner = b"".join(b"--%s\r\n%s\r\n" % (edge.encode(), one) for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"\r\n\r\n'.encode() + inner + f"--{edge}--\r\n".encode()


def _report(text: str) -> bytes:
    """A report that a mail was not delivered (RFC 3464)."""
    number = digits(text)
    parts = (
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}",
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.paper.example\r\n\r\nFinal-Recipient:"
        " rfc822; nobody@delta.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        "Content-Type: text/rfc822-headers\r\n\r\nFrom: layla@paper.example\r\nTo: "
        "nobody@delta.example\r\nSubject: draft\r\n",
    )
    inner = "".join(f"--rep{number}\r\n{one}\r\n" for one in parts)
    kind = f'multipart/report; report-type=delivery-status; boundary="rep{number}"'
    return f"Content-Type: {kind}\r\n\r\n{inner}--rep{number}--\r\n".encode()


def names() -> Iterator[str]:
    """The names of all stories, once each."""
    yield from dict.fromkeys(story.name for table in TABLES.values() for story in stories(table))
