"""Opening one sealed part of a mail, because a handler asked for it: never by itself, and never believed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pgp import armour
from pgp.inside import is_mime
from pgp.message import Message, detached, read_message
from pgp.open import Known, Opens, open_mail
from pgp.opened import Protection
from pgp.packets import ciphertext
from pgp.parts import message_in, part_of, with_octets
from pgp.reasons import Refused
from pgp.scan import look_inside


@dataclass(frozen=True)
class OpenedPart:
    """What came out of one sealed part. Nobody is proven to have written it: it stands beside other words."""

    text: bytes  # as it came out of the encryption; b"" where there is a reason
    is_mime: bool  # it is a MIME part with a head of its own; otherwise plain text, or the content of a file
    reason: str | None = None  # why it could not be opened: a key of pgp.reasons.REASONS
    issuers: tuple[str, ...] = ()  # what a signature over it claims about its maker: a hint, never proof


def open_part(mail: bytes, digest: str, keyring: Opens, known: Known, now: datetime) -> OpenedPart:
    """The content of the sealed part with this digest (`SealedPart.digest`) in a mail as it came.

    A mail that is sealed as a whole is opened first. The part is held to every rule of a whole mail: packet grammar,
    integrity, bounds. Never raises for what a mail holds; raises GpgBroken (and GpgTimedOut) where our own keys cannot
    be used now.
    """
    whole = open_mail(mail, keyring, known, now)
    if whole.protection is Protection.UNREADABLE:
        return OpenedPart(b"", is_mime=False, reason=whole.reasons[0])
    try:
        message = _unsealed(_found(whole.mail, digest), keyring)
    except Refused as refused:
        return OpenedPart(b"", is_mime=False, reason=refused.reason)
    return OpenedPart(message.text, is_mime(message.text, says_so=True), issuers=_claimed(message))


def _found(mail: bytes, digest: str) -> bytes:
    """The octets of that part. Raises Refused where the mail does not hold it."""
    for sealed, octets in with_octets(part_of(mail)):
        if sealed.digest == digest:
            return octets
    raise Refused("part_missing")


def _unsealed(octets: bytes, keyring: Opens) -> Message:
    came = ciphertext(message_in(octets))
    sealed = came.for_keys(keyring.key_ids)
    if not sealed.recipients:
        raise Refused(came.why_not_for(keyring.key_ids))
    opened = keyring.unwrap(sealed)
    if opened is None:
        raise Refused("cannot_decrypt")
    return read_message(opened)


def _claimed(message: Message) -> tuple[str, ...]:
    """What the signature says about its maker: the one around the text, or the one that stands beside it inside."""
    if message.signature is not None:
        return message.signature.issuers
    with suppress(Refused):
        if beside := look_inside(message.text):
            made = detached(beside.payload, armour.octets(beside.signature, "SIGNATURE")).signature
            return made.issuers if made else ()
    return ()
