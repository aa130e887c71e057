"""Letters with a mail forwarded inside their text, as programs write them in our readers' languages; all made up."""

from dataclasses import dataclass

from mailflows.examine.seen import Mail, Part

BAIT = "<bait@cedar-bank.example>"
LRE, PDF, RLM, LRM, ISOLATE, CLOSE = "\u202a", "\u202c", "\u200f", "\u200e", "\u2068", "\u2069"


@dataclass(frozen=True)
class Forward:
    """A letter's text, and what a reader would say was forwarded in it."""

    name: str
    text: str
    sender: str  # as a header
    subject: str
    body: str  # how it begins
    before: str = ""


def letter(text: str = "", page: str = "", subject: str = "Fwd: help", to: str = "help@desk.example") -> Mail:
    """A reporter's letter of a text, a page of HTML, or both."""
    parts = [("text/plain", text)] * bool(text) + [("text/html", page)] * bool(page)
    return Mail(
        (("from", "Layla <layla@press.example>"), ("to", to), ("subject", subject)),
        tuple(
            Part(number, declared, "utf-8", (), attached=False, content=words.encode(), forwarded=False)
            for number, (declared, words) in enumerate(parts, 1)
        ),
    )


FORWARDS = (
    Forward(
        "gmail ar",
        "وصلتني هذه الرسالة، هل هي حقيقية؟\r\n\r\n---------- Forwarded message ---------\r\n"
        f"من: {LRE}بنك الأرز{PDF}{RLM} <{LRE}bait@cedar-bank.example{PDF}{RLM}>\r\n"
        "Date: الأربعاء، ٤ نوفمبر ٢٠٢٦ في ٩:٣١ ص\r\nSubject: تحديث الحساب\r\nTo: <layla@press.example>\r\n\r\n\r\n"
        "عزيزتي ليلى،\r\nيرجى الدخول: https://cedar-bank.example/in\r\n",
        f'"بنك الأرز" {BAIT}',
        "تحديث الحساب",
        "عزيزتي ليلى",
        "وصلتني هذه الرسالة، هل هي حقيقية؟",
    ),
    Forward(
        "outlook web ar",
        f"ما رأيكم؟\n________________________________\n{RLM}من: بنك الأرز {BAIT}\n"
        f"{RLM}تم الإرسال: 04 نوفمبر, 2026 09:31 ص\n"
        f"{RLM}إلى: layla@press.example <layla@press.example>\n{RLM}نسخة: سامي؛ رنا\n"
        f"{RLM}الموضوع: تحديث الحساب\n \nالنص هنا",
        f'"بنك الأرز" {BAIT}',
        "تحديث الحساب",
        "النص هنا",
        "ما رأيكم؟",
    ),
    Forward(
        "iphone ar",
        f"أُرسلت من الـ iPhone\n\nبدء الرسالة المُعاد توجيهها:\n\n> من: بنك الأرز {BAIT}\n> التاريخ: ٤ نوفمبر "
        f"٢٠٢٦ غرينتش+٢\n"
        "> إلى: layla@press.example\n> الموضوع: تحديث الحساب\n> الرد على: help@cedar.example\n> \n> ﻿النص "
        "هنا\n> سطر ثانٍ\n",
        f'"بنك الأرز" {BAIT}',
        "تحديث الحساب",
        "النص هنا\nسطر ثانٍ",
        "أُرسلت من الـ iPhone",
    ),
    Forward(
        "yahoo ar",
        f'انظروا\n   ----- الرسالة المعاد توجيهها ----- من: بنك الأرز {BAIT}إلى: "layla@press.example" '
        "<layla@press.example>تم الإرسال: الأربعاء، 4 نوفمبر 2026 في 09:26:50 ص غرينتش+2الموضوع: تحديث "
        "الحساب\n النص هنا",
        f'"بنك الأرز" {BAIT}',
        "تحديث الحساب",
        "النص هنا",
        "انظروا",
    ),
    Forward(
        "gmail fa",
        f"سلام\n\n---------- Forwarded message ---------\nاز: {LRE}بانک سرو{PDF}{RLM} "
        f"<{LRE}bait@cedar-bank.example{PDF}{RLM}>\n"
        "Date: چهارشنبه ۴ نوامبر ۲۰۲۶ ساعت ۹:۳۱\nSubject: به‌روزرسانی حساب\nTo: <layla@press.example>\n\nمتن نامه",
        f'"بانک سرو" {BAIT}',
        "به‌روزرسانی حساب",
        "متن نامه",
        "سلام",
    ),
    Forward(
        "outlook fa",
        f"________________________________\nاز: بانک سرو {BAIT}\nارسال‌شده: چهارشنبه, نوامبر 4, 2026 9:31\n"
        f"به: layla@press.example\n"
        "رونوشت: Rana; Sami\nموضوع: حساب شما\n\nمتن نامه",
        f'"بانک سرو" {BAIT}',
        "حساب شما",
        "متن نامه",
    ),
    Forward(
        "gmail he",
        f"---------- Forwarded message ---------\n{RLM}מאת: {LRE}בנק הארז{PDF}{RLM} "
        f"<{LRE}bait@cedar-bank.example{PDF}{RLM}>{RLM}\n"
        f"{LRE}Date: יום ד׳, 4 בנוב׳ 2026 ב-9:31{PDF}\n{LRE}Subject: עדכון חשבון{PDF}\n{LRE}To: "
        f"<layla@press.example>{PDF}\n\nשלום לילה",
        f'"בנק הארז" {BAIT}',
        "עדכון חשבון",
        "שלום לילה",
    ),
    Forward(
        "outlook he",
        "מה דעתכם?\n\nמאת: בנק הארז [mailto:bait@cedar-bank.example]\nנשלח: יום רביעי 04 נובמבר 2026 09:31\n"
        "אל: ליילה\nעותק: רנה\n"
        "נושא: עדכון חשבון\n\nשלום לילה",
        f'"בנק הארז" {BAIT}',
        "עדכון חשבון",
        "שלום לילה",
        "מה דעתכם?",
    ),
    Forward(
        "thunderbird tr",
        f"Bu gerçek mi?\n\n-------- İletilen İleti --------\nKonu: \tHesabınız\nTarih: \tWed, 4 Nov 2026 "
        f"09:31:00 +0200\n"
        f"Kimden: \tSedir Bankası {BAIT}\nKime: \tlayla@press.example\n\n\n\nMerhaba",
        f'"Sedir Bankası" {BAIT}',
        "Hesabınız",
        "Merhaba",
        "Bu gerçek mi?",
    ),
    Forward(
        "outlook tr",
        f"Kimden: Sedir Bankası {BAIT}\nGönderildi: 4 Kasım 2026 Çarşamba 09:31\nKime: Leyla\nBilgi: Rana\n"
        f"Konu: Hesabınız\n\nMerhaba",
        f'"Sedir Bankası" {BAIT}',
        "Hesabınız",
        "Merhaba",
    ),
    Forward(
        "roundcube ckb",
        f"ئەمە چییە؟\n\n-------- نامەی ڕەوانەکراو --------\nبابەت: هەژمارەکەت\nبەروار: 2026-11-04 09:31\nلە: "
        f"بانکی سنەوبەر {BAIT}\n"
        "بۆ: layla@press.example\n\nسڵاو لەیلا",
        f'"بانکی سنەوبەر" {BAIT}',
        "هەژمارەکەت",
        "سڵاو لەیلا",
        "ئەمە چییە؟",
    ),
    Forward(
        "thunderbird kmr",
        f"Ev çi ye?\n\n-------- Peyama veguhestî --------\nMijar: \tHesabê te\nDîrok: \tWed, 4 Nov 2026 "
        f"09:31:00 +0200\n"
        f"Ji: \tBanka Sedir {BAIT}\nBo: \tlayla@press.example\n\nSilav Leyla",
        f'"Banka Sedir" {BAIT}',
        "Hesabê te",
        "Silav Leyla",
        "Ev çi ye?",
    ),
    Forward(
        "outlook fr",
        "Est-ce vrai ?\n\nDe\xa0: Banque du Cèdre [mailto:bait@cedar-bank.example]\nEnvoyé\xa0: mercredi 4 "
        "novembre 2026 09:31\n"
        "À\xa0: Layla Haddad\nCc\xa0: Rana Saab; Sami Khoury\nObjet\xa0: Votre compte\n\nBonjour Layla",
        f'"Banque du Cèdre" {BAIT}',
        "Votre compte",
        "Bonjour Layla",
        "Est-ce vrai ?",
    ),
    Forward(
        "outlook en, bold, list of people wrapped",
        "Is it real?\n\n*From:* Cedar, Bank <bait@cedar-bank.example>\n*Sent:* Wednesday, 4 November 2026 09:31\n"
        "*To:* Layla Haddad <layla@press.example>; Rana Saab\n<rana@press.example>; Sami Khoury\n"
        "<sami@press.example>\n"
        "*Subject:* ***URGENT*** Your account\n\nDear Layla",
        f'"Cedar, Bank" {BAIT}',
        "***URGENT*** Your account",
        "Dear Layla",
        "Is it real?",
    ),
    Forward(
        "samsung en",
        f"See below\n\n\n-------- Original message --------\nFrom: Cedar Bank {BAIT} \nDate: 04/11/2026  "
        f"09:31  (GMT+02:00) \n"
        "To: layla@press.example \nSubject: Your account \n\nDear Layla",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla",
        "See below",
    ),
    Forward(
        "proton en",
        f"See below\n\n------- Forwarded Message -------\nFrom: Cedar Bank {BAIT}\nDate: On Wednesday, "
        f"November 4th, 2026 at 9:31\n"
        "Subject: Your account\nTo: layla@press.example\n\n> Dear Layla\n> click here\n",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla\nclick here",
        "See below",
    ),
    Forward(
        "a table read as text: each value below its label",
        f"-------- Forwarded Message --------\nSubject:\nYour account\nDate:\nWed, 4 Nov 2026\nFrom:\nCedar "
        f"Bank {BAIT}\nTo:\n"
        "layla@press.example\n\nDear Layla",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla",
    ),
    Forward(
        "bullets and isolates",
        f"• {ISOLATE}From{CLOSE}: Cedar Bank {BAIT}\n• {ISOLATE}Date{CLOSE}: today\n• "
        f"{ISOLATE}Subject{CLOSE}: Your account\n\nDear Layla",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla",
    ),
    Forward(
        "qq zh",
        f"------------------ 转发邮件 ------------------\n发件人： 银行 {BAIT}\n发送时间： 2026年11月4日\n"
        f"收件人： layla@press.example\n主题： 账户\n\n您好",
        f'"银行" {BAIT}',
        "账户",
        "您好",
    ),
    Forward(
        "outlook en, with what else it prints",
        f"-----Original Message-----\nFrom: Cedar Bank {BAIT}\nSent: today\nTo: Layla\nImportance: High\n"
        f"Subject: Your account\n"
        "Attachments: bill.pdf\n\nDear Layla",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla",
    ),
    Forward(
        "zoho en: the block is closed as it was opened",
        f"See below\n\n============ Forwarded message ============\nFrom: Cedar Bank {BAIT}\nTo: "
        f"<layla@press.example>\n"
        "Date: Wed, 4 Nov 2026 09:31:00 +0000\nSubject: Your account\n============ Forwarded message "
        "============\n\nDear Layla",
        f'"Cedar Bank" {BAIT}',
        "Your account",
        "Dear Layla",
        "See below",
    ),
    Forward(
        "yandex ru: no verb, no labels",
        '-------- Пересылаемое сообщение --------\n04.11.2026, 09:31, "Банк" <bait@cedar-bank.example>:\n\n'
        "Здравствуйте",
        f'"Банк" {BAIT}',
        "help",
        "Здравствуйте",
    ),
    Forward(
        "bluemail en: quoted, but its Subject says that it is handed on",
        "See below\n\nOn 4 Nov 2026, at 09:31, Cedar Bank <bait@cedar-bank.example> wrote:\n\n> Dear Layla\n"
        "> click here\n",
        f'"Cedar Bank" {BAIT}',
        "help",
        "Dear Layla\nclick here",
        "See below",
    ),
    Forward(
        "outlook for mac, one line",
        "\ufeffLe 04/11/2026 09:31, «\xa0Banque du Cèdre\xa0» <bait@cedar-bank.example> a écrit\xa0:\n\n    "
        "Bonjour Layla\n    cliquez\n",
        f'"Banque du Cèdre" {BAIT}',
        "help",
        "Bonjour Layla",
    ),
)

GMAIL_PAGE = (
    '<div dir="rtl">هل هذه حقيقية؟ <a href="https://press.example">صفحتي</a><br><br><div class="gmail_quote">'
    '<div dir="ltr"'
    ' class="gmail_attr">---------- Forwarded message ---------<br>من: <strong class="gmail_sendername" '
    'dir="auto">بنك الأرز'
    '</strong> <span dir="auto">&lt;<a href="mailto:bait@cedar-bank.example">bait@cedar-bank.example</a>&gt;'
    "</span><br>Date: "
    "الأربعاء، ٤ نوفمبر<br>Subject: تحديث الحساب<br>To:  &lt;<a "
    'href="mailto:layla@press.example">layla@press.example</a>'
    '&gt;<br></div><br><br><p>عزيزتي ليلى</p><a href="https://evil.example/in">cedar-bank.example</a></div></div>'
)
OUTLOOK_PAGE = (
    "<html><head><style>p{From: x}</style></head><body><div class=WordSection1><p class=MsoNormal>Is it real?"
    "</p><div><div "
    "style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Cedar Bank "
    "&lt;bait@cedar-bank.example"
    "&gt; <br><b>Sent:</b> Wednesday, 4 November 2026 09:31<br><b>To:</b> Layla &lt;layla@press.example&gt;"
    "<br><b>Subject:</b>"
    ' Your account</p></div></div><p>Dear Layla</p><a href="https://evil.example/in">cedar-bank.example</a>'
    "</div></body></html>"
)
APPLE_PAGE = (
    '<html><body>Is it real?<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br><div>'
    "<span><b>From: "
    '</b></span>"Cedar Bank" &lt;<a href="mailto:bait@cedar-bank.example">bait@cedar-bank.example</a>&gt;<br>'
    "</div><div><b>"
    "Subject: </b><b>Your account</b><br></div><div><b>Date: </b>4 November 2026<br></div><div><b>To: "
    "</b>layla@press.example"
    '<br></div><br><div><p>Dear Layla</p><a href="https://evil.example/in">cedar-bank.example</a></div>'
    "</blockquote></div></body>"
)
THUNDERBIRD_PAGE = (
    '<p>Is it real?</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table '
    'class="moz-email-headers-table"><tbody><tr><th>Subject: </th><td>Your account</td></tr><tr><th>Date: '
    "</th><td>Wed, 4 Nov"
    "</td></tr><tr><th>From: </th><td>Cedar Bank &lt;bait@cedar-bank.example&gt;</td></tr><tr><th>To: </th>"
    "<td>layla@press."
    "example</td></tr></tbody></table><br><br><p>Dear Layla</p><a "
    'href="https://evil.example/in">cedar-bank.example</a></div>'
)
PAGES = {"gmail": GMAIL_PAGE, "outlook": OUTLOOK_PAGE, "apple": APPLE_PAGE, "thunderbird": THUNDERBIRD_PAGE}

# Answers to the desk, as programs write them in HTML.
ANSWER_PAGES = (
    '<div dir="ltr">Thank you</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Wed, 4 '
    "Nov 2026, Test Desk "
    '&lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt; wrote:<br></div><blockquote '
    'class="gmail_quote">Hello, '
    "<br>From: x<br>Date: y<br>Subject: z</blockquote></div>",
    "<div>Thank you</div><hr><div id=divRplyFwdMsg><b>From:</b> Test Desk &lt;help@desk.example&gt;<br>"
    "<b>Sent:</b> today<br>"
    "<b>To:</b> Layla &lt;layla@press.example&gt;<br><b>Subject:</b> Message</div><div>Hello</div>",
)
