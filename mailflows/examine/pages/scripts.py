"""What the code of a page is for, told from the names it uses; nothing is ever run."""

import re
from binascii import Error, a2b_base64
from dataclasses import dataclass

LIBRARY = 150_000  # characters of code; beyond, all names occur, as in the libraries of charts and notebooks

_NAME = re.compile(r"[A-Za-z_$][\w$]{2,40}")
_SCRAMBLED = re.compile(r"\b_0x[0-9a-f]{3,6}\b")
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}){4}")
_CUT = re.compile(r"(?<=[\w./:-])[\"'`]\s{0,3}\+\s{0,3}[\"'`](?=[\w./:-])")
_MOVES = re.compile(
    r"\blocation(?:\s{0,3}\.\s{0,3}href|\s{0,3}\[[^\]]{1,40}\])?\s{0,3}=(?!=)|"
    r"\blocation[\"'`]?\s{0,3}\]?\s{0,3}(?:\.\s{0,3}|\[\s{0,3}[\"'`])(?:replace|assign|href)|"
    r"\[\s{0,3}[\"'`]location[\"'`]\s{0,3}\]\s{0,3}=(?!=)|\bopen\s{0,3}\(\s{0,3}[\"'`]https?:",
    re.IGNORECASE,
)
_MADE_TO_CODE = re.compile(r"\bFunction\s{0,3}\(\s{0,3}[\"'`\w§]")
_SYMBOLS = re.compile(r"(?<![\[\]()!+{}\s])[\[\]()!+{}\s]{400,}")
_BOT = re.compile(r"api\.telegram\.org/bot|telegram\.org[\"'`]?\s{0,3}\+|/sendMessage\?chat_id", re.IGNORECASE)
_COLLECTS = re.compile(
    r"formspree\.io|submit-form\.com|formsubmit\.co|getform\.io|formcarry\.com|web3forms\.com|staticforms\.|"
    r"discord(?:app)?\.com/api/webhooks|webhook\.site|script\.google\.com/macros",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:https?://|search-ms:|ms-[a-z]{3,20}:|file://)[^\s\"'`<>\\)]{4,500}", re.IGNORECASE)
_COMMAND = re.compile(
    r"powershell|mshta|msiexec|rundll32|bitsadmin|certutil|cmd(?:\.exe)?\s{0,3}/[ck]|curl\s{1,3}-|osascript|/bin/(?:ba|z)?sh",
    re.IGNORECASE,
)
_SECRET = re.compile(r"\btype[\"'`]?\s{0,3}[=:,]\s{0,3}\\?[\"'`]?password\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_QUOTED = re.compile(r"[\"'`]([\w.+/@-]{8,120}={0,2})[\"'`]")
_LINKS = 50
_STRINGS = 500  # that are tried for an address

_MAKES_FILES = frozenset(
    "createObjectURL msSaveOrOpenBlob msSaveBlob showSaveFilePicker webkitRequestFileSystem".split()
)
_UNPACKS = frozenset("atob unescape fromCharCode fromCodePoint".split())
_UNPACKS_WELL = _UNPACKS | {"TextDecoder", "Uint8Array", "charCodeAt", "decodeURIComponent"}
_WRITES = frozenset("write writeln createContextualFragment execScript eval srcdoc outerHTML".split())
_SENDS = frozenset("fetch XMLHttpRequest sendBeacon ajax WebSocket axios FormData".split())
_COPIES = frozenset("writeText execCommand clipboardData ClipboardItem".split())
_COMMANDS = frozenset("WScript CreateObject ShellExecute GetObject".split())
_WARDS_OFF = frozenset("contextmenu oncontextmenu debugger devtools selectstart onselectstart".split())


@dataclass(frozen=True)
class Purpose:
    """What the code of a page can do; each is a matter of names, not of proof."""

    makes_files: bool = False  # out of text, to be saved on the device
    unpacks: bool = False  # turns text into other text or octets
    rewrites: bool = False  # puts unpacked text in place of the page, or runs it
    moves: bool = False  # leads the reader on to another page
    sends: bool = False  # talks to a server
    to_a_bot: bool = False  # to a Telegram bot, or a collector of forms
    scrambled: str = ""  # how it hides what it says
    commands: str = ""  # what it tells the computer itself, or has the reader tell it
    wards_off: bool = False  # keeps readers from looking at it
    secret: bool = False  # writes a field for a password into the page
    known: str = ""  # the address of somebody, written into it
    library: bool = False  # so much code that names tell nothing
    addresses: tuple[str, ...] = ()  # links in it


def purpose_of(code: str) -> Purpose:
    """Read the names that occur in the code, also those whose pieces are put together only when it runs."""
    pieces = len(code)
    code, cuts = _CUT.subn("", code)
    names = set(_NAME.findall(code))
    library = pieces > LIBRARY
    unpacks = bool(names & _UNPACKS) or (bool(names & _UNPACKS_WELL) and "\u00a7" in code)
    runs = bool(names & _WRITES) or bool(_MADE_TO_CODE.search(code))
    return Purpose(
        makes_files=bool(names & _MAKES_FILES) or ("download" in names and "data:" in code),
        unpacks=unpacks,
        rewrites=runs and unpacks,
        moves=bool(_MOVES.search(code)),
        sends=bool(names & _SENDS),
        to_a_bot=bool(_BOT.search(code) or _COLLECTS.search(code)),
        scrambled="" if library else _scrambled(code, cuts),
        commands=_commands(code, names),
        wards_off=len(names & _WARDS_OFF) > 0 and not library,
        secret=not library and bool(_SECRET.search(code)),
        known="" if library else _known(code),
        library=library,
        addresses=() if library else tuple(dict.fromkeys(_ADDRESSED.findall(code)))[:_LINKS],
    )


def _commands(code: str, names: set[str]) -> str:
    if names & _COPIES and (found := _COMMAND.search(code)):
        return f"lays a command into the clipboard ({found[0]})"
    if len(code) < LIBRARY and names & _COMMANDS:
        return "uses the Windows script host"
    return ""


def _known(code: str) -> str:
    """An address that stands in the code, as it is or in base64: kits greet their reader with it."""
    for number, found in enumerate(_QUOTED.finditer(code)):
        if number == _STRINGS:
            break
        written = found[1]
        if "@" not in written and len(written) % 4 == 0:
            try:
                written = a2b_base64(written).decode("ascii")
            except (Error, UnicodeDecodeError):
                continue
        if _ADDRESS.fullmatch(written):
            return written
    return ""


def _scrambled(code: str, cuts: int) -> str:
    if sum(1 for _ in _SCRAMBLED.finditer(code)) >= 10:
        return "names without meaning (_0x...)"
    if _SYMBOLS.search(code) and "[]" in code:
        return "signs instead of letters"
    if sum(1 for _ in _ESCAPES.finditer(code)) >= 10:
        return "letters written as numbers"
    if cuts >= 10:
        return "words cut into pieces"
    return ""
