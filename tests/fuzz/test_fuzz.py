"""Readers of strangers' octets, fed by hypothesis: no exception escapes, and what is told about the answer holds.

Longer runs, guided by coverage where atheris is installed: `python -m tests.fuzz TARGET --seconds 600`.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailflows.examine.finding import not_examined
from mailflows.examine.seen import Turn
from mailflows.letter import EMPTY
from pgp.certificates import canonical
from pgp.errors import GpgBroken
from pgp.message import signature
from pgp.packets import SIGNATURE, Packet
from pgp.reasons import Refused
from tests.fuzz import examiners, forge, targets
from tests.fuzz.mutations import babble, spoiled
from tests.fuzz.specimens import Specimens, made_by
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS, fed
from tests.fuzz.words import WORDS
from tests.people import People

ANYTHING = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)


def often(times: int, name: str) -> settings:
    """The same inputs in every run: what nobody touched does not fail today and pass tomorrow."""
    fewer = max(1, round(times * TARGETS[name].share))
    return settings(
        max_examples=fewer, derandomize=True, database=None, deadline=None, suppress_health_check=list(ANYTHING)
    )


@pytest.fixture(scope="session")
def specimens(people: People) -> Specimens:
    return made_by(people)


@pytest.mark.parametrize("name", TARGETS)
def test_no_exception_escapes_from_random_octets(specimens: Specimens, name: str) -> None:
    @often(50, name)
    @given(st.binary(max_size=300))
    def feed(data: bytes) -> None:
        fed(name, data)

    feed()


@pytest.mark.parametrize("name", TARGETS)
def test_no_exception_escapes_from_babble(specimens: Specimens, name: str) -> None:
    words = st.sampled_from(WORDS[TARGETS[name].food])

    @often(70, name)
    @given(st.lists(words | st.binary(max_size=4), max_size=25))
    def feed(said: list[bytes]) -> None:
        fed(name, b"".join(said))

    feed()


@pytest.mark.parametrize("name", TARGETS)
def test_no_exception_escapes_from_spoiled_specimens(specimens: Specimens, name: str) -> None:
    kind = TARGETS[name].food
    food = specimens[kind]

    @often(120, name)
    @given(st.sampled_from(food), st.integers(0, 2**32))
    def feed(data: bytes, seed: int) -> None:
        fed(name, spoiled(data, kind, food, Random(seed)))

    for whole in food:
        fed(name, whole)
    feed()


def test_every_target_reads_what_honest_programs_write(specimens: Specimens) -> None:
    """Otherwise the specimens would be refused at the door, and nothing behind it were tried."""
    read = {name: [fed(name, data) for data in specimens[target.food]] for name, target in TARGETS.items()}
    assert not {name: reasons for name, reasons in read.items() if "" not in reasons}


def test_a_target_that_breaks_is_noticed(specimens: Specimens, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_data: bytes) -> None:
        raise GpgBroken("on purpose")

    def refuses(_data: bytes) -> None:
        raise Refused("unsigned")

    monkeypatch.setattr(targets, "TARGETS", {"a": Target(breaks, "mail", refuses=True), "b": Target(refuses, "mail")})
    with pytest.raises(GpgBroken):
        fed("a", b"")
    with pytest.raises(Refused):  # where a reader promises never to refuse, a refusal escapes too
        fed("b", b"")


@pytest.mark.parametrize("evidence", ["see http://evil.example", "a\u202eb", "\udc80"])
def test_a_finding_that_harms_who_reads_it_is_noticed(monkeypatch: pytest.MonkeyPatch, evidence: str) -> None:
    def harmful(_mail: bytes, path: str) -> Turn:
        return Turn(EMPTY, (not_examined(path, evidence),), (), ())

    monkeypatch.setattr(examiners, "take_turn", harmful)
    with pytest.raises((AssertionError, UnicodeEncodeError)):
        fed("examine.mail", b"From: a@b.test\r\n\r\nhello\r\n")


# what was found once


@pytest.mark.parametrize("size", [0, 3, 8, 200])
def test_a_signature_that_lasts_longer_than_any_clock(size: int) -> None:
    """Its end was reckoned, and that overflowed: the mail was tried three times and stuck."""
    lasts = bytes([size + 1, 3] if size < 191 else [192, size - 191, 3]) + b"\xff" * size
    hashed = bytes([5, 2, 0x60, 0, 0, 0]) + lasts
    body = bytes([4, 0, 22, 8]) + len(hashed).to_bytes(2) + hashed + bytes(4)
    with pytest.raises(Refused) as refused:
        signature(Packet(SIGNATURE, body))
    assert refused.value.reason == "signature_malformed"


def test_babble_is_what_it_says() -> None:
    assert babble("text", Random(1)) == babble("text", Random(1))


def test_a_certificate_whose_subkey_rests_on_what_the_other_engine_cannot_read() -> None:
    """Its subkey was shown once and was gone when the same certificate was read again."""
    target_signature = b"\x02\x1f\x0c"  # a subpacket that is cut short
    said = forge.joined(
        forge.MADE, b"", b"", forge.SELF, b"", b"\x05\x02" + forge.MADE + b"\x02\x1b\x0c" + target_signature
    )
    certificate = canonical(forge.certificate(said))
    assert len(certificate.keys) == 1 and not certificate.can_encrypt
    assert canonical(certificate.data) == certificate
