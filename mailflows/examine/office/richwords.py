"""The words of rich text (RTF): groups that are not text are stepped over, letters given by number become letters."""

import re

TEXT = 200_000  # characters

_SKIPPED = re.compile(
    rb"\{\\(?:\*\\(?!shptxt|shpinst)[a-z]{1,30}|fonttbl|colortbl|stylesheet|info|pict|object|themedata|datastore)\b",
    re.IGNORECASE,
)
_PIECE = re.compile(
    rb"\\'(?P<octet>[0-9a-fA-F]{2})|\\u(?P<number>-?\d{1,6}) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?|"
    rb"\\(?P<sign>.)|(?P<brace>[{}])|(?P<plain>[^\\{}\r\n]+)",
    re.DOTALL,
)
_BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"cell": "\t", b"tab": "\t"}
_CHARSETS = {b"ansi": "cp1252", b"pca": "cp850", b"pc": "cp437", b"mac": "mac-roman"}


def rich_words(content: bytes) -> str:
    """The words of a rich text, at most 200,000 characters."""
    words: list[str] = []
    depth = silent = 0  # the depth of the group that is stepped over; 0 where none is
    charset, instead = "cp1252", 0  # how many letters stand for a number, for programs that know no numbers
    for piece in _PIECE.finditer(content):
        if brace := piece["brace"]:
            depth += 1 if brace == b"{" else -1
            if brace == b"{" and not silent and _SKIPPED.match(content, piece.start()):
                silent = max(depth, 1)
            elif silent and depth < silent:
                silent = 0
        elif piece["word"] == b"ansicpg":
            charset = _known(piece["value"])
        elif not silent:
            said = _said(piece, charset)
            if said and instead and not piece["number"]:
                said, instead = said[1:], 0
            instead = 1 if piece["number"] else instead
            words.append(said)
            if len(words) > TEXT:
                break
    return "".join(words)[:TEXT]


def _said(piece: re.Match[bytes], charset: str) -> str:
    if octet := piece["octet"]:
        return bytes.fromhex(octet.decode()).decode(charset, "replace")
    if number := piece["number"]:
        letter = int(number) % 0x10000
        return "" if 0xD800 <= letter < 0xE000 else chr(letter)
    if sign := piece["sign"]:
        return {b"~": " ", b"_": "-"}.get(sign, sign.decode("latin-1") if sign in b"\\{}" else "")
    if plain := piece["plain"]:
        return plain.decode(charset, "replace")
    return _BREAKS.get(piece["word"] or b"", "")


def _known(number: bytes | None) -> str:
    charset = f"cp{int(number or 1252)}"
    try:
        "".encode(charset)
    except LookupError:
        return "cp1252"
    return charset
