"""SIG: mails that want to be believed. Each begins as one that is, and is changed in one place."""

from collections.abc import Callable
from datetime import datetime

import pytest

from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from tests.attacks.forgeries import Forgery, forged
from tests.attacks.forging import HONEST, command_part
from tests.people import People
from tests.pgp.packets import around, letter
from tests.pgp.test_open import knows

Opens = Callable[[bytes], Opened]
PART = "#priority P1\n"


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime) -> Opens:
    """The desk opens a mail; it knows everybody, mallory too, and not the lab."""
    store = knows(people.handler, people.reporter, people.mallory)
    return lambda raw: open_mail(raw, keyring, store, now)


def broken(forgery: Forgery, people: People, opens: Opens) -> Opened:
    """Believed as it stands; changed, it is told for exactly what it is."""
    part = command_part(people, PART)
    honest = opens(HONEST[forgery.base](people, part))
    assert honest.signer == people.handler.fingerprint and honest.reasons == (), honest.reasons
    assert honest.whole and honest.protection in (Protection.SEALED, Protection.SIGNED)
    raw = forgery.make(people, part)
    found = opens(raw)
    assert (found.reasons, found.protection) == (forgery.reasons, forgery.protection)
    assert found.signer == (getattr(people, forgery.signer).fingerprint if forgery.signer else None)
    assert bool(found.signature_digest) == bool(found.signer) == bool(found.signer_certificate)
    return found


@pytest.mark.parametrize("forgery", forged("SIG-01"), ids=str)
def test_sig_01_text_beside_a_signed_part_takes_the_belief_away(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-02"), ids=str)
def test_sig_02_html_around_a_signed_text_takes_the_belief_away(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-03"), ids=str)
def test_sig_03_a_signed_part_of_something_related_is_not_the_mail(
    people: People, opens: Opens, forgery: Forgery
) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-04"), ids=str)
def test_sig_04_a_signed_mail_that_is_attached_proves_nothing_about_the_mail(
    people: People, opens: Opens, forgery: Forgery
) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-05"), ids=str)
def test_sig_05_whoever_is_named_the_signer_is_who_signed(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-07"), ids=str)
def test_sig_07_a_file_name_in_the_message_is_nobodys_word(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-09"), ids=str)
def test_sig_09_of_several_signatures_none_is_believed(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-10"), ids=str)
def test_sig_10_a_clear_signed_text_carries_no_authority(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-11"), ids=str)
def test_sig_11_a_padded_clear_signed_line_carries_no_authority(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-12"), ids=str)
def test_sig_12_a_changed_clear_signed_head_carries_no_authority(
    people: People, opens: Opens, forgery: Forgery
) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-15"), ids=str)
def test_sig_15_a_digest_that_can_be_forged_is_not_believed(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-16"), ids=str)
def test_sig_16_a_signature_of_another_class_is_not_one_over_a_text(
    people: People, opens: Opens, forgery: Forgery
) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-17"), ids=str)
def test_sig_17_packets_in_another_order_are_not_read_at_all(people: People, opens: Opens, forgery: Forgery) -> None:
    assert b"#priority" not in broken(forgery, people, opens).mail


@pytest.mark.parametrize("forgery", forged("SIG-18"), ids=str)
def test_sig_18_what_only_looks_encrypted_is_not_opened(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-19"), ids=str)
def test_sig_19_a_password_is_not_our_key(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-21"), ids=str)
def test_sig_21_a_claimed_fingerprint_proves_nothing(people: People, opens: Opens, forgery: Forgery) -> None:
    broken(forgery, people, opens)


@pytest.mark.parametrize("forgery", forged("SIG-22"), ids=str)
def test_sig_22_a_from_that_two_programs_read_differently_names_nobody(
    people: People, opens: Opens, forgery: Forgery
) -> None:
    broken(forgery, people, opens)


def test_sig_21_one_letter_changed_in_a_signed_mail(people: People, opens: Opens) -> None:
    raw = HONEST["signed"](people, command_part(people, PART))
    assert opens(raw).signer == people.handler.fingerprint
    found = opens(raw.replace(b"#priority P1", b"#priority P4"))
    assert found.signer is None and found.reasons == ("signature_wrong",) and found.protection is Protection.PLAIN


def test_sig_18_encrypted_is_said_only_of_what_was_decrypted(people: People, opens: Opens) -> None:
    """Signed beside the text, in an encryption and without one: both are believed, only one is called sealed."""
    part = command_part(people, PART)
    inner = HONEST["signed"](people, part)
    body = inner[inner.index(b"Content-Type: multipart/") :]
    raw = letter(
        people.handler, people, people.mallory.seals(b"From: bahia@desk.test\r\n" + body, people.desk, sign=False)
    )
    assert (opens(raw).protection, opens(raw).signer) == (Protection.SEALED, people.handler.fingerprint)
    assert (opens(inner).protection, opens(inner).signer) == (Protection.SIGNED, people.handler.fingerprint)


FOOTERS = {
    "words of its own": b"Content-Type: text/plain\r\n\r\n#priority P4\r\n",
    "HTML": b"Content-Type: text/html\r\n\r\n-- \r\n<b>evil</b>\r\n",
    "a file": b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n-- \r\nevil\r\n",
    "far too long": b"Content-Type: text/plain\r\n\r\n-- \r\n" + b"evil\r\n" * 5000,
}


@pytest.mark.parametrize("footer", FOOTERS)
def test_sig_01_a_footer_is_dropped_or_takes_the_belief_away(people: People, opens: Opens, footer: str) -> None:
    """A server that hangs one onto all mail is forgiven; not a word of it goes any further, wherever it stands."""
    whole = HONEST["sealed"](people, command_part(people, PART))
    part = whole[whole.index(b"Content-Type: multipart/") :]
    mark = b"Content-Type: text/plain\r\n\r\n-- \r\n#priority P4 evil\r\n"
    forgiven = opens(around(people.handler, people, "multipart/mixed", [mark, part]))
    assert forgiven.signer == people.handler.fingerprint and forgiven.reasons == ("rewritten_on_the_way",)
    assert b"evil" not in forgiven.mail and b"P4" not in forgiven.mail
    for parts in ([FOOTERS[footer], part], [mark, part, mark], [mark, mark, part], [part, FOOTERS[footer]]):
        found = opens(around(people.handler, people, "multipart/mixed", parts))
        assert found.signer is None and found.reasons == ("not_whole",) and len(found.sealed_parts) == 1
