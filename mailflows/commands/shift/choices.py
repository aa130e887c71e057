"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# What may be done with the calendar; alone, `#oncall` is `list`.
ONCALL: Mapping[str, Sequence[str]] = {
    "list": ("قائمة", "liste"),
    "add": ("إضافة", "أضف", "ajouter"),
    "remove": ("حذف", "احذف", "إزالة", "retirer", "supprimer"),
    "swap": ("تبديل", "بدل", "تسليم", "échanger", "remplacer", "céder"),
    "holiday": ("عطلة", "férié", "congé"),
    "ramadan": ("رمضان",),
}
CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"oncall": ONCALL}
