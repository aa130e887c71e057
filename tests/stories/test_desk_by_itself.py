"""A frightened night: what the desk says by itself, whom it wakes, and how a word makes it silent."""

from datetime import UTC, datetime

from tests.desk import NewDesk
from tests.exhibits import PHISH, macro_document
from tests.mails import mail
from tests.people import People
from tests.posted import opened


def test_a_frightened_mail_at_night(new_desk: NewDesk, people: People) -> None:
    desk_key, handler, reporter = people.desk, people.handler, people.reporter
    today = f"{datetime.now(UTC):%a}".lower()
    closed = {"time_zone": "UTC", "weekend": [today]}
    desk = new_desk(settings={"desk": {"ack_mode": "menu"}, "office": closed})
    desk.starts()
    bell = "bell@phone.test"
    desk.receives(mail(handler, desk_key, f"#desk {desk_key.address}\n#me pager={bell}\n", sealed_by=handler))
    assert f"Pager: {bell}" in desk.mail_for(handler, "HOW THE DESK KNOWS YOU").text

    # neutral, and plain about the night
    desk.receives(mail("zahra@press.test", desk_key, "they are at the door, please help me"))
    desk.until(lambda: bool(desk.left_for("zahra@press.test")), "a first answer")
    first = opened(desk.left_for("zahra@press.test")[0], reporter)
    assert "Nobody reads this before" in first.text and "8: Threats" in first.text and "door" not in first.text

    # one number makes it urgent, and the pager rings with a mail that says nothing
    desk.receives(mail("zahra@press.test", desk_key, "٨\n", references=[first.message_id]))
    desk.until(lambda: bool(desk.left_for(bell)), "the pager")
    rang = opened(desk.left_for(bell)[0], reporter).raw
    assert b"Something waits at the desk." in rang and b"zahra" not in rang and b"H-" not in rang
    assert b"Auto-Submitted: auto-" in rang and b"BEGIN PGP MESSAGE" not in rang

    # a word ends it
    desk.receives(mail("zahra@press.test", desk_key, "Stop\n", references=[first.message_id]))
    assert "UNPROVEN" not in desk.mail_for(handler, "They ask for no more automatic mail").text
    desk.rests()
    assert len(desk.left_for("zahra@press.test")) == 1 and len(desk.left_for(bell)) == 1

    # what is surely dangerous, from whom is surely she
    desk.receives(mail(reporter, desk_key, "is anybody there?", sealed_by=reporter, autocrypt=True))
    desk.mail_for(reporter, "Your message has reached")
    files = [("bank.eml", "message/rfc822", PHISH), ("pay.docm", "application/octet-stream", macro_document())]
    desk.receives(mail(reporter, desk_key, "I got this", sealed_by=reporter, attachments=files))
    warned = desk.mail_for(reporter, "Do not open it again.")
    assert warned.sealed and "pay.docm" not in warned.text
    desk.stops()
