"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {}
