"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# Which tickets `#list` shows; behind it may stand filters of other vocabularies.
SCOPE: Mapping[str, Sequence[str]] = {
    "mine": ("my", "تذاكري", "لي", "mes", "miens", "à moi"),
    "new": ("جديد", "جديدة", "الجديدة", "nouveau", "nouveaux"),
    "due": ("late", "overdue", "مستحقة", "متأخرة", "échéance", "en retard"),
    "all": ("كل", "الكل", "كلها", "tout", "tous", "toutes"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"scope": SCOPE}
