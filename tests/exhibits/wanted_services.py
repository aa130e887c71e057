"""What mail services write into mail they send for others: envelope, signatures, marks, links that count clicks."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from tests.exhibits.wanted_stacks import Sent, digits, token


@dataclass(frozen=True)
class Service:
    """One mail service: {d} its customer's domain, {r} the reader with = for @, {k} and {n} made up for the mail."""

    bounce: str
    host: str
    signs: str  # domains, parted by spaces
    lines: str
    link: str  # {u} the destination, {q} quoted
    pixel: str = ""
    one_click: bool = True


SERVICES = {
    "sendgrid": Service(
        "bounces+{n}-ab12-{r}@em1234.{d}", "o1.ptr4567.{d}", "{d} sendgrid.info",
        "X-SG-EID: {k}{k}=\nX-SG-ID: {k}{k}\nX-Feedback-ID: {n}:SG\nFeedback-ID: {n}:SG\nX-Entity-ID: u001.{k}==",
        "https://url1234.{d}/ls/click?upn=u001.{k}-2B{k}-3D_{k}", "https://url1234.{d}/wf/open?upn=u001.{k}"),
    "mailchimp": Service(
        "bounce-mc.us12_{n}.{n}-{k}@mail{n}.suw12.mcsv.net", "mail{n}.suw12.mcsv.net", "{d} mcsv.net",
        "X-Mailer: Mailchimp Mailer - **CIDab12{k}**\nX-Campaign: mailchimp{k}.{n}\nX-campaignid: mailchimp{k}.{n}\n"
        "X-Report-Abuse: Please report abuse for this campaign here: https://mailchimp.com/contact/abuse/?u={k}"
        "&id={n}\n"
        "X-MC-User: {k}\nFeedback-ID: {n}:{n}.1234:us12:mc\nList-ID: {k}mc list <{k}.{n}.list-id.mcsv.net>\n"
        "X-Accounttype: pd",
        "https://customer.us12.list-manage.com/track/click?u={k}&id={n}&e={k}",
        "https://customer.us12.list-manage.com/track/open.php?u={k}&id={n}&e={k}"),
    "mandrill": Service(
        "bounce-md_{n}.{k}.v1-{k}@mandrillapp.com", "mail187-{n}.suw31.mandrillapp.com", "{d} mandrillapp.com",
        "X-Mandrill-User: md_{n}\nX-Native-Encoded: 1\nX-Report-Abuse: Please forward a copy of this message, including"
        " all headers, to abuse@mandrill.com. You can also report abuse here: "
        "https://mandrillapp.com/contact/abuse?id={n}\n"
        "Feedback-ID: {n}:{n}.{k}:md", "https://mandrillapp.com/track/click/{n}/{d}?p=eyJzIjoi{k}", "", False),
    "ses": Service(
        "0102019{k}-000000@eu-west-1.amazonses.com", "a7-12.smtp-out.eu-west-1.amazonses.com", "{d} amazonses.com",
        "Feedback-ID: ::1.eu-west-1.{k}=:AmazonSES\nX-SES-Outgoing: 2026.06.01-54.240.7.12",
        "https://{s}.r.eu-west-1.awstrack.me/L0/{q}/1/0102019{k}-000000/{k}=123"),
    "mailgun": Service(
        "bounce+{n}.{k}-{r}@mg.{d}", "m42-7.mailgun.net", "mg.{d} {d}",
        'X-Mailgun-Sending-Ip: 159.135.42.7\nX-Mailgun-Sid: WyI{k}\nX-Mailgun-Variables: {{"campaign": "{n}"}}\n'
        "X-Mailgun-Sending-Ip-Pool-Name: shared", "https://email.mg.{d}/c/eJx{k}{k}", "https://email.mg.{d}/o/eJx{k}"),
    "postmark": Service(
        "pm_bounces@pm.{d}", "mta{n}.mtasv.net", "{d} pm.mtasv.net",
        "X-PM-Message-Id: {k}\nX-PM-Message-Options: v1;1.{k}\nX-PM-Tag: notice\nX-PM-RCPT: |bTB8{k}\n"
        "Feedback-ID: s{n}-_:s{n}:a{n}:postmark", "https://click.pstmrk.it/3s/{q}/{k}/ABCD/AQ/{k}/1/{k}", "", False),
    "brevo": Service(
        "bounces-{n}-{r}@bh.d.sender-sib.com", "bh.d.sender-sib.com", "{d} sender-sib.com",
        "X-Mailin-Campaign: 42\nX-Mailin-Client: {n}\nX-Mailin-EID: {k}\nX-sib-id: {k}\n"
        "X-CSA-Complaints: csa-complaints@eco.de\nFeedback-ID: {n}:42:Sendinblue",
        "https://{s}.r.bh.d.sendibt3.com/mk/cl/f/sh/{k}/{k}", "https://{s}.r.bh.d.sendibt3.com/mk/op/sh/{k}"),
    "hubspot": Service(
        "1axb{k}-{r}@bf01.eu1.hubspotemail.net", "bid{n}.bf01.eu1.hubspotemail.net", "{d} bf01.eu1.hubspotemail.net",
        "X-HS-Cid: {n}\nX-Report-Abuse-To: abuse@hubspot.com (see"
        " https://policy.hubspot.com/abuse-complaints)\nFeedback-ID: {n}:eu1:aws:{k}",
        "https://d{n}.eu1.hubspotlinks.com/Ctc/GB+113/{k}/{k}/{k}"),
    "klaviyo": Service(
        "bounces+{n}-{k}@send.{d}", "o2.send.{d}", "{d} send.{d} klaviyomail.com",
        "X-Kmail-Account: {k}\nX-Kmail-Message: {k}\nX-Kmail-Relay: 2\nFeedback-ID: {n}:{k}:klaviyo",
        "https://ctrk.klclick.com/l/01J{k}_0", "https://ctrk.klclick.com/o/01J{k}"),
    "salesforce": Service(
        "bounce-{n}_HTML-{n}-{n}-{n}-1@bounce.e.{d}", "mta{n}.e.{d}", "{d} e.{d}",
        "X-SFMC-Stack: 50\nx-job: {n}_{n}\nX-Delivery: {k}\nx-messageKey: {k}\nx-CSA-Compliance-Source: SFMC",
        "https://click.e.{d}/?qs={k}{k}{k}", "https://click.e.{d}/open.aspx?{k}"),
    "campaignmonitor": Service(
        "m-{k}-{r}@cmail20.com", "mx{n}.i.cmail20.com", "{d} cmail20.com",
        "X-Mailer: Create Send\nX-Complaints-To: abuse@cmail20.com\nFeedback-ID: {n}.{k}:cs",
        "https://customer.cmail20.com/t/d-l-{k}-{k}-r/", "https://customer.cmail20.com/t/d-o-{k}/o.gif"),
    "mailerlite": Service(
        "bounces+{n}@ml.{d}", "sp{n}.mlsend.com", "{d} ml.mailersend.com",
        "X-MailerLite-Id: {n}\nX-Mailer: MailerLite\nFeedback-ID: {n}:{n}:campaign:mailerlite",
        "https://click.mlsend.com/link/c/YT0{k}", "https://click.mlsend.com/open/{k}"),
    "substack": Service(
        "bounce+{n}.{k}-{r}@mg-d0.substack.com", "m204-{n}.mailgun.net", "substack.com mg-d0.substack.com",
        "List-Id: <{l}.substack.com>\nList-Post: <https://{l}.substack.com/p/a-post>\nX-Mailgun-Sid: WyI{k}\n"
        "X-Newsletter: https://{l}.substack.com/p/a-post", "https://substack.com/redirect/{k}?j=eyJ1IjoiMm{k}.{k}",
        "https://eotrx.substackcdn.com/open?token=eyJtIjoi{k}"),
    "beehiiv": Service(
        "bounces+{n}-{k}-{r}@em6789.mail.beehiiv.com", "o3.em.mail.beehiiv.com", "mail.beehiiv.com sendgrid.info",
        "X-Beehiiv-Ids: {k}\nX-SG-EID: {k}\nX-Entity-ID: {k}\nList-Id: {l} <{k}.beehiiv.com>",
        "https://link.mail.beehiiv.com/ss/c/u001.{k}{k}/4a/{k}/h1/h001.{k}", "https://link.mail.beehiiv.com/ss/o/u001.{k}"),
    "listmonk": Service(
        "bounce@{d}", "mail.{d}", "{d}", "X-Listmonk-Campaign: {k}\nList-Id: {d} <{n}.{d}>\nX-Mailer: listmonk",
        "https://lists.{d}/link/{k}/{k}/{k}", "https://lists.{d}/campaign/{k}/{k}/px.png"),
    "own": Service("noreply@{d}", "mail.{d}", "{d}", "", "{u}", "", False),
    "bigbrand": Service(
        "bounce-{n}-{r}@bounces.{d}", "mta-{n}.{d}", "{d}", "X-Sent-By: {k}\nAuto-Submitted: auto-generated", "{u}",
        "https://www.{d}/open/{k}.gif", False),
    "bare": Service("{a}", "vps-{n}.hosting.example", "", "", "{u}", "", False),
}  # fmt: skip


def sent_by(service: str, sender: str, to: str, seed: str) -> tuple[Sent, Callable[[str], str], str]:
    """How a service sends a mail of this sender, how it writes a link, and its invisible picture."""
    kind = SERVICES[service]
    local, _, domain = sender.rpartition("@")
    known = {
        "d": domain, "a": sender, "l": local, "r": to.replace("@", "="),
        "k": token(seed, 16).strip("-_"), "n": digits(seed, 7),
    }  # fmt: skip
    known["s"] = "".join(sign for sign in token(domain, 30).lower() if sign.isalnum())[:6]  # of the account
    lines = kind.lines.format(**known)
    if kind.one_click:
        leave = kind.link.format(u="", q="", **known).rstrip("/")
        lines += f"\nList-Unsubscribe: <{leave}>,\n <mailto:unsub-{known['n']}@{domain}>"
        lines += "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"
    sent = Sent(
        shown=domain,
        bounce=kind.bounce.format(**known),
        host=kind.host.format(**known),
        signed=tuple(kind.signs.format(**known).split()),
        spf="none" if service == "bare" else "pass",
        dmarc="none" if service == "bare" else "pass",
        policy=("reject", "quarantine", "none")[int(digits(seed, 3)) % 3],
        lines="".join(f"{line}\r\n" for line in lines.split("\n") if line),
        when=seed,
    )

    def counted(link: str) -> str:
        if link.startswith(("mailto:", "tel:")):
            return link
        key = token(seed + link, 18).strip("-_")
        return kind.link.format(u=link, q=quote(link, safe=""), **(known | {"k": key}))

    return sent, counted, kind.pixel.format(**known)
