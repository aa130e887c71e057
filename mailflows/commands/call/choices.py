"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

from mailflows.contact import JOINED
from mailflows.spelling import as_compared

# What came back from a role.
RESULT: Mapping[str, Sequence[str]] = {
    "done": ("تم", "أنجز", "fait"),
    "restored": ("استعيد", "أعيد", "rétabli"),
    "removed": ("حذف", "أزيل", "retiré"),
    "refused": ("رفض", "مرفوض", "refusé"),
    "silent": ("no answer", "بلا جواب", "صامت", "sans réponse"),
    "need_more": ("need more", "more", "يلزم المزيد", "besoin de plus"),
    "confirmed": ("مؤكد", "تأكد", "confirmé"),
    "cleared": ("nothing found", "لا شيء", "rien trouvé"),
    "other": ("أخرى", "autre"),
}
YES_NO: Mapping[str, Sequence[str]] = {"yes": ("نعم", "oui"), "no": ("لا", "non")}
YES: Mapping[str, Sequence[str]] = {"yes": ("نعم", "oui")}
CEILING: Mapping[str, Sequence[str]] = {
    "clear": ("white", "أبيض", "blanc"),
    "green": ("أخضر", "vert"),
    "amber": ("كهرماني", "ambre"),
    "red": ("أحمر", "rouge"),
}

# Whose the account is, or who lets us speak for it.
OWNED: Mapping[str, Sequence[str]] = {
    "yes": ("own", "نعم", "oui"),
    "mandate": ("وكالة", "تفويض", "mandat"),
}
UNCLEAR: Mapping[str, Sequence[str]] = {"unclear": ("not clear", "غير واضح", "pas clair")}
# What may be done about who is called.
ROLE: Mapping[str, Sequence[str]] = {
    "add": ("إضافة", "ajouter"),
    "change": ("تغيير", "تعديل", "changer", "modifier"),
    "end": ("إنهاء", "terminer", "finir"),
    "list": ("قائمة", "liste"),
    "confirm": ("تأكيد", "confirmer"),
    "withdraw": ("سحب", "retirer"),
}

# What `#stats` counts, where it is not tickets.
COUNTED: Mapping[str, Sequence[str]] = {"platforms": ("platform", "منصات", "المنصات", "plateformes")}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "result": RESULT,
    "yes": YES,
    "yes_no": YES_NO,
    "tlp": CEILING,
    "owned": OWNED,
    "unclear": UNCLEAR,
    "counted": COUNTED,
}

# What `#consent` says, for whom, and the little words around it; its value is read by the deed.
CONSENT: Mapping[str, Sequence[str]] = {
    "given": ("yes", "نعم", "أعطيت", "موافقة", "donné", "accordé", "oui"),
    "withdrawn": ("no", "لا", "سحبت", "سحب", "retiré", "non"),
}
EVERYONE: Sequence[str] = ("all", "everyone", "الكل", "الجميع", "tous", "toutes")
FOR: Sequence[str] = ("for", "لأجل", "لـ", "pour")
# What else stands where a role is named.
OTHERS: Sequence[str] = ("reporter", "handler", *JOINED, "elsewhere", "no", "non", "none")


def means_something_else(name: str) -> bool:
    """Whether a role of this name would be taken for everybody, for another part in a ticket, or for a little word."""
    return as_compared(name) in map(as_compared, (*EVERYONE, *FOR, *OTHERS))
