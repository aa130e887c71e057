"""Who is proven to have signed a text: Sequoia verifies, against the certificates we expect and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pysequoia

from pgp.certificates import Certificate, Key, merged
from pgp.message import Message, Signature

KINDS = (0x00, 0x01)  # over octets, over text (SIG-16)
HASHES = (8, 9, 10, 12, 14)  # SHA-256, SHA-384, SHA-512, SHA3-256, SHA3-512 (SIG-15)
CLOCKS_DIFFER = timedelta(minutes=10)  # SIG-14; how old a signature may be is for the flows to say


@dataclass(frozen=True)
class Verdict:
    """What came of judging one text: the certificate that made its signature, or the reason for disbelief."""

    signer: Certificate | None
    reason: str | None = None


def judge(message: Message, candidates: Sequence[Certificate], now: datetime) -> Verdict:
    """Whose signature stands under all of this text, judged at `now` against `candidates` only.

    Several states of one certificate among the candidates count as one (a revocation in any of them counts).
    """
    made = message.signature
    if made is None:
        return Verdict(None, "unsigned")
    if reason := _reason_before(made, now):
        return Verdict(None, reason)
    reason = "signer_unknown"
    for certificate in _claimed(made, candidates):
        reason = _verified(message.text, made, certificate) or _standing(made, certificate, now) or ""
        if not reason:
            return Verdict(certificate)
    return Verdict(None, reason)


def _reason_before(made: Signature, now: datetime) -> str | None:
    """What is wrong with a signature whoever made it."""
    if made.kind not in KINDS:
        return "signature_kind"
    if made.hash not in HASHES:
        return "signature_hash_weak"
    if made.made is None:
        return "signature_malformed"
    if made.made > now + CLOCKS_DIFFER:
        return "signature_in_future"
    if made.expires and made.expires <= now:
        return "signature_expired"
    return None


def _claimed(made: Signature, candidates: Sequence[Certificate]) -> list[Certificate]:
    """The candidates that hold the key the signature names, each certificate once, in the order given."""
    states: dict[str, list[Certificate]] = {}
    for certificate in candidates:
        if any(certificate.key(issuer) for issuer in made.issuers):
            states.setdefault(certificate.fingerprint, []).append(certificate)
    return [merged(same) for same in states.values()]


def _verified(text: bytes, made: Signature, certificate: Certificate) -> str | None:
    """Why this certificate did not make this signature over these very octets, or None."""
    try:
        only = pysequoia.Cert.from_bytes(certificate.data)
        proof = pysequoia.verify(bytes=text, store=lambda _: [only], signature=pysequoia.Sig.from_bytes(made.packet))
    except (RuntimeError, ValueError, OSError, MemoryError):
        # Sequoia says in words alone whether the octets or the key were at fault; ours are the better facts
        key = _key_of(made, certificate)
        return "signer_revoked" if certificate.revoked or (key and key.revoked) else "signature_wrong"
    proven = {found.certificate.upper() for found in proof.valid_sigs}
    return None if proven == {certificate.fingerprint} else "signature_wrong"


def _standing(made: Signature, certificate: Certificate, now: datetime) -> str | None:
    """Why the key that signed may not speak for its owner at `now`, or None (SIG-13)."""
    if certificate.revoked:
        return "signer_revoked"
    if certificate.expires_at and certificate.expires_at <= now:
        return "signer_expired"
    key = _key_of(made, certificate)
    if key is None or not key.signs:
        return "signer_not_allowed"
    if key.revoked:
        return "signer_revoked"
    if key.expires_at and key.expires_at <= now:
        return "signer_expired"
    return None


def _key_of(made: Signature, certificate: Certificate) -> Key | None:
    """The key of this certificate that the signature names."""
    return next((key for issuer in made.issuers if (key := certificate.key(issuer))), None)
