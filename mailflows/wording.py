"""A mail's words as this desk writes them: in its languages, with the operator's mails and whom to call in danger."""

from collections.abc import Mapping
from typing import Any

from mailflows.desk import Desk
from templates import Words, write


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
