"""Pages of HTML as services build them: hidden first lines, nested tables, one layout for phones, pictures, footers."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise

# What stands behind the first line, so that the list of a mail program shows nothing else.
_FILL = ("&#847; &zwnj; &nbsp; &#8199; &shy; ", "&zwnj;&nbsp;", "\u034f \u200c \u00a0 \u00ad", "&#8203;&nbsp;")
_FOOTERS = {
    "en": ("You receive this because you signed up.", "Unsubscribe", "View in browser", "Privacy"),
    "fr": ("Vous recevez ce message car vous êtes inscrit.", "Se désinscrire", "Voir en ligne", "Confidentialité"),
    "ar": ("تصلكم هذه الرسالة لأنكم مشتركون في نشرتنا.", "إلغاء الاشتراك", "عرض في المتصفح", "الخصوصية"),
    "fa": ("این نامه را دریافت می‌کنید چون مشترک هستید.", "لغو اشتراک", "مشاهده در مرورگر", "حریم خصوصی"),
    "he": ("קיבלת הודעה זו כי נרשמת לרשימה.", "הסרה", "צפייה בדפדפן", "פרטיות"),
    "tr": ("Bu e-postayı abone olduğunuz için alıyorsunuz.", "Abonelikten çık", "Tarayıcıda görüntüle", "Gizlilik"),
    "ku": ("Hûn vê nameyê distînin ji ber ku we xwe tomar kiriye.", "Derkeve", "Di gerokê de", "Nepenî"),
}

Link = tuple[str, str]  # label, destination


def newsletter(
    subject: str,
    paragraphs: Sequence[str],
    links: Sequence[Link],
    language: str,
    site: str,
    counted: Callable[[str], str],
    pixel: str,
    style: int,
) -> str:
    """A campaign: hidden first line, blocks of picture and words, buttons, a second layout, social media, footer."""
    turned = ' dir="rtl"' if language in ("ar", "fa", "he") else ""
    fill = _FILL[style % len(_FILL)] * (40 + 30 * (style % 4))
    why, leave, view, private = _FOOTERS.get(language, _FOOTERS["en"])
    blocks = "".join(
        f'<table width="100%" cellpadding="0"><tr><td style="padding:16px"><a '
        f'href="{counted(links[place % len(links)][1])}">'
        f'<img src="https://images.{site}/c/{place}.jpg" width="560" height="240" alt="" style="display:block"></a>'
        f'<p style="font:16px/24px Arial;color:#333333">{escape(words)}</p></td></tr></table>'
        for place, words in enumerate(paragraphs)
    )
    buttons = "".join(
        f'<table align="center"><tr><td bgcolor="#1A73E8" style="border-radius:4px"><a href="{counted(where)}"'
        f' style="color:#ffffff;padding:12px 24px;display:inline-block">{escape(label)}</a></td></tr></table>'
        for label, where in links
    )
    phone = "".join(f"<p>{escape(words)}</p>" for words in paragraphs) if style % 2 else ""
    social = "".join(
        f'<a href="{counted(where)}"><img src="https://images.{site}/i/{place}.png" width="32" height="32" alt=""></a>'
        for place, where in enumerate((f"https://www.facebook.com/{site}", f"https://www.instagram.com/{site}",
                                       f"https://x.com/{site.partition('.')[0]}", "https://t.me/example_channel"))
    )  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="{language}"{turned} xmlns:v="urn:schemas-microsoft-com:vml"><head><meta '
        'charset="utf-8">'
        f"<title>{escape(subject)}</title><style>@media only screen and (max-width:600px){{.m{{display:block!important;"
        "max-height:none!important}}.d{display:none!important}}</style><!--[if mso]><xml><o:OfficeDocumentSettings>"
        "</o:OfficeDocumentSettings></xml><![endif]--></head><body>"
        f'<div style="display:none;font-size:1px;color:#fff;max-height:0;overflow:hidden;mso-hide:all">'
        f"{escape(paragraphs[0])}"
        f'{fill}</div><table width="100%" bgcolor="#f4f4f4"><tr><td align="center"><table width="600" class="d">'
        "<tr><td>"
        f'<a href="{counted(f"https://www.{site}/")}"><img src="https://images.{site}/logo.png" width="180" height="60"'
        f' alt="{escape(site)}"></a></td></tr><tr><td>{blocks}{buttons}</td></tr></table>'
        f'<div class="m" style="display:none;max-height:0;overflow:hidden">{phone}</div>'
        f'<p style="font-size:11px;color:#999999">{why}<br>{social}<br><a '
        f'href="{counted(f"https://www.{site}/unsubscribe")}">'
        f'{leave}</a> | <a href="{counted(f"https://www.{site}/view")}">{view}</a> |'
        f' <a href="{counted(f"https://www.{site}/privacy")}">{private}</a> | <a '
        f'href="{counted(f"https://www.{site}/")}">'
        f"www.{site}</a></p></td></tr></table>"
        + (f'<img src="{pixel}" width="1" height="1" alt="" border="0">' if pixel else "")
        + "</body></html>"
    )


def notice(
    subject: str,
    paragraphs: Sequence[str],
    links: Sequence[Link],
    language: str,
    site: str,
    counted: Callable[[str], str],
) -> str:
    """A notice of a firm to a customer: logo, some lines, a button, the small print."""
    turned = ' dir="rtl"' if language in ("ar", "fa", "he") else ""
    said = "".join(f'<p style="margin:0 0 16px">{escape(words)}</p>' for words in paragraphs)
    buttons = "".join(
        f'<p><a href="{counted(where)}" style="background:#0070ba;color:#fff;padding:10px 20px">{escape(label)}</a></p>'
        for label, where in links
    )
    return (
        f'<html lang="{language}"{turned}><head><meta http-equiv="Content-Type" content="text/html; '
        'charset=utf-8"><title>'
        f'{escape(subject)}</title></head><body style="margin:0;background:#fff"><span '
        'style="display:none!important;opacity:0;'
        f'font-size:0">{escape(paragraphs[0][:90])}</span><table role="presentation" width="100%"><tr><td '
        'align="center">'
        f'<table width="520"><tr><td><img src="https://www.{site}/img/logo.png" width="120" height="40" '
        f'alt="{escape(site)}">'
        f'</td></tr><tr><td style="font-family:Helvetica,Arial">{said}{buttons}</td></tr><tr><td style="font-size:11px;'
        f'color:#757575"><a href="{counted(f"https://www.{site}/help")}">Help</a> · <a '
        f'href="{counted(f"https://www.{site}/terms")}">'
        f"Terms</a> · {escape(site)}</td></tr></table></td></tr></table></body></html>"
    )


def picture(subject: str, where: str, site: str, counted: Callable[[str], str], leave: str) -> str:
    """A campaign that is one drawing cut into pieces, with the footer in letters."""
    pieces = "".join(
        f'<tr><td><a href="{counted(where)}"><img src="https://images.{site}/p{one}-{two}.jpg" width="600" height="300"'
        f' alt="{escape(subject)}" style="display:block"></a></td></tr>'
        for one, two in pairwise(range(5))
    )
    return (
        f"<html><head><title>{escape(subject)}</title></head><body><table>{pieces}</table><p>{leave}"
        f' <a href="{counted(f"https://www.{site}/unsubscribe")}">unsubscribe</a></p></body></html>'
    )


def as_text(paragraphs: Sequence[str], links: Sequence[Link]) -> str:
    """The text beside the page."""
    return "\r\n\r\n".join([*paragraphs, *(f"{label}: {where}" for label, where in links)]) + "\r\n"


def from_a_phone(paragraphs: Sequence[str]) -> str:
    """What a web mail program makes of some typed lines."""
    return '<div dir="auto">' + "".join(f"<div>{escape(words)}</div><br>" for words in paragraphs) + "</div>"
