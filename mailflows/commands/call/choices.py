"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# What came back from a role.
RESULT: Mapping[str, Sequence[str]] = {
    "done": ("restored", "removed", "تم", "أنجز", "fait"),
    "refused": ("رفض", "مرفوض", "refusé"),
    "silent": ("no answer", "بلا جواب", "صامت", "sans réponse"),
    "need_more": ("need more", "more", "يلزم المزيد", "besoin de plus"),
    "confirmed": ("مؤكد", "تأكد", "confirmé"),
    "cleared": ("nothing found", "لا شيء", "rien trouvé"),
    "other": ("أخرى", "autre"),
}
YES: Mapping[str, Sequence[str]] = {"yes": ("نعم", "oui")}
CEILING: Mapping[str, Sequence[str]] = {
    "clear": ("white", "أبيض", "blanc"),
    "green": ("أخضر", "vert"),
    "amber": ("كهرماني", "ambre"),
    "red": ("أحمر", "rouge"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"result": RESULT, "yes": YES, "tlp": CEILING}

# What `#consent` says, for whom, and the little words around it; its value is read by the deed.
CONSENT: Mapping[str, Sequence[str]] = {
    "given": ("yes", "نعم", "أعطيت", "موافقة", "donné", "accordé", "oui"),
    "withdrawn": ("no", "لا", "سحبت", "سحب", "retiré", "non"),
}
EVERYONE: Sequence[str] = ("all", "everyone", "الكل", "الجميع", "tous", "toutes")
FOR: Sequence[str] = ("for", "لأجل", "لـ", "pour")
