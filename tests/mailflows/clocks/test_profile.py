"""How long everything may take is data, and an operator's mistakes are refused with their place."""

from datetime import UTC, datetime, timedelta

import pytest

from mailflows.clocks.amounts import Amount, BadAmount, read_amount
from mailflows.clocks.profile import LADDERS, PRIORITIES, ProfileRefused, read_profile, shipped
from mailflows.shifts.office import Hours, Office

BEIRUT = Office("Asia/Beirut", hours=Hours(9 * 60, 17 * 60))
FRIDAY_EVENING = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)  # 16:00 there


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("30 min", "2026-11-27 14:30"),
        ("7 d", "2026-12-04 14:00"),
        ("2 service hours", "2026-11-30 08:00"),  # one hour is left on Friday
        ("30 duty min", "2026-11-27 14:30"),
        ("120 duty min", "2026-11-30 08:00"),
        ("2 working days", "2026-12-01 14:00"),
    ],
)
def test_an_amount_ends_by_the_clock_it_counts_by(said: str, due: str) -> None:
    assert f"{read_amount(said).after(BEIRUT, FRIDAY_EVENING):%Y-%m-%d %H:%M}" == due


def test_night_duty_and_an_office_that_never_opens() -> None:
    night = Office("Asia/Beirut", hours=Hours(9 * 60, 17 * 60), night_oncall=True)
    assert read_amount("120 duty min").after(night, FRIDAY_EVENING) == FRIDAY_EVENING + timedelta(hours=2)
    never = Office(weekend=frozenset("mon tue wed thu fri sat sun".split()))
    assert read_amount("2 working days").after(never, FRIDAY_EVENING) == FRIDAY_EVENING + timedelta(days=2)


@pytest.mark.parametrize("said", ["", "2", "soon", "2 service days", "2 working hours", "0 min", "9999 d", 5, None])
def test_what_is_no_amount_is_refused(said: object) -> None:
    with pytest.raises(BadAmount):
        read_amount(said)


def test_the_shipped_profile_has_a_ladder_for_everything() -> None:
    for priority in PRIORITIES:
        for name in set(LADDERS) - {"check"}:
            assert shipped().ladder(priority, name), (priority, name)
    assert shipped().ladder("P3", "check") is None
    answer = shipped().ladder("P2", "answer")
    assert answer is not None and [one.at.minutes for one in answer.steps] == [60, 90, 120]


def test_an_operators_table_stands_in_place_of_ours() -> None:
    own = read_profile('[P2.answer]\ndue = "1 service hour"\nsteps = [{ at = "100 %", tell = ["lead"] }]\n')
    ladder = own.ladder("P2", "answer")
    assert ladder is not None and ladder.due == Amount(60, "service") and len(ladder.steps) == 1
    urgent = own.ladder("P1", "answer")
    assert urgent is not None and urgent.due == Amount(30, "duty")


def test_the_most_urgent_is_never_due_later_whatever_was_configured() -> None:
    steps = '[{ at = "50 %", tell = ["owner"] }, { at = "9 d", tell = ["lead"] }]'
    asleep = read_profile(f'[P1.word]\ndue = "9 d"\nsteps = {steps}')
    for profile in (asleep, shipped(), shipped().with_answer(timedelta(hours=2))):
        for name in ("answer", "word", "their_turn", "role", "platform", "vetting", "look"):
            urgent, usual = profile.ladder("P1", name), profile.ladder("P2", name)
            assert urgent and usual
            assert urgent.due_at(BEIRUT, FRIDAY_EVENING) <= usual.due_at(BEIRUT, FRIDAY_EVENING), name
            at = [urgent.step_at(number, BEIRUT, FRIDAY_EVENING) for number in range(len(urgent.steps))]
            assert at == sorted(one for one in at if one), name
    word = asleep.ladder("P1", "word")
    assert word and word.step_at(0, BEIRUT, FRIDAY_EVENING) == FRIDAY_EVENING + timedelta(hours=12)
    assert word.step_at(1, BEIRUT, FRIDAY_EVENING) == word.due_at(BEIRUT, FRIDAY_EVENING)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[P2.answer\n", "line 1"),
        ("[P9.answer]", "P9: no such name"),
        ("[P2.anwser]", "P2.anwser: no such name (did you mean answer?)"),
        ("P2 = 3", "P2: should be a table"),
        ("[P2.answer]\nsteps = []", "P2.answer: due is missing"),
        ('[P2.answer]\ndue = "soon"', "P2.answer.due: should be an amount"),
        ('[P2.answer]\ndue = "2 h"', "P2.answer.steps: should be 1 to 8 steps"),
        ('[P2.answer]\ndue = "2 h"\nsteps = [{ at = "1 h" }]', "step 1: should have either tell or do"),
        ('[P2.answer]\ndue = "2 h"\nsteps = [{ at = "1 h", tell = ["boss"] }]', "step 1: boss: no such name"),
        ('[P2.answer]\ndue = "2 h"\nsteps = [{ at = "1 h", do = "fly" }]', "step 1: fly: no such name"),
        ('[P2.answer]\ndue = "2 h"\nsteps = [{ at = "200 %", tell = ["lead"] }]', "step 1, at: should be an amount"),
        (
            '[P2.answer]\ndue = "2 h"\nsteps = [{ at = "2 h", tell = ["lead"] }, { at = "1 h", tell = ["lead"] }]',
            "should stand in the order",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ProfileRefused) as refused:
        read_profile(text)
    assert says in str(refused.value) and "\n" not in str(refused.value)
