"""Forgeries: each makes one small change to a mail of a handler that is believed and obeyed as it stands."""

from dataclasses import dataclass

from pgp.opened import Protection
from tests.attacks.forging import (
    Make,
    _padded,
    attached,
    beside,
    body_octet,
    claims_to_be,
    clear,
    evil,
    from_mallory,
    named_file,
    not_encrypted,
    order,
    password,
    sealed,
    senders,
    sent_by_mallory,
    signed,
    two_signatures,
)

PLAIN, SIGNED, ENCRYPTED = Protection.PLAIN, Protection.SIGNED, Protection.ENCRYPTED
SEALED, UNREADABLE = Protection.SEALED, Protection.UNREADABLE


@dataclass(frozen=True)
class Forgery:
    """One attack in one variant: how the mail is made, and exactly what is told of it."""

    ident: str
    variant: str
    make: Make
    reasons: tuple[str, ...]
    protection: Protection = ENCRYPTED
    base: str = "sealed"  # which honest mail it changes: a key of HONEST
    signer: str | None = None  # whose signature it is after all: never the handler's

    def __str__(self) -> str:
        return f"{self.ident} {self.variant}".replace(" ", "-")


FORGERIES = (
    *(
        Forgery("SIG-01", f"{base}, text {where}", beside(make, "multipart/mixed", parts), reasons, PLAIN, base)
        for base, make, reasons in (("sealed", sealed, ("not_whole",)), ("signed", signed, ()))
        for where, parts in (("before", "es"), ("after", "se"), ("around", "ese"))
    ),
    Forgery("SIG-02", "HTML beside", beside(signed, "multipart/alternative", "sh"), (), PLAIN, "signed"),
    Forgery("SIG-02", "HTML above", beside(signed, "multipart/mixed", "hs"), (), PLAIN, "signed"),
    Forgery("SIG-02", "HTML above sealed", beside(sealed, "multipart/mixed", "hs"), ("not_whole",), PLAIN),
    Forgery("SIG-03", "related", beside(signed, "multipart/related", "hs"), (), PLAIN, "signed"),
    Forgery("SIG-03", "related, sealed", beside(sealed, "multipart/related", "hs"), ("not_whole",), PLAIN),
    Forgery("SIG-04", "forwarded", beside(signed, "multipart/mixed", "em"), (), PLAIN, "signed"),
    Forgery("SIG-04", "forwarded alone", beside(signed, "multipart/mixed", "m"), (), PLAIN, "signed"),
    Forgery("SIG-04", "attached", attached(sealed_by_mallory=False), ("not_whole",), PLAIN),
    Forgery("SIG-04", "attached, sealed", attached(sealed_by_mallory=True), (), SEALED, signer="mallory"),
    Forgery("SIG-05", "address", from_mallory("address"), ("from_not_in_key",), SEALED, signer="mallory"),
    Forgery("SIG-05", "display name", from_mallory("display name"), (), SEALED, signer="mallory"),
    Forgery("SIG-05", "sent by another", sent_by_mallory, ("from_differs",)),
    Forgery("SIG-05", "two fields", senders("From: bahia@desk.test", "From: x@y.test"), ("no_single_from",)),
    Forgery("SIG-05", "two addresses", senders("From: bahia@desk.test, x@y.test"), ("no_single_from",)),
    Forgery("SIG-05", "a Sender instead", senders("Sender: bahia@desk.test"), ("no_single_from",)),
    Forgery("SIG-07", "file name", named_file, (), SEALED, signer="mallory"),
    Forgery("SIG-09", "good bad", two_signatures("bad", first=False), ("signatures_too_many",), UNREADABLE),
    Forgery("SIG-09", "bad good", two_signatures("bad", first=True), ("signatures_too_many",), UNREADABLE),
    Forgery("SIG-09", "good good", two_signatures("good", first=False), ("signatures_too_many",), UNREADABLE),
    Forgery("SIG-09", "good unknown", two_signatures("unknown", first=False), ("signatures_too_many",), UNREADABLE),
    Forgery("SIG-10", "alone", clear(), ("inline_signature",), PLAIN, "signed"),
    Forgery("SIG-10", "text around", clear(lambda c, p: evil(p) + c + evil(p)), ("inline_signature",), PLAIN, "signed"),
    Forgery("SIG-10", "two blocks", clear(lambda c, p: c + b"\n" + c), ("inline_signature",), PLAIN, "signed"),
    Forgery("SIG-10", "sealed", clear(around_it="sealed"), ("unsigned",), ENCRYPTED),
    Forgery("SIG-10", "sealed inline", clear(around_it="inline"), ("unsigned",), ENCRYPTED),
    *(
        Forgery("SIG-11", name, clear(_padded(blank)), ("inline_signature",), PLAIN, "signed")
        for name, blank in (("spaces", b" "), ("tabs", b"\t"), ("zeros", b"\x00"))
    ),
    Forgery(
        "SIG-12",
        "a header more",
        clear(lambda c, p: c.replace(b"\nHash: ", b"\nHash: SHA1\nHash: ", 1)),
        ("inline_signature",),
        PLAIN,
        "signed",
    ),
    Forgery(
        "SIG-12",
        "blanks at the end",
        clear(lambda c, p: c.replace(b"#priority P1", b"#priority P1 \t ", 1)),
        ("inline_signature",),
        PLAIN,
        "signed",
    ),
    *(
        Forgery("SIG-15", name, body_octet(3, number), ("signature_hash_weak",))
        for name, number in (("MD5", 1), ("SHA1", 2), ("RIPEMD160", 3), ("SHA224", 11), ("a digest not yet made", 99))
    ),
    *(
        Forgery("SIG-16", f"class {kind:#04x}", body_octet(1, kind), ("signature_kind",))
        for kind in (0x02, 0x10, 0x13, 0x18, 0x1F, 0x20, 0x40, 0x50)
    ),
    *(
        Forgery("SIG-17", grammar, order(grammar), (reason,), UNREADABLE)
        for grammar, reason in {
            "EOLS": "packets_malformed",
            "OLSE": "packets_malformed",
            "OELS": "packets_malformed",
            "OLES": "packets_malformed",
            "OLSOLS": "signatures_too_many",
            "SL": "packets_malformed",
            "OL": "packets_malformed",
            "OLOS": "signatures_too_many",
            "C(OLS)E": "compressed_twice",
            "EC(OLS)": "compressed_twice",
            "C(C(OLS))": "compressed_twice",
            "OC(L)S": "compressed_twice",
            "O": "packets_malformed",
            "M": "packets_malformed",
        }.items()
    ),
    *(
        Forgery("SIG-18", inside, not_encrypted(inside), ("not_encrypted",), UNREADABLE)
        for inside in ("literal", "compressed", "signed")
    ),
    Forgery("SIG-19", "a password", password(beside_our_key=False), ("password_encrypted",), UNREADABLE),
    Forgery("SIG-19", "a password too", password(beside_our_key=True), ("password_encrypted",), UNREADABLE),
    Forgery("SIG-21", "claimed", claims_to_be, ("signature_wrong",)),
    *(
        Forgery("SIG-22", field, senders(f"From: {field}"), ("no_single_from",))
        for field in (
            "x@y.test <bahia@desk.test>",
            "<bahia@desk.test><x@y.test>",
            "<bahia@desk.test>x@y.test",
            "<x@y.test> <bahia@desk.test>",
            "bahia@desk.test (x@y.test",
            "bahia@desk.test, ",
            "Desk: bahia@desk.test;",
            "<@y.test:bahia@desk.test>",
            "<bahia@desk.test",
        )
    ),
    Forgery("SIG-22", "an octet that ends texts", senders("From: bahia@desk.test\x00"), ("not_whole",), PLAIN),
)


def forged(ident: str) -> list[Forgery]:
    return [forgery for forgery in FORGERIES if forgery.ident == ident]
