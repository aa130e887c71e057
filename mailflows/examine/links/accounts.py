"""Accounts that links name: who wants to be written to on Telegram, WhatsApp, Signal, or is shown off elsewhere."""

import re
from urllib.parse import parse_qsl

from mailflows.examine.links.target import Target

_NAME = re.compile(r"@?([a-z0-9][a-z0-9_.-]{2,40})")
_NUMBER = re.compile(r"\+?([1-9]\d{7,14})")
# Steps of a path that are rooms of the service and nobody's name.
_ROOMS = frozenset(
    "share login joinchat addstickers addemoji addlist setlanguage proxy socks iv home explore intent hashtag search "
    "settings about legal privacy terms help accounts p reel reels stories tv watch groups events pages sharer tr "
    "sharer.php plugins dialog i status policies business marketplace profile.php people photo.php send link "
    "discover message channel call qr compose messages notifications telegram durov telegramtips directory".split()
)
_SERVICES = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "instagram.com": "instagram",
    "x.com": "x",
    "twitter.com": "x",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "tiktok.com": "tiktok",
    "vk.com": "vk",
    "wa.me": "whatsapp",
    "api.whatsapp.com": "whatsapp",
    "whatsapp.com": "whatsapp",
    "signal.me": "signal",
    "signal.group": "signal",
    "viber.com": "viber",
}
_TO_WRITE_TO = ("telegram", "whatsapp", "signal")  # alone enough; the others stand under every newsletter


def account_in(target: Target | None) -> tuple[str, bool] | None:
    """The account a link names, as "telegram:name", and whether it alone links two tickets."""
    if target is None:
        return None
    if target.scheme in ("tg", "whatsapp"):
        asked = dict(parse_qsl(target.path.partition("?")[2][:500], max_num_fields=20))
        name = asked.get("domain") or asked.get("phone") or ""
        return _told("telegram" if target.scheme == "tg" else "whatsapp", name)
    service = _SERVICES.get(target.host.removeprefix("www.").removeprefix("m.").removeprefix("mobile."))
    if service is None:
        return None
    path, _, query = target.path.partition("?")
    if service == "signal":
        key = target.path.partition("#")[2]
        return (f"signal:{key[:80]}", True) if len(key) > 10 else None
    if service == "whatsapp":
        phone = dict(parse_qsl(query[:500], max_num_fields=20)).get("phone", "")
        return _told(service, phone or path.strip("/").partition("/")[0])
    steps = [step for step in path.partition("#")[0].split("/") if step]
    if steps and steps[0] == "s" and service == "telegram":
        steps = steps[1:]
    if service == "telegram" and steps and steps[0].startswith("+") and len(steps[0]) > 8:
        return f"telegram:{steps[0]}", True  # an invitation, where small and large letters differ
    return _told(service, steps[0] if steps else "")


def _told(service: str, name: str) -> tuple[str, bool] | None:
    if service == "whatsapp":
        digits = "".join(sign for sign in name if sign.isdigit() or sign == "+")
        number = _NUMBER.fullmatch(digits)
        return (f"whatsapp:+{number[1]}", True) if number else None
    found = _NAME.fullmatch(name.lower())
    if not found or found[1] in _ROOMS:
        return None
    return f"{service}:{found[1]}", service in _TO_WRITE_TO
