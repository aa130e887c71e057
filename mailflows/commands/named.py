"""What stands behind a word beside its value: `key=value`, in any order, a value ending where the next key begins."""

import re
from collections.abc import Mapping, Sequence

from mailflows.spelling import fold, plain

KEY = re.compile(r"(?:^|(?<=\s))([^\s=]{1,40})=")

# How the keys may also be written.
ALSO: Mapping[str, Sequence[str]] = {
    "lang": ("language", "لغة", "langue"),
    "language": ("lang", "لغة", "langue"),
    "notices": ("notice", "تنبيهات", "avis"),
    "pager": ("bip", "تنبيه-عاجل"),
    "cause": ("سبب",),
    "recommend": ("recommendation", "توصية", "recommander"),
    "for": ("لأجل", "pour"),
    "until": ("حتى", "jusque"),
    "keep": ("إبقاء", "garder"),
    "vital": ("حياة",),
    "summary": ("ملخص", "résumé"),
    "reporter_contact": ("contact", "تواصل"),
    "urgency": ("استعجال", "urgence"),
    "platform": ("منصة", "plateforme"),
    "profile_url": ("profile", "url", "صفحة", "profil"),
    "account": ("حساب", "compte"),
    "notice": ("إشعار", "avis"),
    "appeal": ("طعن", "recours"),
    "since": ("منذ", "depuis"),
    "country": ("بلد", "pays"),
    "harm": ("ضرر", "préjudice"),
    "to": ("إلى", "à"),
    "day": ("يوم", "jour"),
    "time": ("ساعة", "heure"),
    "way": ("طريقة", "moyen"),
    "owner": ("لدى", "chez"),
    "who": ("من", "qui"),
    "burst": ("سيل", "rafale"),
    "channel": ("قناة", "canal"),
    "contact": ("تواصل",),
    "consent": ("موافقة", "consentement"),
    "minutes": ("دقائق", "دقيقة"),
}


def apart(value: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The value in front of the first key, and each key with what stands behind it, as written. Linear."""
    said = plain(value).strip()
    found = list(KEY.finditer(said))
    if not found:
        return said, ()
    ends = [one.start() for one in found[1:]] + [len(said)]
    pairs = [(one[1], said[one.end() : end].strip()) for one, end in zip(found, ends, strict=True)]
    return said[: found[0].start()].strip(), tuple(pairs)


def key_of(said: str, known: Mapping[str, str]) -> str:
    """The key of a word that is written so; "" where it takes none of that name."""
    wanted = fold(said)
    return next((key for key in known if wanted in map(fold, (key, *ALSO.get(key, ())))), "")
