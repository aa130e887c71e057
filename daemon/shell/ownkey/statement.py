"""The transition statement: in three languages, that the desk has a new key; signed by the old one and the new one."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from daemon.shell.init_words import in_fours

# A fingerprint has a line of its own, so that no right-to-left line turns it round.
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "en": """{address} has a new OpenPGP key.

The old key:
{old}
The new key:
{new}

Please seal your mails to the new key from now on. Mails that are sealed to the old key can still be read here.
{signed}
Compare the new fingerprint with us on another channel if you can. Anybody can claim to have a new key.
""",
        "ar": """لدى {address} مفتاح OpenPGP جديد.

المفتاح القديم:
{old}
المفتاح الجديد:
{new}

نرجو تشفير الرسائل بالمفتاح الجديد من الآن فصاعدًا. ما زلنا نستطيع قراءة الرسائل المشفّرة بالمفتاح القديم.
{signed}
نرجو مقارنة البصمة الجديدة معنا عبر قناة أخرى إن أمكن، فبإمكان أيّ كان أن يدّعي أن لديه مفتاحًا جديدًا.
""",
        "fr": """{address} a une nouvelle clé OpenPGP.

L'ancienne clé :
{old}
La nouvelle clé :
{new}

Merci de chiffrer désormais vos messages pour la nouvelle clé.
Les messages chiffrés pour l'ancienne restent lisibles ici.
{signed}
Si possible, comparez la nouvelle empreinte avec nous par un autre canal :
n'importe qui peut prétendre avoir une nouvelle clé.
""",
    }
)
BY_BOTH: Mapping[str, str] = MappingProxyType(
    {
        "en": "This text is signed by both keys: gpg --verify shows two good signatures.",
        "ar": "هذا النص موقّع بالمفتاحين معًا: يُظهر gpg --verify توقيعين صحيحين.",
        "fr": "Ce texte est signé par les deux clés : gpg --verify montre deux bonnes signatures.",
    }
)
BY_NEW: Mapping[str, str] = MappingProxyType(
    {
        "en": "The old key can no longer sign, so this text is signed by the new key alone.",
        "ar": "لم يعد المفتاح القديم قادرًا على التوقيع، ولذلك فهذا النص موقّع بالمفتاح الجديد وحده.",
        "fr": "L'ancienne clé ne peut plus signer : ce texte n'est signé que par la nouvelle.",
    }
)


def statement(address: str, old: str, new: str, when: datetime, *, by_both: bool) -> str:
    """The text that is to be signed; `old` and `new` are fingerprints."""
    signed = BY_BOTH if by_both else BY_NEW
    words = {"address": address, "old": in_fours(old), "new": in_fours(new)}
    texts = (text.format(**words, signed=signed[language]) for language, text in TEXTS.items())
    return f"{when:%Y-%m-%d}\n\n" + "\n* * *\n\n".join(texts)
