"""The desk changes its key while people write to the one they know: nothing is lost, and nothing leaves weaker."""

import email
import re
import secrets
from collections.abc import Iterator

import pytest

from pgp.autocrypt import read_autocrypt
from pgp.certificates import Certificate, public_part
from pgp.headers import split_head
from tests.desk import LivingDesk, NewDesk
from tests.mails import mail
from tests.people import Person, forget_home, make_person, new_home, run_gpg


@pytest.fixture
def desk(new_desk: NewDesk) -> LivingDesk:
    return new_desk()


@pytest.fixture
def zahra() -> Iterator[Person]:
    """A reporter who never wrote before, with a home of her own: there she has only the key she was given last."""
    home = new_home()
    try:
        yield make_person("Zahra", f"zahra-{secrets.token_hex(4)}@press.test", home)
    finally:
        forget_home(home)


def writes(desk: LivingDesk, who: Person, to: Person) -> str:
    """A sealed letter, and the desk has done with it; returns words that stand in it."""
    words = secrets.token_hex(8)
    desk.receives(mail(who, to, words, sealed_by=who, autocrypt=True))
    desk.rests()
    return words


def as_others_know_it(desk: LivingDesk, who: Person, name: str = "key") -> Person:
    """The desk with the certificate it has now, in that person's gpg."""
    certificate = in_use(desk, name)
    run_gpg(who.home, "--import", given=certificate.data)
    return Person("Desk", desk.people.desk.address, b"", certificate.data, certificate.fingerprint, who.home)


def in_use(desk: LivingDesk, name: str = "key") -> Certificate:
    return public_part((desk.folder / name).read_bytes())


def brought(desk: LivingDesk, who: Person) -> Certificate:
    """The desk's certificate as the last mail to this person carries it."""
    raw = desk.left_for(who)[-1].mail
    inner = who.opens(raw[raw.index(b"-----BEGIN PGP") :])
    found = read_autocrypt(split_head(inner)[0], desk.people.desk.address) or read_autocrypt(
        split_head(raw)[0], desk.people.desk.address
    )
    assert found, list(email.message_from_bytes(inner).items())
    return found


def signer(desk: LivingDesk, who: Person) -> str:
    """Whose signature stands under the last mail to this person, as their own gpg says."""
    raw = desk.left_for(who)[-1].mail
    sealed = raw[raw.index(b"-----BEGIN PGP") :]
    status = run_gpg(who.home, "--status-fd", "1", "--output", "/dev/null", "--yes", "--decrypt", given=sealed)
    found = re.search(rb"VALIDSIG .* ([0-9A-F]{40})$", status, re.MULTILINE)
    assert found, status
    return found[1].decode()


def takes_up(desk: LivingDesk, printed: str) -> str:
    """The sysadmin copies the two lines into the config; returns the name of the new key's file."""
    lines = [line.strip() for line in printed.splitlines() if "key_file" in line]
    text = re.sub(r"^(retired_)?key_files? = .*\n", "", desk.config.read_text(), flags=re.MULTILINE)
    desk.config.write_text(text.replace("[desk]\n", "[desk]\n" + "\n".join(lines) + "\n"))
    return lines[0].split('"')[1]


def test_key_16_a_new_subkey_while_people_write_to_the_old_one(desk: LivingDesk, zahra: Person) -> None:
    reporter, people = desk.people.reporter, desk.people
    desk.starts()
    words = writes(desk, reporter, people.desk)
    desk.mail_for(people.handler, words)
    assert len(brought(desk, reporter).encryption_keys) == 1
    desk.stops()

    desk.hirz("key", "rotate", "--subkey")
    desk.starts()
    desk.mail_for(people.handler, writes(desk, reporter, people.desk))  # sealed to the old subkey, and read
    assert len(brought(desk, reporter).encryption_keys) == 2, "the new one went to them with the answer"
    desk.mail_for(people.handler, writes(desk, zahra, as_others_know_it(desk, zahra)))
    assert signer(desk, zahra) == people.desk.fingerprint
    assert not desk.told("infrastructure")


def test_a_wholly_new_key(desk: LivingDesk, zahra: Person) -> None:
    reporter, people = desk.people.reporter, desk.people
    name = takes_up(desk, desk.hirz("key", "rotate", "--primary"))
    new = in_use(desk, name)
    desk.starts()
    desk.mail_for(people.handler, writes(desk, reporter, people.desk))  # sealed to the retired key, and read
    assert brought(desk, reporter).fingerprint == new.fingerprint
    writes(desk, zahra, as_others_know_it(desk, zahra, name))
    assert signer(desk, zahra) == new.fingerprint


def test_r25_a_revoked_key_opens_holds_and_a_new_one_lets_all_of_it_go(desk: LivingDesk) -> None:
    reporter, people = desk.people.reporter, desk.people
    desk.hirz("key", "revoke", "--apply", "--reason", "compromised")
    desk.starts()
    words = writes(desk, reporter, people.desk)
    held = [row for row in desk.outbound() if row.state == "held"]
    assert held and {row.reason for row in held} == {"own_key_unusable"}
    assert not desk.left_for(people.handler) and not desk.left_for(reporter)
    desk.stops()
    desk.starts()  # what was held is not tried again: every try would tell the handlers anew
    desk.rests()
    assert len(desk.outbound()) == len(held)
    desk.stops()

    takes_up(desk, desk.hirz("key", "rotate", "--primary"))
    desk.starts()
    desk.mail_for(people.handler, words)
    desk.until(lambda: bool(desk.left_for(reporter)), "the answer that was held")
    assert not [row for row in desk.outbound() if row.state == "held"]
