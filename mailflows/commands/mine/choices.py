"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

NOTICES: Mapping[str, Sequence[str]] = {
    "each": ("every", "all", "لكل حدث", "كل", "chacun", "chaque"),
    "digest": ("summary", "ملخص", "مجمعة", "résumé", "groupé"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"notices": NOTICES}
