"""The stalkerware list's YAML: apps with their packages, certificates, sites and the hosts they report to."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import yaml

from mailflows.examine.indicators.claim import Claim, no_use

# What stands below an app, by the names on the way to it.
_PLACES: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("packages",): "app",
        ("certificates",): "certificate",
        ("websites",): "host",
        ("distribution",): "host",
        ("c2", "domains"): "host",
        ("c2", "ips"): "ip",
        ("c2", "hosts"): "host",
    }
)
_DEEP = 8
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def claims(text: str) -> Iterator[Claim]:
    """Every value that can be used, in order. Raises ValueError where it is no such list.

    Read event by event: nothing is built, so neither depth nor aliases can make it grow.
    """
    label = ""
    try:
        for way, value in _scalars(text):
            if way == ("name",):
                label = value
            elif kind := _PLACES.get(way, ""):
                yield Claim(kind, value, label)
            elif way and way[0] not in ("names", "type"):
                yield no_use("kind_not_used")
    except yaml.YAMLError:
        raise ValueError("the YAML is broken") from None


def fits(text: str) -> bool:
    """Whether it begins as the list does: a row of apps."""
    head = text[:4000]
    return "- name:" in head and any(f"{way[0]}:" in head for way in _PLACES)


def _scalars(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each plain value with the keys above it, sequences left out."""
    stack: list[list[str | None]] = []  # of mappings [key or None while one is awaited]; of sequences []
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("the YAML repeats itself by aliases")
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            _valued(stack)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= _DEEP:
                raise ValueError("the YAML is too deep")
            if stack and stack[-1] == [None]:
                raise ValueError("a key of the YAML is no word")
            stack.append([None] if isinstance(event, yaml.MappingStartEvent) else [])
        elif isinstance(event, yaml.ScalarEvent):
            if stack and stack[-1] == [None]:
                stack[-1][0] = event.value
                continue
            yield tuple(one[0] or "" for one in stack if one), event.value
            _valued(stack)


def _valued(stack: list[list[str | None]]) -> None:
    """The value of a key has ended: the next word of that mapping is a key again."""
    if stack and stack[-1]:
        stack[-1][0] = None
