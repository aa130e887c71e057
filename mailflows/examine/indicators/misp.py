"""MISP's JSON: events with attributes, alone, in a list, or as the answer of a server that somebody saved."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from mailflows.examine.indicators.claim import Claim, no_use

# The type of an attribute; of a composite one, each half that can be used.
TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "domain": ("host",),
        "hostname": ("host",),
        "domain|ip": ("host", "ip"),
        "hostname|port": ("host", ""),
        "url": ("url",),
        "link": ("",),  # where somebody wrote about it
        "ip-src": ("ip",),
        "ip-dst": ("ip",),
        "ip-src|port": ("ip", ""),
        "ip-dst|port": ("ip", ""),
        "email": ("sender",),
        "email-src": ("sender",),
        "email-reply-to": ("sender",),
        "sha256": ("sha256",),
        "sha1": ("sha1",),
        "md5": ("md5",),
        "filename|sha256": ("", "sha256"),
        "filename|sha1": ("", "sha1"),
        "filename|md5": ("", "md5"),
        "btc": ("wallet",),
        "xmr": ("wallet",),
        "phone-number": ("phone",),
        "mobile-application-id": ("app",),
        "x509-fingerprint-sha256": ("certificate",),
        "x509-fingerprint-sha1": ("certificate",),
    }
)


def fits(parsed: Any) -> bool:
    return next(_events(parsed), None) is not None


def claims(parsed: Any) -> Iterator[Claim]:
    """Every attribute that its authors meant to be matched."""
    for event in _events(parsed):
        label, date = str(event.get("info", "")), str(event.get("date", ""))[:10]
        for attribute in _attributes(event):
            yield from _claims(attribute, label, date)


def _events(parsed: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(parsed, dict) and "response" in parsed:
        parsed = parsed["response"]
    for one in parsed if isinstance(parsed, list) else [parsed]:
        inner = one.get("Event", one) if isinstance(one, dict) else None
        if isinstance(inner, dict) and (
            isinstance(inner.get("Attribute"), list) or isinstance(inner.get("Object"), list)
        ):
            yield inner


def _attributes(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for holder in (event, *(event.get("Object") or ())):
        found = holder.get("Attribute") if isinstance(holder, dict) else None
        yield from (one for one in found or () if isinstance(one, dict))


def _claims(attribute: Mapping[str, Any], label: str, date: str) -> Iterator[Claim]:
    if attribute.get("deleted") is True:
        yield no_use("withdrawn")
        return
    if attribute.get("to_ids") is False:
        yield no_use("not_to_be_matched")
        return
    kinds = TYPES.get(str(attribute.get("type", "")).lower(), ())
    if not any(kinds):
        yield no_use("kind_not_used")
        return
    values = str(attribute.get("value", "")).split("|", len(kinds) - 1) if len(kinds) > 1 else [attribute.get("value")]
    changed = _day(attribute.get("timestamp")) or date
    for kind, value in zip(kinds, values, strict=False):
        if kind:
            yield Claim(kind, str(value or ""), label, changed)


def _day(timestamp: Any) -> str:
    said = str(timestamp or "")
    if not said.isdecimal() or len(said) > 10:
        return ""
    return f"{datetime.fromtimestamp(int(said), UTC):%Y-%m-%d}"
