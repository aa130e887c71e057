"""What an Android app says of itself before it is installed: its name, what it asks for, how it starts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipInfo

from mailflows.examine.phones.androidxml import REFERENCE, Element, elements
from mailflows.examine.phones.applabels import labels
from mailflows.examine.phones.packed import members, taken

MANIFEST = "AndroidManifest.xml"
WORDS = 500  # permissions and actions
LARGEST = 4 * 1024 * 1024  # octets of a manifest that are read; honest ones have some 100,000
TABLE = 8 * 1024 * 1024  # octets of the table of resources that are read

# Attributes by the numbers Android gives them; their names can be taken away, the numbers cannot.
_NAME, _LABEL, _PERMISSION, _DEBUGGABLE = 0x01010003, 0x01010001, 0x01010006, 0x0101000F
_VERSION, _TARGET = 0x0101021C, 0x01010270
_ASKING = frozenset({"uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m"})
_PREFIX = "android.permission."
LAUNCHER, BOOT = "android.intent.category.LAUNCHER", "android.intent.action.BOOT_COMPLETED"


@dataclass(frozen=True)
class App:
    """One app."""

    package: str
    labels: tuple[str, ...]  # in the languages it speaks
    version: str
    asks: frozenset[str]  # permissions, those of Android without "android.permission."
    hears: frozenset[str]  # actions and categories it answers to
    debuggable: bool
    target: int  # version of Android it was made for; 0 where it does not say
    entries: Mapping[str, ZipInfo]


def app_in(content: bytes) -> App | None:
    """The app; None where the zip holds none. Raises what a broken zip raises."""
    if MANIFEST.encode() not in content:
        return None
    entries = members(content)
    if MANIFEST not in entries:
        return None
    opened = list(elements(taken(content, entries[MANIFEST], LARGEST)))
    root = _first(opened, "manifest")
    application = _first(opened, "application")
    return App(
        package=root.words("package")[:200],
        labels=tuple(_labels(content, entries, application)),
        version=root.words(_VERSION, "versionName")[:50],
        asks=frozenset(_asked(opened)),
        hears=frozenset(one.words(_NAME, "name")[:200] for one in opened if one.name in ("action", "category")),
        debuggable=application.number(_DEBUGGABLE) != 0,
        target=_first(opened, "uses-sdk").number(_TARGET),
        entries=entries,
    )


def _first(opened: list[Element], name: str) -> Element:
    return next((element for element in opened if element.name == name), Element(name))


def _asked(opened: list[Element]) -> Iterator[str]:
    """What the app asks the person for, and what Android lends to its services alone."""
    for place, element in enumerate(opened):
        if place > 20 * WORDS:
            return
        key = (_NAME, "name") if element.name in _ASKING else (_PERMISSION, "permission")
        if element.name in _ASKING or element.name in ("service", "receiver"):
            yield element.words(*key)[:200].removeprefix(_PREFIX)


def _labels(content: bytes, entries: Mapping[str, ZipInfo], application: Element) -> Iterator[str]:
    value = application.attributes.get(_LABEL) or application.attributes.get("label")
    if value is None:
        return
    if value.kind == REFERENCE and "resources.arsc" in entries:
        yield from labels(taken(content, entries["resources.arsc"], TABLE), value.number)
    elif value.words:
        yield value.words
