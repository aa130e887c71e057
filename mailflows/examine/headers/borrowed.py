"""Looks at the name a sender gives himself: a well-known one that is not his, or an office nobody there can hold."""

import re
from collections.abc import Iterable

from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.events import foreign_event
from mailflows.examine.headers.folding import folded, plain_words
from mailflows.examine.headers.known import belongs, named_in, under_licence
from mailflows.examine.headers.results import sender_domain
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import HEADER_FORGEABLE, Mail, Saw

# Offices a stranger takes: those of the reader's own house, and those of any house that holds accounts.
_OF_THE_HOUSE = frozenset(
    folded(words)
    for words in (
        "mail administrator,mail admin,email administrator,email admin,webmail,webmail admin,web mail,webmaster,"
        "postmaster,mail server,email server,mail system,system administrator,it support,it helpdesk,it help desk,"
        "it service desk,it department,it admin,it team,helpdesk,help desk,human resources,hr department,payroll,"
        "hr team,mailbox support,email support,mail support,mail delivery system,mailbox quota,mail security,"
        "email security,voicemail,voice mail,voice message,missed call,efax,fax message,scanned document,"
        "document portal,"
        "shared document,secure message,mail quarantine,password expiry,mail notification,email notification,"
        "server admin,domain admin,domain support,hosting support,cpanel,technical support,"
        "administrateur messagerie,service informatique,support informatique,administrador de correo,"
        "soporte tecnico,suporte tecnico,departamento de ti,مسؤول البريد,مدير البريد,مدير النظام,الدعم الفني,"
        "دعم تكنولوجيا المعلومات,قسم تقنيه المعلومات,الموارد البشريه,پشتیبانی فنی,مدیر سیستم,תמיכה טכנית,מנהל המערכת"
    ).split(",")
)
_OF_ACCOUNTS = frozenset(
    folded(words)
    for words in (
        "account security,security team,account team,account support,account service,account services,security alert,"
        "security notification,security department,customer support,customer service,customer care,billing department,"
        "billing support,billing team,verification team,fraud department,fraud prevention,support team,support center,"
        "payment department,payments team,refund department,compensation,wallet support,wallet security,delivery team,"
        "parcel service,service client,service clients,service securite,securite du compte,service facturation,"
        "service livraison,assistance client,atencion al cliente,servicio al cliente,servicio de seguridad,"
        "atendimento ao cliente,central de atendimento,departamento juridico,departamento financeiro,kundenservice,"
        "kundensupport,kundendienst,sicherheitsabteilung,servizio clienti,musteri hizmetleri,foundation grant,"
        "خدمه العملاء,فريق الامان,فريق الدعم,امان الحساب,مركز المساعده,قسم الامن,اداره الحسابات,مركز الامان,"
        "خدمات مشتریان,تیم امنیت,امنیت حساب,שירות לקוחות,צוות האבטחה"
    ).split(",")
)
# "Protocol 557167787935906": persons carry no file number. Telephone numbers begin with 0 or +, or are shorter.
_CASE_NUMBER = re.compile(r"(?<![\d+])[1-9]\d{10,}(?!\d)")
_OF_MAIL = ("mail", "webmail", "email", "postmaster", "cpanel", "server", "البريد", "messagerie", "correo")
_LONGEST_OFFICE = 6  # words
_MACHINES = ("microsoftexchange", "mailer-daemon@", "postmaster@", "mail-daemon@")


def borrowed_name(mail: Mail) -> Iterable[Saw]:
    """S03: the display name is a well-known one, or an office, and the address is not its holder's."""
    domain = sender_domain(mail)
    if not domain:
        return
    for box in mailboxes(mail.first("from"))[:3]:
        if not box.name or folded(box.name) == folded(box.address):
            continue
        # Exchange signs its notices "Microsoft Outlook" from every domain; bounces are C03's.
        if box.address.lower().startswith(_MACHINES):
            return
        shown = defanged(f"{box.name} <{box.address or domain}>")
        if (found := named_in(box.name)) and not belongs(found[0], domain):
            name, in_office = found
            if under_licence(name, domain):
                yield Saw("From", shown, HEADER_FORGEABLE, Severity.LOW, 2)
            elif not name.ordinary or in_office:
                yield Saw("From", shown, HEADER_FORGEABLE)
            elif not _is_somebody(box.name, domain):
                yield Saw("From", shown, HEADER_FORGEABLE, Severity.LOW, 2)
            return
        if domain in FREEMAIL and _CASE_NUMBER.search(box.name):
            yield Saw("From", shown, HEADER_FORGEABLE, Severity.LOW, 2)
            return
        if weight := _office(box.name, domain, mail):
            yield Saw("From", shown, HEADER_FORGEABLE, Severity.LOW, weight)
            return
    yield from foreign_event(mail, domain)


def _is_somebody(name: str, domain: str) -> bool:
    """A short ordinary word as the name of a free mailbox is often a person's: Chase, Orange, Noon."""
    return domain in FREEMAIL and len(name.split()) == 1 and name.isalpha()


def _office(name: str, domain: str, mail: Mail) -> int:
    """How much an office in the name weighs: at a free mailbox no house sits, and ours does not sit elsewhere."""
    words = plain_words(name)
    held = {
        " ".join(words[start : start + length])
        for length in range(1, min(_LONGEST_OFFICE, len(words)) + 1)
        for start in range(len(words) - length + 1)
    }
    if domain in FREEMAIL:
        return 2 if held & (_OF_THE_HOUSE | _OF_ACCOUNTS) else 0
    if not held & _OF_THE_HOUSE:
        return 0
    readers = {
        organisation(box.address.rpartition("@")[2]) for box in mailboxes(mail.first("to")) if "." in box.address
    }
    label = organisation(domain).partition(".")[0]
    if readers <= FREEMAIL and not any(word.startswith(_OF_MAIL) for word in words):
        return 0
    # "Helpdesk of Cedar" from cedar.example answers its own customers; without another word it speaks as our own.
    own_name = any(len(word) > 3 and word in label for word in words)
    return 0 if not readers or organisation(domain) in readers or own_name else 1


ROWS = (
    Look("S03", Group.SENDER, Severity.MEDIUM, 3, "medium", ("T1684.001",), "From", borrowed_name,
         "resellers, groups of users, and freelancers who write whom they work for into their name"),
)  # fmt: skip
