"""Looks at Windows shortcuts: files that show one icon and start something else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import LnkParse3

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.scripts import habits_of
from mailflows.examine.finding import SURE, Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, VISIBLE, Part, Saw

_READ = 1024 * 1024  # octets: no honest shortcut is longer than a few thousand
_ORDINARY = 4096  # octets behind the end that a shortcut may carry: some programs leave a few

# What every Windows brings along and what attackers start through a shortcut, so that nothing new has to be let in.
_TOOLS = frozenset(
    "cmd powershell pwsh mshta wscript cscript rundll32 regsvr32 msiexec certutil bitsadmin conhost forfiles pcalua "
    "curl ftp explorer hh wmic msbuild installutil schtasks finger ssh scp sftp odbcconf mavinject control dllhost "
    "python pythonw node java javaw bash wsl desktopimgdownldr findstr reg regini at".split()
)
_UNC = re.compile(r"\\\\[\w.@-]{2,}\\|^//[\w.@-]{2,}/|file://[\w.@-]{2,}/", re.IGNORECASE)
_PADDING = re.compile(r"[\s\u00a0]{20,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){8,2000}")
_STRINGS = 64 * 1024  # octets that are searched for words where nothing else helps
_PROGRAM = re.compile(r"([\w-]+)(?:\.(?:exe|com))?$", re.IGNORECASE)


def shortcut(part: Part) -> Iterable[Saw]:
    """F13: a Windows shortcut, by its bytes or its name. Nobody mails one: it points into the sender's own disk."""
    if kinds.detected(part.content) == "application/x-ms-shortcut":
        yield Saw("file", shown_codes(f"{part.name}: a Windows shortcut"), DECODED)
    elif any(kinds.extension(name) == "lnk" for name in part.names) and not part.forwarded:
        yield Saw("file", shown_codes(f"{part.name}: opens as .lnk"), VISIBLE)


def what_it_starts(part: Part) -> Iterable[Saw]:
    """F13: what a Windows shortcut starts, with which words, and what else it brings along."""
    if kinds.detected(part.content) != "application/x-ms-shortcut":
        return
    try:
        read = LnkParse3.lnk_file(indata=part.content[:_READ], allow_terminal_blocks=False)
        told: Mapping[str, Any] = read.get_json()
    except Exception:
        yield _longest_words(part.content)
        raise
    strings = told.get("data") or {}
    target, arguments = _target(told), str(strings.get("command_line_arguments") or "")
    if not target and not arguments:
        yield _longest_words(part.content)
        return
    yield Saw("shortcut", shown_codes(f"starts {target or 'something'} {_ends(arguments)}"), DECODED)
    yield from _tricks(target, arguments, str(strings.get("icon_location") or ""))
    behind = len(part.content) - int(read.size)
    if behind > _ORDINARY:
        yield Saw("shortcut", f"{behind} octets hang behind the shortcut", DECODED)


def _longest_words(content: bytes) -> Saw:
    """Windows forgives more than our reader does; the longest words of a shortcut tell most of it all the same."""
    words = max(_WIDE.findall(content[:_STRINGS]), key=len, default=b"").decode("utf-16-le", "replace")
    return Saw("shortcut", shown_codes(f"cannot be read; it holds: {_ends(words)}"), DECODED)


def _tricks(target: str, arguments: str, icon: str) -> Iterator[Saw]:
    name = _PROGRAM.search(target)
    habits = habits_of(f"{target} {arguments}".encode("utf-8", "replace"))
    if name and name[1].lower() in _TOOLS and arguments.strip():
        yield Saw("shortcut", shown_codes(f"uses {name[0]} of the system" + _and(habits)), DECODED)
    if _UNC.search(target) or _UNC.search(icon) or _UNC.search(arguments):
        # To show the icon of a strange computer, Windows signs in there with the reader's own name.
        place = next(word for word in (icon, target, arguments) if _UNC.search(word))
        yield Saw("shortcut", shown_codes(f"calls at another computer: {place}"), DECODED)
    if _PADDING.search(arguments) or len(arguments) > 260:
        yield Saw("shortcut", f"{len(arguments)} characters of words, more than Windows shows", DECODED)


def _target(told: Mapping[str, Any]) -> str:
    """The program, from where Windows looks first: the list of items, then the path, then the relative one."""
    items = (told.get("target") or {}).get("items") or []
    names = [str(item.get("primary_name") or item.get("volume_name") or "") for item in items if isinstance(item, dict)]
    listed = "\\".join(name.rstrip("\\") for name in names if name)
    info, words = told.get("link_info") or {}, told.get("data") or {}
    based = str(info.get("local_base_path") or info.get("net_name") or "")
    environment = (told.get("extra") or {}).get("ENVIRONMENTAL_VARIABLES_LOCATION_BLOCK") or {}
    expanded = str(environment.get("target_unicode") or environment.get("target_ansi") or "")
    return listed or based or expanded or str(words.get("relative_path") or "")


def _and(habits: tuple[str, ...]) -> str:
    return f"; it {', '.join(habits)}" if habits else ""


def _ends(words: str) -> str:
    words = re.sub(r"\s{2,}", " ", words.strip())
    return words if len(words) <= 130 else f"{words[:80]} … {words[-45:]}"


ROWS = (
    Look("F13", Group.FILE, Severity.HIGH, SURE, "high", ("T1204.002",), "files", shortcut,
         "people who drag an icon into a mail and mean the file behind it"),
)  # fmt: skip
ROWS_INSIDE = (
    Look("F13", Group.FILE, Severity.HIGH, SURE, "high", ("T1204.002", "T1027.012", "T1187"), "shortcuts",
         what_it_starts, "people who drag an icon into a mail and mean the file behind it"),
)  # fmt: skip
