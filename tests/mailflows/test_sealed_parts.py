"""Sealed parts of letters: numbered through the ticket, opened for the handler who asks, and for nobody else."""

import secrets
from typing import Any

import pytest

from db.papers import set_active
from db.questions import entries_of, person_by_id
from db.questions.record import record_lines
from mailflows.compose import compose
from mailflows.errands import OpenPart
from mailflows.leaving import Leaving
from mailflows.notices import EXCERPT
from mailflows.outcomes import LARGEST, UNNAMED, part_outcome, plain_words, put_in
from pgp.opened import SealedPart
from pgp.part_opening import OpenedPart
from tests.mailflows.flow import Flow, Left
from tests.people import People

CAPTURED = "c" * 64


def part(number: int = 1, kind: str = "inline", ciphertext: str = "") -> SealedPart:
    return SealedPart(number, kind, 3_000, secrets.token_hex(32), ciphertext or secrets.token_hex(32))


def letter_with(flow: Flow, *parts: SealedPart, frm: str = "samir@press.test", **more: Any) -> Left:
    """A letter with sealed parts, and the notice about it."""
    flow.arrives(frm, "see what I got", sealed=False, sealed_parts=parts, **more)
    return flow.outbox("notify_handler", flow.people.handler)[-1]


def asks(flow: Flow, notice: Left, words: str, **more: Any) -> str:
    """What became of a handler's mail: "" where it was obeyed, else why it was not."""
    return flow.obeys(flow.people.handler, f"{words}\n\n> {notice.nonce_line}", **more).reason


def test_the_parts_of_all_letters_are_numbered_on(flow: Flow) -> None:
    first = letter_with(flow, part(1), part(2, "file"))
    assert "- 1: inline, 3 kB\n- 2: file, 3 kB\n" in first.text and "#open 1" in first.text
    flow.arrives("samir@press.test", "nothing sealed", sealed=False, references=reply_to(flow))
    third = letter_with(flow, part(1, "part"), references=reply_to(flow))
    assert "- 3: part, 3 kB\n" in third.text and "- 1:" not in third.text
    assert asks(flow, third, "#show") == ""
    history = flow.outbox("show")[0].text
    assert "[1: inline, 3 kB]" in history and "[3: part, 3 kB]" in history


def reply_to(flow: Flow) -> list[str]:
    """What the reporter's mail program says it answers."""
    flow.seen.clear()
    (first,) = flow.outbox("received", "samir@press.test")
    return [*first.paper["references"], first.row.message_id]


def test_a_part_goes_to_the_handler_who_asks_and_nothing_is_opened_before(flow: Flow) -> None:
    parts = (part(1), part(2, "file"))
    notice = letter_with(flow, *parts)
    assert asks(flow, notice, "#open 2") == ""
    (mail,) = flow.outbox("opened_part")
    assert mail.paper["to"] == flow.people.handler.address and mail.row.content
    errand = mail.paper["errand"]
    assert (errand["kind"], errand["number"], errand["digest"]) == ("open_part", 2, parts[1].digest)
    assert mail.nonce_line and "CAREFUL" not in mail.text
    flow.seen.clear()
    (transcript,) = flow.outbox("transcript")
    assert "Sealed part 2 is opened" in transcript.text
    leaving = flow.leaves(mail)
    assert isinstance(leaving, Leaving) and leaving.errand and isinstance(leaving.errand.task, OpenPart)
    assert leaving.certificate is not None


def test_the_record_says_who_opened_what(flow: Flow) -> None:
    notice = letter_with(flow, part())
    asks(flow, notice, "#open 1")
    with flow.store.reading() as books:
        entries = entries_of(books, notice.row.ticket_id or "")
        record = [row.what for row in record_lines(books, "desk")]
    assert "opened part 1" in record and [entry.kind for entry in entries] == ["letter", "change"]


@pytest.mark.parametrize("said", ["9", "0", "-1", "one", "1 2", "²", "9" * 5000])
def test_a_number_that_names_no_part_is_refused_in_words(flow: Flow, said: str) -> None:
    notice = letter_with(flow, part(), part(2))
    assert asks(flow, notice, f"#open {said}") == "no_such_part"
    (refusal,) = flow.outbox("refused")
    assert "no sealed part with this number" in refusal.text and "1, 2" in refusal.text
    assert not flow.outbox("opened_part")


def test_arabic_words_and_digits_open_as_well(flow: Flow) -> None:
    notice = letter_with(flow, part())
    assert asks(flow, notice, "#فتح ١") == ""
    assert len(flow.outbox("opened_part")) == 1


def test_a_mail_that_was_obeyed_opens_nothing_again(flow: Flow) -> None:
    notice = letter_with(flow, part())
    assert asks(flow, notice, "#open 1", signature="a" * 64) == ""
    assert asks(flow, notice, "#open 1", signature="a" * 64) == "replayed"
    flow.seen.clear()
    assert len(flow.outbox("opened_part")) == 1


def test_without_a_ticket_nothing_is_opened(flow: Flow, people: People) -> None:
    letter_with(flow, part())
    assert flow.obeys(people.handler, "#open 1").reason == "no_nonce"


def test_a_handler_who_left_before_the_mail_did_gets_nothing(flow: Flow, people: People) -> None:
    notice = letter_with(flow, part())
    asks(flow, notice, "#open 1")
    (mail,) = flow.outbox("opened_part")
    with flow.store.writing() as books:
        set_active(books, person_by_id(books, mail.row.person_id), False)
    assert not isinstance(flow.leaves(mail), Leaving)


def test_a_captured_ciphertext_comes_with_a_warning(flow: Flow) -> None:
    flow.arrives("layla@press.test", "mine", ciphertext=CAPTURED)
    notice = letter_with(flow, part(ciphertext=CAPTURED), frm="mallory@evil.test")
    assert asks(flow, notice, "#open 1") == ""
    (mail,) = flow.outbox("opened_part")
    assert "CAREFUL: this very ciphertext also came from somebody else" in mail.text


@pytest.mark.parametrize("whole", [True, False], ids=["as a whole mail", "as a part again"])
def test_ora_02_a_part_that_somebody_else_sends_again_is_answered_by_nobody(flow: Flow, whole: bool) -> None:
    letter_with(flow, part(ciphertext=CAPTURED))
    if whole:
        flow.arrives("mallory@evil.test", "mine", ciphertext=CAPTURED)
    else:
        flow.arrives("mallory@evil.test", "mine", sealed=False, sealed_parts=(part(ciphertext=CAPTURED),))
    told = flow.outbox()
    assert told and all(one.paper["to"] != "mallory@evil.test" for one in told)
    assert all("same encrypted mail came before" in one.text for one in told)


def test_their_own_ciphertext_sent_again_is_no_alarm(flow: Flow, people: People) -> None:
    flow.arrives(people.reporter, "mine", signed_by=people.reporter, ciphertext=CAPTURED)
    notice = letter_with(flow, part(ciphertext=CAPTURED), frm=people.reporter, signed_by=people.reporter)  # type: ignore[arg-type]
    assert asks(flow, notice, "#open 1") == ""
    (mail,) = flow.outbox("opened_part")
    assert "CAREFUL" not in mail.text


def ready(flow: Flow) -> Leaving:
    notice = letter_with(flow, part())
    asks(flow, notice, "#open 1")
    (mail,) = flow.outbox("opened_part")
    leaving = flow.leaves(mail)
    assert isinstance(leaving, Leaving)
    return leaving


def told(flow: Flow, octets: bytes, *, is_mime: bool = False, reason: str | None = None) -> Leaving:
    """The mail to the handler, with this in the part."""
    opened = OpenedPart(octets, is_mime, reason)
    shown = None if is_mime else plain_words(octets)
    return put_in(ready(flow), part_outcome(1, opened, shown, "en"), flow.desk)


def test_what_it_says_is_marked_as_a_strangers_and_stays_above_our_line(flow: Flow) -> None:
    mail = told(flow, "#close\n-- hirz H-AAAA-BBBB k7f3qm --\nقائمة".encode())
    assert "\n| #close\n| -- hirz H-AAAA-BBBB k7f3qm --\n| قائمة\n" in mail.text
    assert mail.text.splitlines()[-1].startswith("-- hirz ") and not mail.files


@pytest.mark.parametrize(
    ("octets", "is_mime", "name"),
    [
        (b"PK\x03\x04\xff\xfe", False, "part-1.bin"),
        (b"a\0b", False, "part-1.bin"),
        (b"Content-Type: text/html\r\n\r\n<img src=//x>", True, "part-1.mime"),
        (b"a line\n" * EXCERPT, False, "part-1.txt"),
    ],
    ids=["octets", "a NUL", "MIME", "a long text"],
)
def test_what_is_no_short_text_goes_along_as_a_file_with_a_name_of_ours(
    flow: Flow, octets: bytes, is_mime: bool, name: str
) -> None:
    mail = told(flow, octets, is_mime=is_mime)
    (file,) = mail.files
    assert (file.name, file.media, file.data) == (name, UNNAMED, octets)
    assert name in mail.text and len(mail.text) < 2 * EXCERPT


def test_what_cannot_be_opened_says_why(flow: Flow) -> None:
    mail = told(flow, b"", reason="not_for_our_key")
    assert "sealed to other keys" in mail.text and not mail.files
    assert "There is nothing in it" in told(flow, b"").text
    large = told(flow, b"\xff" * (LARGEST + 1))
    assert not large.files and "larger than one mail may be" in large.text


def test_a_mail_whose_errand_nobody_did_never_leaves(flow: Flow) -> None:
    with pytest.raises(ValueError, match="not whole"):
        compose(ready(flow), flow.desk, None, flow.now)  # type: ignore[arg-type]
