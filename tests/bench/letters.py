"""What people write in the benchmark: first letters, and letters in a thread that is known. Text only, all sealed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from pathlib import Path

from tests.mails import mail
from tests.people import Person, make_person

STORY = (
    "وصلتني رسالة تقول إن حسابي سيُغلق خلال أربع وعشرين ساعة إن لم أضغط على الرابط http://account-verify.example/login",
    "لم أضغط عليه لكنني خائفة، فقد تلقى زميلان لي الرسالة نفسها هذا الصباح.",
    "I opened the attachment on my phone before I understood what it was, and now the battery empties within hours.",
    "Could somebody tell me whether I should stop using this phone for talking to my sources?",
)


@dataclass(frozen=True)
class Cast:
    """Who takes part."""

    desk: Person
    handler: Person
    reporters: tuple[Person, ...]

    def named(self, address: str) -> Person:
        return next(one for one in (self.handler, *self.reporters) if one.address == address)


@dataclass(frozen=True)
class Thread:
    """A reporter, and the Message-ID of a mail the desk wrote to them."""

    reporter: Person
    there: str


def make_cast(reporters: int, home: Path) -> Cast:
    """Everybody with a key of their own."""
    return Cast(
        make_person("Help Desk", "help@desk.test", home),
        make_person("Bahia Handler", "bahia@desk.test", home),
        tuple(make_person(f"Reporter {at}", f"reporter{at}@press.test", home) for at in range(reporters)),
    )


def first_letters(reporters: Sequence[Person], desk: Person, count: int) -> list[bytes]:
    """Each of these opens a ticket."""
    return _written([(reporters[at % len(reporters)], ()) for at in range(count)], desk)


def follow_ups(threads: Sequence[Thread], desk: Person, count: int) -> list[bytes]:
    """Each of these belongs to a ticket that is there."""
    thread = (threads[at % len(threads)] for at in range(count))
    return _written([(one.reporter, (one.there,)) for one in thread], desk)


def _written(letters: Sequence[tuple[Person, Sequence[str]]], desk: Person) -> list[bytes]:
    def write(at: int) -> bytes:
        who, references = letters[at]
        text = "\n\n".join([f"({at})", *STORY])
        return mail(who, desk, text, sealed_by=who, autocrypt=True, references=references)

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(write, range(len(letters))))


def armour_in(raw: bytes) -> bytes:
    """The armoured message in a sealed mail."""
    if b"-----BEGIN PGP MESSAGE-----" not in raw:
        raise RuntimeError("a mail left unsealed that the benchmark wants sealed")
    start, end = raw.index(b"-----BEGIN PGP MESSAGE-----"), raw.index(b"-----END PGP MESSAGE-----")
    return raw[start:end].replace(b"\r\n", b"\n") + b"-----END PGP MESSAGE-----\n"


def message_id(raw: bytes) -> str:
    return str(BytesHeaderParser().parsebytes(raw)["Message-ID"])
