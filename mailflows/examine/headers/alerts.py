"""Tells true warnings of attackers who work for a state from the imitations that steal accounts.

A true one is to be escalated the same day. It is believed only where the provider's own alert address is proven both by
signature and by path (a signed alert can be sent on to others with a link in it) and no link leads elsewhere.
"""

import re
from collections.abc import Iterable

from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.folding import plain_words
from mailflows.examine.headers.known import Name, belongs, named_in, names
from mailflows.examine.headers.results import proven_domain, results, sender_domain
from mailflows.examine.links.target import leading
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Saw, Shown
from mailflows.examine.verdict import FAKE, REAL

UNPROVEN = "unproven alert"
_TEXT = 20_000  # characters

# Where each provider writes such warnings from. Other addresses under the same domains carry words of strangers.
_ADDRESSES = {
    "no-reply@accounts.google.com": "google",
    "google-workspace-alerts-noreply@google.com": "google",
    "threat-notifications@email.apple.com": "apple",
    "threat-notifications@apple.com": "apple",
    "security@facebookmail.com": "facebook",
    "security@mail.instagram.com": "instagram",
    "account-security-noreply@accountprotection.microsoft.com": "microsoft",
    "mbsupport@microsoft.com": "microsoft",
    "no-reply@cc.yahoo-inc.com": "yahoo",
    "security-noreply@linkedin.com": "linkedin",
    "no-reply@notify.proton.me": "proton",
    "security@proton.me": "proton",
}
# The owners of accounts who send such warnings, by their domains.
_OWNERS = frozenset(
    "google.com apple.com facebook.com instagram.com whatsapp.com microsoft.com yahoo-inc.com linkedin.com twitter.com "
    "telegram.org signal.org proton.me".split()
)
# Under these names of a provider strangers put up what they like.
_STRANGERS = re.compile(
    r"^(?:sites|docs|drive|forms|script|storage|groups|translate|l|lm|apps|business|notifications)\.|\.goog$|^forms\.office"
)
_REDIRECT = re.compile(r"^/(?:url|amp|l\.php|flx/warn|aclk|imgres)\b")

_META = frozenset(plain_words("متا میتا ميتا"))
_CLAIM = re.compile(
    r"(?:government|state|nation|military)[\s-]{1,3}(?:backed|sponsored|supported|aligned|state)[\s-]{1,3}"
    r"(?:\w{1,12}\s){0,2}(?:attack|hack|actor|threat|phish|adversar|cyber|spyware)"
    r"|mercenary (?:spyware|attack)|targeted (?:mercenary )?spyware"
    r"|(?:attaqu\w{1,6}|pirat\w{1,4}|acteurs?|espions?|menaces?|hackers?|cyberattaqu\w{1,4}) (?:\w{1,14} ){0,3}"
    r"(?:(?:soutenu|parrain|sponsoris|commandit|financ|appuy|dirig)\w{1,4} par|à la solde|au service|pour le compte|"
    r"li.e?s? à) ?(?:une?|des?|d.une?|d.|du|l.|de l.)?\s?(?:gouvernement|.tat|puissance)"
    r"|(?:attaqu\w{1,6}|pirat\w{1,4}|acteurs?|hackers?) (?:\w{1,14} )?(?:.tatiques?|gouvernementa\w{1,3})"
    r"|logiciels? espions? mercenaires?"
    r"|(?:مدعوم\w{0,3}|برعاية|ترعاه\w?|تدعمه\w?) (?:من )?(?:قبل )?"
    r"(?:ال)?(?:حكوم|دول|(?:جه(?:ة|ات)|أجهزة) (?:ال)?حكومي)\w{0,4}"
    r"|(?:اختراق|هجوم|هجم(?:ة|ات)|تجسس|قرصنة|مهاجم\w{0,3}|قراصنة|مخترق\w{0,3}) (?:\S{1,12} ){0,3}"
    r"(?:جه(?:ة|ات) (?:حكومية|تابعة ل\S{0,2}(?:حكوم|دول))|حكومي(?:ة|ين|ون)|تابع\w{0,3} ل\S{0,2}(?:حكوم|دول))"
    r"|برامج (?:ال)?تجسس (?:ال)?(?:مرتزقة|م[أا]جورة|تجارية)|هجمات? (?:ال)?مرتزقة"
    r"|(?:مهاجم|هکر|حمل|نفوذگر)\S{0,6}\s(?:\S{1,12}\s){0,2}(?:دولتی|حکومتی|وابسته به (?:دولت|حکومت))"
    r"|(?:تحت حمایت|مورد حمایت|با حمایت|با پشتیبانی|مورد پشتیبانی) (?:دولت|حکومت)|جاسوس.?افزار\S{0,3} مزدور"
    r"|devlet destekli|h.k.met destekli|paralı asker casus"
    r"|в интересах государств|при поддержке (?:правительств|государств)"
    r"|staatlich (?:unterst.tzt|gef.rdert)\w{0,2} (?:angreif|hack|angriff)"
    r"|respaldad\w{1,2} por (?:un )?(?:gobierno|estado)"
    r"|patrocinad\w{1,2} por (?:un |o )?(?:estado|governo)|(?:בגיבוי|בחסות) (?:ה?ממשל|ה?מדינ)\S{0,4}",
    re.IGNORECASE,
)
_TO_THE_READER = re.compile(
    r"\b(?:you|your|vous|votre|vos|tu|sus?|dein|ihr|sizin|hesab)\b|حساب|جهاز|هاتف|آيفون|iphone|گوشی|рассыл|ваш|החשבון|שלך",
    re.IGNORECASE,
)


def state_alert(shown: Shown) -> Iterable[Saw]:
    """B03: a warning of a state's attackers, in the name of Apple, Google, Meta, Microsoft and their like."""
    if shown.form not in ("original", "inline"):
        return
    subject = decoded_words(shown.mail.first("subject"))[:300]
    told = subject + "\n" + shown.text[:_TEXT]
    claim = _CLAIM.search(told)
    if not claim or not _TO_THE_READER.search(told):
        return
    box = next(iter(mailboxes(shown.mail.first("from"))), None)
    address = box.address.lower() if box else ""
    what = defanged(f"{box.name if box else ''} <{address}>: {claim[0]}")
    if owner := _ADDRESSES.get(address):
        yield _of_alert_address(shown, names()[owner], what)
        return
    found = named_in(box.name) if box else None
    claimed = found[0] if found and found[0].domains & _OWNERS else _spelled_here(box.name if box else "")
    host = sender_domain(shown.mail)
    if claimed is None:
        # News and colleagues write of such attacks too; only who speaks as the provider pretends to be it.
        return
    if belongs(claimed, host):
        yield Saw(UNPROVEN, what, HEADER_FORGEABLE, Severity.LOW, 1)
    else:
        yield Saw(FAKE, what, HEADER_FORGEABLE)


def _spelled_here(name: str) -> Name | None:
    """Meta in Arabic and Persian letters; too short a word to be guarded in every mail."""
    return names()["facebook"] if any(word in _META for word in plain_words(name)) else None


def _of_alert_address(shown: Shown, owner: Name, what: str) -> Saw:
    seen = results(shown.mail)
    own = organisation(sender_domain(shown.mail))
    failed = "fail" in seen.words("dmarc")
    if failed or _leads_away(shown, owner):
        return Saw(FAKE, what, HEADER_TRUSTED if failed and seen.proven else HEADER_FORGEABLE)
    proven = proven_domain(shown.mail) == own and own in seen.passed("dkim") and own in seen.passed("spf")
    if shown.form == "original" and proven:
        return Saw(REAL, what, HEADER_TRUSTED, Severity.INFO, 0)
    return Saw(UNPROVEN, what, HEADER_FORGEABLE, Severity.LOW, 1)


def _leads_away(shown: Shown, owner: Name) -> bool:
    return any(
        target.scheme in ("http", "https")
        and (not belongs(owner, target.host) or _STRANGERS.search(target.host) or _REDIRECT.match(target.path))
        for _, target in leading(shown.links)
    )


ROWS = (
    Look("B03", Group.SENDER, Severity.HIGH, 4, "medium", ("T1684.001",), "From, words, links", state_alert,
         "a true warning of a provider whose alert address is not in our table"),
)  # fmt: skip
