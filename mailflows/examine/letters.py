"""From a mail taken apart to the letter that people and rules work with."""

import hashlib
import re

from mailflows.examine import html
from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import one_line, readable
from mailflows.examine.evidence.clients import client_of
from mailflows.examine.kinds import detected
from mailflows.examine.read import mailboxes, when
from mailflows.examine.seen import Mail, Part
from mailflows.examine.texts import TEXT, bodies, words_of
from mailflows.letter import Attachment, Letter, Mailbox

__all__ = ["attachments", "bodies", "files_of", "letter_of", "words_of"]

REFERENCES = 50
HEADER = 1000  # characters
SUBJECT = 500

# What the gate and the threads ask for; nothing else of the headers leaves the sandbox.
ASKED = (
    "auto-submitted",
    "precedence",
    "list-id",
    "list-unsubscribe",
    "x-auto-response-suppress",
    "return-path",
    "x-loop",
    "x-failed-recipients",
)
_ID = re.compile(r"<[!-;=?-~]{1,250}>")  # of letters that an answer can name again in its own headers
_NO_NAME = re.compile("[^a-z0-9-]")


def letter_of(mail: Mail) -> Letter:
    """State what the mail itself says; forwarded mails are attachments and lend it no word."""
    plain = _first(mail, "text/plain")
    rich = _first(mail, "text/html")
    signed_text = readable(words_of(plain), TEXT) if plain else ""
    text, source = signed_text, "plain" if plain else "none"
    if rich and not text.strip():
        text, source = readable(html.as_words(words_of(rich), TEXT), TEXT), "html"
    return Letter(
        senders=_people(mail, "from"),
        to=_people(mail, "to") + _people(mail, "cc"),
        subject=one_line(decoded_words(mail.first("subject")), SUBJECT),
        text=text,
        text_source=source,
        message_id=next(iter(_ID.findall(mail.first("message-id")[:HEADER])), ""),
        references=_references(mail),
        date=when(mail.first("date")),
        headers=_asked(mail),
        attachments=tuple(attachments(mail, "mail")),
        signed_text=signed_text,
        formatted=bool(plain and rich),
        client=client_of(mail),
    )


def files_of(mail: Mail) -> tuple[Part, ...]:
    """Every part that is not the text of the mail: files and forwarded mails."""
    shown = {part.number for part in bodies(mail)}
    return tuple(part for part in mail.parts if part.number not in shown)


def attachments(mail: Mail, path: str) -> list[Attachment]:
    """Every part that is not the text of the mail, numbered as handlers name them, from 1."""
    return [
        Attachment(
            number=number,
            path=f"{path}/{part.number}",
            name=one_line(part.name, 200),
            declared=part.declared,
            detected="message/rfc822" if part.forwarded else detected(part.content),
            size=len(part.content),
            sha256=hashlib.sha256(part.content).hexdigest(),
        )
        for number, part in enumerate(files_of(mail), start=1)
    ]


def _first(mail: Mail, declared: str) -> Part | None:
    return next((part for part in bodies(mail) if part.declared == declared), None)


def _people(mail: Mail, header: str) -> tuple[Mailbox, ...]:
    return tuple(box for value in mail.all(header)[:10] for box in mailboxes(value))[:100]


def _references(mail: Mail) -> tuple[str, ...]:
    """References, then In-Reply-To, each id once; the last 50, for programs cut old ones from the front."""
    ids: dict[str, None] = {}
    for header in ("references", "in-reply-to"):
        for value in mail.all(header)[:5]:
            ids.update(dict.fromkeys(_ID.findall(value)))
    return tuple(ids)[-REFERENCES:]


def _asked(mail: Mail) -> tuple[tuple[str, str], ...]:
    found = [(name, one_line(value, HEADER)) for name in ASKED for value in mail.all(name)[:3]]
    if kind := mail.first("content-type"):
        found.append(("content-type", one_line(kind.split(";", 1)[0], 100).lower()))
    ours = {_NO_NAME.sub("-", name[:60]) for name, _ in mail.headers if name.startswith("x-hirz-")}
    return tuple(found + [(name, "") for name in sorted(ours)[:10]])
