"""SIG: mails that want to be believed. Each begins as one that is, and is then broken."""

import base64
import zlib
from datetime import datetime, timedelta
from pathlib import Path

import pysequoia
import pytest

from pgp.certificates import canonical, public_part
from pgp.gpg import WHILE_PROVING, read_status
from pgp.keyring import Keyring
from pgp.open import open_mail
from pgp.opened import Opened, Protection
from pgp.packets import COMPRESSED, LITERAL, ONE_PASS, SIGNATURE, SUBKEY, USER_ID, Packet, framed
from pgp.reasons import Refused
from tests.mails import autocrypt_value, encrypted_part, joined, mail, mailbox, signed_part
from tests.people import People, Person, make_person
from tests.pgp.packets import armoured, letter, message_of, octets_of, packets_of, wrapped_again
from tests.pgp.test_open import knows

COMMAND = b'From: bahia@desk.test\r\nContent-Type: text/plain; hp="cipher"\r\n\r\n#close\r\n'


@pytest.fixture
def opens(people: People, keyring: Keyring, now: datetime):  # type: ignore[no-untyped-def]
    """The desk opens a mail; it knows everybody, mallory too."""
    store = knows(people.handler, people.reporter, people.mallory)
    return lambda raw: open_mail(raw, keyring, store, now)


def not_believed(opened: Opened) -> bool:
    return opened.signer is None and opened.protection not in (Protection.SEALED, Protection.SIGNED)


def signed_message(people: People, text: bytes = COMMAND, *options: str, by: Person | None = None) -> bytes:
    """What a handler's gpg puts into the encryption: the signed packets, not compressed."""
    signer = by or people.handler
    return signer.gpg("--sign", "--compress-algo", "none", *options, "-u", signer.fingerprint + "!", given=text)


def test_the_mail_all_others_are_made_from_is_believed(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    opened = opens(letter(people.handler, people, wrapped_again(people, signed_message(people))))
    assert opened.protection is Protection.SEALED and opened.signer == people.handler.fingerprint


@pytest.mark.parametrize("where", ["before", "after"])
@pytest.mark.parametrize("sealed", [True, False])
def test_sig_01_text_beside_a_signed_part(people: People, opens, where: str, sealed: bool) -> None:  # type: ignore[no-untyped-def]
    whole = mail(
        people.handler, people.desk, "#close", sealed_by=people.handler if sealed else None, sign=people.handler
    )
    assert opens(whole).signer == people.handler.fingerprint
    part = whole[whole.index(b"Content-Type: multipart/") :]
    evil = b"Content-Type: text/plain\r\n\r\n#status evil\r\n"
    parts = [evil, part] if where == "before" else [part, evil]
    opened = opens(around(people.handler, people, "multipart/mixed", parts))
    assert not_believed(opened) and not opened.whole
    assert "not_whole" in opened.reasons or not sealed


def test_sig_03_a_signed_part_in_something_related(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    part = signed_part(b"Content-Type: text/plain\r\n\r\n#close\r\n", people.handler)
    html = b'Content-Type: text/html\r\n\r\n<img src="cid:x">#close'
    assert not_believed(opens(around(people.handler, people, "multipart/related", [html, part])))


def test_sig_04_a_signed_mail_that_is_attached(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    genuine = mail(people.handler, people.desk, "#close", sealed_by=people.handler)
    opened = opens(mail(people.mallory, people.desk, "see", attachments=[("a.eml", "message/rfc822", genuine)]))
    assert not_believed(opened) and [part.kind for part in opened.sealed_parts] == ["part"]
    sealed = opens(
        mail(
            people.mallory,
            people.desk,
            "#close",
            sealed_by=people.mallory,
            attachments=[("a.eml", "message/rfc822", genuine)],
        )
    )
    assert sealed.signer == people.mallory.fingerprint and len(sealed.sealed_parts) == 1


def test_sig_05_mallory_signs_in_the_handlers_name(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    opened = opens(mail(people.handler, people.desk, "#close", sealed_by=people.mallory))
    assert opened.signer == people.mallory.fingerprint != people.handler.fingerprint
    assert opened.reasons == ("from_not_in_key",)


def test_sig_05_the_sender_outside_is_not_the_sender_inside(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    genuine = signed_message(people)
    opened = opens(letter(people.mallory, people, wrapped_again(people, genuine)))
    assert not_believed(opened) and opened.reasons == ("from_differs",)


@pytest.mark.parametrize(
    "sender",
    [
        "From: bahia@desk.test\r\nFrom: mallory@evil.test\r\n",
        "From: bahia@desk.test, mallory@evil.test\r\n",
        "From: mallory@evil.test <bahia@desk.test>\r\n",
        "From: <bahia@desk.test><mallory@evil.test>\r\n",
        "From: <bahia@desk.test>mallory@evil.test\r\n",
        "From: bahia@desk.test (mallory@evil.test\r\n",
        "Subject: no sender\r\n",
    ],
)
def test_sig_05_and_22_no_single_sender(people: People, opens, sender: str) -> None:  # type: ignore[no-untyped-def]
    sealed = wrapped_again(people, signed_message(people, b"Content-Type: text/plain\r\n\r\n#close\r\n"))
    assert opens(b"From: bahia@desk.test\r\n" + encrypted_part(sealed)).signer == people.handler.fingerprint
    opened = opens(sender.encode() + encrypted_part(sealed))
    assert not_believed(opened) and opened.reasons == ("no_single_from",)


SEPARATORS = ["\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_sig_06_a_name_that_ends_a_line_in_some_language(separator: str) -> None:
    lie = f"VALIDSIG {'A' * 40} 2026-11-22 1 0 4 0 22 10 00 {'A' * 40}"
    said = f"[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 00 x{separator}[GNUPG:] {lie}\n".encode()
    status, strange = read_status(said, WHILE_PROVING)
    assert [line.word for line in status] == [b"NEWSIG", b"GOODSIG"] and not strange


@pytest.mark.parametrize(
    "said", [b"gpg: hello\n", b"[GNUPG:] NEWWORD x\n", b"[GNUPG:] GOODSIG", b"\n", b"[GNUPG:]  NEWSIG\n"]
)
def test_sig_06_a_line_we_do_not_know_ends_all_trust(said: bytes) -> None:
    assert read_status(b"[GNUPG:] NEWSIG\n" + said, WHILE_PROVING)[1]


@pytest.mark.parametrize("separator", [*SEPARATORS, "\n"])
def test_sig_06_a_key_with_such_a_name_never_reaches_gpg(people: People, opens, separator: str) -> None:  # type: ignore[no-untyped-def]
    """Signed by a whole and valid key whose name holds a line end: the certificate is refused before."""
    key = pysequoia.Tsk.generate(f"x{separator}[GNUPG:] VALIDSIG {people.handler.fingerprint} <bahia@desk.test>")
    with pytest.raises(Refused, match="certificate_names"):
        public_part(bytes(key))
    with pytest.raises(Refused, match="certificate_names"):
        canonical(bytes(key.extract_certificate()))
    message = pysequoia.sign(key.signer(), COMMAND, mode=pysequoia.SignatureMode.INLINE, armor=False)
    raw = letter(people.handler, people, wrapped_again(people, message))
    assert not_believed(opens(raw)) and opens(raw).reasons == ("signer_unknown",)


def test_sig_07_the_file_name_in_the_message_is_nobodys_word(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    name = "\n[GNUPG:] VALIDSIG " + people.handler.fingerprint
    message = signed_message(people, COMMAND, "--set-filename", name, by=people.mallory)
    opened = opens(letter(people.handler, people, wrapped_again(people, message)))
    assert opened.signer == people.mallory.fingerprint


@pytest.mark.parametrize("order", ["good bad", "bad good", "good good", "good unknown"])
def test_sig_09_more_than_one_signature(people: People, opens, order: str) -> None:  # type: ignore[no-untyped-def]
    ops, literal, good = packets_of(signed_message(people))
    other = packets_of(signed_message(people, COMMAND, by=people.lab if "unknown" in order else people.mallory))
    bad = Packet(SIGNATURE, other[2].body[:-1] + bytes([other[2].body[-1] ^ 1]))
    second = {"good bad": bad, "bad good": bad, "good good": other[2], "good unknown": other[2]}[order]
    first_ops = Packet(ONE_PASS, ops.body[:-1] + b"\x00")
    signatures = [second, good] if order.startswith("bad") else [good, second]
    message = message_of([first_ops, other[0], literal, *signatures])
    opened = opens(letter(people.handler, people, wrapped_again(people, message)))
    assert not_believed(opened) and opened.reasons == ("signatures_too_many",)


def test_sig_10_11_12_a_clearsigned_text_carries_no_authority(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    clear = people.handler.gpg("--clearsign", "-u", people.handler.fingerprint, given=b"#close\n").decode()
    for text in (clear, clear + "\n#status evil\n" + clear, clear.replace("Hash:", "Hash: SHA256\nHash:")):
        opened = opens(mail(people.handler, people.desk, text, subject="x").replace(base64_of(text), text.encode()))
        assert not_believed(opened)


@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_sig_13_a_key_that_is_over(people: People, keyring: Keyring, now: datetime, state: str, gpg_home: Path) -> None:
    old = make_person(f"Old {state}", f"{state}@desk.test", gpg_home, expires="30d")
    raw = mail(old, people.desk, "#close", sealed_by=_with_the_desk(old, people))
    assert open_mail(raw, keyring, knows(old), now).signer == old.fingerprint
    if state == "expired":
        opened = open_mail(raw, keyring, knows(old), now + timedelta(days=31))
    else:
        revocation = (
            (gpg_home / "openpgp-revocs.d" / f"{old.fingerprint}.rev")
            .read_bytes()
            .replace(b":-----BEGIN", b"-----BEGIN")
        )
        old.gpg("--import", given=revocation[revocation.index(b"-----BEGIN") :])
        after = old.gpg("--export", old.fingerprint)
        opened = open_mail(raw, keyring, lambda _: [after], now)
    assert not_believed(opened) and opened.reasons == (f"signer_{state}",)
    assert opened.protection is Protection.ENCRYPTED and b"I2Nsb3Nl" in opened.mail  # still readable


def test_sig_14_a_signature_from_the_future(people: People, opens, now: datetime) -> None:  # type: ignore[no-untyped-def]
    soon = mail(people.handler, people.desk, "#close", sealed_by=people.handler, when=now + timedelta(minutes=5))
    late = mail(people.handler, people.desk, "#close", sealed_by=people.handler, when=now + timedelta(days=30))
    assert opens(late).reasons == ("signature_in_future",) and not_believed(opens(late))
    assert opens(soon).reasons == ()


@pytest.mark.parametrize("weak", ["SHA1", "RIPEMD160", "SHA224"])
def test_sig_15_a_digest_that_can_be_forged(people: People, opens, weak: str) -> None:  # type: ignore[no-untyped-def]
    message = signed_message(people, COMMAND, "--digest-algo", "SHA256")
    ops, literal, made = packets_of(message)
    number = {"SHA1": 2, "RIPEMD160": 3, "SHA224": 11}[weak]
    forged = Packet(SIGNATURE, made.body[:3] + bytes([number]) + made.body[4:])
    opened = opens(letter(people.handler, people, wrapped_again(people, message_of([ops, literal, forged]))))
    assert not_believed(opened) and opened.reasons == ("signature_hash_weak",)


@pytest.mark.parametrize("kind", [0x02, 0x10, 0x13, 0x18, 0x40, 0x50])
def test_sig_16_a_signature_of_another_kind(people: People, opens, kind: int) -> None:  # type: ignore[no-untyped-def]
    ops, literal, made = packets_of(signed_message(people))
    forged = Packet(SIGNATURE, made.body[:1] + bytes([kind]) + made.body[2:])
    opened = opens(letter(people.handler, people, wrapped_again(people, message_of([ops, literal, forged]))))
    assert not_believed(opened) and opened.reasons == ("signature_kind",)


@pytest.mark.parametrize(
    "grammar", ["L OLS", "OLS L", "LOLS", "OLLS", "OLS OLS", "SL", "OL", "C(OLS) L", "C(C(OLS))", "O", ""]
)
def test_sig_17_packets_in_another_order(people: People, opens, grammar: str) -> None:  # type: ignore[no-untyped-def]
    ops, literal, made = packets_of(signed_message(people))
    evil = Packet(LITERAL, b"b\x00\x00\x00\x00\x00" + COMMAND.replace(b"#close", b"#evil "))
    letters = {"O": ops, "L": literal, "S": made, "E": evil}
    if grammar == "C(C(OLS))":
        message = framed(squeezed(framed(squeezed(message_of([ops, literal, made])))))
    elif grammar == "C(OLS) L":
        message = framed(squeezed(message_of([ops, literal, made]))) + framed(evil)
    else:
        order = grammar.replace(" ", "")
        order = {"LOLS": "EOLS", "OLSL": "OLSE", "OLLS": "OELS"}.get(order, order)
        message = message_of([letters[char] for char in order])
    if not message:
        message = framed(Packet(10, b"PGP"))
    opened = opens(letter(people.handler, people, wrapped_again(people, message)))
    assert not_believed(opened) and b"#evil" not in opened.mail and b"#close" not in opened.mail


@pytest.mark.parametrize("inside", ["literal", "compressed", "signed"])
def test_sig_18_what_only_looks_encrypted(people: People, opens, inside: str) -> None:  # type: ignore[no-untyped-def]
    message = signed_message(people)
    octets = {
        "literal": framed(Packet(LITERAL, b"b\x00\x00\x00\x00\x00" + COMMAND)),
        "compressed": framed(squeezed(message)),
        "signed": message,
    }[inside]
    opened = opens(letter(people.handler, people, armoured(octets)))
    assert opened.protection is Protection.UNREADABLE and opened.reasons == ("not_encrypted",)


def test_sig_19_a_password_instead_of_our_key(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    secret = people.mallory.gpg(
        "--armor", "--pinentry-mode", "loopback", "--passphrase", "x", "--symmetric", given=COMMAND
    )
    opened = opens(letter(people.handler, people, secret))
    assert opened.reasons == ("password_encrypted",) and opened.cannot_open
    both = octets_of(wrapped_again(people, signed_message(people)))
    mixed = message_of([packets_of(octets_of(secret))[0], *packets_of(both)])
    assert opens(letter(people.handler, people, armoured(mixed))).reasons == ("password_encrypted",)


def test_sig_20_our_own_headers_from_outside(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    lie = [("X-Hirz-Signer", people.handler.fingerprint), ("x-hirz-verdict", "good")]
    for raw in (
        mail(people.mallory, people.desk, "hello", headers=lie),
        mail(people.mallory, people.desk, "hello", headers=lie, sealed_by=people.mallory),
        mail(people.mallory, people.desk, "hello", headers=lie, sign=people.mallory),
    ):
        assert b"\nx-hirz" not in opens(raw).mail.lower()


def test_sig_20_results_of_a_server_do_not_come_from_inside(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    text = b"From: bahia@desk.test\r\nAuthentication-Results: desk.test; dkim=pass\r\nReceived: x\r\n" + COMMAND[23:]
    opened = opens(letter(people.handler, people, wrapped_again(people, signed_message(people, text))))
    assert opened.signer and b"Authentication-Results" not in opened.mail and b"Received" not in opened.mail


def test_sig_21_a_claimed_fingerprint_proves_nothing(people: People, keyring: Keyring, now: datetime) -> None:
    """Nobody here knows the signer: what the signature says of itself stays a hint."""
    raw = letter(people.handler, people, wrapped_again(people, signed_message(people)))
    opened = open_mail(raw, keyring, knows(), now)
    assert not_believed(opened) and opened.reasons == ("signer_unknown",)
    assert opened.issuers == (people.handler.fingerprint, people.handler.fingerprint[-16:])


def test_a_certificate_that_did_not_sign_is_not_enough(people: People, keyring: Keyring, now: datetime) -> None:
    """The store answers with the wrong person; the signature does not verify against her."""
    raw = letter(people.handler, people, wrapped_again(people, signed_message(people)))
    opened = open_mail(raw, keyring, lambda _: [people.mallory.certificate], now)
    assert not_believed(opened) and opened.reasons == ("signer_unknown",)


def test_one_letter_changed_in_a_signed_mail(people: People, opens) -> None:  # type: ignore[no-untyped-def]
    raw = mail(people.handler, people.desk, "#close", sign=people.handler)
    broken = raw.replace(b"I2Nsb3Nl", b"I2Nsb3Nm")
    assert broken != raw and not_believed(opens(broken)) and opens(broken).reasons == ("signature_wrong",)


def around(frm: Person, people: People, media: str, parts: list[bytes]) -> bytes:
    edge = "outer-edge"
    head = f"From: {mailbox(frm)}\r\nTo: {people.desk.address}\r\nMIME-Version: 1.0\r\n"
    body = b"".join(f"--{edge}\r\n".encode() + part + b"\r\n" for part in parts)
    kind = f'Content-Type: {media}; boundary="{edge}"\r\n\r\n'
    return head.encode() + kind.encode() + body + f"--{edge}--\r\n".encode()


def squeezed(message: bytes) -> Packet:
    return Packet(COMPRESSED, b"\x02" + zlib.compress(message))


def base64_of(text: str) -> bytes:
    return base64.encodebytes(text.encode()).replace(b"\n", b"\r\n")


def _with_the_desk(person: Person, people: People) -> Person:
    """Teach a person in another home the desk's certificate."""
    person.gpg("--import", given=people.desk.certificate)
    return person


@pytest.mark.parametrize("form", ["sealed", "signed", "inline"])
def test_key_01_a_key_outside_the_protection_counts_for_nothing(
    people: People, keyring: Keyring, now: datetime, form: str
) -> None:
    """Mallory wraps a text that the reporter signed for somebody else, and names the reporter's key as her own."""
    value = autocrypt_value(people.reporter).replace(people.reporter.address, people.mallory.address)
    text = b"Content-Type: text/plain\r\n\r\nI like the weather"
    if form == "signed":
        rest = signed_part(text, people.reporter)
    else:
        message = armoured_again(people, signed_message(people, text, by=people.reporter))
        rest = encrypted_part(message) if form == "sealed" else b"Content-Type: text/plain\r\n\r\n" + message
    head = [("From", people.mallory.mailbox), ("To", people.desk.mailbox), ("MIME-Version", "1.0")]
    raw = joined([*head, ("Autocrypt", value)], b"", after=rest)
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.offered == () and opened.signer is None and not opened.from_in_key
    opened = open_mail(raw, keyring, knows(people.reporter), now)  # where the key is known, it is known to be another's
    assert opened.signer == people.reporter.fingerprint and not opened.from_in_key
    assert opened.reasons == ("from_not_in_key",) and opened.offered == ()


def test_a_key_outside_may_prove_its_own_signature_and_is_not_kept_otherwise(
    people: People, keyring: Keyring, now: datetime
) -> None:
    """Thunderbird and others put the Autocrypt header outside: their first sealed letter is believed all the same."""
    header = b"Autocrypt: " + autocrypt_value(people.reporter).encode() + b"\r\n"
    opened = open_mail(
        header + mail(people.reporter, people.desk, "x", sealed_by=people.reporter), keyring, knows(), now
    )
    assert opened.signer == people.reporter.fingerprint and opened.from_in_key and opened.offered == ()
    unsigned = mail(people.reporter, people.desk, "x", sealed_by=people.reporter, sign=False)
    opened = open_mail(header + unsigned, keyring, knows(), now)
    assert opened.signer is None and opened.offered == ()


def test_key_01_a_key_inside_that_is_not_the_senders(people: People, keyring: Keyring, now: datetime) -> None:
    """Attached inside, it may show whose signature it is; it is not kept for the sender."""
    key = ("key.asc", "application/pgp-keys", people.reporter.certificate)
    raw = mail(people.mallory, people.desk, "x", sealed_by=people.reporter, attachments=[key])
    opened = open_mail(raw, keyring, knows(), now)
    assert opened.signer == people.reporter.fingerprint and opened.offered == () and not opened.from_in_key


def test_sig_05_the_address_in_the_key_is_a_fact_of_its_own(people: People, keyring: Keyring, now: datetime) -> None:
    def opened(raw: bytes) -> Opened:
        return open_mail(raw, keyring, knows(people.reporter), now)

    own = mail(people.reporter, people.desk, "hello", sealed_by=people.reporter)
    assert opened(own).from_in_key
    assert not opened(mail("x@y.test", people.desk, "hello", sealed_by=people.reporter)).from_in_key
    assert not opened(mail(people.reporter, people.desk, "hello")).from_in_key
    assert not opened(b"From: x@y.test\r\n" + own).from_in_key
    lie = message_of(
        [
            packet
            for part in packets_of(people.reporter.certificate)
            for packet in ([Packet(USER_ID, b"x@y.test"), part] if part.tag == SUBKEY else [part])
        ]
    )
    raw = mail("x@y.test", people.desk, "hello", sealed_by=people.reporter)
    assert not open_mail(raw, keyring, lambda _: [lie], now).from_in_key


def armoured_again(people: People, message: bytes) -> bytes:
    return wrapped_again(people, message).replace(b"\n", b"\r\n")
