"""A statement about a new key is one in its own words, and nothing else is taken for it."""

import pytest

from mailflows.statement import states_new_key

FPR = "6B7AFAB8C2CAFD20508C57CA52306FC66F71E1F3"
FOURS = " ".join(FPR[at : at + 4] for at in range(0, 40, 4))

STATED = (
    f"My new key is {FPR}",
    f"Hello,\n\nmy new key: {FOURS}\nPlease use it from now on.\n\nThank you\n-- \nZahra, phone 012",
    f"my new key is 0x{FPR.lower()}\n\nOn Sunday the desk wrote:\n> do you have a new key?\n",
    f"Ma nouvelle clé est : {FOURS}. Merci",
    f"مفتاحي الجديد هو:\n{FOURS}\nشكرا لكم",
)
NOT_STATED = (
    f"Is my new key {FPR} ?",
    f"is this my new key {FPR}",
    f"they say my new key is {FPR}",
    f"my new key is not {FPR}",
    f"my new key is {FPR} but please keep the old one",
    f"please use only the old one, my new key is {FPR}",
    f"my new key is {FOURS} 1234",
    f"my new key is {FPR[:-4]}",
    f"I got this:\n> my new key is {FPR}",
    f"-------- Forwarded --------\nFrom: a@b.test\n\nmy new key is {FPR}",
    f"your new key is {FPR}",
    f"لا، ليس مفتاحي الجديد هو {FPR}",
    FPR,
    "",
    "my new key is " * 400,
)


@pytest.mark.parametrize("text", STATED)
def test_a_person_states_a_new_key(text: str) -> None:
    assert states_new_key(text, FPR)


@pytest.mark.parametrize("text", NOT_STATED)
def test_other_words_state_nothing(text: str) -> None:
    assert not states_new_key(text, FPR)
