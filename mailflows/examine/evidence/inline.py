"""A mail that was forwarded inline: found in the text of the mail that carries it, and cut out."""

from dataclasses import dataclass

from mailflows.examine.charsets import decoded_words
from mailflows.examine.evidence.blocks import Head, heads
from mailflows.examine.evidence.mapi import WITHOUT_HEADERS
from mailflows.examine.evidence.page_cut import SIZE, lines_of_page
from mailflows.examine.evidence.people_printed import address_of, as_header, as_headers
from mailflows.examine.evidence.quoted_lines import COURTESY, Line, lines_of, marks_of
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import Mail, Part
from mailflows.examine.texts import bodies, words_of

TEXT = 200_000  # characters that are looked at
LINES = 20_000


@dataclass(frozen=True)
class Inline:
    """What an inline forward holds."""

    mail: Mail  # headers as the forwarding program printed them, under their English names; text and HTML as parts
    before: str  # what the reporter wrote above it
    head: Head  # how it was announced: its shape tells which program forwarded


@dataclass(frozen=True)
class _Envelope:
    """What the letter around the forward says of itself."""

    writers: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]  # of the recipients
    subject: str  # without the mark of a forward
    forward: bool  # its Subject says so
    answer: bool


def forwarded_inline(mail: Mail) -> Inline | None:
    """The mail that was forwarded inside the text of this one, if one was.

    The first head in the text is what the reporter was sent, unless they wrote it themselves; then the next one is. An
    answer that quotes a mail of the desk is no forward.
    """
    plain = "\n".join(words_of(part) for part in bodies(mail) if part.declared == "text/plain")[:TEXT]
    page = "\n".join(words_of(part) for part in bodies(mail) if part.declared == "text/html")[:SIZE]
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    envelope = _envelope(mail)
    lines = lines_of(plain)[:LINES]
    head = _forward(lines, envelope)
    rendered: list[Line] = []
    if page and (head is not None or not plain.strip() or "@" in page):
        rendered = lines_of_page(page)
    if head is None:
        lines, rendered_head = rendered, _forward(rendered, envelope)
        head = rendered_head
    else:
        rendered_head = _same(rendered, head) if rendered else None
    if head is None:
        return None
    parts = [_part(1, "text/plain", _body(lines, head))]
    if page:
        cut = rendered[rendered_head.last].end if rendered_head else 0
        parts.append(_part(2, "text/html", page[cut:]))
    before = "\n".join(line.raw for line in lines[: head.first]).strip()
    return Inline(Mail(_headers(head, envelope), tuple(parts)), before, head)


def _envelope(mail: Mail) -> _Envelope:
    writers = [box for value in mail.all("from")[:3] for box in mailboxes(value)]
    readers = [box for name in ("to", "cc") for value in mail.all(name)[:3] for box in mailboxes(value)]
    subject = decoded_words(mail.first("subject"))[:1000]
    forward, answer = marks_of(subject)
    return _Envelope(
        frozenset(_mailbox(box.address) for box in writers if box.address),
        frozenset(_mailbox(box.address) for box in readers if box.address),
        frozenset(box.name.lower() for box in readers if box.name),
        subject.partition(":")[2].strip() if forward else "",
        forward,
        answer,
    )


def _mailbox(address: str) -> str:
    """The mailbox behind an address, whatever stands after a plus: answers may go to one that names their thread."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if local else ""


def _forward(lines: list[Line], letter: _Envelope) -> Head | None:
    """The head of the mail that the reporter was sent, among all heads of the text."""
    own: Head | None = None
    quoting = False  # below a line such as "X wrote:"
    for head in heads(lines):
        declared = letter.forward or head.announced
        sender = _mailbox(address_of(head.values.get("from", "")))
        if head.kind == "wrote":
            if not _handed_on(lines, head, letter, sender):
                quoting = True
                continue
        elif quoting and head.depth and not letter.forward:
            continue  # the history of a thread
        if not declared and _answers(head, letter, sender):
            return own
        if sender and sender in letter.writers:
            own = own or (head if declared else None)
            continue
        return head
    return own


def _answers(head: Head, letter: _Envelope, sender: str) -> bool:
    """Whether the letter goes to whoever wrote what it quotes, and to nobody else: then it is an answer to them."""
    if len(letter.recipients) > 1:
        return False
    return sender in letter.recipients if sender else head.values.get("from", "").lower().strip("'\"") in letter.names


def _handed_on(lines: list[Line], head: Head, letter: _Envelope, sender: str) -> bool:
    """Whether "X wrote:" stands above a mail that is handed on; above most, it is answered."""
    if not sender or (letter.answer and not head.announced):
        return False
    below = next((line for line in lines[head.last + 1 :] if line.text), None)
    if below is None:
        return False
    if letter.forward or head.announced:
        return True
    nothing_above = not any(line.text for line in lines[: head.first])
    return nothing_above and below.depth <= head.depth and head.depth == 0


def _same(rendered: list[Line], head: Head) -> Head | None:
    """The head in the HTML that says the same as the one in the plain text."""
    sender = address_of(head.values.get("from", "")) or head.values.get("from", "")
    first = None
    for other in heads(rendered):
        first = first or other
        if sender and sender in (address_of(other.values.get("from", "")), other.values.get("from", "")):
            return other
    return first


def _body(lines: list[Line], head: Head) -> str:
    """What stands below the head, without the quote marks that forwarding put there."""
    below = lines[head.last + 1 :]
    depth = head.depth
    first = next((line for line in below if line.text), None)
    if first is not None and head.rule and first.text == head.rule:  # Zoho closes the block as it opens it
        below = below[below.index(first) + 1 :]
        first = next((line for line in below if line.text), None)
    if first is not None and first.depth > depth:
        depth = first.depth
    body = [line.raw if line.depth <= depth else ">" * (line.depth - depth) + " " + line.raw for line in below]
    return "\n".join(body).strip("\n\r \t\xa0\ufeff")


def _headers(head: Head, letter: _Envelope) -> tuple[tuple[str, str], ...]:
    """What is printed, under English names; a head of one line names no subject, and the letter bears its own."""
    printed = {"subject": letter.subject} | dict(head.values)
    headers = ((kind, _as_header(kind, value)) for kind, value in printed.items())
    printed_only = (WITHOUT_HEADERS, "printed in a forward")
    return (*((kind, value) for kind, value in headers if value), printed_only)


def _as_header(kind: str, printed: str) -> str:
    if kind in ("from", "reply-to"):
        return as_header(printed)
    if kind in ("to", "cc", "bcc"):
        return as_headers(printed)
    if kind == "other":
        return ""
    return " ".join(printed.translate(COURTESY).split()) if kind == "date" else printed


def _part(number: int, declared: str, words: str) -> Part:
    content = words.encode("utf-8", "replace")
    return Part(number, declared, "utf-8", (), attached=False, content=content, forwarded=False)
