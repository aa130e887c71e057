"""How mail comes in: kept first, put away second, and nothing lost in between."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from imapclient import IMAPClient

from daemon.config import ImapBox
from daemon.doors.imap import TOO_LARGE, Door, check_door
from daemon.doors.wire import DoorShut
from tests.cable import Cable
from tests.dovecot import Dovecot
from tests.servers import HASTE, Embedded, Ledger, Server, box_at

FIRST = b"Subject: first\r\n\r\nhelp me\r\n"
SECOND = b"Subject: second\r\n\r\n\xd8\xa7\xd8\xb3 and \x80 odd octets\r\n\r\n"


class Mailbox:
    """A desk's mailbox on a server."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.user = server.new_account()

    def box(self, **changes: Any) -> ImapBox:
        return box_at(
            self.folder, changes.pop("port", self.server.port), self.user, self.server.password(self.user), **changes
        )

    def gets(self, raw: bytes, folder: str = "INBOX", when: datetime | None = None) -> int:
        return self.server.append(self.user, raw, folder, when)

    def holds(self, folder: str = "INBOX") -> list[bytes]:
        return self.server.mails(self.user, folder)

    def person(self) -> IMAPClient:
        """A person who opens the mailbox in a mail program."""
        client = IMAPClient("127.0.0.1", self.server.port, ssl=False, timeout=30)
        client.plain_login(self.user, self.server.password(self.user))
        return client


@pytest.fixture
def mailbox(server: Server, tmp_path: Path) -> Mailbox:
    return Mailbox(server, tmp_path)


def test_mail_is_kept_and_then_put_away(mailbox: Mailbox, ledger: Ledger) -> None:
    mailbox.gets(FIRST)
    mailbox.gets(SECOND)
    door = Door(mailbox.box())

    assert ledger.looks(door) == 2

    assert ledger.mails == [FIRST, SECOND]
    assert mailbox.holds() == []
    assert mailbox.holds("Hirz/Kept") == [FIRST, SECOND]
    assert ledger.looks(door) == 0
    assert ledger.stuck == []


def test_where_and_when_a_mail_came_is_told(mailbox: Mailbox, ledger: Ledger) -> None:
    when = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)
    uid = mailbox.gets(FIRST, when=when)
    mailbox.gets(SECOND)

    ledger.looks(Door(mailbox.box(name="desk")))

    where = ledger.kept[0][1]
    assert (where.mailbox, where.folder, where.uid, where.junk) == ("desk", "INBOX", uid, False)
    assert where.received_at == when
    assert where.received_at.utcoffset() == timedelta(0)
    assert where.uidvalidity == ledger.kept[1][1].uidvalidity > 0


def test_what_could_not_be_kept_stays_and_is_seen_again(mailbox: Mailbox, ledger: Ledger) -> None:
    """R1, R2: dying between keep and move, and a store that cannot keep, look alike from the server."""
    mailbox.gets(FIRST)
    mailbox.gets(SECOND)
    ledger.refuses = [OSError("no space left")]
    door = Door(mailbox.box())

    with pytest.raises(OSError, match="no space"):
        ledger.looks(door)
    assert sorted(mailbox.holds()) == sorted([FIRST, SECOND])
    assert ledger.looks(door) == 2

    assert ledger.mails == [FIRST, FIRST, SECOND]  # the same octets twice: the store tells them apart by digest
    assert mailbox.holds() == []


def test_a_person_who_reads_flags_and_deletes_in_the_inbox_loses_us_nothing(mailbox: Mailbox, ledger: Ledger) -> None:
    uid = mailbox.gets(FIRST)
    mailbox.gets(SECOND)
    with mailbox.person() as person:
        person.select_folder("INBOX")
        person.fetch([uid], ["BODY[]"])
        person.add_flags([uid], [b"\\Seen", b"\\Flagged", b"\\Deleted"])

    assert ledger.looks(Door(mailbox.box())) == 2
    assert sorted(ledger.mails) == sorted([FIRST, SECOND])


def test_a_door_does_not_mark_what_it_has_not_kept(mailbox: Mailbox, ledger: Ledger) -> None:
    uid = mailbox.gets(FIRST)
    ledger.refuses = [OSError("not now")]
    with pytest.raises(OSError, match="not now"):
        ledger.looks(Door(mailbox.box()))
    with mailbox.person() as person:
        person.select_folder("INBOX", readonly=True)
        assert b"\\Seen" not in person.get_flags([uid])[uid]


def test_a_mail_that_somebody_takes_away_meanwhile_is_no_error(mailbox: Mailbox, ledger: Ledger) -> None:
    """R11: between keep and move, and between the search and the fetch."""
    first, second, third = mailbox.gets(FIRST), mailbox.gets(SECOND), mailbox.gets(FIRST + b"3\r\n")

    def keep(raw: bytes, where: Any) -> None:
        ledger.keep(raw, where)
        if where.uid == first:
            with mailbox.person() as person:
                person.select_folder("INBOX")
                person.add_flags([first, second], [b"\\Deleted"])
                person.uid_expunge([first, second])

    assert Door(mailbox.box()).look(keep, ledger.keep_stuck, ledger.tries) in (2, 3)  # the server may still show it
    assert ledger.kept[-1][1].uid == third
    assert ledger.stuck == []


def test_junk_is_read_too_and_told_apart(mailbox: Mailbox, ledger: Ledger) -> None:
    mailbox.gets(FIRST)
    mailbox.gets(SECOND, folder="Junk")

    assert ledger.looks(Door(mailbox.box(junk_folders=["Junk"]))) == 2

    assert [(raw, where.folder, where.junk) for raw, where in ledger.kept] == [
        (FIRST, "INBOX", False),
        (SECOND, "Junk", True),
    ]
    assert mailbox.holds("Junk") == []


def test_folders_may_have_arabic_names(mailbox: Mailbox, ledger: Ledger) -> None:
    mailbox.gets(FIRST, folder="بلاغات")

    assert ledger.looks(Door(mailbox.box(folders=["بلاغات"], kept_folder="حرز/محفوظ"))) == 1
    assert mailbox.holds("حرز/محفوظ") == [FIRST]


def test_a_folder_that_is_gone_does_not_hold_up_the_others(mailbox: Mailbox, ledger: Ledger) -> None:
    mailbox.gets(FIRST)
    door = Door(mailbox.box(folders=["Gone", "INBOX"]))
    with pytest.raises(DoorShut, match="folder 'Gone'"):
        ledger.looks(door)
    assert ledger.mails == [FIRST]


def test_a_mail_that_is_too_large_is_seen_and_put_away(mailbox: Mailbox, ledger: Ledger) -> None:
    large = b"Subject: large\r\nX-One: 1\r\n\r\n" + b"x" * 70 + b"\r\n" * 5000
    mailbox.gets(large)
    mailbox.gets(FIRST)

    assert ledger.looks(Door(mailbox.box(), largest=9000)) == 1

    ((where, reason, header),) = ledger.stuck
    assert (reason, header) == (TOO_LARGE, b"Subject: large\r\nX-One: 1\r\n\r\n")
    assert where.folder == "INBOX"
    assert mailbox.holds() == []
    assert mailbox.holds("Hirz/Kept") == [large, FIRST]


def test_many_mails_come_in_one_look(mailbox: Mailbox, ledger: Ledger) -> None:
    with mailbox.person() as person:
        for number in range(40):
            person.append("INBOX", b"Subject: %d\r\n\r\n" % number)
    assert ledger.looks(Door(mailbox.box())) == 40
    assert len(set(ledger.mails)) == 40


def test_a_connection_is_kept_between_looks_and_replaced_when_it_died(
    mailbox: Mailbox, cable: Cable, ledger: Ledger
) -> None:
    door = Door(mailbox.box(port=cable.port), HASTE)
    ledger.looks(door)
    ledger.looks(door)
    assert cable.connections == 1
    cable.cut()
    mailbox.gets(FIRST)
    assert ledger.looks(door) == 1
    assert cable.connections == 2


@pytest.mark.parametrize("within", [1, 60, 200, 400, 600, 900, 3000, 30_000, 60_000])
def test_a_link_that_breaks_at_any_octet_loses_nothing(
    mailbox: Mailbox, cable: Cable, ledger: Ledger, within: int
) -> None:
    """R7: a literal that ends early is never taken for a mail."""
    long = b"Subject: long\r\n\r\n" + b"0123456789abcdef\r\n" * 3000
    mailbox.gets(FIRST)
    mailbox.gets(long)
    cable.cut_within = within
    door = Door(mailbox.box(port=cable.port), HASTE)

    for _ in range(3):
        try:
            ledger.looks(door)
        except DoorShut:
            continue

    assert set(ledger.mails) == {FIRST, long}
    assert mailbox.holds() == []
    assert ledger.stuck == []


def test_a_new_uidvalidity_means_everything_is_looked_at_again(
    embedded: Embedded, tmp_path: Path, ledger: Ledger
) -> None:
    """R9: the same UID is another mail when the folder was made anew."""
    mailbox = Mailbox(embedded, tmp_path)
    box = mailbox.box(folders=["Desk"])
    mailbox.gets(FIRST, folder="Desk")
    door = Door(box)
    ledger.looks(door)
    with mailbox.person() as person:
        person.delete_folder("Desk")
    mailbox.gets(SECOND, folder="Desk")

    assert ledger.looks(door) == 1

    (_, before), (_, after) = ledger.kept
    assert before.uid == after.uid
    assert before.uidvalidity != after.uidvalidity
    assert ledger.mails == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("missing", "left"),
    [
        ([(b" MOVE", b" XOVE")], []),
        ([(b" MOVE", b" XOVE"), (b" UIDPLUS", b" XXXPLUS")], [FIRST, SECOND]),
        ([(b" MOVE", b" XOVE"), (b" UIDPLUS", b" XXXPLUS"), (b"\\*", b""), (b" $HirzDone", b"")], [FIRST, SECOND]),
    ],
    ids=["copy and delete", "a mark", "nothing at all"],
)
def test_servers_that_cannot_move_lose_nothing_and_hand_over_once(
    mailbox: Mailbox, cable: Cable, ledger: Ledger, missing: list[tuple[bytes, bytes]], left: list[bytes]
) -> None:
    cable.rewrite = missing
    mailbox.gets(FIRST)
    mailbox.gets(SECOND)
    door = Door(mailbox.box(port=cable.port))

    assert ledger.looks(door) == 2
    assert ledger.looks(door) == 0
    assert mailbox.holds() == left

    if len(missing) == 2:  # a mark outlives us
        assert ledger.looks(Door(mailbox.box(port=cable.port))) == 0


def test_a_person_s_deleted_mails_are_not_expunged_with_ours(mailbox: Mailbox, cable: Cable, ledger: Ledger) -> None:
    """A plain EXPUNGE would: here the person marks a mail just when ours is put away."""
    cable.rewrite = [(b" MOVE", b" XOVE")]
    mailbox.gets(FIRST)
    theirs = mailbox.gets(SECOND)

    def keep(raw: bytes, where: Any) -> None:
        if where.uid == theirs:
            raise OSError("died here")
        with mailbox.person() as person:
            person.select_folder("INBOX")
            person.add_flags([theirs], [b"\\Deleted"])

    with pytest.raises(OSError, match="died"):
        Door(mailbox.box(port=cable.port)).look(keep, ledger.keep_stuck, ledger.tries)
    assert mailbox.holds() == [SECOND]


def test_the_kept_folder_is_made_again_when_somebody_deleted_it(mailbox: Mailbox, ledger: Ledger) -> None:
    door = Door(mailbox.box(kept_folder="Kept"))
    mailbox.gets(FIRST)
    ledger.looks(door)
    with mailbox.person() as person:
        person.delete_folder("Kept")
    mailbox.gets(SECOND)
    assert ledger.looks(door) == 1
    assert mailbox.holds("Kept") == [SECOND]
    with mailbox.person() as person:
        assert "Kept" in [name for _, _, name in person.list_sub_folders()]


@pytest.mark.dovecot
def test_a_server_with_its_own_spelling_of_folders_gets_it(tmp_path: Path, ledger: Ledger) -> None:
    server = Dovecot(separator=".", prefix="INBOX.")
    try:
        mailbox = Mailbox(server, tmp_path)
        mailbox.gets(FIRST)
        assert ledger.looks(Door(mailbox.box())) == 1
        assert mailbox.holds("INBOX.Hirz.Kept") == [FIRST]
    finally:
        server.stop()


@pytest.mark.dovecot
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_under_tls_with_an_authority_of_our_own(
    dovecot: Dovecot, tmp_path: Path, ledger: Ledger, security: str
) -> None:
    mailbox = Mailbox(dovecot, tmp_path)
    mailbox.gets(FIRST)
    port = dovecot.tls_port if security == "tls" else dovecot.port
    box = mailbox.box(port=port, security=security, host="localhost", ca_file=dovecot.certificate.ca_file)
    assert ledger.looks(Door(box)) == 1
    facts = check_door(box)
    assert facts[0] in ("TLSv1.2", "TLSv1.3")
    assert any("IDLE" in fact for fact in facts)


def test_check_tells_of_folders_that_are_missing(mailbox: Mailbox) -> None:
    assert "folder 'INBOX' is there" in check_door(mailbox.box())
    with pytest.raises(DoorShut, match="folder 'Nowhere' was refused"):
        check_door(mailbox.box(junk_folders=["Nowhere"]))


def test_a_wrong_password_is_told_without_it(mailbox: Mailbox, tmp_path: Path, ledger: Ledger) -> None:
    box = box_at(tmp_path, mailbox.server.port, mailbox.user, "not-the-pass-word")
    with pytest.raises(DoorShut, match="the login was refused") as shut:
        ledger.looks(Door(box))
    assert "not-the" not in str(shut.value)
    assert mailbox.user not in str(shut.value)
