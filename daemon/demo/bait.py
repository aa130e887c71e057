"""What frightened the reporter: a mail that pretends to come from her union, and the document that came with it."""

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from daemon.demo.letters import File
from daemon.demo.macro import macro_document

UNION, TRAP = "journalists-union.example", "203.0.113.45"  # an address of RFC 5737: nobody has it
SUBJECT = "تنبيه أمني: سيُغلق بريدكم خلال ٢٤ ساعة"
DOCUMENT = "كشف المستحقات.docm"
_PAGE = f"""\
<html dir="rtl"><body>
<p>الزميلات والزملاء،</p>
<p>رصدنا دخولًا غريبًا إلى بريدكم. يرجى تأكيد الحساب خلال ٢٤ ساعة وإلا أُغلق:</p>
<p><a href="http://{UNION}@{TRAP}/ar/login?u=layla">https://mail.{UNION}/login</a></p>
<p>وكشف المستحقات مرفق، ويُفتح بعد الضغط على «تمكين المحتوى».</p>
<p>أمانة سر النقابة</p>
</body></html>
"""


def phishing_mail() -> File:
    """The mail as the reporter saved it, with what her own provider wrote on top of it."""
    when = datetime.now(UTC) - timedelta(hours=3)
    mail = EmailMessage(policy=SMTP)
    mail["Authentication-Results"] = (
        f"mx.press.example; spf=fail smtp.mailfrom={UNION}; dkim=none; dmarc=fail header.from={UNION}"
    )
    mail["Received"] = (
        f"from vps45.hosting.example (vps45.hosting.example [{TRAP}]) by mx.press.example (Postfix) with ESMTPS"
        f" id 4B1C2D for <layla@press.example>; {format_datetime(when)}"
    )
    mail["From"] = Address(f"security@{UNION}", addr_spec="alerts@vps45.hosting.example")
    mail["Reply-To"] = "union.support@account-check.example"
    mail["To"] = "layla@press.example"
    mail["Date"] = format_datetime(when)
    mail["Message-ID"] = "<20260000.7741@vps45.hosting.example>"
    mail["Subject"] = SUBJECT
    mail.set_content("يرجى فتح هذه الرسالة في متصفح.\n", cte="base64")
    mail.add_alternative(_PAGE, subtype="html", cte="base64")
    return File("رسالة النقابة.eml", "message/rfc822", mail.as_bytes())


def document() -> File:
    """The document, as she saved it from that mail."""
    return File(DOCUMENT, "application/vnd.ms-word.document.macroEnabled.12", macro_document("المستحقات"))
