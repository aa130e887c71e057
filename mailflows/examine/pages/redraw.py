"""Drawing a stranger's picture anew, so that a handler sees it and nothing that was hidden in it."""

import io

from PIL import Image, ImageOps

from mailflows.examine.pages.pictures import Unfit, flat, opened, reduced

LONGEST = 1600  # pixels a side
OCTETS = 1024 * 1024
SMALLEST = 100  # below this a picture says nothing any more
COLOURS = 256


def as_png(content: bytes) -> bytes:
    """The picture as a fresh PNG of at most 1,600 pixels a side and 1 MB, without any metadata.

    Raises ValueError where it is no picture that can be drawn.
    """
    picture = reduced(opened(content, LONGEST), LONGEST)
    try:
        picture = ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - hostile EXIF raises anything, and a picture that lies on its side can still be seen
        picture = picture.copy()
    drawn = flat(picture, "L" if picture.mode in ("1", "L") or picture.mode.startswith("I") else "RGB")
    drawn.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    drawn = _only_pixels(drawn)
    for colours in (False, True, True, True, True, True):
        if len(fresh := _encoded(drawn, colours)) <= OCTETS:
            return fresh
        if colours:  # fewer colours did not suffice, so fewer pixels
            size = max(SMALLEST, max(drawn.size) * 7 // 10)
            drawn.thumbnail((size, size), Image.Resampling.LANCZOS)
    raise Unfit("a picture that does not become small enough")


def _only_pixels(picture: Image.Image) -> Image.Image:
    """A new picture with the same pixels: what came with the old one (EXIF, comments, profiles) stays behind."""
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _encoded(picture: Image.Image, few_colours: bool) -> bytes:
    held = io.BytesIO()
    drawn = picture.quantize(COLOURS, Image.Quantize.FASTOCTREE) if few_colours and picture.mode == "RGB" else picture
    drawn.save(held, "PNG", compress_level=6)
    return held.getvalue()
