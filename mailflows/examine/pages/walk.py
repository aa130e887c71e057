"""Taking notes of every object of a PDF, in the order it holds them, without ever following a path into itself."""

from dataclasses import dataclass

import pikepdf

from mailflows.examine.html import TARGET

OBJECTS = 50_000  # that are walked through
VALUES = 500_000  # inside them
ACTS = 500
LINKS = 500  # further ones lead nowhere else than those of other files: they are left out
SCRIPT = 200_000  # octets of one script
INFLATED = 64 * 1024 * 1024  # octets of all that are unpacked
KEPT = 2_000_000  # characters of all that is noted
FILES = 50  # lying inside
MARGIN = 0.15  # share of a sheet at its top and foot where the links of a letterhead stand

_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/URI": "link",
    "/SubmitForm": "send",
    "/ImportData": "import",
    "/GoToR": "elsewhere",
    "/GoToE": "elsewhere",
    "/Thread": "elsewhere",
    "/Rendition": "media",
    "/RichMediaExecute": "film",
}
_MEDIA = {"/RichMedia": "film", "/Screen": "media", "/Movie": "media", "/Sound": "media", "/3D": "media"}
_OF_FIELDS = ("/K", "/F", "/V", "/C")  # keys of additional actions: while typing, before showing, checking, counting
_RANK = {"opening": 2, "field": 1, "": 0}
_TELLING = frozenset(("/S", "/Subtype", "/JS", "/EF", "/XFA", "/FT", "/FS", "/F"))
_BACK = frozenset(("/Parent", "/P", "/D", "/Dest", "/Popup"))  # keys that lead back into the whole file


@dataclass(frozen=True)
class Act:
    """One thing that the file does, leads to or holds."""

    kind: str  # of _ACTIONS or _MEDIA; "file" for one that lies inside, "form" for XFA, "password" for a field
    detail: str  # as written
    starts: str = ""  # "opening": by itself; "field": while a form is filled in; "" by a click, or unknown


@dataclass(frozen=True)
class Inside:
    """A file that lies in the PDF."""

    name: str
    size: int  # as claimed, -1 where it is not said
    place: tuple[int, int]  # of its stream


class Walk:
    """The notes taken on the way; each act once, with the earliest moment at which it starts."""

    def __init__(self, cut: bool = False) -> None:
        self.acts: dict[tuple[str, str], str] = {}
        self.files: dict[tuple[int, int], Inside] = {}
        self.leading: dict[str, None] = {}
        self.sheets = 0
        self.covered = 0.0
        self.central = False
        self.cut = cut  # there is more than is seen
        self._links = 0
        self._left = VALUES
        self._inflated = INFLATED
        self._kept = KEPT

    def what_starts(self, document: pikepdf.Pdf) -> None:
        """Follow from the root what acts by itself: on opening, and when a sheet is turned."""
        root = document.Root
        names = _at(root, "/Names")
        opened = _at(root, "/OpenAction")  # where it is a list, it only says at which sheet to begin
        waiting = [None if isinstance(opened, pikepdf.Array) else opened, _at(root, "/AA"), _at(names, "/JavaScript")]
        for number, page in enumerate(document.pages):
            if number == 10:
                break
            waiting.append(_at(page.obj, "/AA"))
        seen: set[tuple[int, int]] = set()
        for _ in range(2000):
            if not waiting:
                return
            value = waiting.pop()
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and value.is_indirect:
                if value.objgen in seen:
                    continue
                seen.add(value.objgen)
            if isinstance(value, pikepdf.Dictionary) and "/MediaBox" not in value and "/Rect" not in value:
                self._note(value, "opening")
                waiting.extend(inner for key, inner in value.items() if key not in _BACK)
            elif isinstance(value, pikepdf.Array) and len(value) < 2000:
                waiting.extend(inner for inner in value if isinstance(inner, (pikepdf.Dictionary, pikepdf.Array)))

    def everything(self, document: pikepdf.Pdf) -> None:
        """Every object there is, also those that nothing leads to and those that lie packed in others."""
        for number, thing in enumerate(document.objects):
            if number >= OBJECTS or self._left <= 0:
                self.cut = True
                return
            self._thing(thing)

    def first_sheet(self, document: pikepdf.Pdf) -> None:
        """How much of it lies under links to the web, and where they lead."""
        self.sheets = len(document.pages)
        sheet = document.pages[0].obj if self.sheets else None
        whole, notes = _box(_at(sheet, "/MediaBox")), _at(sheet, "/Annots")
        if whole is None or not isinstance(notes, pikepdf.Array):
            return
        left, bottom, right, top = whole
        wide, high = right - left or 1.0, top - bottom or 1.0
        for note in list(notes)[:ACTS]:
            target, box = _words(_at(_at(note, "/A"), "/URI")), _box(_at(note, "/Rect"))
            if not box or not target.lower().startswith(("http", "www.", "//")):
                continue
            self.leading.setdefault(target[:TARGET])
            middle = ((box[1] + box[3]) / 2 - bottom) / high
            self.central = self.central or MARGIN < middle < 1 - MARGIN
            seen = max(0.0, min(box[2], right) - max(box[0], left)), max(0.0, min(box[3], top) - max(box[1], bottom))
            self.covered += seen[0] / wide * seen[1] / high

    def _thing(self, thing: pikepdf.Object) -> None:
        waiting = [thing]
        while waiting and self._left > 0:
            value = waiting.pop()
            self._left -= 1
            if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
                self._note(value, "")
                for key, inner in value.items():
                    if key == "/AA" and isinstance(inner, pikepdf.Dictionary):
                        self._moments(inner)
                    if isinstance(inner, (pikepdf.Dictionary, pikepdf.Array)) and not inner.is_indirect:
                        waiting.append(inner)
            elif isinstance(value, pikepdf.Array):
                waiting.extend(
                    inner
                    for inner in value
                    if isinstance(inner, (pikepdf.Dictionary, pikepdf.Array)) and not inner.is_indirect
                )

    def _moments(self, additional: pikepdf.Dictionary) -> None:
        for moment, action in additional.items():
            if moment in _OF_FIELDS and isinstance(action, pikepdf.Dictionary):
                self._note(action, "field")

    def _note(self, value: pikepdf.Object, starts: str) -> None:
        if _TELLING.isdisjoint(value.keys()):
            return
        action, kind = _name(_at(value, "/S")), _name(_at(value, "/Subtype"))
        if "/JS" in value:
            self._act("script", self._script(value["/JS"]), starts)
        elif action in _ACTIONS:
            self._act(_ACTIONS[action], _target(value, action), starts)
        elif kind in _MEDIA:
            self._act(_MEDIA[kind], kind[1:], starts)
        if "/EF" in value:
            self._inside(value)
        if "/XFA" in value:
            self._act("form", self._form(value["/XFA"]), starts)
        if _name(_at(value, "/FT")) == "/Tx" and isinstance(flags := _at(value, "/Ff"), int) and flags >> 13 & 1:
            self._act("password", _words(_at(value, "/T")), "")
        if _name(_at(value, "/FS")) == "/URL":
            self._act("elsewhere", _words(_at(value, "/F")), starts)
        if isinstance(value, pikepdf.Stream) and (path := _path(_at(value, "/F"))):
            self._act("elsewhere", path, starts)

    def _act(self, kind: str, detail: str, starts: str) -> None:
        key = kind, detail[: SCRIPT if kind in ("script", "form") else TARGET]
        if key not in self.acts:
            self._links += kind == "link"
            if kind == "link" and self._links > LINKS:
                return
            if len(self.acts) - min(self._links, LINKS) >= ACTS or self._kept < len(key[1]):
                self.cut = True
                return
            self._kept -= len(key[1])
        self.acts[key] = max(self.acts.get(key, ""), starts, key=lambda moment: _RANK[moment])

    def _script(self, value: object) -> str:
        if not isinstance(value, pikepdf.Stream):
            return str(value)[:SCRIPT] if isinstance(value, pikepdf.String) else ""
        if self._inflated <= 0:
            self.cut = True
            return ""
        try:
            octets = value.read_bytes()
        except pikepdf.PdfError:
            self.cut = True
            return ""
        self._inflated -= len(octets)
        octets = octets[:SCRIPT]
        return octets.decode("utf-16" if octets[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")

    def _form(self, value: object) -> str:
        """The XML of an XFA form: one stream, or many with names between them."""
        if isinstance(value, pikepdf.Array):
            return "\n".join(self._script(piece) for piece in list(value)[:40] if isinstance(piece, pikepdf.Stream))
        return self._script(value)

    def _inside(self, value: pikepdf.Object) -> None:
        name = _words(_at(value, "/UF")) or _words(_at(value, "/F"))
        held = _at(value, "/EF")
        stream = _at(held, "/UF") or _at(held, "/F")
        if isinstance(stream, pikepdf.Stream) and len(self.files) < FILES:
            size = _at(_at(stream, "/Params"), "/Size")
            known = size if isinstance(size, int) else -1
            self.files.setdefault(stream.objgen, Inside(name[:300], known, stream.objgen))


def _at(value: object, key: str) -> object:
    """What stands under a key; None where there is none or `value` has no keys."""
    return value.get(key) if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else None


def _name(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _words(value: object) -> str:
    return str(value)[: TARGET * 2] if isinstance(value, pikepdf.String) else ""


def _path(value: object) -> str:
    """A file as an action names it: a word, or a dictionary that holds the word for one system or for all."""
    if isinstance(value, pikepdf.String):
        return _words(value)
    return next((path for key in ("/UF", "/F", "/Unix", "/DOS") if (path := _words(_at(value, key)))), "")


def _target(value: pikepdf.Object, action: str) -> str:
    if action == "/URI":
        return _words(_at(value, "/URI"))
    if action == "/Launch":
        windows = _at(value, "/Win")
        pieces = (_path(_at(value, "/F")), _path(_at(windows, "/F")), _words(_at(windows, "/P")))
        return " ".join(piece for piece in pieces if piece)
    return _path(_at(value, "/F"))


def _box(value: object) -> tuple[float, float, float, float] | None:
    """A rectangle with its lower left corner first, whichever was written first."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x, y, x2, y2 = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)
