"""Looks at PDF files: what starts by itself, reaches out, lies hidden inside, or lures to one link."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.pages.anatomy import Anatomy, anatomy_of
from mailflows.examine.pages.burden import Burden
from mailflows.examine.pages.sheets import is_pdf, sheets_of
from mailflows.examine.pages.walk import Act
from mailflows.examine.seen import DECODED, Part, Saw

FEW_WORDS = 300  # signs on the first sheet of a lure
SHEET = 0.5  # share of the first sheet that a lure's link or picture covers

# A path to another computer: Windows would greet it with the password of whoever reads (\\host\share, //host/share).
_OTHER_COMPUTER = re.compile(r"(?:\\\\|//)[^\\/\s]{1,255}[\\/]|file:(?:/{2}[^/\s]|/{4,5}[^/\s]|\\\\)", re.IGNORECASE)
_REACHES = re.compile(
    r"exportDataObject|importDataObject|importAnFDF|importXFAData|SOAP\.|Net\.HTTP|ADBC|openDoc|trustedFunction|"
    r"browseForDoc|newPlayer|getIcon|collectEmailInfo|xfa\.connectionSet|printSeps|customDictionaryOpen"
)
# What the buttons of honest forms do as well, when they are pressed.
_SENDS = re.compile(r"launchURL|getURL|gotoURL|submitForm|mailDoc|mailForm|mailMsg")
_UNPACKS = re.compile(
    r"\beval\b|unescape|fromCharCode|byteToChar|%u[0-9a-f]{4}%u|(?:\\x[0-9a-f]{2}){8}|app\s{0,9}\[\s{0,9}['\"]",
    re.IGNORECASE,
)
# What Acrobat itself writes into forms: how a number or a date is shown, and sums.
_CALLED = re.compile(r"([A-Za-z_$][\w$]{0,60})\s{0,3}\(")
_FONT_THAT_ACTS = re.compile(rb"/FontMatrix\s{0,20}\[[^\]\[<>]{0,200}?\(")
_XFA_SCRIPT = re.compile(r"<(?:[\w-]{1,20}:)?script\b")
_HOLDS_MORE = kinds.ARCHIVES | frozenset("htm html shtml xhtml svg mht docm xlsm xlsb pptm doc xls rtf one".split())


class _Seen(NamedTuple):
    """One thing that was seen, before it is sorted: at most five are told, the gravest first."""

    weight: int
    severity: Severity
    what: str


def what_it_does(part: Part) -> Iterable[Saw]:
    """F09: a PDF that starts something, reaches out, hides something, or is nothing but a picture with a link."""
    if not is_pdf(part):
        return
    anatomy = anatomy_of(part)
    seen = [
        *(
            _Seen(4, Severity.HIGH, f"a telling name written so that it is not found: {name}")
            for name in anatomy.masked
        ),
        *(one for act in anatomy.acts if (one := _of_act(act))),
        *(_of_file(inside.name) for inside in anatomy.files),
        *_lure(part, anatomy),
        *_of_whole(anatomy),
    ]
    if _FONT_THAT_ACTS.search(part.content):  # a matrix is made of six numbers
        seen.append(
            _Seen(6, Severity.HIGH, "a font with words where numbers belong, which ran as code (CVE-2024-4367)")
        )
    fields = [act for act in anatomy.acts if act.kind == "password"]
    if fields and any(act.kind == "send" for act in anatomy.acts):
        seen.append(_Seen(4, Severity.HIGH, "a form that asks for a password and sends it away"))
    for one in sorted(dict.fromkeys(seen), key=lambda one: -one.weight):
        yield Saw("PDF", shown_codes(one.what), DECODED, one.severity, one.weight)


def not_read(part: Part) -> Iterable[Saw]:
    """F25: a PDF that is locked, damaged, or holds more than is walked through."""
    if not is_pdf(part):
        return
    anatomy = anatomy_of(part)
    name = part.name
    if anatomy.lock == "closed":
        yield Saw("PDF", shown_codes(f"{name}: locked with a password"), DECODED, Severity.MEDIUM, 2)
    elif anatomy.broken:
        # Where no object is even begun, nothing can act.
        empty = b" obj" not in part.content
        yield Saw("PDF", shown_codes(f"{name}: {anatomy.broken}"), DECODED, *((Severity.INFO, 0) if empty else ()))
    elif anatomy.cut:
        yield Saw("PDF", shown_codes(f"{name}: holds more than was looked through"), DECODED)
    elif anatomy.burden is Burden.NOT_READ:
        yield Saw("PDF", shown_codes(f"{name}: its pages would take too long to read"), DECODED)
    elif anatomy.sheets and not sheets_of(part).count:
        yield Saw("PDF", shown_codes(f"{name}: its pages could not be read"), DECODED)
    elif anatomy.burden is Burden.NOT_DRAWN or sheets_of(part).crowded:
        # Maps and plans are like this: the words were read, codes were not looked for.
        yield Saw("PDF", shown_codes(f"{name}: its pages hold too much to be drawn"), DECODED, Severity.INFO, 0)


def _of_act(act: Act) -> _Seen | None:
    by_itself = act.starts == "opening"
    when = " on opening" if by_itself else ""
    if act.kind == "script":
        return _of_script(act)
    if act.kind == "launch":
        acts = any(kinds.extension(word.strip("\"'")) in kinds.ACTING for word in act.detail.split())
        sure = acts or by_itself or _OTHER_COMPUTER.match(act.detail)
        return _Seen(6 if sure else 4, Severity.HIGH, f"starts a program{when}: {act.detail}")
    if _OTHER_COMPUTER.match(act.detail) and act.kind not in ("form", "password"):
        return _Seen(5, Severity.HIGH, f"reaches for a file on another computer{when}: {act.detail}")
    if act.kind == "link" and by_itself:
        return _Seen(3, Severity.MEDIUM, f"opens a link on opening: {act.detail}")
    if act.kind == "send":
        return _Seen(3 if by_itself else 2, Severity.MEDIUM, f"sends what is typed{when}: {act.detail}")
    if act.kind == "import":
        return _Seen(2, Severity.MEDIUM, f"fetches data into a form{when}: {act.detail}")
    if act.kind == "elsewhere" and act.detail.lower().startswith(("http:", "https:", "ftp:")):
        return _Seen(2, Severity.MEDIUM, f"fetches another file{when}: {act.detail}")
    if act.kind == "film":
        return _Seen(2, Severity.MEDIUM, "holds rich media (Flash)")
    if act.kind == "media":
        return _Seen(0, Severity.INFO, f"holds sound, film or 3D: {act.detail}")
    if act.kind == "form":
        return _of_form(act)
    return None


def _of_script(act: Act) -> _Seen:
    reaches, unpacks, sends = (asked.search(act.detail) for asked in (_REACHES, _UNPACKS, _SENDS))
    by_itself = act.starts == "opening"
    start = " ".join(act.detail[:120].split())
    if out := reaches or (sends if by_itself else None):
        return _Seen(5, Severity.HIGH, f"a script that reaches out ({out[0]}): {start}")
    if unpacks:
        return _Seen(4, Severity.HIGH, f"a script that unpacks another ({unpacks[0]}): {start}")
    if _is_ordinary(act.detail):
        return _Seen(0, Severity.INFO, f"a form that formats or counts: {start}")
    if by_itself:
        return _Seen(2, Severity.MEDIUM, f"a script that starts on opening: {start}")
    return _Seen(2 if sends else 1, Severity.MEDIUM, f"a script: {start}")


def _is_ordinary(script: str) -> bool:
    called = _CALLED.findall(script[:5000])
    plain = len(script) < 5000 and "=" not in script and "{" not in script
    return plain and bool(called) and all(name.startswith("AF") or name == "Array" for name in called)


def _of_form(act: Act) -> _Seen:
    """An XFA form. The forms of authorities count and check with scripts; few of them reach out."""
    script = _XFA_SCRIPT.search(act.detail)
    if script and (
        found := next(filter(None, (asked.search(act.detail) for asked in (_REACHES, _UNPACKS, _SENDS))), None)
    ):
        return _Seen(4, Severity.HIGH, f"an XFA form whose script reaches out or unpacks ({found[0]})")
    if script:
        return _Seen(2, Severity.MEDIUM, "an XFA form with scripts")
    return _Seen(0, Severity.INFO, "an XFA form")


def _of_file(name: str) -> _Seen:
    ending = kinds.extension(name)
    if ending in kinds.ACTING:
        return _Seen(6, Severity.HIGH, f"a file lies inside that acts when opened: {name}")
    if ending in _HOLDS_MORE:
        return _Seen(2, Severity.MEDIUM, f"a file lies inside that can hold more: {name}")
    return _Seen(0, Severity.INFO, f"a file lies inside: {name}")


def _lure(part: Part, anatomy: Anatomy) -> Iterable[_Seen]:
    """A sheet without words that is one large link, or one picture with a link: made so that no filter reads it."""
    if not 0 < len(anatomy.leading) <= 3:
        return
    sheets = sheets_of(part)
    signs = len("".join("".join(sheets.words[:1]).split()))
    leads = anatomy.leading[0]
    if signs <= FEW_WORDS and anatomy.covered >= SHEET:
        yield _Seen(3, Severity.MEDIUM, f"a link lies over most of the first page, which has few words: {leads}")
    elif signs <= FEW_WORDS and sheets.pictured >= SHEET:
        yield _Seen(2, Severity.MEDIUM, f"the first page is a picture with a link: {leads}")
    elif signs <= FEW_WORDS * 3 and anatomy.sheets == 1 and len(anatomy.leading) == 1 and anatomy.central:
        yield _Seen(1, Severity.LOW, f"a single page with few words and one link: {leads}")


def _of_whole(anatomy: Anatomy) -> Iterable[_Seen]:
    if anatomy.lock == "word":
        yield _Seen(1, Severity.LOW, "locked, and the word for it stands in the mail")
    if anatomy.mended:
        yield _Seen(0, Severity.INFO, "damaged, and read as a reader would mend it")
    if anatomy.named:
        starts = "/Launch" in anatomy.named or {"/OpenAction", "/JavaScript"} <= set(anatomy.named)
        what = f"names {' '.join(anatomy.named)} where it could not be followed"
        yield _Seen(2, Severity.MEDIUM, what) if starts else _Seen(0, Severity.INFO, what)


ROWS = (
    Look("F09", Group.FILE, Severity.MEDIUM, 2, "medium", ("T1204.001", "T1204.002", "T1203", "T1187"), "PDF files",
         what_it_does, "forms of authorities that check what is typed; posters that are one picture with a link"),
    Look("F25", Group.COVERAGE, Severity.LOW, 1, "high", ("T1027.013",), "PDF files", not_read,
         "people who lock documents to protect them; files cut off on their way"),
)  # fmt: skip
