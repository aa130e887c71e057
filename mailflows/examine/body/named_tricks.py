"""Looks at tricks with a name of their own: a code asked for, extortion, a call wanted, a command to paste."""

import re
from collections.abc import Iterable

from mailflows.examine.body.blackmail import blackmail
from mailflows.examine.body.code_requests import code_requests
from mailflows.examine.body.meaning import Meant
from mailflows.examine.body.nearby import pieces
from mailflows.examine.body.numbers import names_a_sum, names_a_telephone
from mailflows.examine.body.reading import Reading, reading
from mailflows.examine.body.wallets import wallets_in
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.known import belongs, named_in
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.links.target import leading
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Saw, Shown

LONG = 400  # words; who asks for a code or a command writes fewer
WORDS = 60_000  # characters that are searched for commands and wallets
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
    "conhost", "nslookup",
)  # fmt: skip
_OF_KEYS = (
    "win", "⊞", "🪟", "run dialog", "command prompt", "terminal", "developer ", "cmd", "invite de", "موجه",
    "نافذة", "مفتاح",
)  # fmt: skip
_KEYS = re.compile(
    r"(?:\bwin(?:dows)?(?:[ -]?(?:key|logo|taste))?|⊞|🪟)\s{0,3}\+\s{0,3}[\"“']?[rx]\b"
    r"|touche\s{1,3}windows|مفتاح\s{1,3}(?:ويندوز|windows)"
    r"|\brun\s{1,3}dialog|\bcommand\s{1,3}prompt|\bopen\s{1,3}(?:the\s{1,3})?terminal|\bdeveloper\s{1,3}(?:tools|console)"
    r"|\bcmd\s{0,3}\+\s{0,3}space|\binvite\s{1,3}de\s{1,3}commandes|موجه\s{1,3}الأوامر|نافذة\s{1,3}(?:التشغيل|تشغيل)",
    re.IGNORECASE,
)
_PASTE_KEYS = re.compile(
    r"\b(?:ctrl|strg|control|cmd|command|⌘)\s{0,3}\+?\s{0,3}\+\s{0,3}v\b|⌘\s{0,3}v\b", re.IGNORECASE
)


def asks_for_a_code(shown: Shown) -> Iterable[Saw]:
    """B02: somebody wants the code that was sent to the reader, which hands over an account of a messenger.

    Honest mail of the same services says never to share it: a "never" before the asking turns it round. Newspapers and
    trainers tell of it, in long mails or beside words such as "victims"; what they tell weighs little.
    """
    read = reading(shown).meant
    for place, sure in code_requests(read):
        named = read.near(place, "messenger", 60, 60)
        evidence = defanged(read.around(place, 8, 10))
        told = comes_from_a_list(shown) or len(read.words) > LONG or read.near(place, "told", 40, 40)
        lighter = (Severity.LOW, 1) if told or not sure else () if named else (Severity.MEDIUM, 2)
        yield Saw("text", evidence, VISIBLE, *lighter)
        return


def extorts(shown: Shown) -> Iterable[Saw]:
    """B04: the writer claims to have watched, threatens to tell, and wants money; or only names a wallet."""
    read = reading(shown)
    wallets = wallets_in(read.words[:WORDS])
    threats = [name for name in ("spied", "shame", "expose") if read.meant.has(name)]
    place = read.meant.together("shame", ("spied", "expose"), 40)
    if place is None:
        place = read.meant.together("expose", ("spied",), 60)
    # Without a wallet the words of extortion are those of any newspaper, unless they all stand close together.
    close = read.meant.together("expose", ("shame",), 60) is not None
    again = len(read.meant.places.get("spied", ())) >= 4
    wants_money = (close or again) and len(threats) == 3 and read.meant.has("crypto") and read.meant.has("pay")
    if wants_money or (place is not None and wallets):
        place = place if place is not None else read.meant.places["shame"][0]
        named = f"{wallets[0].money} {wallets[0].address}: " if wallets else ""
        yield Saw("text", defanged(named + read.meant.around(place)), VISIBLE)
    elif (threat := blackmail(read.meant, paid=bool(wallets))) is not None:
        named = f"{wallets[0].money} {wallets[0].address}: " if wallets else ""
        told = comes_from_a_list(shown) or len(read.meant.words) > LONG or read.meant.near(threat[0], "told", 40, 40)
        lighter = (Severity.LOW, 1) if told and not wallets else () if threat[1] else (Severity.MEDIUM, 2)
        yield Saw("text", defanged(named + read.meant.around(threat[0])), VISIBLE, *lighter)
    elif wallets:
        shown_wallets = ", ".join(f"{wallet.money} {wallet.address}" for wallet in wallets[:3])
        yield Saw("text", defanged(shown_wallets), VISIBLE, Severity.INFO, 0)


def wants_a_call(shown: Shown) -> Iterable[Saw]:
    """B05: a charge nobody made, a number to call, and no link by which it could be checked."""
    if shown.form == "letter" or comes_from_a_list(shown) or any(True for _ in leading(shown.links)):
        return
    read = reading(shown)
    number, money = names_a_telephone(read.words[:WORDS]), names_a_sum(read.words[:WORDS])
    if not number or not read.meant.has("call") or len(read.meant.words) > 600:
        return
    charged = sum(read.meant.has(name) for name in ("pay", "alarm", "lock")) + bool(money)
    who = _who_charges(shown, read)
    if charged >= 2 and who:
        evidence = defanged(f"{who}, {money or 'no sum'}, call {number}")
        yield Saw("text", evidence, VISIBLE)


def wants_pasting(shown: Shown) -> Iterable[Saw]:
    """B06: the reader is to open a window for commands and paste what a stranger wrote."""
    read = reading(shown)
    words = read.words[:WORDS]
    command = _around(words, _OF_COMMANDS, _COMMAND)
    paste = read.meant.has("paste") or _PASTE_KEYS.search(words)
    if not paste and not (command and shown.form == "file"):
        return
    keys = _around(words, _OF_KEYS, _KEYS)
    if keys and paste:
        told = comes_from_a_list(shown) or len(read.meant.words) > LONG or read.meant.has("told")
        lighter = (Severity.LOW, 1) if told else ()
        yield Saw("text", defanged(command or keys), VISIBLE, *lighter)
    elif command:
        yield Saw("text", defanged(command), VISIBLE, Severity.LOW, 1)


def _around(words: str, asked: tuple[str, ...], pattern: re.Pattern[str]) -> str:
    """The first place where the pattern fits, with what stands around it."""
    for piece in pieces(words, asked, 40, 340):
        if found := pattern.search(piece):
            return piece[max(0, found.start() - 40) : found.end() + 120]
    return ""


def _who_charges(shown: Shown, read: Reading) -> str:
    """Who is said to charge: a well-known name, where the sender is not its owner; or a free mailbox with no name."""
    own = own_organisations(shown)
    boxes = mailboxes(shown.mail.first("from"))[:2]
    for words in (*(box.name for box in boxes), read.subject, *_beginnings(read.meant)):
        found = named_in(words)
        if found and (not found[0].ordinary or found[1]) and not any(belongs(found[0], one) for one in own):
            return found[0].name
    if any(box.address.rpartition("@")[2].lower() in FREEMAIL for box in boxes):
        return "a free mailbox"
    return ""


def _beginnings(meant: Meant) -> Iterable[str]:
    """The first words of a text in pieces short enough to look for names in."""
    return (" ".join(meant.words[start : start + 14]) for start in range(0, min(len(meant.words), 140), 12))


ROWS = (
    Look("B02", Group.BODY, Severity.HIGH, 2, "medium", ("T1111",), "text", asks_for_a_code,
         "a friend who helps with one's own device, and asks for the code on the way"),
    Look("B04", Group.BODY, Severity.HIGH, 2, "high", ("T1657",), "text", extorts,
         "articles that quote such a mail; appeals for donations show a wallet, and weigh nothing"),
    Look("B05", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1566.004",), "text", wants_a_call,
         "small firms that send a bill from a free mailbox and ask to be called"),
    Look("B06", Group.BODY, Severity.HIGH, 2, "medium", ("T1204.004",), "text", wants_pasting,
         "instructions of programmers and of helpdesks"),
)  # fmt: skip
