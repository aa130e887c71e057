"""Which mail program a reporter used, so that a person can tell them the steps for exactly that one.

Told by what programs put into the mails they send; a guess for being helpful, never evidence of anything.
"""

import re

from mailflows.examine.evidence.inline import forwarded_inline
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import Mail
from mailflows.examine.texts import bodies, words_of
from mailflows.letter import CLIENTS

VALUE = 1000  # characters of a header
SIGN_OFF = 2000  # characters at the beginning and the end of the text, where programs sign

# Words in the headers that name the sending program; the first row that holds decides.
_NAMED = (
    ("outlook for ios", "outlook_mobile"),
    ("outlook for android", "outlook_mobile"),
    ("outlook-ios", "outlook_mobile"),
    ("outlook-android", "outlook_mobile"),
    ("thunderbird for android", "k9"),
    ("k-9 mail", "k9"),
    ("k9mail", "k9"),
    ("thunderbird", "thunderbird"),
    ("betterbird", "thunderbird"),
    ("iphone mail", "iphone_mail"),
    ("ipad mail", "iphone_mail"),
    ("apple mail", "apple_mail"),
    ("microsoft outlook", "outlook_desktop"),
    ("microsoft-macoutlook", "outlook_desktop"),
    ("ymail", "yahoo"),
    ("yahoomail", "yahoo"),
    ("roundcube", "roundcube"),
    ("samsung", "samsung"),
    ("fairemail", "fairemail"),
    ("bluemail", "bluemail"),
    ("readdle", "spark"),
    ("spark", "spark"),
    ("zoho", "zoho"),
    ("yamail", "yandex"),
    ("yandex", "yandex"),
    ("mail.ru", "mailru"),
    ("mailmate", "mailmate"),
    ("delta chat", "delta_chat"),
    ("protonmail", "proton"),
    ("tutanota", "tuta"),
)
# Headers that only one program writes.
_OWN_HEADERS = (
    ("chat-version", "delta_chat"),
    ("autocrypt-setup-message", "delta_chat"),
    ("x-pm-content-encryption", "proton"),
    ("x-pm-origin", "proton"),
    ("x-readdle-message-id", "spark"),
    ("x-zohomailclient", "zoho"),
    ("x-yandex-front", "yandex"),
    ("x-ui-message-type", "gmx"),
    ("x-provags-id", "gmx"),
)
# The end of the Message-ID, where the host that made it stands.
_HOSTS = (
    ("mail.gmail.com", "gmail_web"),
    ("mail.yahoo.com", "yahoo"),
    ("email.android.com", "samsung"),
    ("protonmail.com", "proton"),
    ("proton.me", "proton"),
    ("pm.me", "proton"),
    ("tutanota.com", "tuta"),
    ("tutamail.com", "tuta"),
    ("tuta.com", "tuta"),
    ("tuta.io", "tuta"),
    ("outlook.com", "outlook_web"),
    ("mail.yandex.ru", "yandex"),
    ("mail.yandex.net", "yandex"),
    ("missiveapp.com", "missive"),
)
_BOUNDARIES = (
    ("_com.samsung.android.email", "samsung"),
    ("apple-mail=_", "apple_mail"),
    ("apple-mail-", "iphone_mail"),
    ("----=_nextpart_000_", "outlook_desktop"),
)
# What programs sign with, in whatever language; the name of the thing is the same in all.
_SIGNED = (
    (("outlook for ios", "outlook for android", "aka.ms/o0ukef", "aka.ms/aab9ysg", "aka.ms/ghei36"), "outlook_mobile"),
    (("iphone", "ipad"), "iphone_mail"),
    (("galaxy", "samsung"), "samsung"),
    (("proton mail", "protonmail"), "proton"),
    (("yahoo mail", "yahoo"), "yahoo"),
    (("k-9", "thunderbird for android", "thunderbird pour android"), "k9"),
    (("bluemail",), "bluemail"),
    (("outlook",), "outlook_mobile"),
)
# How the line above a forward looks, where nothing else tells.
_RULES = (
    ("---------- forwarded message -", "gmail_web"),
    ("-------- original message --------", "samsung"),
    ("------- forwarded message -------", "proton"),
    ("------- original message -------", "proton"),
    ("-----original message-----", "outlook_desktop"),
    ("________________________________", "outlook_web"),
    ("begin forwarded message", "apple_mail"),
)
# How such a line begins.
_SENT_FROM = (
    ("sent from", "sent with", "get outlook", "envoyé de", "envoyé depuis", "envoyé à partir", "obtenir outlook")
    + ("télécharger outlook", "gesendet", "enviado", "inviato da", "wysłane z", "verzonden", "skickat från", "holen")
    + ("أُرسلت من", "أرسلت من", "ارسلت من", "تم الإرسال من", "مرسل من", "مرسلة من", "احصل على", "الحصول على")
    + ("ارسال شده از", "ارسال‌شده از", "נשלח מ", "отправлено с", "відправлено")
)  # fmt: skip
_PROVIDERS = {
    "gmail.com": "gmail_web",
    "googlemail.com": "gmail_web",
    "proton.me": "proton",
    "protonmail.com": "proton",
    "pm.me": "proton",
    "tuta.com": "tuta",
    "tutanota.com": "tuta",
    "gmx.net": "gmx",
    "gmx.de": "gmx",
    "gmx.com": "gmx",
    "yandex.ru": "yandex",
    "mail.ru": "mailru",
}
_BOUNDARY = re.compile(r'boundary="?([^";\s]{1,100})', re.IGNORECASE)


def client_of(mail: Mail) -> str:
    """The mail program that wrote this letter, one of letter.CLIENTS; "unknown" where nothing tells."""
    found = _by_headers(mail)
    if found in ("gmail_web", "outlook_web", "", "iphone_mail", "yahoo"):
        found = _finer(found, mail)
    return found if found in CLIENTS else "unknown"


def _by_headers(mail: Mail) -> str:
    names = {name for name, _ in mail.headers}
    for name, client in _OWN_HEADERS:
        if name in names:
            return client
    said = " ".join(mail.first(name)[:VALUE] for name in ("x-mailer", "user-agent", "x-mailing-agent")).lower()
    for word, client in _NAMED:
        if word in said:
            return client
    host = mail.first("message-id")[:VALUE].strip().lower().rstrip(">").rpartition("@")[2]
    for end, client in _HOSTS:
        if host == end or host.endswith(f".{end}"):
            return client
    boundary = _BOUNDARY.search(mail.first("content-type")[:VALUE])
    marked = boundary[1].lower() if boundary else ""
    for word, client in _BOUNDARIES:
        if word in marked and (client != "outlook_desktop" or "x-mailer" not in names):
            return client
    return "gmail_web" if any(name.startswith("x-google-") for name in names) else ""


def _finer(found: str, mail: Mail) -> str:
    """What the headers leave open: how the text is built and signed, and the shape of a forward in it, tell more."""
    page = next((words_of(part)[:20_000] for part in bodies(mail) if part.declared == "text/html"), "")
    inline = forwarded_inline(mail)
    text = inline.before if inline else next((words_of(p) for p in bodies(mail) if p.declared == "text/plain"), "")
    signed = _signed(text, page[:4000] if inline is None else "")
    if found == "gmail_web":  # the app lets each paragraph find its own direction, the web page sets one
        return "gmail_app" if page.lstrip()[:60].lower().startswith('<div dir="auto"') else found
    if found == "outlook_web":
        if signed == "outlook_mobile":
            return signed
        return "outlook_desktop" if "WordSection1" in page or "urn:schemas-microsoft-com:office:word" in page else found
    if found:
        return found
    if signed:
        return signed
    if inline:
        rule = inline.head.rule.lower()
        for word, client in _RULES:
            if word in rule:
                return "k9" if client == "samsung" and "Message" in inline.head.rule else client
    return _by_provider(mail)


def _signed(text: str, page: str) -> str:
    """What a program signed with: a short line at the beginning or the end of what the reporter wrote."""
    shown = f"{text[:SIGN_OFF]}\n{text[-SIGN_OFF:]}\n{page}"
    lines = [line.strip().lower() for line in shown.split("\n")]
    short = [line for line in lines if 0 < len(line) < 80 and ("aka.ms/" in line or _signs(line))]
    for words, client in _SIGNED:
        if any(word in line for word in words for line in short):
            return client
    return ""


def _signs(line: str) -> bool:
    """Turkish and Kurdish put the program first and the verb last."""
    return line.startswith(_SENT_FROM) or line.endswith(("gönderildi", "gönderilmiştir", "hat şandin"))


def _by_provider(mail: Mail) -> str:
    """Where the program cannot be told, the web page of the mailbox's provider is the likeliest."""
    domain = next((box.address.rpartition("@")[2] for box in mailboxes(mail.first("from"))), "")
    return _PROVIDERS.get(domain, "")
