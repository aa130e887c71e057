"""What opening a mail showed: how it was protected, who is proven to have written it, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Protection(StrEnum):
    """How the mail as a whole was protected when it reached us."""

    PLAIN = "plain"
    SIGNED = "signed"
    ENCRYPTED = "encrypted"
    SEALED = "sealed"  # encrypted to us and signed by a key we could judge
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SealedPart:
    """A piece of ciphertext that is not the whole mail: kept and listed, never opened by itself."""

    number: int  # 1 for the first, in the order of the mail
    kind: str  # "inline", "file" or "part"
    size: int  # octets
    digest: str  # SHA-256 of the part's octets, hex
    ciphertext: str = ""  # SHA-256 of its encrypted data packet's body, hex: the same however it is wrapped again


@dataclass(frozen=True)
class Opened:
    """The facts of one opened mail. `signer` is set only where the mail as a whole is believed."""

    protection: Protection
    whole: bool  # the protection covers the whole mail, nothing stands beside it
    mail: bytes  # the mail to be read: headers (inside ones win) and body, as MIME; never decrypted in part
    signer: str | None = None  # primary fingerprint, upper-case hex
    signed_at: datetime | None = None
    signature_digest: str | None = None  # of what was signed, hex: the same however the mail is wrapped again
    ciphertext_digest: str | None = None  # SHA-256 of the encrypted data packet's body, hex
    issuers: tuple[str, ...] = ()  # what the signatures claim about their makers; a hint, never proof
    reasons: tuple[str, ...] = ()  # why it is not believed or not readable: keys of pgp.reasons.REASONS
    sealed_parts: tuple[SealedPart, ...] = ()
    offered: tuple[bytes, ...] = ()  # canonical certificates it brings, inside where protected, with the From address
    brought: tuple[bytes, ...] = ()  # every canonical certificate in it, whoever it names; inside where protected
    beside: tuple[bytes, ...] = ()  # those that stood outside of what is protected: good for newer dates, never more
    asks_sealed: bool = False  # it came encrypted, or its sender asks for sealed answers
    signer_certificate: bytes | None = None  # the canonical certificate that made the believed signature
    from_in_key: bool = False  # the one From address stands in a verified user id of the certificate that signed
    named_inside: tuple[str, ...] = ()  # To and Cc of the signed part itself, lower-case; never those outside
    inner: bytes = b""  # the signed OpenPGP message, for the second engine
    cannot_open: bool = False  # the clear packets alone show that no key of ours could open it
