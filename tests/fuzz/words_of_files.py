"""The words of mails that frighten, of files, pictures and lists: each format's marks, names and numbers."""

import struct
from collections.abc import Mapping
from types import MappingProxyType

_NUMBERS = (
    *(struct.pack(form, value) for form in ("<H", "<I", ">I", "<Q") for value in (0, 1, 0x7FFF, 0xFFFF)),
    b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\x80", b"\xfe\xff", b"\xff\xfe",
)  # fmt: skip
_SCARES = tuple(
    words.encode()
    for words in (
        *("https://evil.example/a", "http://0xCB007109/", "https://bank.example@evil.example", "//evil.example/x",
          "hxxp://"),
        *("javascript:alert(1)", "data:text/html;base64,PHA+", "file://evil.example/a", "\\\\evil.example\\a",
          "tg://x", "mailto:"),
        *("password", "كلمة المرور", "mot de passe", "+201001234567", "٠١٠٠١٢٣٤٥٦٧",
          "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
        *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u200c", "\u00ad", "\u2028", "\x85", "\x00", "\x1b[31m",
          "\ufeff"),
        *("İ", "ﷺ", "＠", "℀", "ß", "\U000e0041", "e\u0301" * 9, "xn--mgbh0fb.example", "xn--a", "xn--", "[::1]", "[",
          "]", "%zz"),
        *("a" * 300, "." * 50, "@", "<", ">", '"', "'", "\\", ";", ",", "\r\n", "\n", "\r", " ", "\t", "=",
          "&#x202e;", "&#0;"),
    )
)  # fmt: skip
_FILE = (
    b"PK\x03\x04", b"PK\x05\x06", b"PK\x01\x02", b"PK\x06\x06", b"PK\x07\x08", b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07\x01\x00",
    b"Rar!\x1a\x07\x00", b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00", b"MSCF\x00\x00\x00\x00", b"ustar", b"CD001",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"{\\*\\objdata ", b"\\bin9 ", b"\\u-1?", b"\\'", b"{", b"}",
    b"%PDF-1.7\n", b"1 0 obj\n<<", b">>\nendobj\n", b"stream\n", b"\nendstream", b"/OpenAction", b"/JS (x)",
    b"/URI (", b"/Kids [",
    b"1 0 R", b"2 0 R", b"7 0 R", b"/Length 99999999", b"/Filter /FlateDecode",
    b"/Filter [/ASCII85Decode /LZWDecode]", b"xref\n",
    b"trailer <<", b"startxref\n0\n%%EOF", b"/ObjStm", b"/Encrypt", b"/EmbeddedFiles", b"\x89PNG\r\n\x1a\n", b"IDAT",
    b"IEND",
    b"\xff\xd8\xff\xe0", b"\xff\xd9", b"GIF89a", b"BM", b"MZ", b"PE\0\0", b"\x7fELF", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n035\0", b"AndroidManifest.xml", b"APK Sig Block 42", b"bplist00",
    b"<plist><dict><key>PayloadContent</key><array>",
    b"<key>PayloadType</key><string>com.apple.vpn.managed</string>", b"</array></dict></plist>", b"<data>AAAA</data>",
    b"<integer>",
    b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VEVENT\r\n",
    b"END:VCALENDAR\r\n", b"ATTACH:",
    b"RRULE:FREQ=SECONDLY\r\n", b"DTSTART;TZID=x:99999999T999999\r\n", b"BEGIN:VCARD\r\n", b"URL:", b"END:VCARD\r\n",
    b"KEY;ENCODING=b:",
    b"L\x00\x00\x00\x01\x14\x02\x00", b"[InternetShortcut]\r\nURL=", b"[Desktop Entry]\nExec=", b"<html>", b"<!--",
    b"-->", b"<svg>",
    b"<script>", b"</script>", b"<a href='", b"<iframe src='", b"<base href='", b"<form action='",
    b"<input type=password>",
    b"<meta http-equiv=refresh content='0;url=", b"<template shadowrootmode=open>", b"<table>",
    b"<div style='display:none'>",
    b"MIME-Version: 1.0\r\n", b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", b"Content-Location: ",
    b"ActiveMime",
    b"x\x9f>\x22", b"\x03\x90", "__substg1.0_1000001F".encode("utf-16-le"),
    "__properties_version1.0".encode("utf-16-le"),
    b"word/document.xml", b"xl/workbook.xml", b"[Content_Types].xml", b"vbaProject.bin", b"<Relationship Target='",
    b"<!DOCTYPE x [",
    b"<!ENTITY a '", b"w:instrText", b"DDEAUTO", b"powershell -enc ", b"FromBase64String(", b"AAAA" * 20,
    b"\xe4R\\{\x8c\xd8\xa7M",
    b"a.zip\n", b"a.docm\n", b"a.pdf\n", b"a.html\n", b"a.png\n", b"a.apk\n", b"a.mobileconfig\n", b"a.ics\n",
    b"a.eml\n", b"a.msg\n",
)  # fmt: skip
_LETTER = (
    b"Received: from a (b [203.0.113.9]) by mx.provider.example; Mon, 1 Jun 2026 10:00:01 +0000\r\n", b"Received:",
    b"Authentication-Results: mx.provider.example; spf=fail smtp.mailfrom=bank.example; dmarc=fail\r\n",
    b"dkim=pass header.d=",
    b"ARC-Authentication-Results: i=1; mx; dmarc=pass\r\n", b"DKIM-Signature: v=1; d=x; h=from; b=x\r\n",
    b"Reply-To: ", b"Sender: ",
    b"From: ", b"To: ", b"Cc: ", b"Subject: ", b"Date: ", b"Message-ID: <", b"References: ", b"List-Unsubscribe: <",
    b"X-Mailer: ",
    b"Return-Path: <>\r\n", b"=?utf-8?b?", b"=?windows-1256?q?=C7", b"=?x?b?=\xff?=", b"?=", b"\r\n\r\n",
    b"--outer-7c1\r\n",
    b"--outer-7c1--\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: text/html; charset=utf-7\r\n\r\n",
    b"charset=utf-16",
    b"Content-Type: application/ms-tnef\r\n", b"Content-Type: text/calendar; method=REQUEST\r\n",
    b'filename="a.pdf.exe"',
    b"filename*0*=utf-8''%E2%80%AE", b"filename*1=b", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: x-uue\r\n",
    b"Content-Disposition: attachment; ", b"---------- Forwarded message ---------\r\n", b"boundary=in", b"--in\r\n",
    b"begin 644 a.exe\r\n",
)  # fmt: skip
_FORWARD = tuple(
    words.encode()
    for words in (
        *("---------- Forwarded message ---------\n", "-----Original Message-----\n",
          "________________________________\n", "> ", ">> "),
        *("Begin forwarded message:\n", "-------- الرسالة المُعاد توجيهها --------\n",
          "بدء الرسالة المُعاد توجيهها:\n", "* From:* "),
        *("From: ", "من: ", "De : ", "Kimden: ", "מאת: ", "Date: ", "Sent: ", "التاريخ: ", "Subject: ", "الموضوع: ",
          "To: ", "إلى: ", "Cc: "),
        *("Cedar Bank <bait@cedar-bank.example>", "<help@desk.example>", "layla@press.example",
          "[mailto:a@b.example]", "سامي؛ رنا"),
        *("On 4 Nov 2026, at 09:31, A <a@b.example> wrote:\n", "كتب:\n", "a écrit :\n", "\u200f", "\u202a", "\u202c",
          "\u2068", "\xa0"),
        *("<blockquote>", "</blockquote>", "<div class=gmail_quote>", "<br>", "<b>From:</b> ", "<hr>",
          "<table><tr><th>", "</td></tr>"),
        *("\n", "\r\n", "\r", "\n\n", " ", "\t", ":", "<", ">", "&lt;", "*", "x" * 400, "كلمة "),
    )
)  # fmt: skip
_LIST = tuple(
    words.encode()
    for words in (
        *('{"type": "bundle", "objects": [', '{"type": "indicator", "pattern": "',
          "[domain-name:value='evil.example']", '"}', "]}", "["),
        *("[url:value='http://", "[file:hashes.'SHA-256'='", " OR ", "\\u0000", "\\ud800", "1e999", "-0", "NaN",
          "null", "true", '"'),
        *('{"Event": {"Attribute": [', '{"type": "domain", "value": "', '"to_ids": false', '"timestamp": "', "9" * 40,
          '"date": "2026-05-01"'),
        *("domain,ip,sha256\n", "type;value\n", ",", ";", "\t", "\n", "\r\n", "# ", "evil[.]example", "hxxps://",
          "45.1.2.3", "::1", "+2010"),
        *("- name: x\n", "  packages:\n", "  - a.b\n", "&a ", "*a", "!!python/object:x ", "? ", "|\n", "<<: ",
          "---\n", "'", "x: {", "}", "2026-13-45"),
        *("ab" * 16, "ab" * 20, "ab" * 32, "telegram:@x", "مثال.example", "\u202e", "\x00", "\ufeff", "a" * 600,
          "com.watch.them", "co.uk"),
    )
)  # fmt: skip
_PICTURE = (
    b"\x89PNG\r\n\x1a\n", b"IHDR", b"IDAT", b"IEND", b"PLTE", b"tRNS", b"tEXtComment\0x", b"zTXt", b"iTXt", b"eXIf",
    b"iCCP", b"acTL",
    b"\xff\xd8", b"\xff\xe1\x00\x10Exif\0\0II*\0\x08\0\0\0", b"\xff\xdb", b"\xff\xc0\x00\x11\x08", b"\xff\xda",
    b"\xff\xd9", b"\xff\xfe",
    b"GIF89a", b"\x2c\0\0\0\0\x01\0\x01\0\0", b"\x21\xf9\x04", b"\x3b", b"BM", b"RIFF", b"WEBPVP8 ", b"WEBPVP8L",
    b"VP8X", b"II*\0", b"MM\0*",
    b"\x00\x00\x01\x00\x01\x00", b"P6 9 9 255\n", b"\x12\x01\x03\x00\x01\x00\x00\x00\x06",
)  # fmt: skip

WORDS_OF_FILES: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "letter": _LETTER + _SCARES,
        "file": _FILE + _SCARES + _NUMBERS,
        "picture": _PICTURE + _NUMBERS,
        "list": _LIST,
        "forward": _FORWARD,
    }
)
