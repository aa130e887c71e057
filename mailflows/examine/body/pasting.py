"""Looks for commands that a reader is to paste into a window of the system, or that hide what they would run."""

import re
from collections.abc import Iterable

from mailflows.examine.body.nearby import pieces
from mailflows.examine.body.reading import reading
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Group, Severity
from mailflows.examine.links.sender import comes_from_a_list
from mailflows.examine.look import Look
from mailflows.examine.seen import VISIBLE, Saw, Shown

LONG = 400  # words; who wants a command to be run writes fewer
WORDS = 60_000  # characters that are searched
_COMMAND = re.compile(
    r"\bpowershell(?:\.exe)?\s{1,5}[-/(&\"'iI]|\bpwsh\s{1,5}-|\bmshta(?:\.exe)?\s{1,5}[\"']?(?:https?:|vbscript|javascript|\\\\)"
    r"|\b(?:curl|wget)\s[^|\n]{1,300}\|\s{0,5}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b|\bi(?:ex|wr|rm)\b\s{0,3}[\s(\"'$]{1,3}\S"
    r"|\binvoke-(?:expression|webrequest|restmethod)\b|\bcertutil(?:\.exe)?\s{1,5}-\w{0,8}(?:url|decode)"
    r"|\bbitsadmin\s{1,5}/transfer|\bregsvr32(?:\.exe)?\s{1,5}/|\brundll32(?:\.exe)?\s{1,5}\S|\bcmd(?:\.exe)?\s{1,5}/[ck]\b"
    r"|\bmsiexec(?:\.exe)?\s{1,5}/\S{1,20}\s{1,5}\S{0,20}https?:|\bfrombase64string\b|\bbase64\s{1,5}(?:-d|-D|--decode)\b"
    r"|\bosascript\s{1,5}-e|\b(?:ba|z)?sh\s{1,3}-c\s|/bin/(?:ba|z)?sh\b|\bconhost(?:\.exe)?\s{1,5}--headless|\bnslookup\s{1,5}-q",
    re.IGNORECASE,
)
_OF_COMMANDS = (
    "powershell", "pwsh", "mshta", "curl ", "wget ", "iex", "iwr", "irm ", "invoke-", "certutil", "bitsadmin",
    "regsvr32", "rundll32", "cmd /", "cmd.exe", "msiexec", "frombase64", "base64 -", "osascript", "sh -c", "/bin/",
    "conhost", "nslookup", "base64",
)  # fmt: skip
_OF_KEYS = (
    "win", "⊞", "🪟", "run dialog", "command prompt", "terminal", "developer ", "cmd", "invite de", "موجه",
    "نافذة", "مفتاح", "spotlight", "ترمینال", "ترمنال", "طرفية", "تيرمنال",
)  # fmt: skip
_KEYS = re.compile(
    r"(?:\bwin(?:dows)?(?:[ -]?(?:key|logo|taste))?|⊞|🪟)\s{0,3}\+\s{0,3}[\"“']?[rx]\b"
    r"|touche\s{1,3}windows|مفتاح\s{1,3}(?:ويندوز|windows)"
    r"|\brun\s{1,3}dialog|\bcommand\s{1,3}prompt|\bopen\s{1,3}(?:the\s{1,3})?terminal|\bdeveloper\s{1,3}(?:tools|console)"
    r"|\bopen\s{1,3}spotlight|\btype\s{1,3}[\"“']?(?:terminal|cmd|powershell)\b|\bouvrez\s{1,3}(?:le\s{1,3})?terminal"
    r"|(?:افتح|شغل)\w{0,3}\s{1,3}(?:ال)?(?:terminal|تيرمنال|طرفية|ترمنال)|ترمینال\s{1,3}(?:را\s{1,3}|رو\s{1,3})?باز"
    r"|\bcmd\s{0,3}\+\s{0,3}space|\binvite\s{1,3}de\s{1,3}commandes|موجه\s{1,3}الأوامر|نافذة\s{1,3}(?:التشغيل|تشغيل)",
    re.IGNORECASE,
)
_PASTE_KEYS = re.compile(
    r"\b(?:ctrl|strg|control|cmd|command|⌘)\s{0,3}\+?\s{0,3}\+\s{0,3}v\b|⌘\s{0,3}v\b", re.IGNORECASE
)
# No honest instruction hides a command in base64 before it runs it, or lets mshta run a page.
_HIDDEN = re.compile(
    r"\bbase64\s{1,5}(?:-d|-D|--decode)\b[^|\n]{0,100}\|\s{0,5}(?:sudo\s{1,3})?(?:ba|z|da)?sh\b"
    r"|\bmshta(?:\.exe)?\s{1,5}[\"']?(?:https?:|vbscript|javascript|\\\\)"
    r"|\bpowershell(?:\.exe)?\s[^\n]{0,120}-e(?:nc|ncodedcommand)?\s{1,3}[A-Za-z0-9+/=]{16}",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"\bterminal\b|ترمینال|تيرمنال|الطرفية", re.IGNORECASE)


def wants_pasting(shown: Shown) -> Iterable[Saw]:
    """B06: the reader is to open a window for commands and paste what a stranger wrote."""
    read = reading(shown)
    words = read.words[:WORDS]
    command = _around(words, _OF_COMMANDS, _COMMAND)
    paste = read.meant.has("paste") or _PASTE_KEYS.search(words)
    hidden = _HIDDEN.search(command) if command else None
    if not paste and not hidden and not (command and (shown.form == "file" or _TERMINAL.search(words))):
        return
    keys = _around(words, _OF_KEYS, _KEYS)
    if (keys and paste) or hidden:
        told = comes_from_a_list(shown) or len(read.meant.words) > LONG or read.meant.has("told")
        lighter = (Severity.LOW, 1) if told else () if keys or paste else (Severity.MEDIUM, 2)
        yield Saw("text", defanged(command or keys), VISIBLE, *lighter)
    elif command:
        yield Saw("text", defanged(command), VISIBLE, Severity.LOW, 1)


def _around(words: str, asked: tuple[str, ...], pattern: re.Pattern[str]) -> str:
    """The first place where the pattern fits, with what stands around it."""
    for piece in pieces(words, asked, 40, 340):
        if found := pattern.search(piece):
            return piece[max(0, found.start() - 40) : found.end() + 120]
    return ""


ROWS = (
    Look("B06", Group.BODY, Severity.HIGH, 2, "medium", ("T1204.004",), "text", wants_pasting,
         "instructions of programmers and of helpdesks"),
)  # fmt: skip
