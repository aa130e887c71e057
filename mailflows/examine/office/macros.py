"""Looks at VBA in documents: whether it starts by itself, and whether it reaches for what malware needs.

The source is read by our own bounded reader (vba.py); the long list of words that oletools keeps is a second opinion
over its beginning, for every one of those words is a search of its own.
"""

import re
from collections.abc import Iterable

from oletools.olevba import detect_suspicious

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.office.compounds import compounds
from mailflows.examine.office.vba import ALL_SOURCE, Project, projects
from mailflows.examine.seen import DECODED, Part, Saw

SECOND_OPINION = 12_000  # characters
PROJECTS = 5  # of one file

# What Office calls by itself: when a document opens or closes, and events of controls that come without a click.
_STARTS = re.compile(
    r"\b(auto_?(?:exec|open|close|exit|new)|auto_ope|document_?(?:open|close|new)|document_(?:beforeclose|contentcontrol"
    r"onenter)|newdocument|workbook_(?:open|activate|beforeclose|windowactivate)|presentation_?open|slideshow\w{0,20}|"
    r"worksheet_(?:activate|calculate)|onload_?ribbon|[a-z]\w{0,30}?_(?:painted|painting|gotfocus|lostfocus|mousemove|"
    r"mousehover|mouseenter|mouseleave|layout|resize|navigatecomplete2|navigateerror|beforenavigate2|documentcomplete|"
    r"downloadbegin|downloadcomplete|progresschange|propertychange|statustextchange|titlechange|onconnecting))\b",
    re.IGNORECASE,
)
# What runs, fetches or injects. An accounting sheet has no use for it.
_STRONG = re.compile(
    r"(\bshell(?:execute\w?)?\b|wscript\.shell|shell\.application|powershell|\bcmd(?:\.exe)?\s{1,4}/[ck]\b|mshta|regsvr32|"
    r"rundll32|certutil|bitsadmin|schtasks|wmic\b|msiexec|cscript|wscript\.exe|winmgmts|win32_process|urldownloadtofile"
    r"\w?|msxml2\.\w{0,6}xmlhttp|microsoft\.xmlhttp|winhttp\.winhttprequest|internetexplorer\.application|adodb\.stream|"
    r"savetofile|virtualalloc\w{0,4}|virtualprotect|rtlmovememory|writeprocessmemory|ntwritevirtualmemory|createthread|"
    r"createremotethread|enumsystem\w{1,20}|queueuserapc|executeexcel4macro|macscript|applescripttask|libc\.dylib|"
    r"accessvbom|vbawarnings|addfromstring|currentversion\\run\b|schedule\.service|new:[0-9a-f]{8}-|"
    r"frombase64string|downloadstring|invoke-expression|\.exe\b|\.hta\b|\.ps1\b|/bin/(?:ba)?sh\b|\bcurl\s)",
    re.IGNORECASE,
)
# Objects that honest macros make all day; making another one, or one whose name is put together, is reaching out.
_MAKES = re.compile(r"\b(?:create|get)object\s{0,3}\(([^\r\n)]{0,200})", re.IGNORECASE)
_PLAIN = frozenset(
    "scripting.dictionary scripting.filesystemobject excel.application word.application outlook.application "
    "powerpoint.application access.application adodb.connection adodb.recordset adodb.command vbscript.regexp "
    "dao.dbengine.120 dao.dbengine.36 system.collections.arraylist msforms.dataobject adox.catalog "
    "scriptcontrol publisher.application msxml2.domdocument msxml2.domdocument.6.0 sapi.spvoice cdo.message".split()
)
_WRITES = re.compile(
    r"\b(filecopy|copyfile|kill|createtextfile|fileSaveAs|mkdir|rmdir|savesetting|setattr|sendkeys|callbyname|"
    r"followhyperlink|settimer|declare\s{1,4}(?:ptrsafe\s{1,4})?(?:function|sub))\b",
    re.IGNORECASE,
)
_HIDES = re.compile(r"\b(strreverse|chrw?|xor|environ)\b\$?\s{0,3}\(?", re.IGNORECASE)
_JOINED = re.compile(r"\"\s{0,40}[&+]\s{0,40}(?:_\s{0,40})?\"")
_CODED = re.compile(r"\bchr[bw]?\$?\(\s{0,4}(\d{1,5})\s{0,4}\)", re.IGNORECASE)
_TEXTS = re.compile(r"\"([^\"\r\n]{4,1000})\"")
# Of the long list of oletools, what stands in every other honest macro.
_EVERYDAY = frozenset(
    "open write put output binary call run windows lib create chr chrb chrw xor command environ environment virtual "
    "createobject getobject doit vbnormal vbnormalfocus activeworkbook.saveas application.visible".split()
) | {"print #", "\x08"}
_OBFUSCATED = 40  # calls that build strings from numbers


def warm_up() -> None:
    """Let the searches of the second opinion be compiled once."""
    detect_suspicious("Sub warm_up()\nEnd Sub\n")


def macros(part: Part) -> Iterable[Saw]:
    """F03: VBA. Code that starts by itself and runs or fetches something is as good as a program."""
    told = size = 0
    for where, whole in compounds(part.content):
        for project in projects(whole):
            if told == PROJECTS or size > ALL_SOURCE:
                return
            told += 1
            size += len(project.source)
            yield from judge(project, where)


def judge(project: Project, where: str) -> Iterable[Saw]:
    """Weigh one project, from what it starts with and what it reaches for."""
    readable = unravelled(project)
    starts = _words(_STARTS, project.source)
    strong = _words(_STRONG, readable) + _foreign_objects(readable)
    hidden = len(_HIDES.findall(project.source))
    some = _words(_WRITES, readable) or _second_opinion(project.source)
    removed = _only_compiled(project, starts)
    shown = shown_codes(
        f"starts: {', '.join(starts) or 'by a click'}; uses: {', '.join((strong or some)[:8]) or 'nothing known'}"
        + (f" ({where})" if where else "")
    )
    if removed:
        shown = shown_codes(f"source removed, compiled code kept: {', '.join(removed[:8])}")
        yield Saw("macro", shown, DECODED, Severity.HIGH, 5)
    elif starts and (strong or hidden > _OBFUSCATED):
        yield Saw("macro", shown, DECODED)
    elif strong or hidden > _OBFUSCATED or (starts and some):
        yield Saw("macro", shown, DECODED, Severity.MEDIUM, 3)
    elif project.lines or project.forms:
        yield Saw("macro", shown, DECODED, Severity.LOW, 1)


def unravelled(project: Project) -> str:
    """The source with strings that were cut into pieces put together, and those written backwards beside it."""
    source = _CODED.sub(lambda found: f'"{chr(min(int(found[1]), 0xFFFF))}"', project.source)
    source = _JOINED.sub("", source)
    backwards = ""
    if re.search("strreverse", source, re.IGNORECASE):
        backwards = "\n".join(text[::-1] for text in _TEXTS.findall(source)[:500])
    return f"{source}\n{backwards}\n{project.forms}"


def _words(pattern: re.Pattern[str], text: str) -> list[str]:
    """The words a pattern finds, each once, in a fixed order."""
    found: dict[str, None] = {}
    for hit in pattern.finditer(text):
        found[" ".join(hit[1].lower().split())] = None
        if len(found) == 30:
            break
    return list(found)


def _foreign_objects(readable: str) -> list[str]:
    found: dict[str, None] = {}
    for hit in _MAKES.finditer(readable):
        argument = hit[1].strip().strip(",").strip()
        name = argument.strip('"').lower()
        if argument and name not in _PLAIN and not (argument.startswith('"') and name.endswith(".application")):
            found[f"object {argument[:40]}"] = None
    return list(found)[:10]


def _second_opinion(source: str) -> list[str]:
    found = {str(word).lower() for word, _ in detect_suspicious(source[:SECOND_OPINION])}
    return sorted(found - _EVERYDAY)


def _only_compiled(project: Project, starts: list[str]) -> list[str]:
    """Names of which only the compiled code knows: the source was taken away so that nobody reads it (stomping)."""
    if project.compiled < 1000:
        return []
    begins = [word for word in _words(_STARTS, project.names) if word not in starts]
    reaches = [word for word in _words(_STRONG, project.names) if word not in project.source.lower()]
    return begins + reaches if begins and reaches and not starts else []


ROWS = (
    Look("F03", Group.FILE, Severity.HIGH, 6, "high", ("T1059.005", "T1204.002", "T1564.007"), "documents", macros,
         "accounting sheets that an office has used for years"),
)  # fmt: skip
