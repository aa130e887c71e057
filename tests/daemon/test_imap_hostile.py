"""Mail servers that lie, hang or sit in the wrong place: nothing hangs, and the next mail goes through."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from daemon.config import ImapBox
from daemon.doors.imap import TOO_LARGE, UNFETCHABLE, Door
from daemon.doors.wire import DoorShut
from tests.cable import Cable
from tests.certificates import certificate
from tests.dovecot import Dovecot
from tests.servers import HASTE, Embedded, Ledger, box_at
from tests.toy_imap import ToyImap

MAIL = b"Subject: %d\r\n\r\nhelp\r\n"


@pytest.fixture
def toy() -> Iterator[ToyImap]:
    server = ToyImap({uid: MAIL % uid for uid in (1, 2, 3)})
    yield server
    server.stop()


@pytest.fixture
def box(toy: ToyImap, tmp_path: Path) -> ImapBox:
    return box_at(tmp_path, toy.port, "desk", "secret-word")


def looks(ledger: Ledger, door: Door, times: int) -> list[str]:
    """Ring several times; return what was complained of."""
    complaints = []
    for _ in range(times):
        try:
            ledger.looks(door)
        except DoorShut as shut:
            complaints.append(str(shut))
    return complaints


def test_a_toy_is_believed_when_it_does_not_lie(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    assert ledger.looks(Door(box, HASTE)) == 3
    assert toy.moved == [1, 2, 3]


def test_a_uid_that_cannot_be_fetched_is_stuck_after_three_times(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    toy.lies[b"UID FETCH 2 (BODY"] = b"NO [SERVERBUG] internal error about somebody@example.org"
    door = Door(box, HASTE)

    assert looks(ledger, door, 3) == []

    assert ledger.mails == [MAIL % 1, MAIL % 3]
    ((where, reason, header),) = ledger.stuck
    assert (where.uid, reason, header) == (2, UNFETCHABLE, b"")
    assert list(toy.mails) == [2]  # left where it lies
    toy.said.clear()
    assert looks(ledger, door, 2) == []
    assert not [said for said in toy.said if b"FETCH" in said]  # and passed over


def test_a_uid_the_server_dies_on_holds_up_nobody(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    def dies(_: bytes) -> bytes:
        raise OSError

    toy.lies[b"UID FETCH 1 (BODY"] = dies
    door = Door(box, HASTE)

    assert len(looks(ledger, door, 4)) == 3

    assert sorted(ledger.mails) == [MAIL % 2, MAIL % 3]
    assert [(where.uid, reason) for where, reason, _ in ledger.stuck] == [(1, UNFETCHABLE)]


def test_a_uid_whose_size_kills_the_server_is_found_among_many(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    def dies_on_two(command: bytes) -> bytes:
        if b"2" in command.split()[2]:
            raise OSError
        return toy._fetched(command)

    toy.lies[b"UID FETCH"] = dies_on_two
    toy.mails = {uid: MAIL % uid for uid in (1, 2, 3)}
    looks(ledger, Door(box, HASTE), 6)
    assert sorted(ledger.mails) == [MAIL % 1, MAIL % 3]
    assert [(where.uid, reason) for where, reason, _ in ledger.stuck] == [(2, UNFETCHABLE)]


def test_a_mail_that_is_listed_but_never_given_is_stuck_too(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    toy.lies[b"UID FETCH 2 (BODY"] = b"* 2 FETCH (UID 2 FLAGS ())\r\n"
    looks(ledger, Door(box, HASTE), 3)
    assert [where.uid for where, _, _ in ledger.stuck] == [2]


def test_a_date_that_is_none_is_no_reason_to_leave_a_mail(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    def undated(command: bytes) -> bytes:
        return toy._fetched(command).replace(b'"01-Nov-2026 10:00:00 +0200"', b'"99-Foo-2026 99:00:00 +0200"')

    toy.lies[b"UID FETCH"] = undated
    assert ledger.looks(Door(box, HASTE)) == 3
    assert all(where.received_at.tzinfo for _, where in ledger.kept)


def test_a_server_that_only_estimates_sizes_is_asked_twice(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    def estimated(command: bytes) -> bytes:
        return toy._fetched(command).replace(b"RFC822.SIZE %d" % len(MAIL % 1), b"RFC822.SIZE 1000")

    toy.lies[b"UID FETCH"] = estimated
    assert ledger.looks(Door(box, HASTE)) == 3
    assert len([said for said in toy.said if b"BODY" in said]) == 6


def test_a_mail_that_changes_from_one_fetch_to_the_next_is_not_taken(
    toy: ToyImap, box: ImapBox, ledger: Ledger
) -> None:
    """OPS-03: announced is one length, delivered are others."""
    toy.mails = {1: MAIL % 1}

    def grows(_: bytes) -> bytes:
        toy.mails[1] += b"more\r\n"
        return b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (len(toy.mails[1]), toy.mails[1])

    toy.lies[b"UID FETCH 1 (BODY"] = grows
    looks(ledger, Door(box, HASTE), 3)
    assert ledger.kept == []
    assert [reason for _, reason, _ in ledger.stuck] == [UNFETCHABLE]


@pytest.mark.parametrize(
    "lie",
    [
        b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\nfoo",  # more than was asked for
        b"* 1 FETCH (UID 1 BODY[] {%s}\r\nfoo" % (b"9" * 5000),  # more than a number can hold
        b"* 1 FETCH (UID 1 BODY[] {50}\r\ntoo short)\r\n",  # swallows what follows and waits
        b"* 1 FETCH (UID 1 BODY[] {-1}\r\nfoo)\r\n",
        b"* 1 FETCH (UID 1 BODY[] NIL)\r\n",
        b"* 1 FETCH " + b"(" * 3000 + b"\r\n",
        b"* 1 FETCH (UID one BODY[] {3}\r\nfoo)\r\n",
        b"* 1 FETCH (UID 7 BODY[] {3}\r\nfoo)\r\n",  # another mail's
        b"* x\r\n" * 400_000,
        b"x" * 5_000_000,
        b"\0\xff\r\n",
        b"* BYE no more\r\n",
        b"+ go on\r\n",
    ],
    ids=lambda lie: repr(lie[:40]),
)
def test_nonsense_is_never_taken_for_a_mail(toy: ToyImap, box: ImapBox, ledger: Ledger, lie: bytes) -> None:
    toy.lies[b"UID FETCH 1 (BODY"] = lie
    complaints = looks(ledger, Door(box, HASTE, largest=1 << 20), 4)
    assert sorted(ledger.mails) == [MAIL % 2, MAIL % 3]
    assert [(where.uid, reason) for where, reason, _ in ledger.stuck] == [(1, UNFETCHABLE)]
    assert not any("foo" in complaint for complaint in complaints)


@pytest.mark.parametrize(
    "lie",
    [b"* SEARCH one two\r\n", b"* SEARCH " + b"9" * 5000 + b"\r\n", b"NO not today\r\n", b"* SEARCH -1\r\n"],
    ids=lambda lie: repr(lie[:20]),
)
def test_a_search_that_makes_no_sense_shuts_the_door_until_the_next_bell(
    toy: ToyImap, box: ImapBox, ledger: Ledger, lie: bytes
) -> None:
    toy.lies[b"UID SEARCH"] = lie
    door = Door(box, HASTE)
    looks(ledger, door, 1)
    assert ledger.kept == []
    toy.lies.clear()
    assert ledger.looks(door) == 3


def test_a_size_that_hides_a_giant_is_noticed_by_its_octets(toy: ToyImap, box: ImapBox, ledger: Ledger) -> None:
    toy.mails = {1: MAIL % 1 + b"x" * 9000}
    toy.lies[b"UID FETCH 1 (RFC822"] = b"* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n"
    ledger.looks(Door(box, HASTE, largest=5000))
    assert [(reason, header) for _, reason, header in ledger.stuck] == [(TOO_LARGE, b"Subject: 1\r\n\r\n")]


@pytest.mark.parametrize("greeting", [b"* PREAUTH welcome", b"* BYE go away", b"220 smtp.test", b"", b"\xff" * 90])
def test_only_a_server_that_asks_who_we_are_is_spoken_to(toy: ToyImap, box: ImapBox, greeting: bytes) -> None:
    toy.greeting = greeting
    with pytest.raises(DoorShut):
        Ledger().looks(Door(box, HASTE))
    assert not any(b"secret-word" in said for said in toy.said)


def test_a_server_that_lets_nobody_log_in_in_the_clear_does_not_hear_the_password(tmp_path: Path) -> None:
    toy = ToyImap({}, b"IMAP4rev1 LOGINDISABLED")
    try:
        with pytest.raises(DoorShut, match="nobody log in"):
            Ledger().looks(Door(box_at(tmp_path, toy.port, "desk", "secret-word"), HASTE))
        assert not any(b"secret-word" in said for said in toy.said)
    finally:
        toy.stop()


@pytest.mark.parametrize(
    "trouble",
    [lambda cable: setattr(cable, "swallow", True), lambda cable: setattr(cable, "drip", 0.4)],
    ids=["black hole", "drip"],
)
def test_a_server_that_hangs_is_left_when_patience_ends(
    embedded: Embedded, tmp_path: Path, ledger: Ledger, trouble: Callable[[Cable], None]
) -> None:
    """A drip keeps every socket time-out from ending; the wall clock ends it (R8)."""
    cable = Cable(embedded.port)
    user = embedded.new_account()
    embedded.append(user, MAIL % 1)
    door = Door(box_at(tmp_path, cable.port, user, embedded.password(user)), HASTE)
    ledger.looks(door)
    embedded.append(user, MAIL % 2)
    trouble(cable)
    with pytest.raises(DoorShut, match="it takes too long"):
        ledger.looks(door)
    with pytest.raises(DoorShut, match="it takes too long"):
        ledger.looks(Door(box_at(tmp_path, cable.port, user, embedded.password(user)), HASTE))
    cable.swallow, cable.drip = False, 0.0
    assert ledger.looks(door) == 1
    cable.stop()


def test_close_ends_a_look_from_another_thread(embedded: Embedded, tmp_path: Path, ledger: Ledger) -> None:
    user = embedded.new_account()
    embedded.append(user, MAIL % 1)
    embedded.append(user, MAIL % 2)
    door = Door(box_at(tmp_path, embedded.port, user, embedded.password(user)))

    def keep(raw: bytes, where: Any) -> None:
        ledger.keep(raw, where)
        door.close()

    with pytest.raises(DoorShut):
        door.look(keep, ledger.keep_stuck, ledger.tries)
    assert len(ledger.kept) == 1
    assert ledger.looks(door) == 2


def test_nobody_there(tmp_path: Path, toy: ToyImap) -> None:
    toy.stop()
    with pytest.raises(DoorShut, match=f"127.0.0.1:{toy.port}: cannot connect"):
        Ledger().looks(Door(box_at(tmp_path, toy.port, "desk", "secret-word"), HASTE))


def test_no_password_file(tmp_path: Path, toy: ToyImap) -> None:
    box = box_at(tmp_path, toy.port, "desk", "secret-word")
    box.password_file.unlink()
    with pytest.raises(DoorShut, match="cannot be read"):
        Ledger().looks(Door(box, HASTE))


def test_without_tls_only_this_machine_is_spoken_to(tmp_path: Path, toy: ToyImap, monkeypatch: Any) -> None:
    """OPS-01: also where the config says localhost and the name stands for something else."""
    with pytest.raises(ValueError, match="this machine only"):
        box_at(tmp_path, 143, "desk", "secret-word", host="imap.example.org")

    import daemon.doors.wire  # the network is what is bad here: localhost is made to be elsewhere

    monkeypatch.setattr(daemon.doors.wire, "loopback", lambda address: address != "127.0.0.1")
    with pytest.raises(DoorShut, match="is not this machine"):
        Ledger().looks(Door(box_at(tmp_path, toy.port, "desk", "secret-word"), HASTE))
    assert toy.said == []


@pytest.mark.dovecot
class TestTls:
    """What stands between us and the server may be mallory."""

    def box(self, dovecot: Dovecot, folder: Path, **changes: Any) -> ImapBox:
        user = dovecot.new_account()
        settings = {"host": "localhost", "ca_file": dovecot.certificate.ca_file, "security": "starttls", **changes}
        return box_at(folder, settings.pop("port", dovecot.port), user, dovecot.password(user), **settings)

    def test_starttls_that_was_stripped_is_not_done_without(self, dovecot: Dovecot, tmp_path: Path) -> None:
        cable = Cable(dovecot.port)
        cable.rewrite = [(b" STARTTLS", b" XTARTTLS")]
        with pytest.raises(DoorShut, match="offers no TLS"):
            Ledger().looks(Door(self.box(dovecot, tmp_path, port=cable.port), HASTE))
        cable.stop()

    def test_what_was_slipped_in_before_tls_is_noticed(self, dovecot: Dovecot, tmp_path: Path) -> None:
        """OPS-02."""
        cable = Cable(dovecot.port)
        cable.rewrite = [(b"Begin TLS negotiation now.\r\n", b"Begin TLS.\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")]
        with pytest.raises(DoorShut, match="before TLS"):
            Ledger().looks(Door(self.box(dovecot, tmp_path, port=cable.port), HASTE))
        cable.stop()

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    def test_a_certificate_of_another_authority_is_refused(
        self, dovecot: Dovecot, tmp_path: Path, security: str
    ) -> None:
        other = certificate(tmp_path / "other")
        port = dovecot.tls_port if security == "tls" else dovecot.port
        box = self.box(dovecot, tmp_path, port=port, security=security, ca_file=other.ca_file)
        with pytest.raises(DoorShut, match="its certificate is refused"):
            Ledger().looks(Door(box, HASTE))

    def test_a_certificate_the_system_does_not_know_is_refused(self, dovecot: Dovecot, tmp_path: Path) -> None:
        with pytest.raises(DoorShut, match="its certificate is refused"):
            Ledger().looks(Door(self.box(dovecot, tmp_path, ca_file=None), HASTE))

    def test_a_certificate_for_another_name_is_refused(self, dovecot: Dovecot, tmp_path: Path) -> None:
        cable = Cable(dovecot.port, "127.0.0.2")
        with pytest.raises(DoorShut, match="its certificate is refused"):
            Ledger().looks(Door(self.box(dovecot, tmp_path, host="127.0.0.2", port=cable.port), HASTE))
        cable.stop()

    def test_tls_with_a_server_that_speaks_none(self, dovecot: Dovecot, tmp_path: Path) -> None:
        with pytest.raises(DoorShut, match="no TLS"):
            Ledger().looks(Door(self.box(dovecot, tmp_path, security="tls"), HASTE))
