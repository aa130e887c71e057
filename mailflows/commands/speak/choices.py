"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# To whom of a ticket a reply goes.
TO: Mapping[str, Sequence[str]] = {
    "reporter": ("صاحب الطلب", "personne"),
    "lawyer": ("محامي", "محامية", "محام", "avocat", "avocate"),
    "relative": ("family", "قريب", "قريبة", "proche", "famille"),
    "colleague": ("زميل", "زميلة", "collègue"),
    "proxy": ("وكيل", "وكيلة", "mandataire"),
}

# Languages as people call them; whether a mail is written in one is looked at when it is sent.
TONGUE: Mapping[str, Sequence[str]] = {
    "ar": ("arabic", "عربية", "العربية", "عربي", "arabe"),
    "en": ("english", "إنجليزية", "الإنجليزية", "إنكليزية", "anglais"),
    "fr": ("french", "فرنسية", "الفرنسية", "français"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {"to": TO}
