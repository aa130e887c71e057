"""Opening a stranger's picture: a few kinds, measured before they are decoded, the first frame only."""

import io
import warnings
from collections.abc import Iterable
from functools import lru_cache

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.kinds import detected, extension
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, Part, Saw

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
PIXELS = 40_000_000  # of a picture that is decoded whole
PHOTOGRAPH = 200_000_000  # of a JPEG, which can be decoded at an eighth of its size
SIDE = 30_000
SCANNED = 2000  # pixels a side in which codes are looked for

_READ = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"})
_PICTURES = frozenset("png jpg jpeg jpe jfif gif webp bmp dib tif tiff heic heif avif jxl jp2 ico".split())
_PHONES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
# Held for the whole process; nothing else here uses Pillow.
Image.MAX_IMAGE_PIXELS = PHOTOGRAPH
ImageFile.LOAD_TRUNCATED_IMAGES = False
# Loading a plugin would otherwise be left to the first picture, in every child anew.
PLUGINS = (
    BmpImagePlugin,
    GifImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)


class Unfit(ValueError):
    """The picture is not decoded; the words say why."""

    def __init__(self, why: str, bomb: bool = False) -> None:
        super().__init__(why)
        self.bomb = bomb  # so large that decoding it would be what it was made for


def warm_up() -> None:
    """Nothing is left to load: the plugins above are all that pictures are opened with."""
    Image.preinit()


def is_picture(part: Part) -> bool:
    """Say whether the first bytes are those of a picture that is decoded here."""
    return detected(part.content) in _READ


def opened(content: bytes, longest: int, mode: str | None = None) -> Image.Image:
    """The first frame, decoded; a JPEG is shrunk while it is decoded, yet not below `longest`, and in `mode` if it can.

    Raises Unfit where it is too large, broken or of another kind.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            width, height = picture.size
            photograph = picture.format in ("JPEG", "MPO")
            if max(width, height) > SIDE or width * height > (PHOTOGRAPH if photograph else PIXELS):
                raise Unfit(f"a picture of {width} x {height} is not decoded", bomb=True)
            if photograph:
                picture.draft(mode, (longest, longest))
            picture.load()
    except Unfit:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unfit("a picture too large to be decoded", bomb=True) from bomb
    except Exception as broken:  # decoders of hostile formats raise anything
        raise Unfit("a picture that is damaged or breaks off") from broken
    return picture


@lru_cache(maxsize=1)
def grey(content: bytes) -> Image.Image | Unfit:
    """The picture as its codes are looked for: grey, at most 2,000 pixels a side; or why it is not decoded."""
    try:
        picture = opened(content, SCANNED, "L")
    except Unfit as why:
        return why
    whole = reduced(picture, SCANNED)
    picture = flat(whole, "L")
    if _has_holes(whole) and len(picture.getcolors(2) or ()) == 1:
        # White upon nothing: it is the shape of what is not transparent that is seen.
        picture = whole.convert("RGBA").getchannel("A")
    picture.thumbnail((SCANNED, SCANNED), Image.Resampling.BOX)
    return picture


def reduced(picture: Image.Image, longest: int) -> Image.Image:
    """The picture at a fraction of its size, before anything is copied: a large one is large four times over."""
    times = max(picture.size) // longest
    return picture.reduce(times) if times > 1 and picture.mode not in ("1", "P", "PA") else picture


def flat(picture: Image.Image, mode: str) -> Image.Image:
    """The picture in `mode` ("L", "RGB") upon white: what is transparent would come out black otherwise."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits a pixel: the upper eight are what is seen.
        deep = picture.convert("I") if picture.mode != "F" else picture
        return deep.point(lambda value: value * (1 / 256)).convert("L").convert(mode)
    if _has_holes(picture):
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(white, over).convert(mode)
    return picture.convert(mode) if picture.mode != mode else picture


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info


def unread(part: Part) -> Iterable[Saw]:
    """F25: a picture in which nothing could be looked for, as it is broken, too large, or of a kind not decoded here.

    Quiet: a picture that cannot be drawn is most often an accident, and what breaks decoders has looks of its own.
    """
    content = part.content
    if is_picture(part):
        drawn = grey(content)
        if isinstance(drawn, Unfit):
            yield Saw(
                "picture", shown_codes(f"{part.name}: {drawn}"), DECODED, *((Severity.LOW, 1) if drawn.bomb else ())
            )
        elif content.startswith(b"\x89PNG") and b"IEND" not in content:
            yield Saw("picture", shown_codes(f"{part.name}: a picture without its end"), DECODED)
    elif content[4:8] == b"ftyp" and content[8:12] in _PHONES:
        why = "a picture of this kind is not decoded" if _whole_boxes(content) else "a picture that breaks off"
        yield Saw("picture", shown_codes(f"{part.name}: {why}"), DECODED)
    elif content and extension(part.name) in _PICTURES and detected(content) == "application/octet-stream":
        yield Saw("picture", shown_codes(f"{part.name}: no picture of a kind that is decoded here"), DECODED)


def _whole_boxes(content: bytes) -> bool:
    """Say whether the boxes of an ISO base media file (ISO/IEC 14496-12) end where the file ends."""
    at = 0
    for _ in range(1000):
        size = int.from_bytes(content[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        if size == 0 and at < len(content):
            return True
        if size < 8:
            return False
        at += size
        if at >= len(content):
            return at == len(content)
    return False


ROWS = (
    Look("F25", Group.COVERAGE, Severity.INFO, 0, "medium", (), "pictures", unread,
         "photographs of telephones (HEIC), pictures cut off on their way"),
)  # fmt: skip
