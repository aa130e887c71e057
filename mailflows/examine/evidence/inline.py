"""A mail that was forwarded inline: found in the text of the mail that carries it, and cut out."""

from dataclasses import dataclass

from mailflows.examine.seen import Mail


@dataclass(frozen=True)
class Inline:
    """What an inline forward holds."""

    mail: Mail  # headers as the forwarding program printed them, under their English names; text and HTML as parts
    before: str  # what the reporter wrote above it


def forwarded_inline(_mail: Mail) -> Inline | None:
    """The mail that was forwarded inside the text of this one, if one was."""
    return None
