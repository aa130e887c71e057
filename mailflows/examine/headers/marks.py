"""Looks at what filters have already said of a forwarded mail: the reporter's provider, and others on the way."""

import re
from collections.abc import Iterable, Iterator

from mailflows.examine.clean import defanged
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.border import border
from mailflows.examine.headers.results import results
from mailflows.examine.look import Look
from mailflows.examine.seen import HEADER_FORGEABLE, HEADER_TRUSTED, Mail, Saw

# Headers of many makers, and what in them means "this is spam". A sender does not write that of his own mail.
_SPAM: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "x-spam-flag": r"^\s*(?:yes|true)",
        "x-spam-status": r"^\s*yes\b",
        "x-spam": r"^\s*(?:yes|true|spam)\b",
        "x-spam-action": r"^\s*(?:reject|add header|quarantine)",
        "x-rspamd-action": r"^\s*(?:reject|add header|rewrite subject)",
        "x-spamd-result": r"^\s*default: true",
        "x-barracuda-spam-status": r"^\s*yes\b",
        "x-proofpoint-spam-details": r"\brule=(?!\S*notspam)\S*(?:spam|phish|malware)",
        "x-vr-spamstate": r"^\s*spam",
        "x-vade-spamstate": r"^\s*(?:spam|phishing|scam)",
        "x-ovh-spam-reason": r"^\s*vr: spamstate:(?:spam|phish|scam)",
        "x-ui-filterresults": r"^\s*(?:junk|spam|phish)",
        "x-gmx-antispam": r"^\s*[2-9]\b",
        "x-yandex-spam": r"^\s*4\b",
        "x-mras": r"^\s*spam",
        "x-yahoofilteredbulk": r"\S",
        "x-bogosity": r"^\s*(?:spam|yes)\b",
        "x-dspam-result": r"^\s*spam",
        "x-pm-spam": r"^\s*(?:yes|spam|phishing)",
        "x-spam-verdict": r"^\s*(?:fail|spam|phish)",
        "x-ses-spam-verdict": r"^\s*fail",
        "x-ses-virus-verdict": r"^\s*fail",
        "x-virus-status": r"^\s*(?:infected|yes)",
        "x-phishing": r"^\s*(?:yes|true)",
    }.items()
}
_CATEGORY = re.compile(r"\bCAT:([A-Z]{2,8})\b")
_VERDICT = re.compile(r"\bSFV:([A-Z]{3})\b")
_GRAVE = frozenset({"PHSH", "HPHSH", "HPHISH", "MALW", "AMP", "SPOOF", "DIMP", "UIMP", "GIMP", "BIMP", "INTOS"})
_SUBJECT = re.compile(
    r"^\s*(?:\[(?:spam|bulk|phish(?:ing)?|virus)\??\]|\*{2,5}\s?spam\s?\*{2,5}|\{spam\??\})", re.IGNORECASE
)
_JUNK, _SURE = 5, 7  # spam confidence levels of Microsoft


def marked(mail: Mail) -> Iterable[Saw]:
    """A03: a filter took the mail for spam, phishing or a forgery of its sender.

    Marks of Microsoft are believed where Microsoft received the mail; it removes those that come from outside.
    """
    seen = list(_of_microsoft(mail)) if results(mail).provider == "outlook.com" else []
    edge = border(mail)
    for position, (name, value) in enumerate(mail.headers):
        pattern = _SPAM.get(name)
        if pattern and pattern.search(value[:500]):
            trusted = edge is not None and position < edge.position
            trust = HEADER_TRUSTED if trusted else HEADER_FORGEABLE
            seen.append((2 if trusted else 1, f"{name}: {value[:100]}", trust))
    if _SUBJECT.match(mail.first("subject")[:40]):
        seen.append((1, f"Subject: {mail.first('subject')[:100]}", HEADER_FORGEABLE))
    if seen:
        weight, shown, trust = max(seen, key=lambda one: one[0])
        yield Saw("spam mark", defanged(shown), trust, Severity.MEDIUM if weight >= 3 else Severity.LOW, weight)


def _of_microsoft(mail: Mail) -> Iterator[tuple[int, str, str]]:
    level = mail.first("x-ms-exchange-organization-scl").strip()
    if level.isdigit() and len(level) < 3 and int(level) >= _JUNK:
        yield 3 if int(level) >= _SURE else 2, f"spam confidence level {level} of 9", HEADER_TRUSTED
    report = mail.first("x-forefront-antispam-report")[:1000]
    category, verdict = _CATEGORY.search(report), _VERDICT.search(report)
    if category and category[1] in _GRAVE:
        yield 3, f"category {category[1]}", HEADER_TRUSTED
    elif verdict and verdict[1] in ("SPM", "SKS", "SKB"):
        yield 2, f"filter verdict {verdict[1]}", HEADER_TRUSTED
    for result in results(mail).found:
        if result.method == "compauth" and result.word == "fail" and results(mail).proven:
            # 001 only says that the domain publishes nothing to check.
            yield 1 if result.reason.startswith("001") else 2, f"compauth=fail {result.reason}", HEADER_TRUSTED


ROWS = (
    Look("A03", Group.AUTH, Severity.MEDIUM, 3, "medium", (), "marks of spam filters", marked,
         "wanted newsletters that the provider took for spam"),
)  # fmt: skip
