"""What all sections of the config have in common: nothing unknown, nothing changed later, no value in a refusal."""

from datetime import timedelta
from typing import Literal

from pydantic import ConfigDict

SHAPE = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, str_max_length=2000)
Language = Literal["ar", "en", "fr"]  # everything is written in them
Answered = Literal["ar", "en", "fr", "fa", "tr"]  # what reporters are answered in; of the last two there are some mails
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
