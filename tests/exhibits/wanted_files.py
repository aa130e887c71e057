"""Files that people send one another, as small as they can be and whole: papers, pictures, sound, invitations."""

from base64 import b64decode

from tests.exhibits import zipped_as
from tests.exhibits.archives import packed
from tests.exhibits.pages import code

_JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////////////////////////////"
    "//////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
)
_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    b'document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package'
    b'/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    b'/officeDocument" Target="word/document.xml"/></Relationships>'
)
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": 'text/calendar; method=REQUEST; charset="UTF-8"',
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "png": "image/png",
    "pkpass": "application/vnd.apple.pkpass",
    "vcf": "text/vcard",
    "asc": "application/pgp-keys",
    "txt": "text/plain",
    "csv": "text/csv",
}

_IN_LETTERS = {
    "vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{n}\r\nTEL;TYPE=CELL:+96170123456\r\nEMAIL:{a}\r\nEND:VCARD\r\n",
    "asc": "-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\nmDMEZx1aBhYJKwYBBAHaRw8BAQdA\r\n-----END PGP PUBLIC KEY "
    "BLOCK-----\r\n",
    "txt": "[1/6/2026, 10:01:12] {n}: {w}\r\n[1/6/2026, 10:02:40] Sami: ok https://wa.me/96170123456\r\n",
    "csv": "name,paid\r\n{n},yes\r\n",
}


def media(name: str) -> str:
    return _MEDIA[name.rpartition(".")[2]]


def content(name: str, words: str, sender: str, display: str) -> bytes:
    """The file itself: what its ending says, holding the words of the mail."""
    ending = name.rpartition(".")[2]
    if ending == "pdf":
        return _paper(words)
    if ending == "docx":
        text = f"<w:p><w:r><w:t>{words.replace('&', '').replace('<', '')}</w:t></w:r></w:p>"
        body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{text}'
        "</w:body>"
        document = f'<?xml version="1.0" encoding="UTF-8"?>{body}</w:document>'.encode()
        return zipped_as({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document})
    if ending == "zip":
        key = next((word.strip(".") for word in words.split() if any(sign.isdigit() for sign in word)), "told by phone")
        return packed("zip", {"list.csv": b"name,amount\r\nNadia,400\r\n"}, password=key)
    if ending == "ics":
        return _invitation(words, sender, display)
    if ending == "pkpass":
        return zipped_as({"pass.json": b'{"formatVersion":1,"description":"Boarding pass"}', "icon.png": code("pass")})
    if ending in _IN_LETTERS:
        return _IN_LETTERS[ending].format(a=sender, n=display, w=words).encode()
    fixed = {
        "jpg": _JPEG,
        "png": code("TICKET-7719-0042"),
        "m4a": b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom\0\0\0\x10mdat12345678",
    }
    return fixed[ending]


def _paper(words: str) -> bytes:
    """One page with a line of letters."""
    line = (
        b"BT /F1 12 Tf 72 720 Td (%s) Tj ET"
        % words.encode("ascii", "ignore").replace(b"(", b"").replace(b")", b"")[:80]
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(line), line),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written, places = b"%PDF-1.5\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(written),
    )


def _invitation(words: str, sender: str, display: str) -> bytes:
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "METHOD:REQUEST",
            "BEGIN:VEVENT", "DTSTART:20260604T080000Z", "DTEND:20260604T090000Z", "DTSTAMP:20260601T060000Z",
            f"ORGANIZER;CN={display}:mailto:{sender}", "UID:0123456789abcdef@calendar.example",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;"
            "RSVP=TRUE:mailto:rami.saleh@outlook.com",
            f"SUMMARY:{words[:60]}", f"DESCRIPTION:{words[:200]}", "STATUS:CONFIRMED",
            "END:VEVENT", "END:VCALENDAR", "",
        )
    ).encode()  # fmt: skip
