"""A new colleague, through the running desk: asked for by one lead, confirmed by the other, at work, and gone again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import LivingDesk
from tests.mails import content, encrypted_part, joined, mail, protected
from tests.people import People, Person, forget_home, make_person, new_home, run_gpg
from tests.warm import Warm


@pytest.fixture
def led(people: People, warm: Warm, sandbox: Path) -> Iterator[LivingDesk]:
    """A desk that Bahia and Driss lead."""
    desk = LivingDesk(people, settings={"examine": {"socket": str(sandbox)}}, warm=warm)
    try:
        desk.knows_handler(people.second_handler)
        for person in (people.handler, people.second_handler):
            desk.hirz("handler", "role", person.address, "lead")
        desk.starts()
        yield desk
    finally:
        desk.close()


@pytest.fixture
def nadia(people: People) -> Iterator[Person]:
    """In a home of her own: in the shared one the desk may have a subkey by now that this desk never made."""
    home = new_home()
    try:
        run_gpg(home, "--import", given=people.desk.certificate)
        yield make_person("Nadia", "nadia@desk.test", home)
    finally:
        forget_home(home)


def says(desk: LivingDesk, who: Person, text: str, *files: tuple[str, str, bytes]) -> None:
    desk.receives(mail(who, desk.people.desk, text, sealed_by=who, attachments=files))


def test_a_colleague_comes_works_and_goes(led: LivingDesk, people: People, nadia: Person) -> None:
    bahia, driss = people.handler, people.second_handler
    key = ("nadia.asc", "application/pgp-keys", nadia.gpg("--armor", "--export", nadia.fingerprint))
    says(led, bahia, f"#handler add Nadia {nadia.address}", key)
    told = led.mail_for(driss, "#handler confirm")
    assert told.sealed and nadia.fingerprint in told.text.replace(" ", "")
    says(led, driss, next(line for line in told.text.splitlines() if line.startswith("#handler confirm")))
    welcome = led.mail_for(nadia, "#help")
    assert welcome.sealed and people.desk.fingerprint in welcome.text.replace(" ", "")
    assert led.mail_for(bahia, "works at the desk now").sealed

    says(led, nadia, "#help")
    assert "#escalate" in led.mail_for(nadia, "#escalate").text
    led.receives(mail(people.reporter, people.desk, "they read my mail", sealed_by=people.reporter, autocrypt=True))
    notice = led.mail_for(nadia, "they read my mail")
    says(led, bahia, f"#handler disable {nadia.address}")
    gone = led.mail_for(bahia, "does not work here any more")
    assert notice.tag in gone.text, "she read about it"
    says(led, nadia, f"#ticket {notice.nonce}\n#close\n#confirm")
    led.rests()
    assert notice.tag in led.hirz("list") and "closed" not in led.hirz("list")
    led.stops()
    led.fsck()


def test_what_was_signed_for_another_desk_puts_nobody_out(led: LivingDesk, people: People) -> None:
    """CMD-05: the other desk's keeper opens it and seals it anew, to us, with our address outside."""
    bahia, driss = people.handler, people.second_handler
    headers, body = content(f"#handler disable {driss.address}", ())
    inside = [("From", bahia.mailbox), ("To", "desk@elsewhere.test"), ("Subject", "orders")]
    inner = joined(protected(inside, headers, "memory-hole"), body)
    outside = [("From", bahia.mailbox), ("To", people.desk.address), ("Subject", "..."), ("MIME-Version", "1.0")]
    led.receives(joined(outside, b"", after=encrypted_part(bahia.seals(inner, people.desk))))
    assert f"#desk {people.desk.address}" in led.mail_for(bahia, "NOTHING WAS DONE").text
    assert "disabled" not in led.hirz("handler", "list")
