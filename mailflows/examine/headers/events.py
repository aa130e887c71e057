"""Looks at a subject that tells of an account, a payment or a parcel of a well-known firm which did not send it."""

import re
from collections.abc import Iterable

from mailflows.examine.charsets import decoded_words
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Severity
from mailflows.examine.headers.folding import folded
from mailflows.examine.headers.known import Name, belongs, named_in
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# What befalls an account, in the folded letters of each language. A firm tells that itself, and nobody else does.
EVENT = re.compile(
    r"suspend|locked|blocked|deactivat|disabled|restrict|limited|expir|unusual|unauthori|sign.?in|log.?in"
    r"|verif|payment (?:fail|declin|problem|issue)|declined|renewal|(?:has|was|is) (?:fail|paus|held|on hold)|on hold"
    r"|withdraw|password|security alert|action required|update your|confirm your|undeliver|not delivered|re.?deliver"
    r"|suspendu|bloqu|desactiv|expire|verifi|confirm(?:er|ez)|mot de passe|paiement refus|livraison"
    r"|connexion inhabituelle|suspendid|bloquead|verific|contrasena|senha|pagamento"
    r"|gesperrt|bestatig|passwort|zahlung|sospes|scadut|askiya"
    r"|تعليق|ايقاف|تعطيل|حظر|تاكيد|تحقق|كلمه السر|كلمه المرور|تسجيل دخول|انتهاء|انتهت|فشل الدفع|تحديث بيانات|شحنت"
    r"|مسدود|تعليق شد|تاييد هويت|رمز عبور|ورود مشكوك|נחסם|הושעה|אימות|סיסמה",
)


def event_in_subject(subject: str, domain: str) -> Name | None:
    """The well-known name whose account the subject speaks of, where the sender's domain is not its owner's."""
    found = named_in(subject)
    if found is None or found[0].ordinary or belongs(found[0], domain):
        return None
    return found[0] if EVENT.search(folded(subject)) else None


def foreign_event(mail: Mail, domain: str) -> Iterable[Saw]:
    """Part of S03; those who teach about such accounts send newsletters of it, so there it is weak."""
    subject = decoded_words(mail.first("subject"))[:200]
    if event_in_subject(subject, domain):
        yield Saw(
            "Subject",
            defanged(f"{subject}: from {domain}"),
            HEADER_FORGEABLE,
            Severity.LOW,
            1 if mail.first("list-unsubscribe") else 2,
        )
