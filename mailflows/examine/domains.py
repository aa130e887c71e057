"""Which organisation a host name belongs to, told offline from the public suffix list."""

from functools import cache

from publicsuffixlist import PublicSuffixList

# Mailboxes anyone can open in a minute. Names of organisations, as organisation() gives them.
FREEMAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com outlook.fr hotmail.fr live.fr yahoo.com "
    "yahoo.fr yahoo.co.uk ymail.com rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com "
    "pm.me tuta.com tutanota.com tutamail.com gmx.com gmx.de gmx.net gmx.fr web.de mail.com mail.ru bk.ru "
    "inbox.ru list.ru yandex.ru yandex.com rambler.ru zoho.com fastmail.com hushmail.com mailfence.com qq.com "
    "163.com 126.com sina.com naver.com orange.fr free.fr laposte.net sfr.fr wanadoo.fr o2.pl wp.pl onet.pl "
    "seznam.cz chmail.ir mailo.com maktoob.com".split()
)
# Link trackers of mail services: behind them a text that names the sender's own site is ordinary.
TRACKERS = frozenset(
    "sendgrid.net sendgrid.com ct.sendgrid.net list-manage.com mailchimp.com mcsv.net mandrillapp.com mailgun.org "
    "mailgun.net mjt.lu mailjet.com sparkpostmail.com amazonaws.com awstrack.me sendinblue.com brevo.com "
    "sibautomation.com hubspot.com hubspotemail.net hs-sales-engage.com hubspotlinks.com constantcontact.com "
    "rs6.net exacttarget.com exct.net salesforce.com pardot.com marketo.com mktoresp.com mkt.com klaviyo.com "
    "klclick.com klclick1.com klclick2.com customer.io cmail19.com cmail20.com createsend.com campaign- "
    "archive.com getresponse.com aweber.com activehosted.com emltrk.com postmarkapp.com pstmrk.it iterable.com "
    "braze.com substack.com beehiiv.com convertkit-mail.com ck.page safelinks.protection.outlook.com outlook.com "
    "proofpoint.com urldefense.com mimecast.com mimecastprotect.com cudasvc.com doubleclick.net google.com "
    "googleadservices.com symantec.com responsys.net eloqua.com emarsys.net".split()
)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def organisation(host: str) -> str:
    """The registered domain of a host name, lower case, IDN as xn--; the name itself where there is none.

    "mail.bank.com.eg" belongs to "bank.com.eg". Uses the list that came with the installation, never the network.
    """
    name = _ascii(host.strip().strip(".").lower())
    if not name or name.replace(".", "").isdigit():
        return name
    return _suffixes().privatesuffix(name) or name


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    labels = []
    for label in host.replace("\u3002", ".").replace("\uff0e", ".").split("."):
        try:
            labels.append(label if label.isascii() else label.encode("idna").decode())
        except UnicodeError:
            labels.append("xn--" + label.encode("punycode").decode())
    return ".".join(labels)
