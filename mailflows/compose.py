"""Composing: a mail from the outbox becomes the octets that leave, sealed to one person or plain."""

from datetime import datetime

from mailflows.desk import Desk
from mailflows.leaving import Leaving
from pgp.autocrypt import export_public, vcard
from pgp.keyring import Keyring
from pgp.mime import File, Message, as_plain, envelope, inner_part
from pgp.seal import seal


def compose(leaving: Leaving, desk: Desk, keyring: Keyring, now: datetime) -> bytes:
    """The finished mail. Raises CannotSeal where the key is not usable, GpgBroken where sealing fails here."""
    if leaving.errand is not None:
        raise ValueError("this mail is not whole: nobody did its errand")
    message = Message(
        sender=desk.address,
        sender_name=desk.name,
        to=leaving.to,
        subject=leaving.subject,
        text=leaving.text,
        message_id=leaving.message_id,
        date=now,
        references=leaving.references,
        in_reply_to=leaving.in_reply_to or None,
        auto_submitted="auto-replied" if leaving.automatic else "no",
        files=(*leaving.files, *(own_key(desk) if leaving.brings_key else ())),
        certificate=desk.certificate,
    )
    if leaving.certificate is None:
        return as_plain(message)
    inner = inner_part(message, pad=desk.pad)
    reader = (leaving.certificate, leaving.fingerprint)
    return envelope(message, seal(inner, *reader, keyring, now, archive=leaving.archive))


def own_key(desk: Desk) -> tuple[File, ...]:
    """The desk's key twice: as most programs import it, and as a vCard, which Delta Chat needs to write at all."""
    return (
        File("desk-key.asc", "application/pgp-keys", export_public(desk.certificate)),
        File("desk.vcf", "text/vcard", vcard(desk.address, desk.name, desk.certificate)),
    )
