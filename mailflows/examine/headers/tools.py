"""Looks for the traces of programs: those that send from broken-into sites, and those that only try employees out."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import defanged
from mailflows.examine.domains import organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.results import sender_domain, signed_by
from mailflows.examine.look import Look
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Mail, Saw

_MAILERS = ("x-mailer", "user-agent", "x-mailer-version", "x-mailer-software", "x-library")
# Programs nobody uses to write to people they know.
_CRIMINAL = re.compile(
    r"leaf\s?(?:php)?mailer|anonymousfox|alexus|supmailer|atomic mail|turbo-?mailer|dark-?mailer|advmailer"
    r"|send-?safe|heart ?sender|odin sender|default mailer|king sender|x-?sender pro|gx40|priv8|b374k|inbox ?mass",
    re.IGNORECASE,
)
_OF_SITES = re.compile(
    r"php\s?mailer|swiftmailer|codeigniter|wp ?mail|drupal|joomla|\bphp/?\d|php-?mail", re.IGNORECASE
)
_RANDOM = re.compile(
    r"^(?![A-Z]?[a-z]{3,}\d{1,4}$)(?![A-Z]{3,}\d{0,4}$)(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{5,}$|^[A-Za-z0-9]{20,}$|^\d{1,2}$"
)
# What shared web hosting writes about the script that sent a mail.
_OF_SCRIPTS = ("x-php-script", "x-php-originating-script", "x-source-args", "x-wp-script")
_ODD_SCRIPT = re.compile(
    r"/(?:wp-(?:content|includes|admin)|tmp|cache|uploads|images|\.well-known|vendor)/|eval\(\)|\b(?:leaf|alfa|shell|mailer"
    r"|xleet|owl|priv|1337|marijuana|wso)[\w-]*\.php",
    re.IGNORECASE,
)

# Firms that send harmless test mails for employers: the headers they add, and the names and domains they sign with.
_EXERCISE_HEADERS: dict[str, str] = {
    "x-phishtest": "KnowBe4",
    "x-kb4-phishtest": "KnowBe4",
    "x-phish-test": "KnowBe4",
    "x-phishmewlc": "Cofense",
    "x-phishme": "Cofense",
    "x-phishmetracking": "Cofense",
    "x-phishmesim": "Cofense",
    "x-cofense-sim": "Cofense",
    "x-hoxhunt-simulation": "Hoxhunt",
    "x-hoxhunt-id": "Hoxhunt",
    "x-hoxhunt": "Hoxhunt",
    "x-sosafe": "SoSafe",
    "x-sosafe-id": "SoSafe",
    "x-sosafe-simulation": "SoSafe",
    "x-threatsim-id": "Proofpoint",
    "x-threatsim-header": "Proofpoint",
    "x-threatsim": "Proofpoint",
    "x-psat": "Proofpoint",
    "x-psat-id": "Proofpoint",
    "x-phishingtackle": "Phishing Tackle",
    "x-phishing-tackle": "Phishing Tackle",
    "x-usecure-simulation": "usecure",
    "x-usecure": "usecure",
    "x-ironscales": "IRONSCALES",
    "x-infosec-iq": "Infosec IQ",
    "x-securityiq": "Infosec IQ",
    "x-mimecast-awareness": "Mimecast",
    "x-barracuda-phishline": "Barracuda PhishLine",
    "x-phishline": "Barracuda PhishLine",
    "x-cybsafe-simulation": "CybSafe",
    "x-terranova": "Terranova",
    "x-lucy": "Lucy",
    "x-lucy-victimurl": "Lucy",
    "x-lucy-scenario": "Lucy",
    "x-gophish-contact": "GoPhish",
    "x-gophish-signature": "GoPhish",
    "x-keepnet": "Keepnet",
    "x-metacompliance": "MetaCompliance",
    "x-boxphish": "Boxphish",
    "x-wombat": "Wombat",
    "x-trend-phishinsight": "Phish Insight",
    "x-attack-simulator": "Microsoft",
}
_EXERCISE_DOMAINS = frozenset(
    "knowbe4.com psm.knowbe4.com phishme.com cofense.com hoxhunt.com sosafe.de sosafe-awareness.com threatsim.com "
    "wombatsecurity.com phishingtackle.com usecure.io getusecure.com phishline.com lucysecurity.com boxphish.com "
    "metacompliance.com terranovasecurity.com keepnetlabs.com cybsafe.com".split()
)
# Free to take by anybody: with these a criminal sends in earnest too, so they prove no exercise.
_OPEN_TOOLS = frozenset({"GoPhish", "Lucy"})


def sent_by_a_tool(mail: Mail) -> Iterable[Saw]:
    """A08: a program for masses of mail, or a script on somebody's site, has sent this; the latter is weak alone."""
    seen = sorted(_traces(mail), key=lambda one: -one[0])
    if seen:
        weight, shown = seen[0]
        severity = Severity.MEDIUM if weight > 1 else Severity.LOW
        yield Saw("X-Mailer", defanged(shown), HEADER_FORGEABLE, severity, weight)


def exercise(mail: Mail) -> Iterable[Saw]:
    """A09: the marks of a firm that tries employees out on behalf of their employer.

    Anybody can write these headers, so the finding weighs nothing and takes no weight from others.
    """
    signed = [name for name in signed_by(mail) if name in _EXERCISE_DOMAINS]
    if signed:
        yield Saw("DKIM-Signature", defanged(f"signed by {signed[0]}"), HEADER_TRUSTED)
        return
    for name, value in mail.headers:
        maker = _EXERCISE_HEADERS.get(name)
        if maker and maker not in _OPEN_TOOLS:
            yield Saw(name, defanged(f"{maker}: {value[:100]}"), HEADER_FORGEABLE)
            return


def _traces(mail: Mail) -> Iterator[tuple[int, str]]:
    for name, value in mail.headers:
        if name in _MAILERS:
            told = value[:200].strip()
            if _CRIMINAL.search(told) or "gophish" in told.lower():
                yield 2, f"{name}: {told}"
            elif _OF_SITES.search(told):
                yield 1, f"{name}: {told}"
            elif name == "x-mailer" and _RANDOM.match(told):
                yield 2, f"{name} is no program's name: {told}"
        elif name in _OF_SCRIPTS and value.strip():
            yield (2 if _ODD_SCRIPT.search(value[:300]) else 1), f"{name}: {value[:150]}"
        elif _EXERCISE_HEADERS.get(name) in _OPEN_TOOLS:
            yield 2, f"{name}: a tool for trying people out, free to take"
    if account := _other_account(mail):
        yield account


def _other_account(mail: Mail) -> tuple[int, str] | None:
    """A shared host wrote down whose account sent this, and it is not the sender's."""
    value = mail.first("x-authenticated-sender")[:300].rpartition(": ")[2].strip()
    host, own = value.rpartition("@")[2].lower(), organisation(sender_domain(mail))
    if "@" in value and "." in host and own and organisation(host) != own:
        return 1, f"sent through the account of {host}, shown as {own}"
    return None


ROWS = (
    Look("A08", Group.AUTH, Severity.LOW, 1, "low", ("T1583.006",), "X-Mailer, X-PHP-Script", sent_by_a_tool,
         "contact forms, shops and newsletters of small sites"),
    Look("A09", Group.CONTEXT, Severity.INFO, 0, "medium", (), "headers of training firms", exercise,
         "nothing known; a stranger can write these headers"),
)  # fmt: skip
