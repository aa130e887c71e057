"""Reading the sheets of a PDF as their reader does: words, how much is picture, and the sheets drawn for codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw as pdfium_c

from mailflows.examine.kinds import detected, extension
from mailflows.examine.pages.anatomy import anatomy_of
from mailflows.examine.pages.burden import DRAWN, SHEETS, Burden
from mailflows.examine.pages.pictures import flat
from mailflows.examine.seen import Part

WORDS = 100_000  # characters
LONGEST = 1800  # pixels a side of a drawn sheet
OBJECTS = 10_000  # of a sheet that is drawn; maps and plans have more, and would cost seconds
STROKES = 60  # drawn lines and squares that a code can be made of
_HEAD = b"%PDF-"


@dataclass(frozen=True)
class Sheets:
    """What the sheets of a PDF show."""

    count: int  # 0 where they cannot be read
    words: tuple[str, ...]  # of each of the first sheets
    pictured: float  # the share of the first sheet that pictures cover, 0 to 1
    crowded: bool = False  # one of the first holds too much to be drawn


NONE = Sheets(0, (), 0.0)


def is_pdf(part: Part) -> bool:
    """Say whether readers take it for a PDF; under its own name its mark may stand late. An archive of one is none."""
    named = extension(part.name) == "pdf" and _HEAD in part.content[:4096]
    return named or detected(part.content) == "application/pdf"


@lru_cache(maxsize=1)
def sheets_of(part: Part) -> Sheets:
    """The words of the first 20 sheets; NONE where they cannot be read, which not_read tells."""
    document = _opened(part, Burden.NOT_DRAWN)
    if document is None:
        return NONE
    try:
        words: list[str] = []
        left = WORDS
        pictured, crowded = 0.0, False
        for number in range(min(len(document), SHEETS)):
            try:
                sheet = document[number]
                pictured = _pictured(sheet) if number == 0 else pictured
                crowded = crowded or (number < DRAWN and pdfium_c.FPDFPage_CountObjects(sheet) > OBJECTS)
                page = sheet.get_textpage()
                text = page.get_text_range(0, min(left, page.count_chars()))[:left] if page.count_chars() > 0 else ""
            except pdfium.PdfiumError:
                text = ""
            words.append(text.replace("\r\n", "\n").replace("\ufffe", ""))
            left -= len(text)
            if left <= 0:
                break
        return Sheets(len(document), tuple(words), pictured, crowded)
    finally:
        document.close()


def pictures_of(part: Part) -> Iterator[Image.Image]:
    """The first sheets drawn in grey, only those on which a code can stand."""
    document = _opened(part, Burden.LIGHT)
    if document is None:
        return
    try:
        for number in range(min(len(document), DRAWN)):
            try:
                sheet = document[number]
                longest = max(sheet.get_size())
                if longest < 1 or not _may_show_a_code(sheet):
                    continue
                drawn = sheet.render(scale=min(2.0, LONGEST / longest), grayscale=True, may_draw_forms=False)
                yield flat(drawn.to_pil(), "L")
            except pdfium.PdfiumError:
                continue
    finally:
        document.close()


def _opened(part: Part, most: Burden) -> pdfium.PdfDocument | None:
    anatomy = anatomy_of(part)
    if anatomy.burden > most or anatomy.lock == "closed":
        return None
    try:
        return pdfium.PdfDocument(part.content, password=anatomy.password)
    except pdfium.PdfiumError:
        return None


def _may_show_a_code(sheet: pdfium.PdfPage) -> bool:
    """Say whether the sheet holds a picture, many strokes, or something nested; and is not too much to draw."""
    count = pdfium_c.FPDFPage_CountObjects(sheet)
    if count > OBJECTS:
        return False
    if _stamped(sheet):
        return True
    strokes = 0
    for number in range(count):
        kind = pdfium_c.FPDFPageObj_GetType(pdfium_c.FPDFPage_GetObject(sheet, number))
        if kind in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM):
            return True
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            path = pdfium_c.FPDFPage_GetObject(sheet, number)
            strokes += max(1, pdfium_c.FPDFPath_CountSegments(path) // 4)
            if strokes >= STROKES:
                return True
    return False


def _stamped(sheet: pdfium.PdfPage) -> bool:
    """Say whether something lies upon the sheet that is drawn with it: a stamp, a drawing, a picture on a button."""
    for number in range(min(pdfium_c.FPDFPage_GetAnnotCount(sheet), 200)):
        note = pdfium_c.FPDFPage_GetAnnot(sheet, number)
        if note:
            kind = pdfium_c.FPDFAnnot_GetSubtype(note)
            pdfium_c.FPDFPage_CloseAnnot(note)
            if kind not in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP, pdfium_c.FPDF_ANNOT_TEXT):
                return True
    return False


def _pictured(sheet: pdfium.PdfPage) -> float:
    width, height = sheet.get_size()
    if width <= 0 or height <= 0 or pdfium_c.FPDFPage_CountObjects(sheet) > OBJECTS:
        return 0.0
    covered = 0.0
    for picture in sheet.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
        if covered >= width * height:
            return 1.0
    return float(covered / (width * height))
