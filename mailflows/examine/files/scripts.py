"""What a script does, as far as its words tell: fetch, run, hide. A script that fetches and runs is no tool."""

import re

_HEAD, _TAIL = 128 * 1024, 64 * 1024  # octets that are read, for what matters may stand behind a mountain of nothing

# Each list is searched once, over the text without case. What may be long begins where a run begins, so that a run is
# not tried once more at each of its letters.
_FETCHES = re.compile(
    rb"xmlhttp|winhttp|urldownloadtofile|downloadstring|downloadfile|downloaddata|invoke-webrequest|invoke-restmethod"
    rb"|\biwr\b|\birm\b|start-bitstransfer|bitsadmin|certutil|net\.webclient|\bcurl(?:\.exe)?\s|\bwget\s|urlretrieve"
    rb"|requests\.get|urlopen|\\\\[\w.-]+@(?:ssl|\d+)\\"
)
_RUNS = re.compile(
    rb"wscript\.shell|shell\.application|shellexecute|\.run\s*\(|invoke-expression|\biex\b|start-process|mshta|rundll32"
    rb"|regsvr32|powershell|pwsh|\bcmd(?:\.exe)?\s*/[ck]|schtasks|subprocess|os\.system|popen|\bexec\s*\(|\beval\s*\("
    rb"|executeglobal|\bexecute\b|win32_process|reflection\.assembly|\|\s*(?:ba|z)?sh\b|adodb\.stream|chmod\s+\+?[0-7x]"
    rb"|\bstart\s+(?:/|\"|%)"
)
_HIDES = re.compile(
    rb"frombase64string|b64decode|base64\s+(?:-d|--decode)|\batob\s*\(|fromcharcode|\bchrw?\s*\(\s*\d+\s*\)\s*&"
    rb"|\s-e(?:nc|ncodedcommand|c)?\s+[a-z0-9+/=]{20}|\s-w(?:indowstyle)?\s+h|strreverse|\bunescape\s*\("
    rb"|\^[a-z]\^[a-z]\^[a-z]|(?<![a-z0-9+/])[a-z0-9+/]{800}|#@~\^|(?:\\x[0-9a-f]{2}){40}"
)
_TUNNEL_RUNS = re.compile(
    rb"^[ \t]{0,40}(?:up|down|route-up|ipchange|tls-verify|client-connect|plugin)\s", re.MULTILINE
)
_MACRO = re.compile(
    rb"attribute\s+vb_name|\bsub\s+(?:auto_?(?:open|exec|close|new)|document_(?:open|close)|workbook_open)\s*\("
)


def habits_of(content: bytes) -> tuple[str, ...]:
    """What it does, where that is more than a tool does: nothing for a script that only runs, or only fetches."""
    text = _read(content)
    found = [
        word
        for word, words in (("fetches", _FETCHES), ("runs", _RUNS), ("hides what it does", _HIDES))
        if words.search(text)
    ]
    if _TUNNEL_RUNS.search(text) and b"\nremote " in b"\n" + text:
        return ("runs a program with the tunnel",)
    return tuple(found) if len(found) > 1 and "runs" in found else ()


def is_macro_text(content: bytes) -> bool:
    return _MACRO.search(_read(content)) is not None


def _read(content: bytes) -> bytes:
    """Both ends in lower case; the NULs of UTF-16 are left out, and Latin letters remain."""
    ends = content if len(content) <= _HEAD + _TAIL else content[:_HEAD] + b"\n" + content[-_TAIL:]
    return ends.replace(b"\0", b"").lower()
