"""Keys live by mail: newer states merge by themselves, a different key waits until somebody says whose it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.questions import certificate_marked, people_at
from mailflows.keys import certificate_data, key_mark, keys_of
from mailflows.leaving import Held, Leaving
from mailflows.people import address_mark
from pgp.certificates import canonical
from tests.mailflows.flow import Flow
from tests.people import Person, make_person, person_from

QUESTION = "Somebody took over my account and I do not know what to do"


@pytest.fixture
def lost_and_found(flow: Flow, gpg_home: Path) -> Person:
    """The reporter again, with a wholly new key."""
    return make_person(flow.people.reporter.name, flow.people.reporter.address, gpg_home)


def prolonged(person: Person, days: int = 900) -> Person:
    """The same key with a later end, as its owner published it since."""
    person.gpg("--quick-set-expire", person.fingerprint, f"{days}d")
    person.gpg("--quick-set-expire", person.fingerprint, f"{days}d", "*")
    return person_from(person.name, person.address, person.home, person.fingerprint)


def key_ends(flow: Flow, person: Person) -> object:
    with flow.store.reading() as books:
        row = certificate_marked(books, key_mark(books, person.fingerprint))
        assert row is not None
        return canonical(certificate_data(books, row)).encryption_expires_at


def test_a_later_end_is_merged_from_whatever_mail_brings_it(flow: Flow, gpg_home: Path) -> None:
    reporter = make_person("Nadia", "nadia@press.test", gpg_home, expires="30d")
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    before = key_ends(flow, reporter)
    newer = prolonged(reporter)
    flow.arrives("somebody@else.test", "look at this key", beside=(newer.certificate,))
    assert before is not None and key_ends(flow, reporter) > before  # type: ignore[operator]


def test_an_answer_held_for_an_expired_key_leaves_once_the_key_was_prolonged(flow: Flow, gpg_home: Path) -> None:
    flow.now = datetime.now(UTC)  # gpg makes the key by the machine's own clock
    reporter = make_person("Omar", "omar@press.test", gpg_home, expires="2d")
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    flow.passes(days=5)
    flow.obeys(flow.people.handler, f"#reply\n\nhere is what to do\n\n> {notice.nonce_line}")
    [reply] = flow.outbox("reply")
    assert flow.leaves(reply) == Held("certificate_expired")
    flow.holds(reply)
    flow.arrives(reporter, "my new key", sealed=False, offered=(prolonged(reporter).certificate,))
    again = flow.again(reply)
    assert again.row.state == "waiting" and isinstance(flow.leaves(again), Leaving)


def test_a_revocation_sticks_whatever_comes_later(flow: Flow, gpg_home: Path) -> None:
    reporter = make_person("Rim", "rim@press.test", gpg_home)
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    revocation = (reporter.home / "openpgp-revocs.d" / f"{reporter.fingerprint}.rev").read_text().replace(":---", "---")
    reporter.gpg("--import", given=revocation.encode())
    revoked = person_from(reporter.name, reporter.address, reporter.home, reporter.fingerprint)
    flow.arrives("anybody@else.test", "she lost her key", sealed=False, offered=(revoked.certificate,))
    flow.arrives(reporter, "no I did not", sealed=False, offered=(reporter.certificate,))
    with flow.store.reading() as books:
        [person] = [one for one in people_at(books, address_mark(books, reporter.address)) if keys_of(books, one)]
        [row] = keys_of(books, person)
        assert canonical(certificate_data(books, row)).revoked


def test_another_key_at_a_known_address_makes_its_answers_wait(flow: Flow, lost_and_found: Person) -> None:
    flow.arrives(flow.people.reporter, QUESTION, signed_by=flow.people.reporter, sealed=True)
    flow.outbox()
    flow.passes(minutes=5)
    second = flow.arrives(lost_and_found, "it is me with a new key", signed_by=lost_and_found, sealed=True)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    assert "ANOTHER KEY" in notice.text and flow.people.reporter.fingerprint in notice.text
    assert lost_and_found.fingerprint in notice.text
    flow.obeys(flow.people.handler, f"#reply\n\nwelcome back\n\n> {notice.nonce_line}")
    [reply] = flow.outbox("reply")
    assert flow.leaves(reply) == Held("other_key")
    assert flow.ticket(second).held_sealed


def test_a_first_answer_does_not_tell_that_an_address_is_known(flow: Flow, gpg_home: Path) -> None:
    reporter, mallory = flow.people.reporter, flow.people.mallory
    flow.becomes(acks_per_address=5)
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    flow.outbox()
    flow.passes(minutes=5)
    flow.arrives(reporter.address, "who am I to you", signed_by=mallory, vouches=True, sealed=True)
    stranger = make_person("Nobody", "nobody@known.test", gpg_home)
    flow.arrives(stranger, "who am I to you", signed_by=stranger, sealed=True)
    known, unknown = (flow.leaves(one) for one in flow.outbox("received"))
    assert isinstance(known, Leaving) and isinstance(unknown, Leaving)
    assert known.fingerprint == mallory.fingerprint and (known.certificate is None) == (unknown.certificate is None)


def test_a_handler_accepts_the_new_key_and_the_two_become_one_person(flow: Flow, lost_and_found: Person) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    first = flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    received = flow.outbox("received")[0]
    flow.passes(minutes=5)
    second = flow.arrives(lost_and_found, "it is me with a new key", signed_by=lost_and_found, sealed=True)
    [notice] = flow.outbox("notify_handler", handler)
    flow.obeys(handler, f"#reply\n\nwelcome back\n\n> {notice.nonce_line}")
    letters = flow.outbox()
    reply = next(one for one in letters if one.row.kind == "reply")
    line = next(one for one in letters if one.row.kind == "transcript").nonce_line
    flow.holds(reply)
    heard = flow.obeys(handler, f"#key accept {lost_and_found.fingerprint}\n\n> {line}")
    assert heard.ticket == second.ticket
    again = flow.again(reply)
    leaving = flow.leaves(again)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == lost_and_found.fingerprint
    # both threads are hers, with the new key; the old one proves nothing any more
    old_thread = flow.arrives(
        lost_and_found, "about the first", signed_by=lost_and_found, sealed=True, references=[received.row.message_id]
    )
    assert old_thread.ticket == first.ticket
    flow.outbox()
    stale = flow.arrives(reporter, "with the lost key", signed_by=reporter, sealed=True)
    assert stale.ticket not in (first.ticket, second.ticket)
    assert "replaced or refused" in flow.outbox("notify_handler", handler)[-1].text


def test_a_refused_key_proves_nothing_and_gets_nothing(flow: Flow) -> None:
    reporter, handler, mallory = flow.people.reporter, flow.people.handler, flow.people.mallory
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    flow.outbox()
    flow.passes(minutes=5)
    flow.arrives(reporter.address, "it is me, new key", signed_by=mallory, vouches=True, sealed=True)
    [notice] = flow.outbox("notify_handler", handler)
    heard = flow.obeys(handler, f"#key refuse {mallory.fingerprint}\n\n> {notice.nonce_line}")
    assert heard.state == "settled"
    flow.outbox()
    flow.arrives(reporter.address, "again", signed_by=mallory, vouches=True, sealed=True)
    [notice] = flow.outbox("notify_handler", handler)
    flow.obeys(handler, f"#reply\n\nsecret words for you\n\n> {notice.nonce_line}")
    [reply] = flow.outbox("reply")
    assert flow.leaves(reply) == Held("no_key")


def test_two_people_at_one_address_are_told_apart(flow: Flow, lost_and_found: Person) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    flow.outbox()
    flow.passes(minutes=5)
    flow.arrives(lost_and_found, "I am her sister", signed_by=lost_and_found, sealed=True)
    [notice] = flow.outbox("notify_handler", handler)
    flow.obeys(handler, f"#key apart {lost_and_found.fingerprint}\n\n> {notice.nonce_line}")
    line = flow.outbox("transcript")[-1].nonce_line
    flow.obeys(handler, f"#reply\n\nhello sister\n\n> {line}")
    [reply] = flow.outbox("reply")
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == lost_and_found.fingerprint


def test_the_old_key_names_its_successor(flow: Flow, lost_and_found: Person) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    received = flow.outbox("received")[0]
    flow.passes(minutes=5)
    spaced = " ".join(lost_and_found.fingerprint[at : at + 4] for at in range(0, 40, 4))
    flow.arrives(
        reporter,
        f"Hello, my new key is:\n{spaced}\nPlease use it from now on. Thank you",
        signed_by=reporter,
        sealed=True,
        offered=(lost_and_found.certificate,),
        references=[received.row.message_id],
    )
    [notice] = flow.outbox("notify_handler", handler)
    assert "successor" in notice.text and lost_and_found.fingerprint in notice.text
    flow.obeys(handler, f"#reply\n\nnoted\n\n> {notice.nonce_line}")
    [reply] = flow.outbox("reply")
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == lost_and_found.fingerprint


@pytest.mark.parametrize("said", ["here is a key of a friend", ""])
def test_a_key_that_merely_travels_along_replaces_nothing(flow: Flow, lost_and_found: Person, said: str) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, QUESTION, signed_by=reporter, sealed=True)
    received = flow.outbox("received")[0]
    flow.passes(minutes=5)
    flow.arrives(
        reporter,
        said,
        signed_by=reporter,
        sealed=True,
        offered=(lost_and_found.certificate,),
        references=[received.row.message_id],
    )
    [notice] = flow.outbox("notify_handler", handler)
    assert "is not used" in notice.text
    flow.obeys(handler, f"#reply\n\nhello\n\n> {notice.nonce_line}")
    [reply] = flow.outbox("reply")
    leaving = flow.leaves(reply)
    assert isinstance(leaving, Leaving) and leaving.fingerprint == reporter.fingerprint


def test_a_key_in_an_unsigned_mail_waits_and_a_handler_lets_it_hold(flow: Flow) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    flow.arrives(reporter, QUESTION, sealed=True)  # sealed, unsigned, and without a key
    received = flow.outbox("received")[0]
    flow.passes(minutes=5)
    flow.arrives(
        reporter, "my key", sealed=False, offered=(reporter.certificate,), references=[received.row.message_id]
    )
    notice = flow.outbox("notify_handler", handler)[-1]
    assert "is not used" in notice.text and reporter.fingerprint in notice.text
    flow.obeys(handler, f"#reply\n\nthe answer\n\n> {notice.nonce_line}")
    letters = flow.outbox()
    reply = next(one for one in letters if one.row.kind == "reply")
    assert flow.leaves(reply) == Held("no_key")
    flow.holds(reply)
    line = next(one for one in letters if one.row.kind == "transcript").nonce_line
    flow.obeys(handler, f"#key accept {reporter.fingerprint}\n\n> {line}")
    leaving = flow.leaves(flow.again(reply))
    assert isinstance(leaving, Leaving) and leaving.fingerprint == reporter.fingerprint


def test_a_key_that_asks_for_nothing_is_not_used_for_a_plain_letter(flow: Flow) -> None:
    reporter = flow.people.reporter
    flow.arrives(reporter, QUESTION, sealed=False, offered=(reporter.certificate,), asks=False)
    leaving = flow.leaves(flow.outbox("received")[0])
    assert isinstance(leaving, Leaving) and leaving.certificate is None


@pytest.mark.parametrize("words", ["#key accept", "#key accept 1234", "#key eat 6B7A", "#key accept " + "A" * 40])
def test_a_key_word_that_cannot_be_done_says_why(flow: Flow, words: str) -> None:
    flow.arrives(flow.people.reporter, QUESTION, signed_by=flow.people.reporter, sealed=True)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    flow.obeys(flow.people.handler, f"{words}\n\n> {notice.nonce_line}")
    [refused] = flow.outbox("refused")
    assert "fingerprint" in refused.text or "what is to be done" in refused.text


def test_a_handlers_key_is_never_accepted_for_a_reporter(flow: Flow) -> None:
    handler, second = flow.people.handler, flow.people.second_handler
    flow.arrives(flow.people.reporter, QUESTION, signed_by=flow.people.reporter, sealed=True)
    [notice] = flow.outbox("notify_handler", handler)
    words = f"#key accept {second.fingerprint}\n\n> {notice.nonce_line}"
    flow.obeys(handler, words, offered=(canonical(second.certificate).data,))
    [refused] = flow.outbox("refused")
    assert "at the desk" in refused.text


def test_known_keys_are_listed(flow: Flow) -> None:
    flow.arrives(flow.people.reporter, QUESTION, signed_by=flow.people.reporter, sealed=True)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    flow.obeys(flow.people.handler, f"#key\n\n> {notice.nonce_line}")
    assert "holds: " in flow.outbox("transcript")[0].text
