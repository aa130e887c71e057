"""How mail looks that came through something else: lists, ticket systems, calendars, answers of machines."""

from dataclasses import dataclass

from tests.exhibits.wanted_mailboxes import sent_from
from tests.exhibits.wanted_stacks import Sent, digits, moment, token
from tests.exhibits.wanted_stories import Story


@dataclass(frozen=True)
class Carrier:
    """{d} the sender's domain, {t} the list's or the service's, {l} the list's name, {k} and {n} made up, {w} when."""

    bounce: str
    host: str
    signs: str
    broken: str  # domains whose signature no longer holds
    dmarc: str
    lines: str
    message: str = "{k}@{d}"


_LIST = (
    "List-Id: <{l}.{t}>\nList-Post: <mailto:{l}@{t}>\nList-Archive: <https://{t}/archives/{l}/>\n"
    "List-Unsubscribe: <https://{t}/options/{l}>, <mailto:{l}-request@{t}?subject=unsubscribe>\nPrecedence: list\n"
)
_MAILMAN = (
    "Received: from {t} (localhost [127.0.0.1]) by {t} (Postfix) with ESMTP id {k}; {w}\nX-Original-To: {l}@{t}\n"
    "Delivered-To: {l}@{t}\nReceived: from mail.{d} (mail.{d} [198.51.100.44]) by {t} (Postfix) with ESMTPS id {k}"
    "; {w}\n"
    "X-Mailman-Version: 3.3.9\nX-BeenThere: {l}@{t}\nErrors-To: {l}-bounces@{t}\n" + _LIST
)
_GROUPS = (
    "X-Google-Group-Id: {n}\nX-BeenThere: {l}@{t}\nX-Original-Sender: someone@{d}\nMailing-list: list {l}@{t}; contact"
    " {l}+owners@{t}\nX-Original-Authentication-Results: gmr-mx.google.com; dkim=pass header.i=@{d}; spf=pass"
    " smtp.mailfrom=someone@{d}; dmarc=pass header.from={d}\nX-Spam-Checked-In-Group: {l}@{t}\n" + _LIST
)
CARRIERS = {
    "mailman": Carrier("{l}-bounces@{t}", "{t}", "", "{d}", "fail", _MAILMAN),
    "mailman-munged": Carrier("{l}-bounces@{t}", "{t}", "{t}", "", "pass", _MAILMAN + "X-MailFrom: "
    "karim@delta.example\n"),
    "googlegroups": Carrier(
        "{l}+bncBC{k}@googlegroups.com", "mail-pg1-f184.google.com", "googlegroups.com {d}", "", "pass", _GROUPS),
    "googlegroups-munged": Carrier("{l}+bncBC{k}@{t}", "mail-pg1-f184.google.com", "{t}", "", "pass", _GROUPS),
    "groupsio": Carrier("bounce+{n}+{n}+{k}@groups.io", "mail02.groups.io", "groups.io", "", "pass", _LIST),
    "discourse": Carrier("bounces+{k}@{d}", "mail.{d}", "{d}", "", "pass",
        'List-Id: "Forum" <{d}>\nPrecedence: list\nX-Auto-Response-Suppress: All\nX-Discourse-Post-Id: {n}\n'
        "Auto-Submitted: auto-generated\nList-Unsubscribe: <https://{d}/email/unsubscribe/{k}>\n", "topic/{n}.{k}@{d}"),
    "zendesk": Carrier("support+id{n}@{d}", "outbyoip12.pod17.use1.zdsys.com", "{d} zendesk.com", "", "pass",
        "X-Zendesk-From-Account-Id: {k}\nX-Zendesk-Email-Id: {k}\nX-Zendesk-Priority-Mail: Account Emails\n"
        "Auto-Submitted: auto-generated\nX-Mailer: Zendesk Mailer\nX-Delivery-Context: event-id-{n}"
        "\n", "{k}_sprut@zendesk.com"),
    "freshdesk": Carrier("bounces+us2{n}@{d}", "mg-42.freshemail.io", "{d} freshemail.io", "", "pass",
        "X-FD-Email-Category: 2\nX-FD-Account: {n}\nAuto-Submitted: auto-replied\nX-Fw-Unique-Id: {k}"
        "\n", "{k}@naseem.freshdesk.com"),
    "autoreply": Carrier("", "EUR03-AM7-obe.outbound.protection.outlook.com", "{d}", "", "pass",
        "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\nX-MS-Exchange-Generated-Message-Source: "
        "Mailbox Rules"
        " Agent\nIn-Reply-To: <{k}@mail.example>\nThread-Index: AQH{k}{k}\n"),
    "dsn": Carrier("", "mail.{d}", "", "", "none", "Auto-Submitted: auto-replied\nX-Failed-Recipients: "
    "nobody@delta.example\n"),
}  # fmt: skip


def sent_through(story: Story) -> tuple[Sent, str]:
    """How the mail left what carried it, and its Message-ID."""
    if story.service == "gmail-calendar":
        sent, _ = sent_from("gmail", story.address, story.name)
        return sent, f"<calendar-{token(story.name)}@google.com>"
    carrier = CARRIERS[story.service]
    known = {
        "d": story.domain,
        "t": story.options.get("list", story.domain),
        "l": story.subject.partition("]")[0].strip("[").partition(" ")[0] if story.subject.startswith("[") else "team",
        "k": token(story.name, 20).strip("-_"),
        "n": digits(story.name, 7),
        "w": moment(story.name, -3),
    }
    known["l"] = known["l"] if known["l"].isascii() else "nisa"
    sent = Sent(
        shown=story.domain,
        bounce=carrier.bounce.format(**known),
        host=carrier.host.format(**known),
        signed=tuple(carrier.signs.format(**known).split()),
        broken=tuple(carrier.broken.format(**known).split()),
        spf="none" if story.service == "dsn" else "pass",
        dmarc=carrier.dmarc,
        policy="none",
        lines="".join(f"{line}\r\n" for line in carrier.lines.format(**known).split("\n") if line),
        when=story.name,
    )
    return sent, f"<{carrier.message.format(**known)}>"
