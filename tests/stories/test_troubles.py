"""When the world around the desk fails for a while, nothing is lost, and whoever has to know is told."""

from daemon.demo.servers import Sink
from tests.cable import Cable
from tests.desk import NewDesk
from tests.mails import mail
from tests.people import People


def test_a_stop_under_load_ends_well_and_loses_nothing(new_desk: NewDesk, people: People) -> None:
    """A process from Python's own start on, with its own sandbox: what systemd starts and stops."""
    desk = new_desk(whole=True)
    letters = [mail(f"r{number}@press.test", people.desk, f"letter {number}") for number in range(20)]
    letters += [mail(people.reporter, people.desk, f"s {number}", sealed_by=people.reporter) for number in range(5)]
    for letter in letters:
        desk.receives(letter)
    desk.starts()
    desk.until(lambda: bool(desk.told("settled")), "work to begin")
    desk.stops()
    stopped = desk.told("stopped")[-1]
    assert stopped["state"] == "finished"
    assert len(desk.told("settled")) < len(letters), "it was stopped in the middle"
    desk.fsck()
    desk.starts()
    desk.rests()
    assert desk.kept_counts() == {"settled": len(letters)}
    assert all(desk.holds(letter) for letter in letters)
    assert len(desk.left_for(people.handler)) == len(letters), "each is told once"
    assert desk.stops() < 20


def test_the_relay_is_away_and_comes_back(new_desk: NewDesk, people: People) -> None:
    desk = new_desk()
    desk.starts()
    port = desk.sink.port
    desk.sink.stop()
    desk.receives(mail("amal@mail.test", people.desk, "the relay is away"))
    desk.until(lambda: len(desk.told("put_off")) == 2, "both answers to be put off")
    waiting = desk.outbound()
    assert {(row.state, row.attempts) for row in waiting} == {("waiting", 1)}
    desk.sink = Sink(port=port)
    for row in waiting:
        desk.hirz("retry", row.id)
    desk.receives(mail("nour@mail.test", people.desk, "and back"))  # rings; otherwise it is tried within a minute
    desk.sink.wait_for(4)
    desk.rests()
    assert {row.message_id for row in waiting} <= {one.message_id for one in desk.outbound() if one.state == "sent"}
    assert len(desk.sink.received) == 4


def test_the_mailbox_is_away_and_comes_back(new_desk: NewDesk, people: People) -> None:
    cables: list[Cable] = []

    def through(port: int) -> int:
        cables.append(Cable(port))
        return cables[0].port

    # the bell is silent while nobody answers it: only the full look every few minutes finds the door shut
    desk = new_desk({"pace": {"tick": "0 s", "look_every": "1 s"}}, imap_port=through)
    (cable,) = cables
    desk.starts()
    desk.receives(mail("amal@mail.test", people.desk, "before"))
    desk.sink.wait_for(2)
    cable.cut_on = b" "  # whoever says anything is thrown out
    cable.cut()
    desk.receives(mail("nour@mail.test", people.desk, "meanwhile"))
    desk.until(lambda: bool(desk.told("door_shut")), "the door to be shut")
    cable.cut_on = None
    desk.sink.wait_for(4)
    desk.rests()
    assert desk.kept_counts() == {"settled": 2}
    assert desk.told("door_open")
    cable.stop()


def test_a_recipient_refused_for_good_is_told_to_handlers(new_desk: NewDesk, people: People) -> None:
    desk = new_desk()
    desk.sink.refuse = {"amal@mail.test": "550 5.1.1 no such person <amal@mail.test>"}
    desk.starts()
    desk.receives(mail("amal@mail.test", people.desk, "nobody will hear the answer"))
    told = desk.mail_for(people.handler, "could not be delivered")
    assert told.sealed
    assert "no such person" not in told.text, "what a relay writes is a stranger's words"
    failed = [row for row in desk.outbound() if row.state == "failed"]
    assert [row.kind for row in failed] == ["received"]
    assert "amal" not in desk.log.read_text()


def test_a_full_disk_leaves_mail_in_the_mailbox(new_desk: NewDesk, people: People) -> None:
    """The floor is looked at before anything is fetched; above it, the same mail is taken in (R14)."""
    letter = mail("amal@mail.test", people.desk, "no room for me")
    desk = new_desk({"limits": {"free_space": "900000000 GB"}, "pace": {"tick": "0 s", "look_every": "1 s"}})
    desk.receives(letter)
    desk.starts()
    desk.until(lambda: len(desk.told("disk_low")) > 1, "the disk to be low")
    assert desk.mailbox() == [letter] and not desk.kept()
    desk.stops()
    desk.config.write_text(desk.config.read_text().replace("900000000 GB", "1 MB"))
    desk.starts()
    desk.rests()
    assert desk.kept_counts() == {"settled": 1}
