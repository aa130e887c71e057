"""A mail's words as this desk writes them: in its languages, with the operator's mails and whom to call in danger."""

from collections.abc import Mapping
from typing import Any

from mailflows.desk import Desk
from templates import Words, languages, write
from templates.tongues import LAST, in_order
from templates.words import find


def mail_words(desk: Desk, name: str, language: str, facts: Mapping[str, Any], *, wanted: bool = False) -> Words:
    """Writes one mail. `wanted`: somebody asked for this language, whether or not the desk answers in it by itself.

    Raises CannotWrite, TooLong; TypeError or KeyError for facts that the mail does not take.
    """
    return write(
        name,
        language,
        facts,
        desk.templates,
        default=desk.default_language,
        offered=() if wanted else desk.languages,
        local={tongue: {"danger_lines": lines} for tongue, lines in desk.danger.items()},
    )


def tongue_of(desk: Desk, name: str, language: str) -> str:
    """In which language this mail's labels are to be, so that they are in the one that the mail itself ends up in."""
    order = in_order(language, desk.default_language, desk.languages)
    used = next((one for one in order if find(one, f"{name}.txt", desk.templates)), LAST)
    return used if used in languages() else LAST
