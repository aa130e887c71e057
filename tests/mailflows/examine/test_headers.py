"""Who sent it, and by which way: each look at the headers sees its trick and leaves the honest twin alone."""

from collections.abc import Callable, Iterable

import pytest

from mailflows.examine.finding import Severity
from mailflows.examine.headers.border import border
from mailflows.examine.headers.folding import folded, plain_words
from mailflows.examine.headers.known import belongs, named_in, names
from mailflows.examine.headers.looks import OF_HEADERS, OF_SHOWN
from mailflows.examine.headers.results import proven_domain, results, statements
from mailflows.examine.look import Look, finding
from mailflows.examine.read import read_mail
from mailflows.examine.seen import HEADER_TRUSTED, Link, Mail, Saw, Shown
from mailflows.examine.verdict import FAKE, LIFTS, REAL, Word, verdict
from tests.exhibits.headers import (
    APPLE,
    EXIM,
    EXIM_BELOW,
    FAILED,
    GOOGLE,
    MICROSOFT,
    PASSED,
    POSTFIX,
    PROTON,
    TWO_NAMES,
    YAHOO,
    letter,
    opened,
    report_of_delivery,
)

PROVIDERS = [GOOGLE, MICROSOFT, PROTON, YAHOO, EXIM, TWO_NAMES]


def answers(look: Look, thing: Mail | Shown) -> list[Saw]:
    ask: Callable[..., Iterable[Saw]] = look.ask
    return list(ask(thing))


def weights(raw: bytes) -> dict[str, int]:
    """Every look that answered, with the heaviest of its answers."""
    mail = opened(raw)
    found: dict[str, int] = {}
    for look in OF_HEADERS:
        for saw in answers(look, mail):
            found[look.id] = max(found.get(look.id, 0), look.weight if saw.weight is None else saw.weight)
            assert len(saw.evidence) <= 200
    return found


def heavy(raw: bytes) -> set[str]:
    return {look for look, weight in weights(raw).items() if weight}


def said(raw: bytes, wanted: str) -> list[Saw]:
    mail = opened(raw)
    return [saw for look in OF_HEADERS if look.id == wanted for saw in answers(look, mail)]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_ordinary_mail_is_left_alone_and_its_domain_is_told(provider: str) -> None:
    raw = letter(provider=provider)
    assert weights(raw) == {"C05": 0}
    assert proven_domain(opened(raw)) == "sender.example"


# --- what the receiving provider found out ---------------------------------------------------------------------------


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(("policy", "weight"), [("REJECT", 3), ("QUARANTINE", 3), ("NONE", 2)])
def test_a01_a_failure_weighs_what_the_domain_asks_for(provider: str, policy: str, weight: int) -> None:
    raw = letter(provider=provider, auth=FAILED.format(domain="sender.example", policy=policy))
    assert weights(raw)["A01"] == weight
    assert said(raw, "A01")[0].provenance == HEADER_TRUSTED


def test_a01_microsoft_tells_the_policy_as_an_action() -> None:
    auth = (
        "spf=fail (sender IP is 198.51.100.7) smtp.mailfrom=sender.example; dkim=none (message not signed) "
        "header.d=none;dmarc=fail action=oreject header.from=sender.example;compauth=fail reason=000"
    )
    assert weights(letter(provider=MICROSOFT, auth=auth)) == {"A01": 3, "A03": 2}


def test_a01_filters_of_a_small_server_are_heard_when_they_complain() -> None:
    raw = letter(provider=POSTFIX, auth=FAILED.format(domain="sender.example", policy="none"))
    assert weights(raw)["A01"] == 2 and "A04" not in weights(raw)
    raw = letter(provider=POSTFIX)
    assert not heavy(raw) and proven_domain(opened(raw)) == ""


def test_a01_calling_oneself_a_list_excuses_nobody() -> None:
    posted = "List-Id: <talk.lists.example>\r\nList-Post: <mailto:talk@lists.example>\r\n"
    strict = FAILED.format(domain="bank.example", policy="REJECT")
    frm = "Bank <no-reply@bank.example>"
    assert weights(letter(frm, more=posted, auth=strict))["A01"] == 3
    by_list = (
        "spf=pass smtp.mailfrom=talk-bounces@lists.example; dkim=pass header.d=lists.example;"
        " dmarc=fail (p=NONE) header.from=sender.example"
    )
    found = weights(letter(more=posted, auth=by_list))
    assert found["A01"] == 0 and "C01" in found
    assert "C01" not in weights(letter(more=posted, auth=FAILED.format(domain="sender.example", policy="NONE")))


def test_a_sender_cannot_greet_himself_into_the_house() -> None:
    """He says he is mx.google.com and brings a result of Google's along; the address behind the greeting is his."""
    forged = (
        "Received: from mail.bank.example (mail.bank.example. [203.0.113.1]) by mx.google.com with ESMTPS id 2;"
        " Mon, 1 Jun 2026 03:00:00 -0700 (PDT)\r\n"
    )
    good = f"Authentication-Results: mx.google.com; {PASSED.format(domain='bank.example')}\r\n"
    bad = "spf=none; dkim=none; dmarc=none header.from=bank.example"
    raw = letter(
        "Bank <no-reply@bank.example>", more=good + forged, auth=bad, helo="mx.google.com", rdns="x.evil.example"
    )
    assert proven_domain(opened(raw)) == ""
    assert {"A02", "A04"} <= heavy(raw)
    assert results(opened(raw)).words("spf") == ("none",)


def test_one_mailbox_of_a_house_writes_to_another_and_brings_a_forged_result() -> None:
    """The way through Google is Google's own; what its user wrote below stays what a user wrote."""
    forged = (
        f"Authentication-Results: mx.google.com; {PASSED.format(domain='bank.example')}\r\n"
        "Received: from mail.bank.example (mail.bank.example. [203.0.113.1]) by mx.google.com with ESMTPS id 2;"
        " Mon, 1 Jun 2026 03:00:00 -0700 (PDT)\r\n"
    )
    auth = "spf=pass smtp.mailfrom=x.example; dkim=pass header.d=x.example; dmarc=none header.from=bank.example"
    for name in ("mail-sor-f41.google.com", "x.evil.example"):
        raw = letter("Bank <no-reply@bank.example>", more=forged, auth=auth, helo=name, rdns=name)
        assert proven_domain(opened(raw)) == ""


def test_what_stands_in_comments_and_quotes_states_nothing() -> None:
    value = 'mx.a.example; spf=none (x; dkim=pass header.d=bank.example) smtp.mailfrom="b; dmarc=pass"@c.example'
    value += "; dmarc=fail"
    assert [(one.method, one.word) for one in statements(value)] == [("spf", "none"), ("dmarc", "fail")]


def test_results_without_any_hop_prove_nothing() -> None:
    raw = (
        f"Authentication-Results: mx.a.example; {PASSED.format(domain='bank.example')}\r\nFrom: a@bank.example\r\n\r\nx"
    )
    assert proven_domain(opened(raw.encode())) == "" and border(opened(raw.encode())) is None


def test_a02_a05_nothing_or_another_vouches_for_the_sender() -> None:
    nothing = "spf=softfail smtp.mailfrom=sender.example; dkim=none; dmarc=none header.from=sender.example"
    assert weights(letter(auth=nothing))["A02"] == 1
    other = "spf=pass smtp.mailfrom=bounce.esp.example; dkim=pass header.i=@esp.example; dmarc=none"
    assert weights(letter(auth=other))["A05"] == 1
    assert "A05" not in weights(letter(auth=other.replace("esp.example", "news.sender.example")))
    failed = other.replace("dmarc=none", "dmarc=fail (p=NONE) header.from=sender.example")
    assert weights(letter(auth=failed))["A01"] == 2 and "A05" not in weights(letter(auth=failed))


def test_a03_marks_of_microsoft_count_where_microsoft_received() -> None:
    mark = "X-MS-Exchange-Organization-SCL: {}\r\nX-Forefront-Antispam-Report: CIP:1;SCL:1;SFV:NSPM;CAT:NONE;\r\n"
    assert weights(letter(provider=MICROSOFT, more=mark.format(9)))["A03"] == 3
    assert weights(letter(provider=MICROSOFT, more=mark.format(5)))["A03"] == 2
    assert "A03" not in weights(letter(provider=MICROSOFT, more=mark.format(1)))
    assert "A03" not in weights(letter(provider=GOOGLE, more=mark.format(9)))
    phish = "X-Forefront-Antispam-Report: CIP:1;SCL:5;SFV:SPM;CAT:PHSH;\r\n"
    assert weights(letter(provider=MICROSOFT, more=phish))["A03"] == 3


NOTSPAM = "X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0"


def test_a03_marks_of_others() -> None:
    assert weights(letter(provider="X-Spam-Flag: YES\r\n" + GOOGLE))["A03"] == 2
    assert weights(letter(more="X-Yandex-Spam: 4\r\n"))["A03"] == 1
    assert weights(letter(subject="[SPAM] hello"))["A03"] == 1
    for harmless in ("X-Spam-Status: No, score=-2", "X-Yandex-Spam: 1", "X-Spam-Flag: NO", "X-Mras: Ok", NOTSPAM):
        assert "A03" not in weights(letter(more=harmless + "\r\n"))


def test_a07_the_machine_and_the_stamps() -> None:
    assert weights(letter(helo="[198.51.100.7]"))["A07"] == 1
    assert weights(letter(helo="WIN-ABC12345", more="Return-Path: <>\r\n"))["A07"] == 2
    no_id = letter().replace(b"<20260601.1@mail.sender.example>", b"<abc@mx.google.com>")
    assert weights(no_id)["A07"] == 1
    assert "A07" not in weights(letter(more="Return-Path: <>\r\nAuto-Submitted: auto-replied\r\n"))


@pytest.mark.parametrize(
    ("header", "weight"),
    [
        ("X-Mailer: Leaf PHPMailer 2.8", 2),
        ("X-Mailer: dtN2c", 2),
        ("X-Mailer: PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)", 1),
        ("X-PHP-Script: shop.example/wp-content/uploads/x.php for 203.0.113.4", 2),
        ("X-PHP-Originating-Script: 33:contact.php", 1),
        ("X-Gophish-Contact: someone", 2),
        ("X-Authenticated-Sender: host.example: info@school.example", 1),
        ("X-Mailer: Apple Mail (2.3774.600.62)", 0),
        ("X-Mailer: Outlook2019", 0),
        ("User-Agent: Mozilla Thunderbird", 0),
        ("X-Authenticated-Sender: mail.sender.example: karim@sender.example", 0),
    ],
)
def test_a08_programs(header: str, weight: int) -> None:
    assert weights(letter(more=header + "\r\n")).get("A08", 0) == weight


def test_a09_an_exercise_takes_no_weight_from_anything() -> None:
    assert said(letter(more="X-PHISHTEST: this is a test\r\n"), "A09")
    assert not said(letter(more="X-Gophish-Contact: someone\r\n"), "A09")
    assert "A09" not in LIFTS


# --- who it claims to be from ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frm",
    [
        "PayPal Service <service@sender.example>",
        "P a y P a l <x@sender.example>",
        "PаyPаl <x@sender.example>",
        "MetaMaskSupport4711 <x@sender.example>",
        "Μetamаsk.io <x@sender.example>",
        "Trust WaIIet <x@sender.example>",
        '"[Netf1ix] - Konto" <x@sender.example>',
        "Apple Support <x@sender.example>",
        "Microsoft account team <info@gmail.com>",
        "Google <google.security@gmail.com>",
        "بنك مصر - خدمة العملاء <x@sender.example>",
        "البَنْك الأهلي المصري <x@sender.example>",
        "فودافون كاش <promo@gmail.com>",
        "بانک ملت <x@sender.example>",
        "فريق واتساب <x@sender.example>",
        "دعم تلغرام <x@sender.example>",
        "בנק לאומי <x@sender.example>",
        "UNHCR Lebanon <unhcr.help@gmail.com>",
        "Algérie Poste <x@sender.example>",
    ],
)
def test_s03_a_borrowed_name(frm: str) -> None:
    assert weights(letter(frm))["S03"] == 3


@pytest.mark.parametrize(
    "frm",
    [
        "PayPal <service@mail.paypal.de>",
        "Google <no-reply@accounts.google.com>",
        "Instagram <security@mail.instagram.com>",
        "Netflix <info@account.netflix.com>",
        "Bank Audi <info@bankaudi.com.lb>",
        "بنك مصر <info@banquemisr.com>",
        "Amazon.ae <order@amazon.ae>",
        "Apple Martin <apple.martin@sender.example>",
        "Chase <chase@gmail.com>",
        "Karim Orange <karim@sender.example>",
        "Amazon Watch <news@sender.example>",
        "The Ledger Tribune <news@sender.example>",
        "محمد الراجحي <m@gmail.com>",
        "كريم حداد <karim@gmail.com>",
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615@sender.example>",
        "WordPress <wordpress@sender.example>",
        "Support <support@sender.example>",
        "Visa Services Beirut <info@sender.example>",
        "علی\u200cرضا <ali@sender.example>",
    ],
)
def test_s03_honest_names(frm: str) -> None:
    assert not heavy(letter(frm)) & {"S03", "S09"}


def test_s03_offices_at_a_free_mailbox_or_in_a_strange_house() -> None:
    assert weights(letter("Account Security Team <x1@gmail.com>"))["S03"] == 2
    assert weights(letter("الدعم الفني <help.desk@outlook.com>"))["S03"] == 2
    assert weights(letter("Service client <assist@yahoo.fr>"))["S03"] == 2
    assert weights(letter("Mail Administrator <x@sender.example>"))["S03"] == 1
    assert "S03" not in weights(letter("IT Support <it@reporter.example>"))
    assert "S03" not in weights(letter("Sender Helpdesk <help@sender.example>"))


def test_s02_the_readers_own_house_in_the_name() -> None:
    assert weights(letter("reporter.example Mail <x@sender.example>"))["S02"] == 3
    assert weights(letter("www.bank.com <x@gmail.com>"))["S02"] == 2
    assert "S02" not in weights(letter("Sender.com News <x@news.sender.example>"))
    assert "S02" not in weights(letter("J. de Vries <x@sender.example>"))


@pytest.mark.parametrize(
    ("domain", "weight"),
    [
        ("paypa1.com", 3),
        ("rnicrosoft.com", 3),
        ("micros0ft.com", 3),
        ("instagrarn.com", 3),
        ("xn--pypal-4ve.com", 3),
        ("support-trustwallet.com", 3),
        ("netflix-billing.com", 3),
        ("coinbse.com", 3),
        ("metamaskk.io", 3),
        ("paypalsecurity.com", 3),
        ("netflix.top", 2),
        ("whatsapp.verify.sender.example", 2),
        ("a.b.c.d.x7k9q2m4.shop", 2),
        ("d5m5rl7.onmicrosoft.com", 2),
        ("cedar.onmicrosoft.com", 1),
    ],
)
def test_s05_domains_that_imitate(domain: str, weight: int) -> None:
    assert weights(letter(f"a@{domain}"))["S05"] == weight


@pytest.mark.parametrize(
    "domain",
    [
        "paypal.com",
        "mail.instagram.com",
        "amazon.co.uk",
        "finance.example",
        "telegraph.co.uk",
        "mobile.de",
        "cedar-watch.org",
        "xn--mgbh0fb.example",
        "news24.sender.example",
        "gmail.com",
        "bbc.co.uk",
    ],
)
def test_s05_honest_domains(domain: str) -> None:
    assert "S05" not in heavy(letter(f"a@{domain}"))


def test_s06_a_list_must_prove_itself() -> None:
    reply = "Reply-To: k.aziz@gmail.com\r\nList-Id: <talk.lists.example>\r\n"
    assert weights(letter(more=reply))["S06"] == 2


def test_s06_a_free_mailbox_weighs_less_where_the_sender_is_proven_and_least_behind_a_shop_system() -> None:
    reply = "Reply-To: k.aziz@gmail.com\r\n"
    failed = FAILED.format(domain="sender.example", policy="REJECT")
    assert weights(letter(more=reply, auth=failed))["S06"] == 3
    assert weights(letter(more=reply))["S06"] == 2
    assert weights(letter("Noor <store+1@t.shopifyemail.com>", more=reply))["S06"] == 1
    forged = FAILED.format(domain="t.shopifyemail.com", policy="REJECT")
    assert weights(letter("Noor <store+1@t.shopifyemail.com>", more=reply, auth=forged))["S06"] == 3


def test_a_domain_is_proven_by_a_provider_that_does_not_repeat_it() -> None:
    brief = "spf=pass smtp.mail=a@sender.example; dkim=pass header.i=@sender.example; dmarc=pass"
    assert proven_domain(read_mail(letter(auth=brief))) == "sender.example"
    assert proven_domain(read_mail(letter(auth=brief + " header.from=other.example"))) == ""


def test_s07_s08_to_nobody_and_in_answer_to_nothing() -> None:
    assert weights(letter(to="To: undisclosed-recipients:;\r\n"))["S07"] == 1
    assert weights(letter(to=""))["S07"] == 1
    assert weights(letter(to="To: karim@sender.example\r\n"))["S07"] == 1
    assert "S07" not in weights(letter(to="Cc: layla@reporter.example\r\n"))
    assert weights(letter(subject="Notice for Layla@reporter.example"))["S07"] == 1
    assert weights(letter(subject="Re: your account"))["S08"] == 1
    assert weights(letter(subject="رد: حسابكم"))["S08"] == 1
    assert weights(letter(subject="Fwd: photos"))["S08"] == 0
    assert "S08" not in weights(letter(subject="Re: notes", more="In-Reply-To: <1@reporter.example>\r\n"))
    assert "S08" not in weights(letter(subject="Research: notes"))


@pytest.mark.parametrize(
    ("subject", "weight"),
    [
        ("Verify your аccоunt", 3),
        ("invoice \u202efdp.exe", 3),
        ("P\u200ba\u200by\u200bp\u200bal", 2),
        ("𝐑𝐄𝐒𝐓𝐀𝐑𝐓 your membership", 2),
        ("\u200bhello", 1),
        ("می\u200cخواهم حساب را ببینم", 0),
        ("تقرير \u200f2026\u200e جاهز", 0),
        ("Rapport\u200e \u202aABC\u202c", 0),
        ("Family 👨\u200d👩\u200d👧 photos 🏴\U000e0067\U000e0062\U000e007f", 0),
        ("Привет, это отчёт", 0),
        ("Réunion à Łódź", 0),
        ("Δελτίο", 0),
    ],
)
def test_s09_letters(subject: str, weight: int) -> None:
    assert weights(letter(subject=subject)).get("S09", 0) == weight


def test_s09_ornament_of_a_proven_campaign_weighs_little() -> None:
    assert weights(letter(subject="𝐒𝐏𝐑𝐈𝐍𝐆 sale", more=NEWSLETTER))["S09"] == 1
    failed = FAILED.format(domain="sender.example", policy="REJECT")
    assert weights(letter(subject="𝐒𝐏𝐑𝐈𝐍𝐆 sale", more=NEWSLETTER, auth=failed))["S09"] == 2
    assert weights(letter(subject="Verify your аccоunt", more=NEWSLETTER))["S09"] == 3


# --- what speaks for a mail ------------------------------------------------------------------------------------------

NEWSLETTER = (
    "List-Unsubscribe: <https://sender.example/u/1>, <mailto:u@sender.example>\r\n"
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
)


def test_c02_only_for_the_sender_it_names() -> None:
    assert said(letter("Sender News <news@sender.example>", more=NEWSLETTER), "C02")
    unproven = FAILED.format(domain="sender.example", policy="NONE")
    assert not said(letter("Sender News <news@sender.example>", more=NEWSLETTER, auth=unproven), "C02")
    assert not said(letter("PayPal <news@sender.example>", more=NEWSLETTER), "C02")
    assert not said(letter(more=NEWSLETTER + "Reply-To: someone@gmail.com\r\n"), "C02")
    assert not said(letter(provider=POSTFIX, more=NEWSLETTER), "C02")


def test_c03_a_bounce_and_what_only_says_so() -> None:
    assert said(report_of_delivery(), "C03") and not heavy(report_of_delivery())
    assert not said(report_of_delivery("Bank <help@bank.example>"), "C03")
    assert not said(letter("MAILER-DAEMON@sender.example", subject="Undelivered Mail"), "C03")


def test_context_weighs_nothing() -> None:
    for look in OF_HEADERS:
        assert (look.weight == 0) == (look.severity is Severity.INFO)


# --- warnings of attackers who work for a state ----------------------------------------------------------------------

CLAIM = "Government-backed attackers may be trying to steal your password. Fewer than 0.1% of our users see this."


def alert(frm: str, link: str = "", auth: str = "", form: str = "original", text: str = CLAIM) -> list[Saw]:
    mail: Mail = opened(letter(frm, subject="Security alert", auth=auth, body=text))
    links = (Link(link, "", "text"),) if link else ()
    shown = Shown(mail, text, (), links, "inline" if form == "inline" else "original")
    return [saw for look in OF_SHOWN for saw in answers(look, shown)]


def test_b03_a_true_alert_is_to_be_escalated() -> None:
    saw = alert("Google <no-reply@accounts.google.com>", "https://accounts.google.com/securitycheckup")[0]
    assert (saw.field, saw.weight, saw.provenance) == (REAL, 0, HEADER_TRUSTED)
    found = [finding(OF_SHOWN[0], "suspect", saw)]
    assert verdict(found, ("forwarded-mail", "headers")).word is Word.REAL_ALERT
    apple = alert(
        "Apple <threat-notifications@email.apple.com>",
        text="Apple detected a targeted mercenary spyware attack against your iPhone.",
    )
    assert apple[0].field == REAL


@pytest.mark.parametrize(
    ("frm", "link", "text"),
    [
        ("Google <alert@sender.example>", "", CLAIM),
        ("Google <no-reply@accounts.google.com>", "https://sites.google.com/view/x", CLAIM),
        ("Google <no-reply@accounts.google.com>", "https://evil.example/x", CLAIM),
        (
            "Apple Security <x@gmail.com>",
            "",
            "Apple detected state-sponsored attackers trying to compromise your iPhone.",
        ),
        ("أبل <x@sender.example>", "", "اكتشفنا أن مهاجمين برعاية دولة يستهدفون جهازكم. حسابكم في خطر"),
        ("WhatsApp <x@sender.example>", "", "Votre compte est visé par des attaquants soutenus par un gouvernement."),
    ],
)
def test_b03_an_imitation(frm: str, link: str, text: str) -> None:
    saw = alert(frm, link, text=text)[0]
    assert saw.field == FAKE and saw.weight is None


def test_b03_what_cannot_be_proven_is_neither() -> None:
    assert alert("Google <no-reply@accounts.google.com>", form="inline")[0].field == "unproven alert"
    resent = PASSED.format(domain="accounts.google.com").replace(
        "spf=pass smtp.mailfrom=accounts.google.com", "spf=pass smtp.mailfrom=x.evil.example"
    )
    assert alert("Google <no-reply@accounts.google.com>", auth=resent)[0].field == "unproven alert"
    assert not alert("Karim <karim@sender.example>")
    assert not alert("Google <no-reply@accounts.google.com>", text="New sign-in to your account")


# --- how words are brought to one shape ------------------------------------------------------------------------------


def test_folding_keeps_what_is_no_disguise() -> None:
    assert folded("Сбербанк") == "сбербанк"
    assert folded("Café") == "cafe"
    assert folded("أحمد") == folded("احمد")
    assert plain_words("FTXTeam A D A C") == ("ftx", "team", "adac")
    assert named_in("Karim Haddad") is None
    assert not belongs(names()["yahoo"], "yahoo.com") and belongs(names()["yahoo"], "cc.yahoo-inc.com")


@pytest.mark.parametrize(
    "header",
    [
        "Authentication-Results: " + "(" * 4000,
        "Authentication-Results: x; " + "dkim=pass header.d=" * 800,
        "From: " + '"' * 4000,
        "From: " + "а" * 4000 + " <a@b.example>",
        "Subject: " + "\u200d👨" * 2000,
        "Received: from " + "a." * 3000 + " by " + "b." * 3000,
        "List-Id: " + "a." * 4000,
        "X-Mailer: " + "A1" * 4000,
        "Message-ID: <" + "a@" * 4000,
    ],
)
def test_hostile_headers_cost_little(header: str) -> None:
    weights(f"{header}\r\nFrom: a@b.example\r\n\r\nx".encode())


def test_s03_an_account_that_is_not_the_senders_to_speak_of() -> None:
    assert weights(letter(subject="Your Netflix account was suspended"))["S03"] == 2
    assert weights(letter(subject="تعليق حسابكم في فيسبوك"))["S03"] == 2
    assert (
        weights(letter(subject="Netflix account suspended", more="List-Unsubscribe: <mailto:u@x.example>\r\n"))["S03"]
        == 1
    )
    assert "S03" not in weights(
        letter("Netflix <info@account.netflix.com>", subject="Your Netflix account was suspended")
    )
    assert "S03" not in weights(letter(subject="A film on Netflix"))
    assert weights(letter("Protocolo 557167787935906 <x@gmail.com>"))["S03"] == 2
    assert "S03" not in weights(letter("Karim 00961 3123456 <karim@gmail.com>"))


def test_s01_quotes_and_spaces() -> None:
    assert weights(letter('""Delivery""<a@sender.example>'))["S01"] == 2
    assert weights(letter("Delivery <a@sender.example >"))["S01"] == 1
    assert weights(letter().replace(b"Karim Aziz <", b"\xc7\xe1\xe3 <"))["S01"] == 1
    for honest in ('"" <a@sender.example>', '"Aziz, \\"K\\" Karim" <a@sender.example>', "علي <a@sender.example>"):
        assert "S01" not in weights(letter(honest))


def test_s06_answers_to_a_domain_made_for_it() -> None:
    assert weights(letter(more="Reply-To: x@k7x9q2m4.shop\r\n"))["S06"] == 2
    assert weights(letter(more="Reply-To: x@other.example\r\n"))["S06"] == 0


def test_c05_tells_of_services_that_carry_strangers_words() -> None:
    saw = said(letter("Karim (via Google Docs) <drive-shares-noreply@google.com>"), "C05")[0]
    assert "strangers" in saw.evidence
    assert "strangers" not in said(letter("Google <no-reply@accounts.google.com>"), "C05")[0].evidence


def test_a04_lines_of_a_mail_house_below_its_own_are_no_forgery() -> None:
    raw = letter(provider=APPLE)
    assert "A04" not in weights(raw)
    assert weights(letter(provider=EXIM_BELOW))["A04"] == 0


def test_a01_behind_a_filtering_service_everything_fails() -> None:
    auth = FAILED.format(domain="sender.example", policy="REJECT") + "; compauth=none reason=451"
    gateway = "mx0a-001.pphosted.com"
    assert weights(letter(provider=MICROSOFT, auth=auth, helo=gateway))["A01"] == 0
    assert weights(letter(provider=GOOGLE, auth=auth, helo=gateway, rdns=gateway))["A01"] == 0
    assert weights(letter(provider=YAHOO, auth=auth.partition("; compauth")[0], helo=gateway))["A01"] == 3
    assert weights(letter(provider=GOOGLE, auth=auth, helo=gateway, rdns="x.evil.example"))["A01"] == 3
    sure = auth.replace("compauth=none reason=451", "compauth=fail reason=000")
    assert weights(letter(provider=MICROSOFT, auth=sure, helo=gateway))["A01"] == 3


@pytest.mark.parametrize(
    ("domain", "weight"),
    [
        ("rep0rter.org", 3),
        ("reporrter.example", 3),
        ("repotrer.example", 3),
        ("it-reporter.com", 2),
        ("reporter.org", 0),
    ],
)
def test_s05_a_domain_like_the_readers_own(domain: str, weight: int) -> None:
    assert weights(letter(f"Karim <karim@{domain}>")).get("S05", 0) == weight


def test_offices_that_write_to_applicants_are_ordinary() -> None:
    to = "To: layla@gmail.com\r\n"
    assert "S03" not in weights(letter("Human Resources <hr@sender.example>", to=to))
    assert weights(letter("Webmail Admin <x@sender.example>", to=to))["S03"] == 1
    assert weights(letter("MAILER-DAEMON", more="Return-Path: <>\r\n"))["S01"] == 1
