"""The closed vocabularies of these words: keys, and how people write them."""

from collections.abc import Mapping, Sequence

# On which way somebody came to the desk, or is reached.
VIA: Mapping[str, Sequence[str]] = {
    "signal": ("سيغنال", "سيجنال"),
    "phone": ("call", "tel", "هاتف", "اتصال", "مكالمة", "téléphone", "appel"),
    "whatsapp": ("wa", "واتساب", "واتس اب", "واتس"),
    "telegram": ("tg", "تيليغرام", "تلغرام", "télégramme"),
    "meeting": ("in person", "لقاء", "مقابلة", "وجها لوجه", "rencontre", "en personne"),
    "mail": ("email", "e-mail", "بريد", "courriel"),
}

# What somebody is to the reporter whose ticket they are joined to.
PART: Mapping[str, Sequence[str]] = {
    "lawyer": ("counsel", "محام", "محامي", "محامية", "avocat", "avocate", "avocat·e"),
    "relative": ("family", "قريب", "قريبة", "أهل", "proche", "famille"),
    "colleague": ("زميل", "زميلة", "collègue"),
    "second": ("second address", "عنوان ثان", "العنوان الثاني", "deuxième", "deuxième adresse"),
    "proxy": ("وكيل", "وكيلة", "mandataire", "porte-parole"),
}

SAFE: Mapping[str, Sequence[str]] = {
    "yes": ("نعم", "oui"),
    "no": ("لا", "non"),
    "unknown": ("غير معروف", "inconnu"),
}

CONSENT: Mapping[str, Sequence[str]] = {"given": ("yes", "نعم", "وافق", "وافقت", "oui", "donné")}

# The languages that the desk's mails are written in.
TONGUE: Mapping[str, Sequence[str]] = {
    "ar": ("arabic", "عربي", "عربية", "العربية", "arabe"),
    "en": ("english", "إنجليزي", "إنجليزية", "الإنجليزية", "إنكليزية", "anglais"),
    "fr": ("french", "فرنسي", "فرنسية", "الفرنسية", "français"),
}

CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "via": VIA,
    "part": PART,
    "safe": SAFE,
    "agreed": CONSENT,
    "tongue": TONGUE,
}
