"""How each kind of indicator is spelled, so that a list and a mail that name the same thing are known to agree."""

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from types import MappingProxyType

from mailflows.examine.clean import one_line
from mailflows.examine.domains import organisation

LONGEST = 500  # characters of one value

_DEFANGED = (
    (re.compile(r"\bh(?:xx|\*\*|XX)p(s?)(?=[:\[(])", re.IGNORECASE), r"http\1"),
    (re.compile(r"[\[({](?:\.|dot|punkt|point)[\])}]", re.IGNORECASE), "."),
    (re.compile(r"[\[({](?:@|at)[\])}]", re.IGNORECASE), "@"),
    (re.compile(r"\[:(//)?\]"), r":\1"),
    (re.compile(r"\[//\]"), "//"),
    (re.compile(r"\\\."), "."),
)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_HEX = re.compile(r"[0-9a-f]+")
_APP = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_PROFILE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_URL = re.compile(r"(https?|ftp)://([^/?#\s]+)([^#\s]*)(?:#\S*)?", re.IGNORECASE)
_SENDER = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]{1,255}")
_PORTS = {"http": ":80", "https": ":443", "ftp": ":21"}
_BECH32 = ("bc1", "tb1", "ltc1", "0x")


def armed(words: str) -> str:
    """The value as it works: what lists write against clicking (hxxp, [.], [@]) is undone."""
    words = words.strip().strip("\"'`").strip()[: 2 * LONGEST]
    for pattern, plain in _DEFANGED:
        words = pattern.sub(plain, words)
    return words


def spelled(kind: str, value: str) -> str:
    """The one canonical spelling of an armed value of this kind; "" where it is none of that kind."""
    if len(value) > LONGEST:
        return ""
    return _SPELLINGS[kind](value if value.isprintable() else one_line(value))  # as what is met in a mail is cleaned


def host(value: str) -> str:
    """A host name: lower case, IDN as xn--, without a wildcard before it or a dot behind it."""
    name = value.strip().lower().removeprefix("*.").strip(".")
    if not name.isascii():
        labels = name.replace("\u3002", ".").split(".")
        name = ".".join(label if label.isascii() else _puny(label) for label in labels)
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or labels[-1].isdigit():
        return ""
    return name if all(map(_LABEL.fullmatch, labels)) else ""


def parents(name: str) -> tuple[str, ...]:
    """The names above a host, down to the registered domain: for "a.b.bank.com.eg" these are two."""
    root = organisation(name)
    above = []
    while name != root and name.endswith(f".{root}"):
        name = name.partition(".")[2]
        above.append(name)
    return tuple(above)


def host_of(kind: str, value: str) -> str:
    """The host inside a canonical URL or address; "" where there is none, or only a number."""
    if kind == "sender":
        return host(value.rpartition("@")[2])
    found = _URL.fullmatch(value) if kind == "url" else None
    return host(_bare(found[2])) if found else ""


def ip_of(value: str) -> str:
    """The IP address that a canonical URL leads to, if it names one."""
    found = _URL.fullmatch(value)
    return _ip(_bare(found[2]).strip("[]")) if found else ""


def _bare(authority: str) -> str:
    name = authority.rpartition("@")[2]
    return name if name.startswith("[") and name.endswith("]") else re.sub(r":\d*$", "", name)


def _puny(label: str) -> str:
    try:
        return label.encode("idna").decode()
    except UnicodeError:
        return "xn--" + label.encode("punycode").decode()


def _ip(value: str) -> str:
    try:
        return str(ip_address(value.strip().strip("[]")))
    except ValueError:
        return ""


def _url(value: str) -> str:
    """Scheme and host in lower case, no user, no usual port, no fragment, and a path that is at least "/"."""
    found = _URL.fullmatch(value.strip())
    if found is None:
        return ""
    scheme, authority, rest = found[1].lower(), found[2].lower(), found[3]
    authority = authority.rpartition("@")[2].removesuffix(_PORTS[scheme])
    name, port = _bare(authority), authority[len(_bare(authority)) :]
    bracketed = name.startswith("[")
    there = f"[{_ip(name)}]" if bracketed else host(name) or ("" if ":" in name else _ip(name))
    if there in ("", "[]") or (bracketed and ":" not in there):
        return ""
    return f"{scheme}://{there}{port}{rest if rest.startswith('/') else f'/{rest}'}"


def _sender(value: str) -> str:
    value = value.strip().lower().removeprefix("mailto:")
    if not _SENDER.fullmatch(value):
        return ""
    local, _, domain = value.rpartition("@")
    return f"{local}@{host(domain)}" if host(domain) else ""


def _digest(*lengths: int) -> Callable[[str], str]:
    def digest(value: str) -> str:
        bare = value.strip().lower().replace(":", "").replace(" ", "")
        return bare if len(bare) in lengths and _HEX.fullmatch(bare) else ""

    return digest


def _app(value: str) -> str:
    value = value.strip()
    return value if len(value) <= 200 and _APP.fullmatch(value) else ""


def _profile(value: str) -> str:
    value = value.strip().strip("{}").lower()
    return value if _PROFILE.fullmatch(value) else ""


def _wallet(value: str) -> str:
    value = value.strip()
    if not 20 <= len(value) <= 130 or not value.isascii() or not value.replace(":", "").isalnum():
        return ""
    return value.lower() if value.lower().startswith(_BECH32) else value


def _account(value: str) -> str:
    service, colon, name = value.strip().lower().partition(":")
    name = name.lstrip("@")
    return f"{service}:{name}" if service.isalpha() and colon and name and " " not in name else ""


def _phone(value: str) -> str:
    """International, as +digits: a number of one country alone could be anybody's."""
    digits = "".join(str(int(sign)) for sign in value if sign.isdecimal())
    if value.strip().startswith("+"):
        return f"+{digits}" if 8 <= len(digits) <= 15 and digits[0] != "0" else ""
    found = digits.removeprefix("00")
    return f"+{found}" if len(digits) - len(found) == 2 and 8 <= len(found) <= 15 and found[0] != "0" else ""


def _name(value: str) -> str:
    return " ".join(value.split())


_SPELLINGS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "host": host,
        "url": _url,
        "ip": _ip,
        "sender": _sender,
        "sha256": _digest(64),
        "sha1": _digest(40),
        "md5": _digest(32),
        "wallet": _wallet,
        "account": _account,
        "phone": _phone,
        "app": _app,
        "certificate": _digest(40, 64),
        "profile": _profile,
        "name": _name,
    }
)
