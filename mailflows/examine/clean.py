"""Making a stranger's words fit to be shown: no control characters, no tricks of direction, no live links."""

import re
import unicodedata

EVIDENCE = 200  # characters

# Left as they are: ZWNJ and ZWJ (orthography in Persian and Kurdish) and the marks LRM, RLM and ALM, which Arabic mail
# needs and which cannot reorder a line. Embeddings, overrides and isolates can: an unclosed one turns what follows.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_OVERRIDES = "\u202d\u202e"
_LINE_ENDS = "\u2028\u2029\x85\x0b\x0c"
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufff9-\ufffb]")
_ONE_LINE = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_TURNING}\ufff9-\ufffb\U000e0000-\U000e007f]")
_SPACES = re.compile(r"\s+")
_SCHEME = re.compile(r"htt(ps?)(?=:)", re.IGNORECASE)  # also where letters stand before it: "_http://"
_OTHER_SCHEME = re.compile(r"(?<![^\W_])(ftp|file|javascript|data|vbscript|tg|sgnl):", re.IGNORECASE)
_DOT = re.compile(r"(?<=\w)\.(?=\w)")
_AT = re.compile(r"(?<!\[)@")  # once is enough: what was cut behind "[@" stays as it is


def one_line(words: str, limit: int = 1000) -> str:
    """Give the words on one line of at most `limit` characters, with nothing that could turn or end the line."""
    words = words[: limit * 4]
    words = _SURROGATE.sub("\ufffd", words)
    words = _ONE_LINE.sub(lambda found: " " if found[0] in "\t\r\n" + _LINE_ENDS else "", words)
    words = _SPACES.sub(" ", words).strip()
    return words if len(words) <= limit else words[: limit - 1] + "…"


def readable(text: str, limit: int) -> str:
    """Give a text of several lines, at most `limit` octets of UTF-8, lines ended by LF, without control characters."""
    text = text[:limit].replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\ufffd", text)
    text = _CONTROL.sub("", text)
    for override in _OVERRIDES:
        text = text.replace(override, "")
    encoded = text.encode()
    return text if len(encoded) <= limit else encoded[:limit].decode(errors="ignore")


def defanged(words: str, limit: int = EVIDENCE) -> str:
    """Show what frightens without making it clickable: hxxp, [.] and [@] in one line of at most 200 characters."""
    words = one_line(words, limit)
    words = _SCHEME.sub(r"hxx\1", words)
    words = _OTHER_SCHEME.sub(r"\1[:]", words)
    words = _AT.sub("[@]", _DOT.sub("[.]", words))
    return words if len(words) <= limit else words[: limit - 1] + "…"


def shown_codes(words: str, limit: int = EVIDENCE) -> str:
    """Show invisible characters by their code, as evidence must: "invoice<U+202E>fdp.exe"."""
    shown = [f"<U+{ord(sign):04X}>" if _invisible(sign) else sign for sign in words[:limit]]
    return defanged("".join(shown), limit)


def _invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc", "Zl", "Zp", "Cs", "Co") or sign in "\u2800\u3164\uffa0\u00ad"
