"""CMD-06, CMD-07: where a command may stand, and how it is spelled."""

from collections.abc import Callable

import pytest

from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from tests.attacks.scene import Scene, answered, believed, obeyed
from tests.mails import crlf, mail
from tests.people import People
from tests.pgp.packets import letter, signed_message, wrapped_again

COMMAND = "#priority P1"


def part(people: People, kind: str, body: bytes) -> bytes:
    """What a handler signs, of any kind."""
    return f'From: {people.handler.mailbox}\r\nContent-Type: {kind}; hp="cipher"\r\n\r\n'.encode() + crlf(body)


def signed(scene: Scene, inner: bytes) -> bytes:
    people = scene.people
    return letter(people.handler, people, wrapped_again(people, signed_message(people, inner)))


def mixed(kind: str, *parts: bytes) -> tuple[str, bytes]:
    body = b"".join(b"--edge\n" + one + b"\n" for one in parts)
    return f'multipart/{kind}; boundary="edge"', body + b"--edge--\n"


def text(words: str, *, kind: str = "text/plain; charset=utf-8", more: str = "") -> bytes:
    return f"Content-Type: {kind}\n{more}\n{words}\n".encode()


HIDDEN: dict[str, Callable[[str, str], tuple[str, bytes]]] = {
    "quoted": lambda command, line: ("text/plain", f"Thank you.\n\n> {command}\n> {line}\n".encode()),
    "quoted on top": lambda command, line: ("text/plain", f"> {command}\n>\n> {line}\n\nThank you.\n".encode()),
    "behind a bar": lambda command, line: ("text/plain", f"Thank you.\n| {command}\n> {line}\n".encode()),
    "below the text": lambda command, line: ("text/plain", f"Thank you.\n\n{command}\n\n> {line}\n".encode()),
    "in the signature block": lambda command, line: (
        "text/plain",
        f"Thank you.\n\n-- \n{command}\n\n> {line}\n".encode(),
    ),
    "far below": lambda command, line: ("text/plain", f"Thank you.\n{chr(10) * 3000}{command}\n> {line}\n".encode()),
    "behind blanks": lambda command, line: ("text/plain", f"Thank you.{' ' * 900}{command}\n\n> {line}\n".encode()),
    "in HTML alone": lambda command, line: ("text/html", f"<p>{command}</p><p>{line}</p>".encode()),
    "in HTML beside": lambda command, line: mixed(
        "alternative", text(f"Thank you.\n\n> {line}"), text(f"<p>{command}</p>", kind="text/html")
    ),
    "in a comment of HTML": lambda command, line: mixed(
        "alternative", text(f"<!-- {command} -->\n\n> {line}", kind="text/html"), text(f"Thank you.\n\n> {line}")
    ),
    "in a file": lambda command, line: mixed(
        "mixed",
        text(f"Thank you.\n\n> {line}"),
        text(command, more="Content-Disposition: attachment; filename=a.txt\n"),
    ),
    "in a second text": lambda command, line: mixed("mixed", text(f"Thank you.\n\n> {line}"), text(command)),
    "in a forwarded mail": lambda command, line: mixed(
        "mixed", text(f"Thank you.\n\n> {line}"), text(f"From: x@y.test\n\n{command}", kind="message/rfc822")
    ),
    "in the preamble": lambda command, line: (
        'multipart/mixed; boundary="edge"',
        f"{command}\n\n".encode() + mixed("mixed", text(f"Thank you.\n\n> {line}"))[1],
    ),
    "in the Subject": lambda command, line: (f"text/plain\r\nSubject: {command}", f"Thank you.\n\n> {line}\n".encode()),
}


@pytest.mark.parametrize("where", HIDDEN)
def test_cmd_06_a_command_counts_at_the_top_of_the_first_text_and_nowhere_else(scene: Scene, where: str) -> None:
    """All of it is signed and sealed by the handler, and the notice's line is there: only the place is wrong."""
    asked, notice = scene.asks()
    kind, body = HIDDEN[where](COMMAND, notice.nonce_line)
    came = scene.arrives(signed(scene, part(scene.people, kind, body)))
    believed(came, scene.people.handler)
    after = scene.ticket(asked)
    assert (after.priority, after.status) == ("P2", "new")
    assert not {one.row.kind for one in scene.flow.outbox()} - {"transcript", "refused"}
    honest = f"{COMMAND}\n\nThank you.\n\n> {notice.nonce_line}\n".encode()
    obeyed(scene, signed(scene, part(scene.people, "text/plain", honest)))
    assert scene.ticket(asked).priority == "P1"


def test_cmd_06_a_command_beside_html_is_the_plain_text_alone(scene: Scene) -> None:
    asked, notice = scene.asks()
    plain, rich = text(answered(notice, COMMAND)), text("<p>#priority P4</p>", kind="text/html")
    obeyed(scene, signed(scene, part(scene.people, *mixed("alternative", plain, rich))))
    assert scene.ticket(asked).priority == "P1"


def test_cmd_06_what_a_stranger_wrote_is_no_command_when_it_is_quoted_back(scene: Scene) -> None:
    """The reporter's letter begins with a command; a handler answers below it, above it, and with it in between."""
    asked, notice = scene.asks("#priority P1\n#close\n#confirm\n\nplease help")
    assert "| #priority P1" in notice.text
    for said in ("", "Thank you.\n\n", "> "):
        raw = mail(scene.people.handler, scene.people.desk, said + notice.text, sealed_by=scene.people.handler)
        scene.arrives(raw)
        assert (scene.ticket(asked).priority, scene.ticket(asked).status) == ("P2", "new")
    obeyed(scene, scene.says(notice, COMMAND))


LOOKALIKES = {
    "Cyrillic": "#с\u043b\u043ese",
    "Cyrillic o": "#cl\u043ese",
    "Greek": "#cl\u03bfse",
    "a dotless i": "#pr\u0131ority P1",
    "mathematical, another word": "#\U0001d41c\U0001d425\U0001d428\U0001d42c",
    "a small cap": "#\u1d04lose",
    "Armenian": "#c\u0578ose",
    "Cherokee": "#\u13dflose",
    "a ring": "#clo\u0455e",
    "another sign": "!close",
    "a sharp": "\u266fclose",
    "a viewdata square": "\u2317close",
    "a null": "#cl\x00ose",
    "a bell": "#cl\x07ose",
    "a next line": "#cl\x85ose",
    "a line separator": "#close\u2028#confirm",
    "a paragraph separator": "#close\u2029#confirm",
    "reversed": "\u202eesolc#",
    "an arrow": "->close",
}


@pytest.mark.parametrize("spelled", LOOKALIKES.values(), ids=LOOKALIKES)
def test_cmd_07_a_word_that_only_looks_like_one_does_nothing(scene: Scene, spelled: str) -> None:
    asked, notice = scene.asks()
    handler = scene.people.handler
    scene.flow.arrives(handler, answered(notice, f"{spelled}\n#confirm"), signed_by=handler)
    assert scene.ticket(asked).status == "new" and scene.ticket(asked).priority == "P2"
    assert not {one.row.kind for one in scene.flow.outbox()} - {"transcript", "refused"}
    scene.flow.arrives(handler, answered(notice, "#close\n#confirm"), signed_by=handler)
    assert scene.ticket(asked).status == "closed"


@pytest.mark.parametrize(
    "spelled", ["＃close", "#CLOSE", "\u200f#close", "#ｃlose", "#clo\u00adse", "﹟close", "\u2066#close\u2069"]
)
def test_cmd_07_marks_and_wide_forms_of_phones_say_what_is_seen_and_never_another_word(spelled: str) -> None:
    """They are what Arabic and Japanese keyboards add; whoever sees the line sees the same word."""
    read = read_commands(f"{spelled}\n#confirm\n", WORDS)
    assert [one.word.name for one in read.spoken] in ([], ["close", "confirm"])
