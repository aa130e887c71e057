"""The hint keeps what was measured, denials are heard, and a hostile text costs no more than a long one."""

import time

import pytest

from daemon.shell.suggesting import in_json
from mailflows.casework.reading import CaseworkRefused, read_casework, shipped
from mailflows.suggest.hint import suggest
from tests.mailflows.suggest.measure import measure

# Top-1, top-3, P1 missed and false P1 at most. The words were bettered with this very set: floors, and no forecast.
FLOORS = {"en": (0.85, 0.87, 0, 0), "ar": (0.82, 0.86, 0, 1), "fr": (0.82, 0.84, 0, 1), "az": (0.68, 0.70, 0, 2)}


@pytest.mark.parametrize("language", FLOORS)
def test_the_measure_does_not_fall(language: str) -> None:
    first, among, missed, raised = FLOORS[language]
    told = measure(language)
    assert told.first / told.n >= first
    assert told.among / told.n >= among
    assert len(told.missed) <= missed, told.missed
    assert len(told.raised) <= raised, told.raised


@pytest.mark.parametrize(
    "text",
    [
        "I was not arrested, I only have a question about two factor authentication",
        "لم يتم اعتقالي، عندي سؤال عن تشفير الهاتف",
        "je n'ai pas été arrêtée, je voudrais des conseils de sécurité",
    ],
)
def test_what_did_not_happen_is_not_urgent(text: str) -> None:
    assert suggest(shipped().lexicon, text).priority == ""


HOSTILE = ["kill me my account hacked " * 40_000, "قتل ني " * 150_000, "a'b" * 300_000, "7a" * 500_000]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_bounded(text: str) -> None:
    began = time.process_time()
    suggest(shipped().lexicon, text)
    assert time.process_time() - began < 1


def test_weak_words_never_stand_alone() -> None:
    assert suggest(shipped().lexicon, "the police and my phone").categories == ()


def test_an_operator_adds_words_and_is_told_what_is_wrong() -> None:
    work = read_casework('[danger]\nen = ["drone overhead"]', ())
    assert suggest(work.lexicon, "there is a drone overhead again").danger == ("drone overhead",)
    with pytest.raises(CaseworkRefused, match=r"danger\.en, phrase 1: there is no group @nobody"):
        read_casework('[danger]\nen = ["@nobody comes"]', ())


def test_the_json_has_what_was_promised() -> None:
    told = in_json(suggest(shipped().lexicon, "they hacked my account yesterday"))
    assert told["categories"][0] == {"id": "account_compromise", "because": ["hacked my account", "hacked"]}
    assert (told["language"], told["flags"], told["priority"]) == ("en", [], "")
