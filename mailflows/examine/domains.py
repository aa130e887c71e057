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
    "sibautomation.com sendibt1.com sendibt2.com sendibt3.com sendibm1.com sendibm2.com sendibm3.com "
    "hubspot.com hubspotemail.net hs-sales-engage.com hubspotlinks.com constantcontact.com "
    "rs6.net exacttarget.com exct.net salesforce.com pardot.com marketo.com mktoresp.com mkt.com klaviyo.com "
    "klclick.com klclick1.com klclick2.com customer.io cmail19.com cmail20.com createsend.com campaign-archive.com "
    "getresponse.com aweber.com activehosted.com emltrk.com postmarkapp.com pstmrk.it iterable.com "
    "braze.com substack.com beehiiv.com convertkit-mail.com ck.page safelinks.protection.outlook.com outlook.com "
    "proofpoint.com urldefense.com mimecast.com mimecastprotect.com cudasvc.com doubleclick.net google.com "
    "googleadservices.com symantec.com responsys.net eloqua.com emarsys.net kmail-lists.com simplycast.com wix.com "
    "shoutout.wix.com emailmkt.com smtp2go.com elasticemail.com e-goi.com mailerlite.com mlsend.com moosend.com "
    "campaigner.com icontact.com benchmarkemail.com sendpulse.com unisender.com esputnik.com dotdigital.com dmtry.com "
    "ontraport.com infusionsoft.com keap.com drip.com acemlnd.com acemlna.com acems1.com sailthru.com cordial.com "
    "bronto.com listrak.com omnisend.com privy.com attentive.com airship.com onesignal.com moengage.com clevertap.com "
    "mailpoet.com tinyletter.com buttondown.email ghost.io zohocampaigns.com zcsend.net maillist-manage.com "
    "freshdesk.com freshmail.com intercom-mail.com intercom.io helpscout.net hubspotemail.com mautic.net".split()
)


# Names so common that meeting one says nothing: big services, social media, delivery networks, schemas of documents.
WELL_KNOWN = frozenset(
    "google.com gstatic.com googleapis.com googleusercontent.com youtube.com youtu.be ytimg.com blogger.com "
    "android.com "
    "google.fr google.de google.ae google.com.eg google.com.sa goo.gl withgoogle.com g.co microsoft.com office.com "
    "office365.com live.com outlook.com microsoftonline.com windows.net azure.com sharepoint.com bing.com msn.com "
    "skype.com aka.ms linkedin.com licdn.com github.com githubusercontent.com apple.com icloud.com mzstatic.com "
    "facebook.com fb.com fbcdn.net instagram.com cdninstagram.com whatsapp.com whatsapp.net wa.me meta.com threads.com "
    "messenger.com twitter.com x.com twimg.com t.co t.me telegram.org telegram.me signal.org signal.me tiktok.com "
    "pinterest.com reddit.com redd.it snapchat.com vk.com ok.ru tumblr.com medium.com quora.com discord.com discord.gg "
    "zoom.us slack.com dropbox.com wetransfer.com box.com mega.nz proton.me protonmail.com tutanota.com "
    "amazon.com amazonaws.com cloudfront.net cloudflare.com akamai.net akamaihd.net akamaized.net fastly.net "
    "jsdelivr.net unpkg.com bootstrapcdn.com jquery.com cdnjs.com fontawesome.com typekit.net gravatar.com wp.com "
    "wordpress.org wordpress.com blogspot.com wikipedia.org wikimedia.org mozilla.org debian.org ubuntu.com gnu.org "
    "w3.org schema.org ietf.org openxmlformats.org purl.org xmlsoap.org adobe.com oasis-open.org whatwg.org "
    "iptc.org ns.adobe.com sun.com oracle.com ibm.com cisco.com intel.com nvidia.com samsung.com "
    "yahoo.com ymail.com aol.com mail.ru yandex.ru yandex.com ya.ru baidu.com qq.com alibaba.com "
    "paypal.com ebay.com netflix.com spotify.com airbnb.com booking.com uber.com dhl.com fedex.com ups.com usps.com "
    "bbc.com bbc.co.uk cnn.com nytimes.com theguardian.com reuters.com aljazeera.net aljazeera.com lemonde.fr dw.com "
    "france24.com amnesty.org hrw.org rsf.org cpj.org accessnow.org eff.org torproject.org un.org europa.eu "
    "zendesk.com atlassian.net atlassian.com trello.com notion.so canva.com gravatar.com hubspot.com shopify.com "
    "trustpilot.com eztalks.com beefree.io wikimedia.org archive.org scribd.com issuu.com soundcloud.com "
    "paypalobjects.com vimeo.com eventbrite.com mailchimp.com list-manage.com sendgrid.net openstreetmap.org "
    "letsencrypt.org digicert.com verisign.com godaddy.com namecheap.com ovh.com hetzner.com example.com example.org "
    "example.net".split()
)


def under(host: str, names: frozenset[str]) -> bool:
    """Say whether a host is one of the names, or lies below one."""
    while host:
        if host in names:
            return True
        host = host.partition(".")[2]
    return False


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def organisation(host: str) -> str:
    """The registered domain of a host name, lower case, IDN as xn--; the name itself where there is none.

    "mail.bank.com.eg" belongs to "bank.com.eg". Uses the list that came with the installation, never the network.
    """
    name = ascii_name(host.strip().strip(".").lower())
    if not name or name.replace(".", "").isdigit():
        return name
    return _suffixes().privatesuffix(name) or name


def ascii_name(host: str) -> str:
    """A host name as the network spells it, IDN as xn--."""
    if host.isascii():
        return host
    labels = []
    for label in host.replace("\u3002", ".").replace("\uff0e", ".").split("."):
        try:
            labels.append(label if label.isascii() else label.encode("idna").decode())
        except UnicodeError:
            labels.append("xn--" + label.encode("punycode").decode())
    return ".".join(labels)
