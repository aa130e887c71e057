"""The readers that are fuzzed, in one table: what each is given, and whether a refusal is one of its answers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from mailflows import addresses, quoting
from mailflows.commands import block, grammar, nonce
from mailflows.commands.vocabulary import WORDS
from mailflows.examine import limits
from pgp import (
    armour,
    brought,
    certificates,
    gpg,
    inside,
    keymaterial,
    message,
    packets,
    parts,
    scan,
    selfmade,
    vcards,
    wkd,
)
from pgp.autocrypt import read_autocrypt, wants_sealed
from pgp.certificates import Certificate
from pgp.headers import Field, Head, joined, kind_of, split_head
from pgp.open import open_mail
from pgp.opened import Opened
from pgp.packets import Ciphertext
from pgp.part_opening import open_part
from pgp.reasons import REASONS, Refused
from tests.fuzz import forge
from tests.fuzz.examiners import EXAMINERS
from tests.fuzz.target import Target
from tests.fuzz.top_block import only_from_the_top

SENDER = "samir@press.test"
NOW = datetime.now(UTC)


def fed(name: str, data: bytes) -> str:
    """Feed a target once: "" or the reason of its refusal. Raises whatever else came out of it."""
    return answered(name, data)[0]


def answered(name: str, data: bytes) -> tuple[str, str]:
    """The same, and what kind of answer came, where the reader tells it."""
    target = TARGETS[name]
    reason, told = "", None
    try:
        told = target.reads(data)
    except Refused as refused:
        if not target.refuses:
            raise
        reason = refused.reason
    assert not reason or reason in REASONS
    return reason, told if isinstance(told, str) and name in EXAMINERS else ""


def outer(*fields: tuple[str, bytes]) -> Head:
    return Head(tuple(Field(name, value, name.encode() + b": " + value + b"\r\n") for name, value in fields), False)


class Unwraps:
    """In the place of a keyring: every key is ours, and whatever is sealed holds what the fuzzer says."""

    def __init__(self, holds: bytes | None) -> None:
        self.holds = holds

    @property
    def key_ids(self) -> frozenset[str]:
        return frozenset({KEY_ID})

    def unwrap(self, _message: Ciphertext, /) -> bytes | None:
        return self.holds


KEY_ID = "0123456789ABCDEF"
SEALED = packets.framed(packets.Packet(packets.PKESK, b"\x03" + bytes.fromhex(KEY_ID) + b"\x01\x00")) + packets.framed(
    packets.Packet(packets.SEIPD, b"\x01" + bytes(40))
)
ENVELOPE = (
    b"From: Samir <samir@press.test>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e\r\n\r\n'
    b"--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n"
    b"--e\r\nContent-Type: application/octet-stream\r\n\r\n" + armour.put_on(SEALED, "MESSAGE") + b"\r\n--e--\r\n"
)


def _armour(data: bytes) -> object:
    assert armour.take_off(armour.put_on(data, "MESSAGE")) == data
    found = armour.blocks(data)
    assert len(found) <= 50 and all(label.isascii() for label, _ in found)
    return armour.octets(data)


def _walk(data: bytes) -> object:
    found = list(packets.walk(data))
    again = [packet for packet in found if packet.tag < 64]
    assert list(packets.walk(b"".join(map(packets.framed, again)))) == again  # whatever the form it came in
    return found


def _ciphertext(data: bytes) -> object:
    found = packets.ciphertext(data)
    again = packets.ciphertext(found.message)
    assert again.digest == found.digest and again.recipients == found.recipients
    return found.for_keys(frozenset(found.recipients[:1])).message


def _signature(data: bytes) -> object:
    made = message.signature(packets.Packet(packets.SIGNATURE, data))
    assert len(made.issuers) <= 4 and data.startswith(made.covered) and data.endswith(made.rest)
    return made


def _detached(data: bytes) -> object:
    return message.detached(b"Content-Type: text/plain\r\n\r\nhello\r\n", data)


def _autocrypt(data: bytes) -> object:
    head = outer(("autocrypt", data))
    return read_autocrypt(head, SENDER), wants_sealed(head, SENDER)


def _headers(data: bytes) -> object:
    head, body = split_head(data)
    for field in head.fields:
        assert field.name.isascii() and b"\n" not in field.value and field.raw.endswith(b"\r\n")
    if head.fields and not head.odd:
        again, rest = split_head(joined(head.fields, body))
        assert [field.name for field in again.fields] == [field.name for field in head.fields] and rest == body
    return head.all("from")


def _split(data: bytes) -> object:
    root = parts.part_of(data)
    pieces = parts.split(root)
    assert sum(map(len, pieces)) <= len(root.body)
    return [parts.part_of(piece) for piece in pieces]


def _leaves(data: bytes) -> object:
    return [(part.file_name, encrypted) for part, encrypted in parts.leaves(parts.part_of(data))]


def _sealed_parts(data: bytes) -> object:
    found = parts.sealed_parts(parts.part_of(data))
    assert [part.number for part in found] == list(range(1, len(found) + 1))
    return found


def _look(data: bytes) -> object:
    seen = scan.look_at(data)
    assert set(seen.reasons) <= set(REASONS)
    return seen


def _inside(data: bytes) -> object:
    head = outer(("from", b"samir@press.test"), ("subject", b"..."), ("received", b"by us"), ("x-hirz-case", b"1"))
    read = inside.read_inside(head, data)
    assert not any(field.name.startswith("x-hirz-") for field in split_head(read)[0].fields)  # SIG-20
    return read


def _inline(data: bytes) -> object:
    return inside.read_inline(outer(("from", b"samir@press.test")), data, data[:20].decode("latin-1"))


def _from(data: bytes) -> object:
    found = inside.from_address(outer(("from", data)))
    assert not found or (found.count("@") == 1 and found == found.lower() and not set(found) & set(" <>,;\r\n"))
    return found


def _canonical(data: bytes) -> object:
    certificate = certificates.canonical(data)
    assert certificates.canonical(certificate.data).data == certificate.data  # what is kept can be read again
    assert certificate.encryption_expires_at or certificate.can_encrypt is not None
    return certificates.unusable(certificate, NOW)


def _part(data: bytes) -> object:
    head = b"From: Samir <samir@press.test>\r\nContent-Type: text/plain\r\n\r\nsee\r\n"
    mail = head + armour.put_on(SEALED, "MESSAGE").replace(b"\n", b"\r\n")
    [sealed] = parts.sealed_parts(parts.part_of(mail))
    found = open_part(mail, sealed.digest, Unwraps(data), lambda _: [], NOW)
    assert found.reason is None or (found.reason in REASONS and not found.text)
    return found


def _published(data: bytes) -> object:
    found = wkd.certificates_for(SENDER, data)
    assert all(SENDER in certificate.addresses for certificate in found)
    return found


def _owner(data: bytes) -> object:
    found = certificates.canonical(octets := forge.certificate(data))
    assert certificates.canonical(found.data).data == found.data and len(octets) < certificates.SIZE
    honest = certificates.canonical(forge.certificate(forge.HONEST))
    whole = certificates.merged([honest, found]) if found.fingerprint == honest.fingerprint else found
    assert whole.revoked or not found.revoked  # a revocation stays (KEY-09)
    return certificates.unusable(whole, NOW), whole.encryption_expires_at


def _owners_mail(data: bytes) -> object:
    opened = _open(forge.mail(data))
    return opened.signer_certificate and certificates.canonical(opened.signer_certificate)


def _merged(data: bytes) -> object:
    one = certificates.canonical(data)
    states = [state for state in known_certificates if state.fingerprint == one.fingerprint]
    whole = certificates.merged([one, *states])
    assert whole.fingerprint == one.fingerprint
    assert whole.revoked or not any(state.revoked for state in (one, *states))  # a revocation stays (KEY-09)
    return whole


def _owners_word(data: bytes) -> object:
    return selfmade.packets_of(selfmade.owners_word(packets.walk(data, 2000)))


def _made_by(data: bytes) -> object:
    size = int.from_bytes(data[:2]) % 600
    key, rest = data[2 : 2 + size], data[2 + size :]
    made = keymaterial.made_by(key, key[5] if len(key) > 5 else 0, 8, bytes(32), rest)
    assert made is False
    return made


def _open(data: bytes, holds: bytes | None = None) -> Opened:
    opened = open_mail(data, Unwraps(holds), lambda _: [one.data for one in known_certificates], NOW)
    assert set(opened.reasons) <= set(REASONS) and (opened.signer is None or _right(opened))
    return opened


def _right(opened: Opened) -> bool:
    return bool(opened.signer_certificate and opened.signed_at and opened.signature_digest and opened.whole)


def _open_sealed(data: bytes) -> object:
    return _open(ENVELOPE, data)


def _commands(data: bytes) -> object:
    text = data.decode("utf-8", "replace")
    read = grammar.read_commands(text, WORDS)
    assert not (read.spoken and read.problems) and {problem.why for problem in read.problems} <= set(grammar.WHY)
    assert all(len(problem.said) <= 120 and problem.said.isprintable() for problem in read.problems)
    only_from_the_top(text, read)
    as_html = grammar.read_commands(text, WORDS, html=True)
    assert not as_html.spoken
    return as_html


def _nonce(data: bytes) -> object:
    text = data.decode("utf-8", "replace")
    return nonce.nonce_lines(quoting.split_lines(text)), nonce.typed(text, 1), nonce.marked(text)


def _block(data: bytes) -> object:
    found, end, _ = block.block_of(lines := quoting.split_lines(data.decode("utf-8", "replace")))
    assert 0 <= end <= len(lines)
    return [line.value for line in found]


def _quoting(data: bytes) -> object:
    own = quoting.own_words(text := data.decode("utf-8", "replace"))
    lines = quoting.split_lines(text)
    assert all(lines[at] == line for at, line in own.lines) and own.tail <= len(lines)
    return own.text


def _addresses(data: bytes) -> object:
    for text in (data.decode("utf-8", "replace"), data.decode("latin-1")):
        found = addresses.address_of(text)
        assert found is None or (found.isascii() and found.count("@") == 1 and found in (text.lower(), found))
        assert addresses.fit_address(found) == found if found else True
        addresses.same_address(text, found or text)
    return None


def _too_much(data: bytes) -> object:
    reason = limits.too_much(data)
    assert reason is None or reason in limits.REASONS
    return reason


def _status(data: bytes) -> object:
    said, strange = gpg.read_status(data, gpg.WHILE_UNWRAPPING)
    assert strange or all(one.word in gpg.WHILE_UNWRAPPING and b"\n" not in one.rest for one in said)
    run = gpg.Run(0, b"", said, strange)
    return run.in_order(b"BEGIN_DECRYPTION", b"END_DECRYPTION"), run.rest_of(b"ENC_TO")


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "armour": Target(_armour, "armour", refuses=True),
        "packets.walk": Target(_walk, "octets", refuses=True),
        "packets.ciphertext": Target(_ciphertext, "octets", refuses=True),
        "message.read_message": Target(message.read_message, "octets", refuses=True),
        "message.signature": Target(_signature, "signature", refuses=True),
        "message.detached": Target(_detached, "octets", refuses=True),
        "gpg.read_status": Target(_status, "status"),
        "autocrypt": Target(_autocrypt, "autocrypt"),
        "vcards": Target(vcards.keys_in, "vcard"),
        "brought": Target(lambda data: brought.brought_in(data, SENDER), "mail"),
        "headers.split_head": Target(_headers, "mail", refuses=True),
        "headers.kind_of": Target(kind_of, "kind", refuses=True),
        "parts.split": Target(_split, "mail", refuses=True),
        "parts.leaves": Target(_leaves, "mail", refuses=True),
        "parts.sealed_parts": Target(_sealed_parts, "mail", refuses=True),
        "scan.look_at": Target(_look, "mail"),
        "inside.read_inside": Target(_inside, "part", refuses=True),
        "inside.read_inline": Target(_inline, "text"),
        "inside.from_address": Target(_from, "address"),
        "certificates.canonical": Target(_canonical, "certificate", refuses=True),
        "certificates.merged": Target(_merged, "certificate", refuses=True),
        "an owner's certificate": Target(_owner, "owner", refuses=True),
        "an owner's mail": Target(_owners_mail, "owners mail"),
        "selfmade": Target(_owners_word, "certificate", refuses=True),
        "keymaterial": Target(_made_by, "octets"),
        "open_mail": Target(_open, "mail"),
        "open_mail, sealed": Target(_open_sealed, "octets"),
        "part_opening": Target(_part, "octets"),
        "wkd": Target(_published, "certificate", refuses=True),
        "addresses": Target(_addresses, "address"),
        "commands.grammar": Target(_commands, "text"),
        "commands.nonce": Target(_nonce, "text"),
        "commands.block": Target(_block, "text"),
        "quoting": Target(_quoting, "text"),
        "examine.limits": Target(_too_much, "mail"),
        **EXAMINERS,
    }
)

known_certificates: list[Certificate] = []  # of the people who wrote the specimens; set once, before anything is fed


def know(octets: Sequence[bytes]) -> None:
    known_certificates[:] = [certificates.canonical(data) for data in octets]
