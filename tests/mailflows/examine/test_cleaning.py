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
