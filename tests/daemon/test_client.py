"""The mail program that a letter was written in comes out of the sandbox as one of those we know, or not at all."""

import pytest

from daemon.sandbox.answers import BadAnswer, believed
from daemon.sandbox.child import in_json
from mailflows.examine.turn import take_turn
from tests.exhibits import mail


def test_it_comes_through() -> None:
    answer = in_json(take_turn(mail("help", headers="User-Agent: Mozilla Thunderbird\r\n"), "mail"))
    letter = believed(answer, "mail").letter
    assert letter is not None
    assert letter.client == "thunderbird"


def test_a_program_nobody_knows_is_not_believed() -> None:
    answer = in_json(take_turn(mail("help"), "mail"))
    with pytest.raises(BadAnswer):
        believed(answer.replace(b'"unknown"', b'"evil <script>"'), "mail")
