"""Composing: a mail from the outbox becomes the octets that leave, sealed to one person or plain."""

from datetime import datetime

from mailflows.desk import Desk
from mailflows.leaving import Leaving
from pgp.autocrypt import export_public, vcard
from pgp.keyring import Keyring
from pgp.mime import File, Message, as_plain, envelope, inner_part
from pgp.seal import seal
from templates import label, languages
from templates.page import Reply, Replying, write_page


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
        page=page_of(leaving, desk) if leaving.as_page and leaving.certificate is not None else "",
        files=(*leaving.files, *(own_key(desk) if leaving.brings_key else ())),
        certificate=desk.certificate,
    )
    if leaving.certificate is None:
        return as_plain(message)
    inner = inner_part(message, pad=desk.pad)
    reader = (leaving.certificate, leaving.fingerprint)
    return envelope(message, seal(inner, *reader, keyring, now, archive=leaving.archive))


def page_of(leaving: Leaving, desk: Desk) -> str:
    """The same words as a page, with replies that one tap opens: never for anybody outside the desk."""
    replying = Replying(desk.address, label("outer_subject", "handler", _spoken(leaving.language)), leaving.message_id)
    replies = [Reply(said, commands) for said, commands in leaving.replies if commands]
    return write_page(leaving.text, leaving.language, replies, replying)


def _spoken(language: str) -> str:
    return language if language in languages() else "en"


def own_key(desk: Desk) -> tuple[File, ...]:
    """The desk's key twice: as most programs import it, and as a vCard, which Delta Chat needs to write at all."""
    return (
        File("desk-key.asc", "application/pgp-keys", export_public(desk.certificate)),
        File("desk.vcf", "text/vcard", vcard(desk.address, desk.name, desk.certificate)),
    )
