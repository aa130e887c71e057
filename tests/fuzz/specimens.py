"""What honest programs write, made once a session: the octets that are then cut, swapped and grown."""

from collections.abc import Mapping

from mailflows.commands.nonce import nonce_line
from pgp.autocrypt import vcard
from pgp.packets import SIGNATURE, walk
from tests.fuzz import forge, frightening
from tests.fuzz.targets import SENDER, know
from tests.mails import autocrypt_value, encrypted_part, mail
from tests.people import People
from tests.pgp.packets import octets_of

Specimens = Mapping[str, tuple[bytes, ...]]


def made_by(people: People) -> Specimens:
    """By kind of food. The people's certificates are made known to the targets that judge."""
    know([person.certificate for person in (people.reporter, people.handler, people.mallory)])
    writer, desk = people.reporter, people.desk
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\nhello\r\n"
    part = (
        b'Subject: inside\r\nContent-Type: text/plain; hp="cipher"; hp-legacy-display="1"\r\n\r\n'
        b"Subject: inside\r\n\r\nx\r\n"
    )
    two = (
        b'Subject: in\r\nContent-Type: multipart/mixed; boundary="e"; protected-headers="v1"\r\n\r\n'
        b'--e\r\nContent-Type: text/rfc822-headers; protected-headers="v1"\r\n\r\nSubject: in\r\n\r\n'
        b"--e\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nx=\r\ny\r\n--e--\r\n"
    )
    signed = [writer.gpg("-s", *compress, given=text) for compress in (("-z", "0"), ("-z", "9"))]
    detached = octets_of(writer.signs(text))
    sealed = octets_of(writer.seals(text, desk))
    hidden = octets_of(writer.gpg("--armor", "-e", "-R", desk.fingerprint, given=text))
    password = writer.gpg("--symmetric", "--passphrase", "x", "--pinentry-mode", "loopback", given=text)
    certificates = tuple(person.certificate for person in (writer, people.handler, people.mallory))
    mails = (
        mail(writer, desk, "hello", sealed_by=writer, autocrypt=True),
        mail(writer, desk, "hello", sealed_by=writer, inline=True),
        mail(writer, desk, "hello", sign=writer, autocrypt=True),
        mail(writer, desk, "see", attachments=[("a.asc", "text/plain", writer.seals(text, desk))]),
        mail(writer, desk, "key", attachments=[("k.asc", "application/pgp-keys", writer.certificate)]),
        mail(writer, desk, "card", attachments=[("c.vcf", "text/vcard", vcard(SENDER, "S", writer.certificate))]),
        mail(writer, desk, "fwd", attachments=[("m.eml", "message/rfc822", mail(writer, desk, "x", sign=writer))]),
        b"From: samir@press.test\r\n" + encrypted_part(people.reporter.gpg("--armor", "--store", given=text)),
    )
    return {
        "armour": (writer.signs(text), writer.seals(text, desk), writer.gpg("--armor", "--export", writer.fingerprint)),
        "octets": (*signed, detached, sealed, hidden, password, *certificates, writer.gpg("--store", given=part)),
        "signature": tuple(p.body for data in (detached, *certificates) for p in walk(data) if p.tag == SIGNATURE),
        "certificate": certificates,
        "owner": (forge.HONEST, forge.HONEST + forge.joined(forge.MAIL + b"\x02\x1d\x02")),
        "owners mail": (forge.joined(forge.MAIL, b"\x00") + forge.HONEST, forge.joined(b"", b"\x01") + forge.HONEST),
        "status": (STATUS,),
        "autocrypt": (autocrypt_value(writer).encode().replace(b"\r\n", b""),),
        "vcard": (vcard(SENDER, "Samir", writer.certificate), CARD % writer.certificate.hex().encode()),
        "mail": mails,
        "part": (part, two, text, mails[2], mails[3]),
        "kind": KINDS,
        "address": ADDRESSES,
        "text": tuple(words.encode() for words in TEXTS),
        "letter": frightening.letters(),
        "file": frightening.files(),
        "picture": frightening.pictures(),
        "list": frightening.lists(),
        "forward": frightening.forwards(),
    }


STATUS = (
    b"[GNUPG:] ENC_TO 0123456789ABCDEF 18 0\n[GNUPG:] KEY_CONSIDERED 0123 0\n[GNUPG:] BEGIN_DECRYPTION\n"
    b"[GNUPG:] DECRYPTION_INFO 2 9 0\n[GNUPG:] DECRYPTION_OKAY\n[GNUPG:] GOODMDC\n[GNUPG:] END_DECRYPTION\n"
)
CARD = b"BEGIN:VCARD\nVERSION:3.0\nitem1.KEY;TYPE=PGP;ENCODING=b:%s\nEND:VCARD\n"
KINDS = (
    b'multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="a b"',
    b"text/plain; charset=utf-8; format=flowed; delsp=yes",
    b"application/octet-stream; name*0*=utf-8''a%20b; name*1=\"c.asc\"",
    b'text/plain; name="a\\"b\\\\"',
)
ADDRESSES = (
    b"Samir <samir@press.test>",
    b'"Samir, M." <samir@press.test> (work)',
    b"=?utf-8?B?2YXYrdmF2K8=?= <samir@press.test>",
    b"samir@press.test",
    "محمد سمير <samir@press.test>".encode(),
)
TEXTS = (
    "#take\n#reply\n\nPlease change your password.\n\nOn Mon, Samir <s@press.test> wrote:\n> hello\n> "
    + nonce_line("H-7K4Q-M2XD", "k7f3qm"),
    "#حالة معلقة\n#ملاحظة\n\nنص\n\nفي يوم الاثنين كتب سمير <s@press.test>:\n> مرحبا\n",
    "#ticket H-7K4Q-M2XD k7f3qm\n#close\n\n-- \nSent from my phone\n",
    "words\n\n-----Original Message-----\nFrom: a@b.test\nSent: Monday\nTo: c@d.test\nSubject: x\n\nold\n",
)
