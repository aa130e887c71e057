"""`hirz attach`: evidence that came on a stick lies in its ticket as what came by mail does."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from daemon.assemble import desk_with, open_store
from daemon.config import load
from daemon.shell.attaching import PIECE, _built
from daemon.tools import wall_clock
from db.papers import entry_paper, outbound_paper, raw_mail
from db.questions import entries_of, findings_of, kept_by_id, outbound_in_states, person_by_id, raw_of, ticket_named
from db.questions.record import record_lines
from db.soundness import unsound
from db.store import Books
from db.tables import Ticket
from mailflows.custody import files_in
from mailflows.examine.limits import too_much
from mailflows.people import introduce
from mailflows.tickets import open_ticket
from tests.daemon.desks import SetUp, desk, first_desk, sandbox
from tests.exhibits import macro_document

__all__ = ["desk", "first_desk", "sandbox"]

Told = pytest.CaptureFixture[str]


@contextmanager
def books_of(desk: SetUp) -> Iterator[Books]:
    store = open_store(load(desk.config), wall_clock())
    try:
        with store.writing() as books:
            yield books
    finally:
        store.close()


def a_ticket(desk: SetUp) -> str:
    config = load(desk.config)
    store = open_store(config, wall_clock())
    with store.writing() as books:
        dana = introduce(books, "reporter", "Dana", "dana@mail.test", "en", wall_clock())
        opened = open_ticket(books, desk_with(config, store, "0" * 40, b""), dana, "en", wall_clock(), wall_clock())
        name = opened.name
    store.close()
    return name


def found(books: Books, tag: str) -> Ticket:
    ticket = ticket_named(books, tag)
    assert ticket is not None
    return ticket


def test_a_file_is_examined_sealed_numbered_and_told(desk: SetUp, tmp_path: Path, capsys: Told) -> None:
    tag, document = a_ticket(desk), macro_document()
    (file := tmp_path / "كشف المستحقات.docm").write_bytes(document)
    sha256 = hashlib.sha256(document).hexdigest()
    assert desk.hirz("attach", tag.lower(), str(file)) == 0
    said = capsys.readouterr().out
    assert f"{tag}: file 1" in said and sha256 in said
    assert desk.hirz("attach", tag, str(file)) == 0  # the same once more is a file of its own
    assert f"{tag}: file 2" in capsys.readouterr().out
    with books_of(desk) as books:
        ticket = found(books, tag)
        filed = files_in(books, ticket)
        assert [(one.number, one.name, one.sha256) for one in filed] == [(1, file.name, sha256), (2, file.name, sha256)]
        assert all(one.path for one in filed)  # `#fetch` can take them out
        entry = entries_of(books, ticket.id)[0]
        kept = kept_by_id(books, entry.kept_id or "")
        assert kept.state == "settled" and document not in raw_mail(books, kept, raw_of(books, kept.id), ticket)
        assert findings_of(books, ticket.id) and entry_paper(books, ticket, entry)["from"] == "hirz attach"
        lines = [line for line in record_lines(books, "desk") if line.ticket_id == ticket.id]
        assert [line.what for line in lines if line.what in ("file came", "evidence")] == ["file came", "evidence"] * 2
        assert {line.who for line in lines if line.what == "evidence"} == {"sysadmin"}
        assert not any(sha256 in line.detail for line in lines)
        notices = [row for row in outbound_in_states(books, ("waiting",)) if row.ticket_id == ticket.id]
        told = outbound_paper(books, notices[0], ticket, person_by_id(books, notices[0].person_id))["text"]
        assert "Evidence was added" in told and "macro" in told and sha256[:8] in told.replace(" ", "")
        assert unsound(books, deep=True) == ()


@pytest.mark.parametrize(
    ("octets", "why"), [(b"", "the file is empty"), (b"x" * 1_100_000, "limits.evidence_bytes"), (None, "no file")]
)
def test_what_is_not_taken(desk: SetUp, tmp_path: Path, capsys: Told, octets: bytes | None, why: str) -> None:
    desk.says(('#evidence_bytes = "100 MB"', 'evidence_bytes = "1 MB"'))
    tag, file = a_ticket(desk), tmp_path / "file"
    file.mkdir() if octets is None else file.write_bytes(octets)
    assert desk.hirz("attach", tag, str(file)) == 1
    assert why in capsys.readouterr().err
    with books_of(desk) as books:
        assert entries_of(books, found(books, tag).id) == []


def test_no_ticket_takes_it_that_is_gone(desk: SetUp, tmp_path: Path, capsys: Told) -> None:
    (file := tmp_path / "file").write_bytes(b"evidence")
    assert desk.hirz("attach", "H-2222-2222", str(file)) == 1
    assert "no such ticket" in capsys.readouterr().err
    tag = a_ticket(desk)
    with books_of(desk) as books:
        ticket = found(books, tag)
        ticket.key = None
        books.session.add(ticket)
    assert desk.hirz("attach", tag, str(file)) == 1
    assert "was erased" in capsys.readouterr().err


def test_a_file_is_read_in_pieces_and_is_whole() -> None:
    whole = bytes(range(256)) * (PIECE // 100)
    pieces = (whole[at : at + PIECE] for at in range(0, len(whole), PIECE))
    mail, size, sha256 = _built(pieces, "a.bin", "<1@desk.test>", 10**9)
    assert size == len(whole) and sha256 == hashlib.sha256(whole).hexdigest() and too_much(mail) is None
    assert max(map(len, mail.split(b"\r\n"))) <= 78 + 20
