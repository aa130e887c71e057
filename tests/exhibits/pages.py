"""PDF files, pictures and codes made by hand for tests."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence

import pikepdf
import segno
from PIL import Image

A4 = b"/MediaBox [0 0 595 842] "
SHOWN = b"/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "


def pdf(
    *objects: bytes,
    root: bytes = b"",
    sheet: bytes = b"",
    words: str = "",
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one sheet; `objects` are numbers 6 and up, `root` and `sheet` what is added to the two dictionaries."""
    lines = [f"BT /F1 12 Tf 50 {780 - 16 * number} Td ({line}) Tj ET" for number, line in enumerate(words.splitlines())]
    text = "\n".join(lines).encode("latin-1")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + root + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R " + A4 + (b"" if b"/Contents" in sheet else SHOWN) + sheet + b" >>",
        stream(text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *objects,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R " % (len(bodies) + 1) + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def stream(octets: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d " % len(octets) + extra + b">>\nstream\n" + octets + b"\nendstream"


def linked(target: str, box: str = "0 0 595 842") -> bytes:
    """Annotations of a sheet: one link."""
    return f"/Annots [<< /Type /Annot /Subtype /Link /Rect [{box}] /A << /S /URI /URI ({target}) >> >>]".encode()


def holding(name: str, octets: bytes) -> bytes:
    """A PDF in which a file lies."""
    spec = f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 7 0 R >> >>".encode()
    names = f"/Names << /EmbeddedFiles << /Names [({name}) 6 0 R] >> >>".encode()
    return pdf(spec, stream(octets, b"/Type /EmbeddedFile "), root=names, words="see the file")


def locked(plain: bytes, word: str) -> bytes:
    """The PDF, to be opened with a word only."""
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.save(held, encryption=pikepdf.Encryption(owner="owner", user=word))
    return held.getvalue()


def packed(plain: bytes) -> bytes:
    """The PDF with its objects packed into object streams."""
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as document:
        document.save(held, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def with_picture(picture: bytes, sheet: bytes = b"") -> bytes:
    """A PDF whose only sheet is one picture."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    held = io.BytesIO()
    drawn.save(held, "PDF")
    if not sheet:
        return held.getvalue()
    with pikepdf.open(held) as document:
        page = document.pages[0]
        _, _, width, height = (float(side) for side in page.mediabox)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, width / 3, height / 8],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(sheet.decode())),
        )
        page.obj.Annots = document.make_indirect(pikepdf.Array([link]))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def code(words: str, scale: int = 4, border: int = 4, **colours: str | None) -> bytes:
    """A QR code as PNG."""
    held = io.BytesIO()
    segno.make(words, error="m", micro=False).save(held, kind="png", scale=scale, border=border, **colours)
    return held.getvalue()


def beside(*pictures: bytes) -> bytes:
    """Pictures side by side in one."""
    drawn = [Image.open(io.BytesIO(picture)).convert("L") for picture in pictures]
    whole = Image.new("L", (sum(one.width for one in drawn) + 40, max(one.height for one in drawn)), 255)
    left = 0
    for one in drawn:
        whole.paste(one, (left, 0))
        left += one.width + 20
    return as_file(whole)


def as_file(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **how)
    return held.getvalue()


def photograph(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A picture in which every row and column differs a little."""
    return Image.linear_gradient("L").resize((width, height)).convert(mode)


def claiming(width: int, height: int) -> bytes:
    """A PNG that claims to be as large as said and holds nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def boxes(*contents: tuple[bytes, bytes]) -> bytes:
    """A file of boxes, as telephones write their photographs."""
    return b"".join(struct.pack(">I", len(inner) + 8) + kind + inner for kind, inner in contents)


def archive_page(parts: Sequence[Mapping[str, bytes]]) -> bytes:
    """A page saved as MHT with all that belongs to it."""
    out = (
        b'From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="mht-1"\r\n\r\n'
    )
    for part in parts:
        out += b"--mht-1\r\nContent-Type: " + part["kind"] + b"\r\nContent-Location: " + part["place"]
        out += b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + part["content"] + b"\r\n"
    return out + b"--mht-1--\r\n"


def in_letters(words: str, how: str) -> str:
    """A QR code drawn with signs: "halves", "blocks", "squares", or as a "table" of a page."""
    rows = [[bool(sign) for sign in row] for row in segno.make(words, micro=False).matrix_iter(border=4)]
    if how == "squares":
        return "\n".join("".join("\u2b1b" if dark else "\u2b1c" for dark in row) for row in rows)
    if how == "blocks":
        return "\n".join("".join("\u2588\u2588" if dark else "  " for dark in row) for row in rows)
    if how == "table":
        cells = ("".join(f'<td style="background:{"#000" if dark else "#fff"}"></td>' for dark in row) for row in rows)
        return f"<html><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></html>"
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    signs = {(True, True): "\u2588", (True, False): "\u2580", (False, True): "\u2584", (False, False): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(signs[pair] for pair in zip(*two, strict=True)) for two in pairs)
