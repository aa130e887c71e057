"""What the desk makes of one mail that somebody asks about, by exactly the certificates that were named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from daemon.sandbox import Examiner, SandboxGone
from mailflows.examine.limits import too_much
from pgp.certificates import Certificate
from pgp.open import Opens, open_mail
from pgp.opened import Opened, Protection
from pgp.packets import Ciphertext
from pgp.parts import leaves, part_of
from pgp.reasons import Refused

SHOWN_AS_TEXT = ("text/plain", "text/html")


@dataclass(frozen=True)
class Verdict:
    """What the desk would make of one mail; these fields are the object that `--json` prints."""

    protection: str
    whole: bool
    signer: str | None  # only where the mail as a whole would be believed
    reasons: tuple[str, ...]
    subject: str | None  # None where nothing could be examined
    text_parts: int
    undecrypted_parts: int


class NoKeys:
    """In the place of a keyring where no secret key was named: it opens nothing, and starts no gpg."""

    key_ids: frozenset[str] = frozenset()

    def unwrap(self, _message: Ciphertext, /) -> bytes | None:
        return None


def opened_with(mail: bytes, keyring: Opens, known: Sequence[Certificate], now: datetime) -> Opened:
    """What opening shows, by the same steps as in the daemon, with these certificates instead of the store's."""
    if reason := too_much(mail):
        return Opened(Protection.UNREADABLE, whole=False, mail=mail, reasons=(reason,))
    return open_mail(mail, keyring, lambda _: [certificate.data for certificate in known], now)


def judged(
    opened: Opened, known: Sequence[Certificate], examiner: Examiner, *, keys: bool = True
) -> tuple[Verdict, str]:
    """The verdict, and why its subject is missing where our own machinery is at fault.

    Stricter than first contact in the daemon: a key that the mail itself brings along proves nothing here, and an
    address that the key does not name is nobody's, for there is no store that could know it.
    """
    reasons = opened.reasons
    if not keys and opened.whole and reasons == ("cannot_decrypt",):
        reasons = ("not_for_our_key",)  # a hidden recipient: without a key nobody knows whose it is
    believed = opened.signer in {certificate.fingerprint for certificate in known} and opened.from_in_key
    if opened.signer and not believed and "from_not_in_key" not in reasons:
        reasons = ("signer_unknown", *reasons)
    unreadable = opened.protection is Protection.UNREADABLE
    subject, trouble = _subject(opened, examiner)
    return Verdict(
        protection=(opened.protection if believed else _unproven(opened.protection)).value,
        whole=opened.whole,
        signer=opened.signer if believed else None,
        reasons=reasons,
        subject=subject,
        text_parts=0 if unreadable else _text_parts(opened.mail),
        undecrypted_parts=len(opened.sealed_parts) or int(unreadable and opened.whole),
    ), trouble


def _unproven(protection: Protection) -> Protection:
    weaker = {Protection.SEALED: Protection.ENCRYPTED, Protection.SIGNED: Protection.PLAIN}
    return weaker.get(protection, protection)


def _subject(opened: Opened, examiner: Examiner) -> tuple[str | None, str]:
    """The subject as the sandbox reads it: nothing of a stranger's is parsed as a mail anywhere else."""
    try:
        return examiner.examine(opened.mail).letter.subject, ""
    except SandboxGone as trouble:
        return None, f"the subject was not read, for nothing is parsed outside the sandbox: {trouble}"


def _text_parts(mail: bytes) -> int:
    """How many parts a mail program would show as the text of the mail."""
    try:
        return sum(part.kind.media in SHOWN_AS_TEXT and not _attached(part.head.all("content-disposition"))
                   for part, _ in leaves(part_of(mail), forwarded=False))  # fmt: skip
    except Refused:
        return 0


def _attached(dispositions: Sequence[bytes]) -> bool:
    return any(value.lower().startswith(b"attachment") for value in dispositions)
