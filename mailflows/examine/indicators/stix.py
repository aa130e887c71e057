"""STIX 2: each pattern that says one thing equals one value is read; whatever says more is refused."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from mailflows.examine.indicators.claim import Claim, no_use

_ONE_EQUALITY = re.compile(
    r"\s{0,9}\[\s{0,9}([a-z0-9-]{1,60}:[\w.'\"-]{1,60})\s{0,9}=\s{0,9}'((?:[^'\\]|\\.){1,2000})'\s{0,9}\]\s{0,9}"
)
_LONGEST = 4000  # characters of a pattern that is looked at

# What an object path means here. Names, paths and processes of a device stand in no mail.
_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "domain-name:value": "host",
        "hostname:value": "host",
        "url:value": "url",
        "ipv4-addr:value": "ip",
        "ipv6-addr:value": "ip",
        "email-addr:value": "sender",
        "file:hashes.sha256": "sha256",
        "file:hashes.sha-256": "sha256",
        "file:hashes.sha1": "sha1",
        "file:hashes.sha-1": "sha1",
        "file:hashes.md5": "md5",
        "app:id": "app",
        "app:cert.sha256": "certificate",
        "app:cert.sha1": "certificate",
        "configuration-profile:id": "profile",
        "cryptocurrency-wallet:value": "wallet",
    }
)


def claims(bundle: Any) -> Iterator[Claim]:
    """Every indicator of a bundle, or of a bare list of objects."""
    objects = [one for one in _objects(bundle) if isinstance(one, dict)]
    names = {str(one.get("id")): str(one["name"]) for one in objects if one.get("name") and _names_trouble(one)}
    belongs = {
        str(one.get("source_ref")): str(one.get("target_ref")) for one in objects if one.get("type") == "relationship"
    }
    only = next(iter(names.values())) if len(names) == 1 else ""
    for one in objects:
        if one.get("type") == "indicator":
            yield _claim(one, names.get(belongs.get(str(one.get("id")), ""), only))


def fits(parsed: Any) -> bool:
    return any(isinstance(one, dict) and one.get("type") == "indicator" for one in _objects(parsed))


def _objects(parsed: Any) -> list[Any]:
    found = parsed.get("objects") if isinstance(parsed, dict) else parsed
    return found if isinstance(found, list) else []


def _names_trouble(one: Mapping[str, Any]) -> bool:
    return one.get("type") in ("malware", "threat-actor", "intrusion-set", "campaign", "tool")


def _claim(one: Mapping[str, Any], label: str) -> Claim:
    if one.get("revoked") is True:
        return no_use("withdrawn")
    if one.get("pattern_type", "stix") != "stix":
        return no_use("not_one_equality")
    pattern = str(one.get("pattern", ""))[:_LONGEST]
    found = _ONE_EQUALITY.fullmatch(pattern)
    if found is None:
        return no_use("not_one_equality")
    kind = _PATHS.get(found[1].replace("'", "").replace('"', "").lower(), "")
    if not kind:
        return no_use("kind_not_used")
    date = str(one.get("modified") or one.get("valid_from") or one.get("created") or "")[:10]
    return Claim(kind, re.sub(r"\\(.)", r"\1", found[2]), label, date)
