"""Marked words run through the desk; afterwards they are in no log, no temporary file and nowhere in the store's files.

The marks stand in everything a person writes or is: names, addresses, subjects, texts, file names, of reporters who
seal and who do not, and of a handler. First the search itself has to find what is planted.
"""

import base64
import quopri
import secrets
import string
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from daemon.config import load
from db.store import open_engine
from db.upgrading import _back_up
from tests.desk import LivingDesk
from tests.leaks import Searcher, Watch, forms
from tests.mails import mail
from tests.people import People, Person, make_person

pytestmark = pytest.mark.canary


def mark(arabic: bool = False) -> str:
    """A word that nobody ever wrote before."""
    word = "".join(secrets.choice(string.ascii_lowercase) for _ in range(16))
    return f"{word}كناري{word[::-1]}" if arabic else word


@dataclass(frozen=True)
class Marked:
    """A desk whose people are marked, what was looked at while it ran, and whose words to look for."""

    desk: LivingDesk
    searcher: Searcher
    watch: Watch


@pytest.fixture(scope="module")
def marked(people: People) -> Iterator[Marked]:
    words = {
        f"{whose} {what}": mark(arabic=what in ("name", "subject", "text", "file"))
        for whose in ("sealed reporter", "plain reporter", "handler")
        for what in ("name", "address", "subject", "text", "file")
    } | {"opened part text": mark(arabic=True)}
    reporter = make_person(
        words["sealed reporter name"], f"{words['sealed reporter address']}@press.test", people.desk.home
    )
    handler = make_person(words["handler name"], f"{words['handler address']}@desk.test", people.desk.home)
    searcher = Searcher(words)
    desk = LivingDesk(replace(people, reporter=reporter, handler=handler))  # log level debug, a sandbox of its own
    (desk.folder / "g").rmdir()
    with_defaults = desk.config.read_text().replace('gpg_folder = "g"\n', "")  # the places gpg is given by default
    desk.config.write_text(with_defaults)
    places = [Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm", "/run")]
    watch = Watch(searcher, [desk.folder, *places])
    try:
        desk.starts()
        play(desk, words, reporter, handler)
        desk.stops()
        watch.stop()
        yield Marked(desk, searcher, watch)
    finally:
        if desk.process is not None:
            desk.stops()  # its key home lies where we do not clean up
        (desk.folder / "g").mkdir(exist_ok=True)
        desk.close()


def play(desk: LivingDesk, words: dict[str, str], reporter: Person, handler: Person) -> None:
    """Letters sealed and plain, a handler's reply with a file, a forged command, a bad mail, a refused answer."""
    helpdesk = desk.people.desk
    plain = Person(words["plain reporter name"], f"{words['plain reporter address']}@mail.test", b"", b"", "", Path())
    for who, whose, seal in ((reporter, "sealed reporter", reporter), (plain, "plain reporter", None)):
        text, subject, file = (words[f"{whose} {what}"] for what in ("text", "subject", "file"))
        files = [
            (f"{file}.docm", "application/msword", b"PK\x03\x04" + text.encode()),
            (f"{file}.txt", "text/plain", text.encode()),
        ]
        letter = mail(
            who,
            helpdesk,
            f"http://{mark()}.test/ {text}",
            subject=subject,
            sealed_by=seal,
            attachments=files,
            autocrypt=seal is not None,
        )
        desk.receives(letter)
        told = desk.mail_for(handler, text)
        desk.receives(
            mail(
                handler,
                helpdesk,
                f"#ticket {told.nonce}\n#take\n#reply\n\n{words['handler text']}\n",
                subject=words["handler subject"],
                sealed_by=handler,
                attachments=[(f"{words['handler file']}.pdf", "application/pdf", b"%PDF")],
            )
        )
        if seal:
            desk.mail_for(who, words["handler text"])
        else:
            desk.until(partial(two_left, desk, who), "the plain reply")
        desk.receives(mail(handler, helpdesk, f"#ticket {told.nonce}\n#close\n{text}", subject=subject))
    part = ("part.asc", "application/octet-stream", reporter.seals(words["opened part text"].encode(), helpdesk))
    desk.receives(mail(reporter, helpdesk, about := mark(), attachments=[part]))
    told = desk.mail_for(handler, about)
    desk.receives(mail(handler, helpdesk, f"#ticket {told.nonce}\n#open 1\n", sealed_by=handler))
    desk.mail_for(handler, words["opened part text"])
    desk.receives(mail(f"<{words['plain reporter address']}", helpdesk, words["plain reporter text"]))
    desk.receives(b"Subject: " + words["plain reporter subject"].encode() * 2000 + b"\r\n\r\n" + b"\0")
    desk.sink.refuse = {plain.address: f"550 5.1.1 <{plain.address}> is nobody here"}
    desk.receives(mail(plain, helpdesk, words["plain reporter text"] + " again"))
    desk.rests()
    assert desk.told("given_up") and desk.told("sent")
    assert len(desk.mails_for(handler)) >= 6


def two_left(desk: LivingDesk, who: Person) -> bool:
    return len(desk.left_for(who)) == 2


def test_nothing_is_in_the_log(marked: Marked) -> None:
    assert marked.desk.told("kept"), "there is a log"
    assert not list(marked.searcher.in_files([marked.desk.log, marked.desk.errors]))


def test_nothing_is_in_a_temporary_file(marked: Marked) -> None:
    assert marked.watch.looks > 2, "it was looked for all the time"
    assert any("hirz-gpg-" in name for name in marked.watch.files), "files that come and go are seen"
    assert not marked.watch.leaks


def test_nothing_is_readable_in_the_store(marked: Marked) -> None:
    desk = marked.desk
    engine = open_engine(load(desk.config).store.url)
    with closing(engine.raw_connection()):  # so that the log and its index are there, as under a daemon that runs
        assert _back_up(engine, desk.folder / "backups", datetime.now(UTC))
        files = sorted(path for path in desk.folder.rglob("*") if path.is_file())
        assert {"hirz.sqlite", "hirz.sqlite-wal", "hirz.sqlite-shm"} <= {path.name for path in files}
        assert any(path.parent.name == "backups" for path in files)
        assert not list(marked.searcher.in_files(files))
    engine.dispose()


def test_the_right_key_reads_it_all(marked: Marked) -> None:
    """The words are in the store: sealed, and not merely lost."""
    ticket = marked.desk.hirz("list").split()[0]
    shown = marked.desk.hirz("show", ticket)
    assert [name for name, word in marked.searcher.words.items() if word in shown]


WORD = f"{mark()}كناري{mark()}"
WRITTEN = {
    "UTF-8": WORD.encode(),
    "UTF-16LE": WORD.encode("utf-16-le"),
    "UTF-16BE": WORD.encode("utf-16-be"),
    "hexadecimal": WORD.encode().hex().encode(),
    "hexadecimal, upper case": WORD.encode().hex().upper().encode(),
    "URL": quote(WORD).encode(),
    "quoted-printable": quopri.encodestring(WORD.encode()),
    "JSON": b'"' + WORD.encode("ascii", "backslashreplace") + b'"',
    "Python": repr(WORD.encode()).encode(),
    "base64, 0 octets in": base64.encodebytes(WORD.encode() + b"and more of it than fits into one line, far more"),
    "base64, 1 octets in": base64.encodebytes(b"x" + WORD.encode() + b"yy"),
    "base64, 2 octets in": base64.encodebytes(b"xx" + WORD.encode() + b"y"),
    "base64 for URLs, 0 octets in": base64.urlsafe_b64encode(WORD.encode() + b"y"),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_a_planted_leak_is_found(form: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b'{"event": "kept", "mail": "' + b"0" * 1000 + WRITTEN[form] + b'"}\n')
    assert form in {leak.form for leak in Searcher({"word": WORD}).in_files([tmp_path])}
    log.write_bytes(b'{"event": "kept", "mail": "' + WRITTEN[form][:12] + b'"}\n')
    assert not list(Searcher({"word": WORD}).in_files([tmp_path]))


def test_every_alignment_of_base64_is_known() -> None:
    for before in range(12):
        for after in range(12):
            text = base64.b64encode(secrets.token_bytes(before) + WORD.encode() + secrets.token_bytes(after))
            assert list(Searcher({"word": WORD}).in_octets(text, "here"))
    assert all(len(octets) > 30 for octets in forms(WORD).values())


def test_a_leak_planted_in_the_desks_own_log_is_found(marked: Marked) -> None:
    """The same search, over the same files, finds what a careless line of code would write."""
    with marked.desk.log.open("a") as log:
        log.write(f'{{"event": "kept", "subject": "{marked.searcher.words["sealed reporter subject"]}"}}\n')
    (leak,) = {leak.name for leak in marked.searcher.in_files([marked.desk.folder])}
    assert leak == "sealed reporter subject"


def test_a_file_that_comes_and_goes_is_seen(tmp_path: Path) -> None:
    watch = Watch(Searcher({"word": WORD}), [tmp_path])
    file = tmp_path / "hirz-note"
    file.write_text(WORD)
    for _ in range(1000):
        if watch.leaks:
            break
        watch._ending.wait(0.01)
    file.unlink()
    watch.stop()
    assert {leak.form for leak in watch.leaks} == {"UTF-8"}
