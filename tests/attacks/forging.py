"""Forging: how a mail of a handler that is believed and obeyed as it stands is made anew with one small change."""

import base64
from collections.abc import Callable

from pgp.packets import ONE_PASS, SIGNATURE, Packet, framed
from tests.mails import crlf, encrypted_part, joined, signed_part
from tests.people import People
from tests.pgp.packets import (
    armoured,
    around,
    letter,
    literal,
    message_of,
    octets_of,
    packets_of,
    signed_message,
    squeezed,
    wrapped_again,
)

Make = Callable[[People, bytes], bytes]  # the people, and the MIME part that the handler means → a whole mail


def sealed(people: People, part: bytes) -> bytes:
    return letter(people.handler, people, wrapped_again(people, signed_message(people, part)))


def signed(people: People, part: bytes) -> bytes:
    head = [("From", people.handler.mailbox), ("To", people.desk.address), ("MIME-Version", "1.0")]
    return joined(head, b"", after=signed_part(part, people.handler))


HONEST: dict[str, Make] = {"sealed": sealed, "signed": signed}


def evil(part: bytes) -> bytes:
    """The same words with another command in them, of the same length."""
    return part.replace(b"#priority P1", b"#priority P4")


def beside(base: Make, media: str, order: str) -> Make:
    """The honest mail as one part (s) of something, with another part that says other words (e) or HTML (h)."""

    def make(people: People, part: bytes) -> bytes:
        whole = base(people, part)
        parts = {
            "s": whole[whole.index(b"Content-Type: multipart/") :],
            "e": b"Content-Type: text/plain\r\n\r\n" + evil(part.split(b"\r\n\r\n", 1)[1]),
            "h": b'Content-Type: text/html\r\n\r\n<style>p{display:none}</style><object data="cid:x"></object>#close',
            "m": b"Content-Type: message/rfc822\r\n\r\n" + whole,
        }
        return around(people.handler, people, media, [parts[char] for char in order])

    return make


def from_mallory(kind: str) -> Make:
    """Mallory's own key, with the handler named in front."""

    def make(people: People, part: bytes) -> bytes:
        frm = {
            "address": people.handler.mailbox,
            "display name": f'"{people.handler.address}" <{people.mallory.address}>',
        }[kind]
        inner = b"From: " + frm.encode() + b"\r\n" + part.split(b"\r\n", 1)[1]
        head = f"From: {frm}\r\nTo: {people.desk.address}\r\nMIME-Version: 1.0\r\n".encode()
        return head + encrypted_part(wrapped_again(people, signed_message(people, inner, by=people.mallory)))

    return make


def sent_by_mallory(people: People, part: bytes) -> bytes:
    return letter(people.mallory, people, wrapped_again(people, signed_message(people, part)))


def senders(*fields: str) -> Make:
    """A From outside that names two, or nobody."""

    def make(people: People, part: bytes) -> bytes:
        head = "".join(f"{field}\r\n" for field in fields) + f"To: {people.desk.address}\r\nMIME-Version: 1.0\r\n"
        return head.encode() + encrypted_part(wrapped_again(people, signed_message(people, part)))

    return make


def packets(change: Callable[[People, bytes, Packet, Packet, Packet], list[Packet]], *options: str) -> Make:
    """The handler's one-pass, literal and signature packets, put together otherwise."""

    def make(people: People, part: bytes) -> bytes:
        start, text, made = packets_of(signed_message(people, part, *options))
        return letter(
            people.handler, people, wrapped_again(people, message_of(change(people, part, start, text, made)))
        )

    return make


def two_signatures(second: str, *, first: bool) -> Make:
    def change(people: People, part: bytes, start: Packet, text: Packet, made: Packet) -> list[Packet]:
        by = people.lab if second == "unknown" else people.mallory
        other_start, _, other = packets_of(signed_message(people, part, by=by))
        if second == "bad":
            other = Packet(SIGNATURE, other.body[:-1] + bytes([other.body[-1] ^ 1]))
        more = Packet(ONE_PASS, (start if first else other_start).body[:-1] + b"\x00")
        starts = [more, other_start] if first else [more, start]
        return [*starts, text, *((other, made) if first else (made, other))]

    return packets(change)


def body_octet(at: int, value: int) -> Make:
    """Another octet in the signature packet: its class, its digest."""

    def change(people: People, part: bytes, start: Packet, text: Packet, made: Packet) -> list[Packet]:
        return [start, text, Packet(SIGNATURE, made.body[:at] + bytes([value]) + made.body[at + 1 :])]

    return packets(change)


def order(grammar: str) -> Make:
    """O one-pass, L literal, S signature, E another literal, C( ) compressed."""

    def make(people: People, part: bytes) -> bytes:
        start, text, made = packets_of(signed_message(people, part))
        named = {"O": start, "L": text, "S": made, "E": literal(evil(part)), "M": Packet(10, b"PGP")}
        stack: list[list[Packet]] = [[]]
        for char in grammar.replace("C", ""):
            if char == "(":
                stack.append([])
            elif char == ")":
                inner = stack.pop()
                stack[-1].append(squeezed(message_of(inner)))
            else:
                stack[-1].append(named[char])
        return letter(people.handler, people, wrapped_again(people, message_of(stack[0])))

    return make


def not_encrypted(inside: str) -> Make:
    def make(people: People, part: bytes) -> bytes:
        message = signed_message(people, part)
        octets = {"literal": framed(literal(part)), "compressed": framed(squeezed(message)), "signed": message}[inside]
        return letter(people.handler, people, armoured(octets))

    return make


def password(*, beside_our_key: bool) -> Make:
    def make(people: People, part: bytes) -> bytes:
        loopback = ("--pinentry-mode", "loopback", "--passphrase", "x", "--s2k-mode", "0")
        secret = people.mallory.gpg("--armor", *loopback, "--symmetric", given=signed_message(people, part))
        if not beside_our_key:
            return letter(people.handler, people, secret)
        ours = packets_of(octets_of(wrapped_again(people, signed_message(people, part))))
        return letter(people.handler, people, armoured(message_of([packets_of(octets_of(secret))[0], *ours])))

    return make


def clear(change: Callable[[bytes, bytes], bytes] = lambda clear, part: clear, *, around_it: str = "plain") -> Make:
    """The handler's words signed in the clear, as the text of a mail or of an encryption."""

    def make(people: People, part: bytes) -> bytes:
        words = part.split(b"\r\n\r\n", 1)[1]
        text = change(people.handler.gpg("--clearsign", "-u", people.handler.fingerprint + "!", given=words), words)
        head = [("From", people.handler.mailbox), ("To", people.desk.address), ("MIME-Version", "1.0")]
        plain = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + crlf(text)
        if around_it == "plain":
            return joined(head, b"", after=plain)
        if around_it == "inline":
            whole = people.mallory.gpg("--armor", "--encrypt", "-r", people.desk.fingerprint, given=crlf(text))
            return joined(head, b"", after=b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + crlf(whole))
        whole = people.mallory.gpg("--armor", "--encrypt", "-r", people.desk.fingerprint, given=plain)
        return joined(head, b"", after=encrypted_part(whole))

    return make


def _padded(blank: bytes) -> Callable[[bytes, bytes], bytes]:
    """Blanks at the end of a line until gpg forgets the line, and other words behind them."""

    def change(clear_signed: bytes, words: bytes) -> bytes:
        first = words.split(b"\r\n", 1)[0]
        return clear_signed.replace(first, first + blank * 20_500 + b"#priority P4", 1)

    return change


def claims_to_be(people: People, part: bytes) -> bytes:
    """Mallory's signature that names the handler's key as its maker."""
    start, text, made = packets_of(signed_message(people, part, by=people.mallory))
    ours, theirs = bytes.fromhex(people.handler.fingerprint), bytes.fromhex(people.mallory.fingerprint)

    def swapped(packet: Packet) -> Packet:
        return Packet(packet.tag, packet.body.replace(theirs, ours).replace(theirs[-8:], ours[-8:]))

    return letter(people.handler, people, wrapped_again(people, message_of([swapped(start), text, swapped(made)])))


def named_file(people: People, part: bytes) -> bytes:
    """Mallory signs under a file name that says what gpg would say of the handler's signature."""
    lie = f"\n[GNUPG:] GOODSIG {people.handler.fingerprint[-16:]} x\n[GNUPG:] VALIDSIG {people.handler.fingerprint} "
    inner = part.replace(people.handler.address.encode(), people.mallory.address.encode(), 1)
    message = signed_message(people, inner, "--set-filename", lie, by=people.mallory)
    return letter(people.mallory, people, wrapped_again(people, message))


def attached(*, sealed_by_mallory: bool) -> Make:
    def make(people: People, part: bytes) -> bytes:
        genuine = sealed(people, part)
        inner = around(
            people.mallory,
            people,
            "multipart/mixed",
            [b"Content-Type: text/plain\r\n\r\nsee", b"Content-Type: message/rfc822\r\n\r\n" + genuine],
        )
        if not sealed_by_mallory:
            return inner
        return letter(people.mallory, people, people.mallory.seals(inner, people.desk))

    return make


def command_part(people: People, text: str) -> bytes:
    """What a handler's mail program signs: fields and text of one command."""
    head = f'From: {people.handler.mailbox}\r\nContent-Type: text/plain; charset=utf-8; hp="cipher"\r\n'
    encoded = base64.encodebytes(text.encode()).replace(b"\n", b"\r\n")
    if not text.isascii():
        return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + encoded
    return head.encode() + b"\r\n" + crlf(text.encode()) + b"\r\n"
