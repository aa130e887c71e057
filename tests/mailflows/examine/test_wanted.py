"""Wanted mail of these years frightens nobody: newsletters, notices of firms, letters of people, mail of lists."""

from collections import Counter
from functools import cache

import pytest

from mailflows.examine.finding import Finding
from mailflows.examine.turn import take_turn, warm_up
from mailflows.examine.verdict import Word, verdict
from tests.exhibits.wanted import Wanted, names, wanted

FEW = 0.02  # of wanted mail may be called suspicious; a person looks at it


@cache
def judged() -> tuple[tuple[Wanted, Word, tuple[Finding, ...]], ...]:
    """Every wanted mail as the mail that frightened, without walls: these mails are ours."""
    warm_up()
    return tuple((one, *_judged(one.raw)) for one in wanted())


def _judged(raw: bytes) -> tuple[Word, tuple[Finding, ...]]:
    found: list[Finding] = []
    evidence: list[str] = []
    waiting = ["suspect"]
    while waiting:
        turn = take_turn(raw, waiting.pop(0))
        found += turn.findings
        evidence += turn.evidence
        waiting += turn.further
    return verdict(found, evidence).word, tuple(found)


def told(mails: list[tuple[Wanted, Word, tuple[Finding, ...]]]) -> str:
    """Each by name, with what spoke against it."""
    return "\n".join(
        f"{one.kind} {one.name}: {word.value}, "
        + "; ".join(f"{saw.look} {saw.weight} {saw.evidence[:80]}" for saw in found if saw.weight)
        for one, word, found in mails
    )


def test_there_is_enough_of_it_and_each_is_another() -> None:
    assert len(list(names())) >= 150
    assert len({one.raw for one in wanted()}) == len({one.name for one in wanted()}) == len(wanted())
    assert min(Counter(one.kind for one in wanted()).values()) >= 40


def test_none_is_dangerous() -> None:
    wrong = [one for one in judged() if one[1] is Word.DANGEROUS]
    assert not wrong, told(wrong)


def test_few_are_suspicious() -> None:
    wrong = [one for one in judged() if one[1] is Word.SUSPICIOUS]
    assert len(wrong) <= FEW * len(judged()), f"{len(wrong)} of {len(judged())}\n{told(wrong)}"


@pytest.mark.parametrize("kind", ["newsletter", "notice", "regional", "list", "machine"])
def test_most_of_each_kind_brings_no_finding_at_all_that_weighs(kind: str) -> None:
    mails = [one for one in judged() if one[0].kind == kind]
    calm = [one for one in mails if one[1] is Word.NOTHING_FOUND]
    assert len(calm) * 2 > len(mails), told([one for one in mails if one not in calm])


def test_no_letter_of_a_person_whose_provider_is_proven_is_suspicious() -> None:
    mails = [one for one in judged() if one[0].kind == "person" and one[0].proven]
    assert len(mails) > 50
    wrong = [one for one in mails if one[1] in (Word.SUSPICIOUS, Word.DANGEROUS)]
    assert not wrong, told(wrong)


def test_no_notice_of_a_well_known_firm_is_taken_for_an_imitation() -> None:
    looks = {"S02", "S03", "S05", "U08", "U09"}
    wrong = [
        one for one in judged() if one[0].kind == "notice" and looks & {saw.look for saw in one[2] if saw.weight > 1}
    ]
    assert not wrong, told(wrong)


def test_true_warnings_of_a_proven_firm_are_told_and_weigh_nothing() -> None:
    proven = [one for one in judged() if one[0].kind == "notice" and one[0].proven]
    asking = [saw for _, _, found in proven for saw in found if saw.look == "B01"]
    assert asking and not [saw for saw in asking if saw.weight > 1]
    assert sum(saw.weight == 0 for saw in asking) * 2 > len(asking)
