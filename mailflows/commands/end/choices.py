"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# `#approve` alone agrees; this is the other thing that may be said.
APPROVAL: Mapping[str, Sequence[str]] = {"no": ("لا", "non")}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"approval": APPROVAL}
