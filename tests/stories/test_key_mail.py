"""Our key on request, from the question to the first sealed letter; and a desk that says in time whose key ends."""

import email
from pathlib import Path

from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import People, Person, forget_home, make_person, new_home

AMAL = Person("Amal", "amal@mail.test", b"", b"", "", Path())


def test_a_stranger_asks_for_the_key_and_then_writes_sealed(desk: LivingDesk, people: People) -> None:
    desk.receives(mail(AMAL.address, people.desk.address, "", subject="مفتاح"))
    [answer] = desk.mails_for(AMAL, 1)
    assert answer.subject == "مفتاحنا" and not answer.sealed
    assert (answer.envelope_sender, answer.outer["auto-submitted"]) == ("", "auto-replied")
    assert "autocrypt" in answer.outer
    assert people.desk.fingerprint in answer.text.replace(" ", "")
    files = {part.get_content_type(): part for part in email.message_from_bytes(answer.raw).walk()}
    assert b"BEGIN:VCARD" in bytes(files["text/vcard"].get_payload(decode=True))
    home = new_home()
    try:
        lina = make_person("Lina", "lina@press.test", home)
        lina.gpg("--import", given=bytes(files["application/pgp-keys"].get_payload(decode=True)))
        desk.receives(mail(lina, people.desk, "قرأ أحدهم رسائلي", sealed_by=lina, autocrypt=True))
        first = desk.mail_for(lina, "H-")
        assert first.sealed
    finally:
        forget_home(home)
    desk.rests()
    assert [row.reason for row in desk.kept() if row.state == "aside"] == ["key_request"]
    assert "key" in desk.hirz("list", "--aside")


def rounds_of_keys(desk: LivingDesk) -> list[int]:
    """How much there was to tell in each round of the key calendar."""
    return [one["count"] for one in desk.told("round") if one["reason"] == "keys"]


def test_a_handler_is_told_once_that_their_key_ends(new_desk: NewDesk) -> None:
    home = new_home()
    try:
        dina = make_person("Dina Handler", "dina@desk.test", home, expires="10d")
        desk = new_desk()
        desk.knows_handler(dina)
        desk.starts()
        told = desk.mail_for(dina, "10 days")
        assert told.sealed and dina.fingerprint in told.text.replace(" ", "")
        desk.rests()
        desk.stops()
        desk.starts()
        desk.until(lambda: len(rounds_of_keys(desk)) == 2, "the round of the second start")
        desk.rests()
        desk.stops()
        assert rounds_of_keys(desk) == [1, 0]
        assert len(desk.left_for(dina)) == 1
    finally:
        forget_home(home)
