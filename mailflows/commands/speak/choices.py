"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

from mailflows.commands.gather.choices import PART

# To whom of a ticket a reply goes: a second address is the reporter's own.
TO: Mapping[str, Sequence[str]] = {
    "reporter": ("صاحب الطلب", "personne"),
    **{part: others for part, others in PART.items() if part != "second"},
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"to": TO}
