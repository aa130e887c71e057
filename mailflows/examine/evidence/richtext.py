"""Reading rich text as Outlook packs it: its words, or the HTML it was made from, with every link it shows."""

import re
import struct
from dataclasses import dataclass, replace

import compressed_rtf

from mailflows.examine.charsets import as_text

PACKED = 256 * 1024  # octets that are unpacked: at most eight times as many come out
RICH = 2 * 1024 * 1024

_HEAD = struct.Struct("<II4sI")
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
# Groups that hold no words of the text.
_SILENT = frozenset("fonttbl colortbl stylesheet info pict objdata themedata datastore generator filetbl".split())
_SPEAKING = frozenset({"htmltag", "fldinst"})  # the HTML, and where a link leads
_SIGNS = {"par": "\n", "line": "\n", "tab": "\t", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"}
_SIGNS |= {"endash": "–", "emdash": "—", "bullet": "•", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e"}
_SIGNS |= {"rtlmark": "\u200f", "row": "\n", "cell": "\t"}
_CHARSETS = {178: "cp1256", 177: "cp1255", 204: "cp1251", 161: "cp1253", 162: "cp1254", 238: "cp1250", 186: "cp1257"}
_CHARSETS |= {163: "cp1258", 128: "shift_jis", 134: "gbk", 129: "cp949", 136: "big5", 222: "cp874"}


@dataclass(frozen=True)
class _Group:
    """What holds between one pair of braces."""

    silent: bool = False
    tag: bool = False  # a piece of the HTML it was made from
    left_out: bool = False  # between \htmlrtf and \htmlrtf0: only for programs that read no HTML
    charset: str = "cp1252"
    replacements: int = 1  # signs after each \u that stand for it in old programs
    begins: bool = True  # nothing was read in it yet


def unpacked(packed: bytes) -> bytes | None:
    """Undo Outlook's packing (MS-OXRTFCP); None where it is broken or larger than a mail's text may be."""
    if packed[:4] == b"{\\rt":
        return packed[:RICH]
    if not _HEAD.size < len(packed) <= PACKED:
        return None
    try:
        return bytes(compressed_rtf.decompress(packed))
    except Exception:  # noqa: BLE001 - the library has no other name for what it refuses
        return None


def read_rich_text(rich: bytes) -> tuple[bool, str]:
    """The text, and whether it is HTML that had been dressed as rich text (MS-OXRTFEX)."""
    is_html = b"\\fromhtml" in rich[:1000]
    page = re.search(rb"\\ansicpg(\d{2,5})", rich[:1000])
    reading = _Reading(is_html, f"cp{page[1].decode()}" if page else "cp1252")
    for token in _TOKEN.finditer(rich[:RICH]):
        reading.take(token)
    return is_html, reading.finished()


class _Reading:
    """The state of one reading, token by token; groups lie on a stack, never in calls."""

    def __init__(self, is_html: bool, charset: str) -> None:
        self._html = is_html
        self._now = _Group(charset=charset)
        self._ansi = charset
        self._outer: list[_Group] = []
        self._text: list[str] = []
        self._octets = bytearray()
        self._skip = 0
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._starred = False

    def take(self, token: re.Match[bytes]) -> None:
        word, number, octet, sign, brace, text = token.groups()
        if brace == b"{":
            self._outer.append(self._now)
            self._now = replace(self._now, begins=True)
            return
        if brace == b"}":
            self._flush()
            self._now = self._outer.pop() if self._outer else self._now
            return
        if word:
            self._word(word.decode("ascii"), int(number) if number else None)
        elif octet:
            self._octet(int(octet, 16))
        elif sign == b"*":
            self._starred = True  # the word after it names the group, and who does not know it leaves the group out
            return
        elif sign:
            self._write(
                {b"~": "\u00a0", b"_": "-", b"-": "", b"\n": "\n", b"\r": "\n"}.get(sign, as_text(sign, "cp1252"))
            )
        elif text:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            self._write(as_text(text[skipped:], self._now.charset))
        self._starred = False
        if self._now.begins:
            self._now = replace(self._now, begins=False)

    def finished(self) -> str:
        self._flush()
        # Signs beyond U+FFFF come in halves, each with a word of its own.
        return "".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        if self._now.begins and (self._starred or word in _SILENT):
            self._now = replace(self._now, silent=word not in _SPEAKING, tag=word == "htmltag")
        elif word == "htmlrtf":
            self._now = replace(self._now, left_out=number != 0)
        elif word == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._skip = self._now.replacements
        elif word == "uc":
            self._now = replace(self._now, replacements=min(number or 0, 10))
        elif word == "f" and number is not None:
            self._font = number
            self._now = replace(self._now, charset=self._fonts.get(number, self._ansi))
        elif word == "fcharset" and number is not None:
            self._fonts[self._font] = _CHARSETS.get(number, self._ansi)
        elif word in _SIGNS:
            self._write(_SIGNS[word])

    def _octet(self, octet: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._octets.append(octet)

    def _write(self, words: str) -> None:
        self._flush()
        hidden = self._now.silent or (self._html and self._now.left_out and not self._now.tag)
        if words and not hidden:
            self._text.append(words)

    def _flush(self) -> None:
        if self._octets:
            octets, self._octets = bytes(self._octets), bytearray()
            self._write(as_text(octets, self._now.charset))
