"""Files as somebody at the desk might attach them, each of which tells who made it, and when."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from PIL import Image

MAKER = "Bahia Maker of the desk"  # stands in each of them where a reader does not see it
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Override PartName="/word/document.xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/xml"/></Types>'
)
ROOT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATION}/core-properties" Target="docProps/core.xml"/></Relationships>'
)
LINKS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/hyperlink" Target="https://desk.example/" TargetMode="External"/>'
    f'<Relationship Id="rId2" Type="{RELATION}/attachedTemplate" Target="file:///C:/Users/{MAKER}/x.dotm"'
    ' TargetMode="External"/>'
    f'<Relationship Id="rId3" Type="{RELATION}/customXml" Target="../customXml/item1.xml"/></Relationships>'
)


def photo() -> bytes:
    """A JPEG whose EXIF and comment name its maker."""
    held, picture = io.BytesIO(), Image.new("RGB", (320, 200), "white")
    picture.paste((20, 120, 60), (20, 20, 200, 80))
    told = Image.Exif()
    told[0x013B] = MAKER  # Artist
    picture.save(held, "JPEG", exif=told, comment=MAKER.encode())
    return held.getvalue()


def paper(*, comment: bool = False, password: str = "") -> bytes:
    """A PDF of one page with a photo on it, whose Info, XMP, script and enclosed file name its maker."""
    held = io.BytesIO()
    Image.open(io.BytesIO(photo())).save(held, "PDF", author=MAKER, title=MAKER)
    with pikepdf.open(held) as pdf:
        with pdf.open_metadata() as told:
            told["dc:creator"] = [MAKER]
        pdf.attachments["notes.txt"] = MAKER.encode()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=MAKER)
        page = pdf.pages[0].obj
        page.LastModified, page.PieceInfo = MAKER, pikepdf.Dictionary(Editor=MAKER)
        web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://desk.example/")
        marks = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=web, Contents=MAKER)]
        if comment:
            marks.append(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=MAKER, Contents="no"))
        page.Annots = pikepdf.Array(marks)
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def letter(more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document whose properties, template, editing marks and photo name its maker; `more`: further parts."""
    body = '<w:document><w:p w:rsidR="00A1B2C3"><w:r><w:t>What to do now</w:t></w:r></w:p><!-- x --></w:document>'
    settings = f"<w:settings><w:rsids><w:rsid/></w:rsids><w:docVars>{MAKER}</w:docVars></w:settings>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "docProps/core.xml": f"<dc:creator>{MAKER}</dc:creator>",
        "customXml/item1.xml": MAKER,
        "word/document.xml": body,
        "word/_rels/document.xml.rels": LINKS,
        "word/settings.xml": settings,
        "word/media/image1.jpg": photo(),
        **(more or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()
