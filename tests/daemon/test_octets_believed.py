"""What a child hands back to be sent on is checked: one picture, one locked file, and nothing beside them."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from daemon.sandbox.octets import LONGEST, believed_picture, believed_zip
from mailflows.examine.archives.packing import locked_zip
from mailflows.examine.pages import redraw


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
    held = io.BytesIO()
    Image.effect_noise(size, 90).convert(mode).save(held, "PNG")
    return held.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PICTURE = picture()
PROGRAM = b"MZ" + b"x" * 500
LOCKED = locked_zip("invoice.pdf.exe", PROGRAM)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P"])
def test_what_we_draw_is_believed(mode: str) -> None:
    drawn = redraw.as_png(picture(mode, (300, 2000)))
    assert believed_picture(drawn) == drawn


def test_a_picture_of_few_colours_is_believed() -> None:
    drawn = redraw.as_png(picture("RGB", (3000, 3000)))
    assert drawn[25] == 3 and believed_picture(drawn) == drawn
    assert LONGEST == redraw.LONGEST


@pytest.mark.parametrize(
    "lie",
    [
        b"",
        PICTURE[:8],
        PICTURE + b"<script>",
        PICTURE + LOCKED,
        PICTURE[:33] + chunk(b"tEXt", b"Comment\0<script>") + PICTURE[33:],
        PICTURE[:33] + chunk(b"eXIf", b"II*\0") + PICTURE[33:],
        PICTURE[:-13] + PICTURE[-12:],
        PICTURE[:-12],
        PICTURE[:8] + PICTURE[33:],
        PICTURE[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + PICTURE[33:],
        PICTURE[:8] + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 1)) + PICTURE[33:],
        PICTURE[:8] + b"\xff\xff\xff\xffIHDR",
    ],
)
def test_a_picture_that_is_more_than_pixels_is_not_believed(lie: bytes) -> None:
    assert believed_picture(PICTURE) == PICTURE
    assert believed_picture(lie) is None


def packed(name: str, *, flags: int = 0, kind: int = zipfile.ZIP_STORED, more: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", kind) as archive:
        archive.writestr(name, PROGRAM)
        archive.comment = more
    return held.getvalue()


@pytest.mark.parametrize("content", [b"", b"x", PROGRAM, bytes(100_000)])
def test_what_we_lock_is_believed(content: bytes) -> None:
    for name in ("", "تقرير.docm", "../../etc/passwd", "a" * 300 + ".exe"):
        locked = locked_zip(name, content)
        assert believed_zip(locked) == locked
    with zipfile.ZipFile(io.BytesIO(LOCKED)) as archive:
        assert archive.read("invoice.pdf.exe.bin", b"infected") == PROGRAM


@pytest.mark.parametrize(
    "lie",
    [
        b"",
        b"PK\3\4",
        packed("a.bin"),  # without its lock
        packed("a.bin", kind=zipfile.ZIP_DEFLATED),
        packed("a.exe"),
        packed("a.bin", more=b"<script>"),
        LOCKED + b"x",
        b"x" + LOCKED,
        LOCKED + LOCKED,
        packed("a.bin") + LOCKED,
        LOCKED[:-22] + LOCKED,
        LOCKED.replace(b"exe.bin", b"bin.exe"),
        LOCKED.replace(b"invoice.pdf.exe.bin", b"../../../../../.bin"),
        LOCKED.replace(b"ux\x0b\0", b"up\x0b\0"),  # another name for the same file
        LOCKED.replace(struct.pack("<H", 9), struct.pack("<H", 8)),
        LOCKED[:4] + b"\x14\0\x08\0" + LOCKED[8:],
    ],
)
def test_a_zip_that_is_more_than_one_locked_file_is_not_believed(lie: bytes) -> None:
    assert lie != LOCKED and believed_zip(lie) is None
