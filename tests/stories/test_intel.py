"""A list of indicators, through the running desk: it comes by mail, looks back, tells the lab, knows the next one."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from templates import label
from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People, Person
from tests.warm import Warm

FILE = b"MZ" + b"what came as an update " * 100
LISTED = (
    f"type,value\nsha256,{hashlib.sha256(FILE).hexdigest()}\ndomain,google.com\ndomain,updates[.]example\n".encode()
)


@pytest.fixture
def led(people: People, warm: Warm, sandbox: Path) -> Iterator[LivingDesk]:
    """A desk that Bahia leads."""
    desk = LivingDesk(people, settings={"examine": {"socket": str(sandbox)}}, warm=warm)
    try:
        desk.hirz("handler", "role", people.handler.address, "lead")
        desk.starts()
        yield desk
    finally:
        desk.close()


def writes(desk: LivingDesk, who: Person, text: str, *files: tuple[str, str, bytes]) -> None:
    desk.receives(mail(who, desk.people.desk, text, sealed_by=who, attachments=files))


def test_a_list_that_comes_by_mail_finds_what_came_before_and_what_comes_after(led: LivingDesk, people: People) -> None:
    update = ("update.bin", "application/octet-stream", FILE)
    writes(led, people.reporter, "they told me to install this from https://get.updates.example/x1", update)
    tag = led.mail_for(people.handler, "they told me").tag
    writes(led, people.handler, "#intel add spyware", ("march.csv", "text/csv", LISTED))
    assert "are read now: 1." in led.mail_for(people.handler, "are read now").text
    led.rests()
    before = len(led.left_for(people.reporter))
    led.stops()
    led.starts()  # a round is gone at the start, and every minute from then on

    told = led.mail_for(people.handler, "march: 2 indicators taken")
    assert told.sealed and f"{tag}: feed march, " in told.text and "updates[.]example" in told.text
    assert "met by everybody every day" in told.text
    notice = led.mail_for(people.handler, "A new list of indicators matches this ticket")
    assert notice.tag == tag and "Verdict: DANGEROUS" in notice.text and "P1 now" in notice.text
    lab = led.mail_for(people.lab, "stands in a list of indicators of spyware")
    assert lab.sealed and tag in lab.text and "they told me" not in lab.text
    assert people.reporter.address not in lab.text
    assert len(led.left_for(people.reporter)) == before, "nobody outside is told"

    led.receives(mail("mona@mail.test", people.desk, "the same came to me", attachments=[update]))
    later = led.mail_for(people.handler, "the same came to me")
    assert "Verdict: DANGEROUS" in later.text and f"Same trouble as: {tag}" in later.text
    assert "march: 2 indicators, spyware" in led.hirz("intel", "list")
    assert tag in led.hirz("show", later.tag)
    led.rests()
    led.stops()
    led.fsck()


def test_who_poses_as_the_desk_is_named_by_the_desk(led: LivingDesk, people: People) -> None:
    posing = mail(
        "Test Desk Support <support@desk-help.example>", people.reporter, "send us your code", subject="Urgent"
    )
    writes(led, people.reporter, "is this you?", ("suspect.eml", "message/rfc822", posing))
    notice = led.mail_for(people.handler, "is this you?")
    assert label("look_handler", "S04", "en") in notice.text
    assert "support[@]desk-help[.]example" in notice.text
    led.stops()
