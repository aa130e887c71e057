"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

from mailflows.commands.gather.choices import VIA

# For whom a ticket waits.
WAITING: Mapping[str, Sequence[str]] = {
    "person": ("reporter", "user", "صاحب التذكرة", "الشخص", "شخص", "personne", "la personne"),
    "third": ("third party", "partner", "platform", "طرف ثالث", "طرف آخر", "tiers", "un tiers", "plateforme"),
}

# How people were met outside mail.
MET_BY: Mapping[str, Sequence[str]] = {
    **{way: VIA[way] for way in ("phone", "signal", "whatsapp", "meeting")},
    "other": ("أخرى", "غير ذلك", "autre"),
}

# How it was found out who somebody is, and how sure that is.
VETTED_HOW: Mapping[str, Sequence[str]] = {
    "known": ("معروف", "معروفة", "connu", "connue"),
    "partner": ("vouched", "شريك", "جهة", "partenaire"),
    "public": ("footprint", "علني", "علنية", "publics"),
    "documents": ("papers", "document", "وثائق", "papiers"),
}
VETTED_LEVEL: Mapping[str, Sequence[str]] = {
    "low": ("منخفض", "منخفضة", "faible", "bas"),
    "medium": ("متوسط", "متوسطة", "moyen"),
    "high": ("عال", "عالية", "élevé", "haut"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "waiting": WAITING,
    "met_by": MET_BY,
    "vetted_how": VETTED_HOW,
    "vetted_level": VETTED_LEVEL,
}
