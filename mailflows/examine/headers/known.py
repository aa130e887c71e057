"""Which well-known name stands in a few words, and whether a domain is its owner's."""

from dataclasses import dataclass
from functools import cache

from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.headers import brands, brands_regional
from mailflows.examine.headers.folding import folded, loose, plain_words

# Endings under which a well-known name is most often registered by its owner; the others are cheap or free.
_ORDINARY = frozenset("com net org".split())
_CHEAP = frozenset("tk ml ga cf gq cc ws pw su".split())
_TOGETHER = 6  # words of the longest name, when spelled apart

# Words of office beside a name: with these a stranger speaks for it.
_OFFICE = (
    "support security team account accounts service services customer care help helpdesk desk center centre billing",
    "notification notifications notice alert alerts info admin administrator id official verification verify update",
    "updates department dept online bank banking com net org io app wallet pay payment payments rewards reward offer",
    "delivery express parcel tracking shipping member membership premium business news inc ltd llc corp co no reply",
    "noreply system mail email the of for your and us uk eg lb de fr es my web plus store shop prize winner giveaway",
    "confirmation order orders invoice refund claim claims operations compliance protection safety service client",
    "clients assistance securite compte equipe espace facturation soporte seguridad cuenta equipo atencion cliente",
    "suporte seguranca conta atendimento sicherheit kundenservice konto kundendienst supporto sicurezza conto destek",
    "guvenlik hesap klantenservice departamento gewinnspiel",
    "الدعم الفني دعم خدمه خدمات العملاء عملاء الامان امن حساب الحساب فريق مركز المساعده اداره قسم اشعار تنبيه بنك",
    "البنك مصرف تحديث تاكيد شركه پشتیبانی امنیت تیم مشتریان بانک اعلان תמיכה אבטחה שירות לקוחות צוות בנק",
)
OFFICE = frozenset(folded(word) for line in _OFFICE for word in line.split())
_FILLING = frozenset("the of for and your us uk eg lb de fr es my plus no co inc ltd llc corp com net org io".split())


# Firms that carry a name under licence add their land to it: carrefourlebanon.com.
_LANDS = frozenset(
    "lebanon uae egypt jordan iraq ksa saudi qatar kuwait bahrain oman yemen syria palestine tunisia tunisie algeria "
    "algerie morocco maroc libya turkey turkiye iran pakistan kurdistan mena usa france germany canada".split()
)


@dataclass(frozen=True)
class Name:
    """A well-known name and the domains its owner writes from."""

    name: str
    domains: frozenset[str]
    ordinary: bool  # also a word, or a person's name
    labels: frozenset[str]  # as the first part of a domain


@cache
def names() -> dict[str, Name]:
    """Every well-known name by its folded letters without spaces."""
    found: dict[str, Name] = {}
    for line in (brands.TABLE + brands_regional.TABLE).splitlines():
        if ":" not in line:
            continue
        listed, _, owned = line.partition(":")
        spelled = [one.strip() for one in listed.split(",") if one.strip()]
        domains = frozenset(owned.split())
        labels = frozenset(one.rstrip("*").replace(" ", "") for one in spelled if one.isascii()) | frozenset(
            domain.partition(".")[0] for domain in domains
        )
        for one in spelled:
            key = "".join(plain_words(one.rstrip("*")))
            found.setdefault(key, Name(one.rstrip("*"), domains, one.endswith("*"), labels))
    return found


@cache
def loose_names() -> dict[str, Name]:
    """The unmistakable names of six letters and more, with what the eye confuses made equal."""
    return {loose(key): name for key, name in names().items() if not name.ordinary and len(key) >= 6}


def named_in(words: str) -> tuple[Name, bool] | None:
    """The first well-known name in a few words, longest first, and whether words of office alone surround it."""
    parts = plain_words(words)
    known, like = names(), loose_names()
    for length in range(min(_TOGETHER, len(parts)), 0, -1):
        for start in range(len(parts) - length + 1):
            key = "".join(parts[start : start + length])
            name = known.get(key) or like.get(loose(key))
            if name is None:
                continue
            rest = [word for word in parts[:start] + parts[start + length :] if not word.isdigit()]
            alone = all(word in OFFICE for word in rest)
            if not name.ordinary or alone:
                return name, alone and any(word not in _FILLING for word in rest)
    return None


def under_licence(name: Name, host: str) -> bool:
    """Say whether a domain is the name with a land added to it, as licensees have it, and strangers too."""
    label = organisation(host).partition(".")[0].replace("-", "")
    return any(label.removeprefix(one) in _LANDS for one in name.labels if len(one) > 5)


def belongs(name: Name, host: str) -> bool:
    """Say whether a sender's domain is the owner's: listed, or the name itself under an ordinary ending."""
    own = organisation(host)
    if host.lower() in FREEMAIL or (own in FREEMAIL and own == host.lower()):
        return False
    if own in name.domains or any(host == domain or host.endswith(f".{domain}") for domain in name.domains):
        return True
    label, _, ending = own.partition(".")
    if label.replace("-", "") not in name.labels:
        return False
    last = ending.rpartition(".")[2]
    return (ending in _ORDINARY or len(last) == 2) and last not in _CHEAP
