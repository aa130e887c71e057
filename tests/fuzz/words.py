"""The words of each kind of food: babbled in any order they make what a grammar allows and nobody expects."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.fuzz.words_of_files import WORDS_OF_FILES

_MAIL = (
    b"\r\n", b"\r\n\r\n", b"\n", b"\r", b"\x00", b"--e", b"--e--", b"--f", b"--", b"=", b"=\r\n", b"=?utf-8?Q?=0A?=",
    b"From: a@b.test\r\n", b"From: Samir <samir@press.test>\r\n", b"From", b":", b"Subject: x\r\n",
    b"Subject:\r\n y\r\n",
    b"Content-Type: ", b"Content-Type: text/plain\r\n", b"Content-Type: text/html\r\n",
    b"; boundary=e", b'; boundary="f"',
    b"Content-Type: multipart/mixed; boundary=e\r\n\r\n--e\r\n", b"Content-Type: multipart/alternative; boundary=f\r\n",
    b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e\r\n\r\n--e\r\n',
    b'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=e\r\n\r\n--e\r\n',
    b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--e\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Type: application/octet-stream\r\n\r\n", b"Content-Type: application/pgp-signature\r\n\r\n",
    b"Content-Type: application/pgp-keys\r\n\r\n", b"Content-Type: text/vcard\r\n\r\n", b"MIME-Version: 1.0\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n", b'; hp="cipher"',
    b"Content-Transfer-Encoding: x-uuencode\r\n", b'; protected-headers="v1"', b'; hp-legacy-display="1"',
    b"Content-Disposition: attachment; filename=a.asc\r\n", b"; filename*0*=utf-8''%ff", b"\xd9\x85", b"\xff\xfe",
    b"Autocrypt: addr=samir@press.test; keydata=", b"X-Hirz-Case: 1\r\n", b"HP-Outer: Subject: ...\r\n", b" ", b"\t",
    b"-----BEGIN PGP MESSAGE-----\r\n", b"-----END PGP MESSAGE-----\r\n", b"-----BEGIN PGP SIGNED MESSAGE-----\r\n",
    b"-----BEGIN PGP SIGNATURE-----\r\n", b"-----END PGP SIGNATURE-----\r\n", b"a" * 80 + b"\r\n", b"QUJD\r\n",
)  # fmt: skip
_ARMOUR = (
    b"-----BEGIN PGP MESSAGE-----", b"-----END PGP MESSAGE-----", b"-----BEGIN PGP SIGNATURE-----", b"-----BEGIN PGP ",
    b"-----END PGP SIGNATURE-----", b"-----BEGIN PGP PUBLIC KEY BLOCK-----", b"-----END PGP PUBLIC KEY BLOCK-----",
    b"-----BEGIN PGP SIGNED MESSAGE-----", b"-----", b"\n", b"\r\n", b"\n\n", b"\r", b" ", b"\t", b"Version: 1", b":",
    b"Hash: SHA256\n", b"=", b"=AAAA", b"AAAA", b"QUJD", b"- ", b"\x00", b"\xef\xbb\xbf", b"\xff", b"\x80", b"MESSAGE",
)  # fmt: skip
_OCTETS = (
    *(bytes([0xC0 | tag]) for tag in range(22)),
    *(bytes([0x80 | tag << 2 | width]) for tag in (1, 2, 4, 6, 8, 11, 13, 14) for width in range(4)),
    b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x06", b"\x08", b"\x0a", b"\x10", b"\x16", b"\xbf", b"\xc0\x00",
    b"\xdf\xff", b"\xe0", b"\xe9", b"\xf0", b"\xfe", b"\xff\x00\x00\x00\x01", b"\xff\xff\xff\xff\xff", b"\xff\x00\x00",
    b"\x03" + bytes(8) + b"\x01", b"\x06\x00", b"\x06\x15\x04" + bytes(20), b"\x01" + bytes(40),
    b"b\x00\x00\x00\x00\x00hi",
    b"\x04\x00\x16\x08\x00\x00\x00\x00", b"\x04\x13\x16\x0a", b"\x06\x00\x1b\x0a\x00\x00\x00\x00", b"\x05\x02",
    b"\x05\x03",
    b"\x09\x10", b"\x16\x21\x04", b"\x03\x1b", b"\x05\x09", b"\x00\x00", b"\x00\x01", b"\x01\x00", b"\x09\x01",
    b"\x04\x60\x00\x00\x00\x16\x09\x2b\x06\x01\x04\x01\xda\x47\x0f\x01\x01\x07\x40", b"\x01\x03\x00", b"x\x9c\x03\x00",
)  # fmt: skip
_TEXT = tuple(
    words.encode()
    for words in (
        *("\n", "\n\n", "\r\n", "\r", " ", "\t", "> ", ">", ">> ", "# ", "#", "-- ", "--", "—", ":", "=", ","),
        *(
            "#take",
            "#reply",
            "#close",
            "#note",
            "#ticket ",
            "#undo",
            "#status ",
            "#escalate threat_lab",
            "#zzz",
            "＃take",
        ),
        *("#خذ", "#حالة ", "#1042", "hirz ", "H-7K4Q-M2XD", " k7f3qm ", "-- hirz H-7K4Q-M2XD k7f3qm --", "H-7K4Q-\n"),
        *(
            "On Mon, a@b.test wrote:",
            "كتب:",
            "Le lundi, x a écrit :",
            "From: a@b.test",
            "Sent: x",
            "To: y",
            "Subject: z",
        ),
        *("-----Original Message-----", "Begin forwarded message:", "Sent from my phone", "____", "* ", "*From:* "),
        *(
            "\u200f",
            "\u200b",
            "\u202e",
            "\u2028",
            "\x85",
            "\x0b",
            "\x00",
            "\ufeff",
            "\u0640",
            "ﷺ",
            "\U000e0041",
            "İ",
            "ß",
        ),
        *("word", "كلمة", "x" * 300, "٣", "é", "ي"),
    )
)

_SUBPACKETS = (
    *(bytes([6, kind | 0x80 * critical]) + b"\x05" + value for kind in (2, 3, 9, 12) for critical in (0, 1)
      for value in (bytes(4), b"\xff\xff\xff\xff", b"\x60\x00\x00\x00")),
    *(bytes([5, kind]) + bytes(4) for kind in (2, 3, 9)), *(bytes([9, kind]) + b"\xff" * 8 for kind in (2, 3, 9, 16)),
    *(bytes([2, kind, flags]) for kind in (4, 7, 25, 27, 30) for flags in (0, 1, 2, 12, 255)), b"\x01\x1b", b"\x01\x1d",
    b"\x05\x02\x60\x00\x00\x00", b"\x05\x09\xff\xff\xff\xff", b"\x05\x03\x00\x00\x00\x01",
    b"\x02\x1d\x02", b"\x02\x1d\x00",
    b"\x17\x21\x04" + bytes(20), b"\x16\x21\x04" + bytes(20), b"\x0a\x10" + bytes(8),
    b"\xff\x00\x00\x00\x05\x02\x60\x00\x00\x00",
    b"\xc0\x00\x14", b"\x03\x20\x04\x19", b"\x06\x0b\x09\x08\x07\x02\x03", b"\x03\x14\x80\x00",
    *(bytes([size]) for size in (0, 1, 2, 3, 4, 6, 8, 12, 30, 60, 191, 192, 254, 255)),
)  # fmt: skip

WORDS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "mail": _MAIL,
        "part": _MAIL,
        "armour": _ARMOUR,
        "octets": _OCTETS,
        "signature": _OCTETS,
        "certificate": (*_OCTETS, b"Samir <samir@press.test>", b"\xd9\x85", b"\xe2\x80\xae"),
        "owner": (*_SUBPACKETS, b"Eve <eve@evil.test>", b"\xe2\x80\xae"),
        "owners mail": _SUBPACKETS,
        "status": (
            *(b"[GNUPG:] ", b"[GNUPG:]", b"\n", b"\r", b"\r\n", b" ", b"\x00", b"\xc2\x85", b"\xe2\x80\xa8", b"\x85"),
            *(b"BEGIN_DECRYPTION", b"END_DECRYPTION", b"GOODMDC", b"DECRYPTION_OKAY", b"GOODSIG ", b"VALIDSIG "),
            *(b"ENC_TO 0 1 0", b"ERROR x 1", b"gpg: ", b"NO_SECKEY 0", b"\xff"),
        ),
        "autocrypt": (
            *(b"addr=samir@press.test", b"addr=", b";", b"; ", b"=", b"keydata=", b"keydata=mDME", b"_x=1", b"x=1"),
            *(b"prefer-encrypt=mutual", b"prefer-encrypt=", b" ", b"\t", b"\xff", b"QUJD", b"=="),
        ),
        "vcard": (
            *(
                b"BEGIN:VCARD\n",
                b"END:VCARD\n",
                b"\r\n",
                b"\n ",
                b"\n\t",
                b"KEY",
                b"KEY:",
                b"KEY;ENCODING=b:",
                b"item1.",
            ),
            *(b"data:", b"application/pgp-keys", b";base64", b",", b'"', b";", b":", b"\\n", b"\\", b"QUJD", b"\xff"),
            *(
                b"KEY:data:application/pgp-keys;base64,QUJD\n",
                b"-----BEGIN PGP PUBLIC KEY BLOCK-----",
                b"VERSION:4.0\n",
            ),
        ),
        "kind": (
            *(
                b"text/plain",
                b"multipart/mixed",
                b";",
                b"; ",
                b"=",
                b'"',
                b"\\",
                b"\\\\",
                b'\\"',
                b" ",
                b"\t",
                b"(",
                b")",
            ),
            *(
                b"boundary",
                b"charset=utf-8",
                b"name*0*=",
                b"name*1=",
                b"boundary*0=",
                b"protocol=",
                b"\r\n ",
                b"\xff",
                b"/",
            ),
        ),
        "address": (
            *(
                b"a@b.test",
                b"<",
                b">",
                b"@",
                b",",
                b";",
                b":",
                b'"',
                b"\\",
                b'\\"',
                b"(",
                b")",
                b" ",
                b"\t",
                b".",
                b"-",
                b"+",
            ),
            *(
                b"Samir ",
                b"<samir@press.test>",
                b"=?utf-8?Q?a=40b?=",
                b"\xd9\x85",
                b"\xff",
                b"\x00",
                b"\r\n ",
                b"[1.2.3.4]",
            ),
            *(b"group: a@b.test;", b"%", b"xn--", b"B.TEST", "ı".encode(), "＠".encode(), b"a" * 70),
        ),
        "text": _TEXT,
        **WORDS_OF_FILES,
    }
)
