"""Files of our own leave with what they show and nothing of who made them, or they stay; and lies are not passed on."""

import io
import struct
import zipfile

import pikepdf
import pytest
from PIL import Image

from daemon.sandbox.cleaned import believed_package, believed_pdf
from mailflows.examine.cleaning.clean_file import clean_file
from mailflows.examine.cleaning.pixels import bare_picture
from mailflows.examine.cleaning.stays import Stays
from tests.exhibits.ours import MAKER, letter, paper, photo

SECRET = MAKER.encode()


def test_a_pdf_keeps_its_page_and_its_link_and_nothing_of_its_maker() -> None:
    assert SECRET in paper()
    clean = clean_file(paper(), "pdf")
    assert SECRET not in clean and believed_pdf(clean) == clean
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"} and "/Info" not in pdf.trailer
        [mark] = pdf.pages[0].obj.Annots
        assert str(mark.A.URI) == "https://desk.example/" and "/Contents" not in mark
        [picture] = pdf.pages[0].get_images().values()
        assert isinstance(picture, pikepdf.Stream)
        shown = pikepdf.PdfImage(picture).as_pil_image()
        assert shown.size == (320, 200) and not shown.getexif() and SECRET not in picture.read_raw_bytes()


def test_the_same_pdf_twice_tells_nothing_by_its_number() -> None:
    assert clean_file(paper(), "pdf") == clean_file(clean_file(paper(), "pdf"), "pdf")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (paper(comment=True), "comments"),
        (paper(password="x"), "locked"),
        (b"%PDF-1.4\nnothing", "unreadable"),
        (b"", "unreadable"),
    ],
)
def test_a_pdf_that_holds_more_than_pages_stays(content: bytes, why: str) -> None:
    with pytest.raises(Stays) as stays:
        clean_file(content, "pdf")
    assert stays.value.reason == why


def test_a_form_stays() -> None:
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pikepdf.Dictionary(T="name", V=MAKER)])
        held = io.BytesIO()
        pdf.save(held)
    with pytest.raises(Stays):
        clean_file(held.getvalue(), "pdf")


def test_a_lying_pdf_is_not_passed_on() -> None:
    clean = clean_file(paper(), "pdf")
    head = clean.index(b"1 0 obj")
    for lie in (
        clean + b"more",
        b"MZ" + clean,
        clean.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction 1 0 R"),
        clean.replace(b"/Type /Catalog", b"/Type /C#61talog"),
        clean.replace(b" /Size", b" /Info 1 0 R /Size"),
        clean[:head] + b"9 0 obj\nnull\nendobj\n" + clean[head:],
        clean[:-1],
        b"",
    ):
        assert lie != clean and believed_pdf(lie) is None


def test_a_document_keeps_its_words_and_its_picture_and_nothing_of_its_maker() -> None:
    clean = clean_file(letter(), "docx")
    assert SECRET not in clean and believed_package(clean, "docx") == clean
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml" and not any(
            name.startswith(("docProps", "customXml")) for name in names
        )
        body = archive.read("word/document.xml")
        assert b"What to do now" in body and b"rsid" not in body and b"<!--" not in body
        links = archive.read("word/_rels/document.xml.rels")
        assert b"https://desk.example/" in links and b"Template" not in links and b"customXml" not in links
        assert b"docProps" not in archive.read("[Content_Types].xml") + archive.read("_rels/.rels")
        picture = Image.open(io.BytesIO(archive.read("word/media/image1.jpg")))
        assert picture.size == (320, 200) and not picture.getexif()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/comments.xml", "<w:comments/>"),
        ("word/vbaProject.bin", "x"),
        ("word/embeddings/oleObject1.bin", "x"),
        ("word/footnotes.xml", f'<w:ins w:author="{MAKER}">x</w:ins>'),
        ("word/media/image2.emf", "x"),
        ("word/header1.xml", '<!DOCTYPE x [<!ENTITY y "z">]><w:hdr/>'),
        ("word/_rels/footer1.xml.rels", '<Relationship Type="a/image" Target="http://x/" TargetMode="External"/>'),
        ("../evil.xml", "x"),
    ],
)
def test_a_document_that_holds_more_than_words_stays(name: str, content: str) -> None:
    with pytest.raises(Stays) as stays:
        clean_file(letter({name: content}), "docx")
    assert stays.value.reason == "hidden"


def test_what_is_no_package_or_unpacks_to_too_much_stays() -> None:
    for content, why in ((b"PK\3\4", "unreadable"), (letter({"word/styles.xml": b"0" * (17 << 20)}), "too_large")):
        with pytest.raises(Stays) as stays:
            clean_file(content, "docx")
        assert stays.value.reason == why


def test_a_lying_package_is_not_passed_on() -> None:
    clean = clean_file(letter(), "docx")
    with_more = io.BytesIO(clean)
    with zipfile.ZipFile(with_more, "a") as archive:
        archive.writestr(zipfile.ZipInfo("docProps/core.xml", (1980, 1, 1, 0, 0, 0)), "x")
    for lie in (
        with_more.getvalue(),
        b"MZ" + clean,
        clean + b"x",
        clean.replace(b"What to do now", b"What to do NOW"),
        letter(),
        b"",
    ):
        assert lie != clean and believed_package(lie, "docx") is None
    assert believed_package(clean, "pptx") is None


def test_only_pixels_stay_of_a_picture() -> None:
    held = io.BytesIO()
    Image.open(io.BytesIO(photo())).save(held, "PNG", exif=Image.open(io.BytesIO(photo())).getexif())
    for octets in (photo(), held.getvalue()):
        assert SECRET in octets and SECRET not in bare_picture(octets)
        before, after = (Image.open(io.BytesIO(one)).convert("RGB") for one in (octets, bare_picture(octets)))
        assert before.tobytes() == after.tobytes()


def test_a_broken_picture_stays() -> None:
    whole = photo()
    for octets in (whole[:40], b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 9), b"GIF89a", b""):
        with pytest.raises(Stays):
            bare_picture(octets)


HOME = r"C:\Users\amal\Pictures\a.jpg"


NAMED_FONT = struct.pack(">IHHHH4sIII", 65536, 1, 0, 0, 0, b"name", 0, 28, 20) + b"(c) amal, 2026 etc.."


def of_parts(kind: str, parts: dict[str, str]) -> bytes:
    """A package of these parts, with a body that names nobody where none is given."""
    folder, main, root = {
        "docx": ("word", "document", "w:document"),
        "xlsx": ("xl", "workbook", "workbook"),
        "pptx": ("ppt", "presentation", "p:presentation"),
    }[kind]
    usual = {
        "[Content_Types].xml": f'<Types><Override PartName="/{folder}/{main}.xml" ContentType="a"/></Types>',
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="t" Target="{folder}/{main}.xml"/></Relationships>',
        f"{folder}/{main}.xml": f"<{root}/>",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in (usual | parts).items():
            archive.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("docx", "word/document.xml", f"<w:instrText> INCLUDEPICTURE {HOME} </w:instrText>"),
        ("docx", "word/document.xml", '<w:fldSimple w:instr=" AUTHOR "><w:t>Amal</w:t></w:fldSimple>'),
        ("docx", "word/document.xml", "<w:rPr><w:vanish/></w:rPr><w:t>for colleagues</w:t>"),
        ("docx", "word/document.xml", '<w:alias w:val="Author"/><w:dataBinding w:xpath="/ns1:creator"/>'),
        ("docx", "word/document.xml", "<w:t>It lies in /Users/amal/list.txt</w:t>"),
        ("docx", "word/document.xml", r"<w:t>It lies in \\files\desk</w:t>"),
        ("docx", "word/settings.xml", '<w:mailMerge><w:query w:val="SELECT"/></w:mailMerge>'),
        ("xlsx", "xl/workbook.xml", '<sheet name="Handlers" sheetId="2" state="veryHidden"/>'),
        ("xlsx", "xl/worksheets/sheet1.xml", '<row r="1" hidden="1"/>'),
        ("xlsx", "xl/worksheets/sheet1.xml", "<cols><col min='1' max='1' hidden='true'/></cols>"),
        ("xlsx", "xl/worksheets/sheet1.xml", '<scenarios><scenario name="a" user="amal"/></scenarios>'),
        ("xlsx", "xl/worksheets/sheet1.xml", '<protectedRanges><protectedRange name="amal"/></protectedRanges>'),
        ("pptx", "ppt/slides/slide1.xml", '<p:sld xmlns:p="p" show="0"/>'),
    ],
)
def test_what_is_there_and_not_seen_or_names_a_disk_makes_the_file_stay(kind: str, name: str, content: str) -> None:
    with pytest.raises(Stays) as stays:
        clean_file(of_parts(kind, {name: content}), kind)
    assert stays.value.reason == "hidden"
    lie = clean_file(of_parts(kind, {name: " " * len(content)}), kind).replace(b" " * len(content), content.encode())
    assert believed_package(_summed(lie), kind) is None and believed_package(_summed(lie, blank=content), kind)


def _summed(lie: bytes, blank: str = "") -> bytes:
    """The same package with true sums, so that only what its parts say speaks against it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(lie)) as archive, zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as fresh:
        for one in archive.infolist():
            begins = one.header_offset + 30 + len(one.filename)
            content = lie[begins : begins + one.file_size].replace(blank.encode(), b" " * len(blank.encode()))
            fresh.writestr(zipfile.ZipInfo(one.filename, (1980, 1, 1, 0, 0, 0)), content)
    return held.getvalue()


@pytest.mark.parametrize("name", ["pic:cNvPr", "p:cNvPr", "wp:docPr", "v:imagedata"])
def test_pictures_in_documents_are_called_nothing(name: str) -> None:
    said = f'<{name} id=\'1\' name="{HOME}" descr=\'{HOME}\' title="Amal\'s" o:title="{HOME}"/>'
    clean = clean_file(of_parts("docx", {"word/document.xml": said + '<w:permStart w:id="1" w:ed="amal"/>'}), "docx")
    assert b"mal" not in clean.replace(b"normal", b"") and believed_package(clean, "docx") == clean
    lie = clean.replace(b'name=""', b'name="a')
    assert lie != clean and believed_package(_summed(lie), "docx") is None


def drawn(strokes: bytes, uri: str = "", profile: bytes = b"", font: bytes = b"") -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    page.Contents, page.Resources = pdf.make_stream(strokes), pikepdf.Dictionary()
    if uri:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(uri))
        page.Annots = [
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        ]
    if profile:
        icc = pdf.make_stream(profile)
        icc.N = 3
        space = pdf.make_indirect(pikepdf.Array([pikepdf.Name.ICCBased, icc]))
        colours = pikepdf.Array([pikepdf.Name.Indexed, space, 0, pikepdf.String("abc")])
        page.Resources.ColorSpace = pikepdf.Dictionary(CS0=space, CS1=pdf.make_indirect(colours))
    if font:
        described = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=pdf.make_stream(font))
        letters = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name("/X"))
        letters.FontDescriptor = pdf.make_indirect(described)
        page.Resources.Font = pikepdf.Dictionary(F1=letters)
    held = io.BytesIO()
    pdf.save(held)
    return held.getvalue()


def all_of(pdf: bytes) -> bytes:
    """Its octets and, unpacked, whatever its streams hold."""
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return pdf + b"".join(one.read_bytes() for one in read.objects if isinstance(one, pikepdf.Stream))


@pytest.mark.parametrize(
    "pdf",
    [
        drawn(b"% made by amal\nBT ET"),
        drawn(b"/Artifact <</Producer (amal)/Contents (x)>> BDC EMC"),
        drawn(b"BT ET", uri="file:///C:/Users/amal/x.docx"),
        drawn(b"/CS1 cs 0 sc /F1 9 Tf", profile=b"\0" * 128 + b"desc amal's screen"),
        drawn(
            b"/F1 9 Tf (a) Tj",
            font=struct.pack(">IHHHH4sIII", 65536, 1, 0, 0, 0, b"name", 0, 28, 20) + b"(c) amal, 2026 etc..",
        ),
    ],
)
def test_what_a_page_draws_stays_and_what_stands_between_the_strokes_does_not(pdf: bytes) -> None:
    assert b"amal" in all_of(pdf)
    clean = clean_file(pdf, "pdf")
    assert b"amal" not in all_of(clean) and believed_pdf(clean) == clean


def test_a_photo_between_the_strokes_makes_the_file_stay() -> None:
    inside = b"q BI /W 1 /H 1 /BPC 8 /CS /G /F /DCT ID \xff\xd8\xff\xe1\0\x12Exif\0\0amal\xff\xd9 EI Q"
    with pytest.raises(Stays):
        clean_file(drawn(inside), "pdf")


def test_a_link_to_a_disk_is_not_passed_on() -> None:
    clean = clean_file(paper(), "pdf")
    for lie in (
        clean.replace(b"(https://desk.example/)", b"(file:///C:/Users/amal)"),
        clean.replace(b"(https://desk.example/)", b"<687474703a2f2f782f202>"),
    ):
        assert lie != clean and len(lie) == len(clean) and believed_pdf(lie) is None
