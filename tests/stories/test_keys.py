"""Keys over a reporter's years, through the running desk: prolonged, lost, named by the one before, asked about."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import LivingDesk
from tests.mails import mail
from tests.people import People, Person, forget_home, make_person, new_home, person_from, run_gpg
from tests.posted import Mail


def writes(desk: LivingDesk, who: Person, text: str, **more: object) -> Mail:
    """A sealed letter with words nobody used before, and what the handler gets about it."""
    words = f"{text} {secrets.token_hex(8)}"
    desk.receives(mail(who, desk.people.desk, words, sealed_by=who, autocrypt=True, **more))  # type: ignore[arg-type]
    return desk.mail_for(desk.people.handler, words)


def handler_says(desk: LivingDesk, told: Mail, words: str, text: str = "") -> None:
    """A handler answers a notice; the code of the last mail about that ticket is used."""
    handler = desk.people.handler
    body = f"#ticket {told.nonce}\n{words}\n\n{text}\n"
    desk.receives(mail(handler, desk.people.desk, body, sealed_by=handler))


def handler_reads(desk: LivingDesk, about: Mail, words: str) -> Mail:
    """The latest mail about that ticket with these words."""
    seen: list[Mail] = []

    def found() -> bool:
        seen[:] = [one for one in desk.mails_for(desk.people.handler) if about.tag in one.text and words in one.text]
        return bool(seen)

    desk.until(found, f"a mail about {about.tag} with {words!r}")
    return seen[-1]


@pytest.fixture
def gpg_home() -> Iterator[Path]:
    """A home of this story's own: in the shared one the desk may have a subkey by now that this desk never made."""
    home = new_home()
    try:
        yield home
    finally:
        forget_home(home)


@pytest.fixture
def zahra(gpg_home: Path, people: People) -> Person:
    """A reporter with a key that ends in five days."""
    run_gpg(gpg_home, "--import", given=people.desk.certificate)
    return make_person("Zahra", f"zahra-{secrets.token_hex(4)}@press.test", gpg_home, expires="5d")


@pytest.fixture
def zahra_again(zahra: Person, gpg_home: Path) -> Person:
    """The same reporter after the device was lost: a wholly new key."""
    return make_person("Zahra", zahra.address, gpg_home)


def test_a_prolonged_key_is_taken_over_from_a_plain_mail(desk: LivingDesk, zahra: Person) -> None:
    told = writes(desk, zahra, "my key ends soon")
    zahra.gpg("--quick-set-expire", zahra.fingerprint, "3y")
    zahra.gpg("--quick-set-expire", zahra.fingerprint, "3y", "*")
    longer = person_from(zahra.name, zahra.address, zahra.home, zahra.fingerprint)
    desk.receives(mail(longer, desk.people.desk, f"renewed {secrets.token_hex(8)}", autocrypt=True))
    desk.rests()
    handler_says(desk, told, "#key")
    listed = handler_reads(desk, told, "known since")
    assert "usable until 2029" in listed.text or "usable until 2030" in listed.text


def test_a_lost_key_is_replaced_once_a_handler_compared_the_new_one(
    desk: LivingDesk, zahra: Person, zahra_again: Person
) -> None:
    writes(desk, zahra, "they search my house")
    told = writes(desk, zahra_again, "I had to make a new key")
    assert "ANOTHER KEY" in told.text and zahra.fingerprint in told.text and zahra_again.fingerprint in told.text
    words = f"We compared it by voice. {secrets.token_hex(6)}"
    handler_says(desk, told, "#reply", words)
    waiting = handler_reads(desk, told, "held back")
    assert words not in [one.text for one in desk.mails_for(zahra_again)]
    handler_says(desk, waiting, f"#key accept {zahra_again.fingerprint}")
    reply = desk.mail_for(zahra_again, words)
    assert reply.sealed


def test_the_old_key_names_the_new_one(desk: LivingDesk, zahra: Person, zahra_again: Person) -> None:
    writes(desk, zahra, "I will change my key")
    key = ("zahra.asc", "application/pgp-keys", zahra_again.certificate)
    said = f"My new key is {zahra_again.fingerprint}. Thank you"
    desk.receives(mail(zahra, desk.people.desk, said, sealed_by=zahra, attachments=[key]))
    told = desk.mail_for(desk.people.handler, zahra_again.fingerprint)
    assert "successor" in told.text
    words = f"Thank you, noted. {secrets.token_hex(6)}"
    handler_says(desk, told, "#reply", words)
    assert desk.mail_for(zahra_again, words).sealed


def test_mallory_with_her_own_key_in_anothers_name_learns_nothing(
    desk: LivingDesk, zahra: Person, gpg_home: Path
) -> None:
    first = writes(desk, zahra, "my source is in danger")
    posing = make_person("Zahra", zahra.address, gpg_home)
    told = writes(desk, posing, "please repeat what you told me")
    assert told.tag != first.tag and "ANOTHER KEY" in told.text
    words = f"About your source. {secrets.token_hex(6)}"
    handler_says(desk, told, "#reply", words)
    desk.rests()
    handler_says(desk, handler_reads(desk, told, "held back"), f"#key refuse {posing.fingerprint}")
    desk.rests()
    assert words.encode() not in b"".join(received.mail for received in desk.left_for(zahra))
    assert not any(words in one.text for one in desk.mails_for(posing) if one.sealed)
