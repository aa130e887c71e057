"""What `hirz open` says to people: how the mail was protected, who is proven, each reason, and what to do next."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from daemon.shell.opening_verdict import Verdict
from mailflows.examine import limits
from mailflows.examine.clean import one_line
from pgp.certificates import Certificate
from pgp.opened import Opened, Protection
from pgp.reasons import REASONS

PROTECTIONS: Mapping[str, str] = MappingProxyType(
    {
        Protection.PLAIN: "none that is proven: anybody on the way could read and change it",
        Protection.SIGNED: "signed, not encrypted",
        Protection.ENCRYPTED: "encrypted; nobody is proven to have written it",
        Protection.SEALED: "sealed: encrypted, and signed by a key that was named here",
        Protection.UNREADABLE: "this mail could not be read",
    }
)

# What to do, by reason. A reason that needs no word more than its own sentence is not here.
NEXT: Mapping[str, str] = MappingProxyType(
    {
        "unsigned": "Ask the writer to sign what they encrypt: without that anybody may have written it.",
        "signer_unknown": "Compare the fingerprint with the writer by voice; then name their certificate with --cert.",
        "signature_wrong": "Ask for the mail as the server has it: programs that save, forward or scan mail change it.",
        "signer_expired": "Ask the writer for their certificate with a newer date, and name that one with --cert.",
        "signer_revoked": "Ask the writer, on another channel, what happened to their key, and which is theirs now.",
        "signer_not_allowed": "Ask the writer for their newest certificate: this one does not say that the key signs.",
        "signature_in_future": "Compare the clock of this machine with the writer's.",
        "signature_hash_weak": "Ask the writer to update their OpenPGP program.",
        "from_not_in_key": "The daemon goes by the addresses in its store: see `hirz handler list`. "
        "Else the writer adds the address to their key.",
        "from_differs": "The writer's program seals another From than the one it sends with; ask which one is theirs.",
        "not_whole": "Ask the writer to encrypt the whole mail (PGP/MIME), and that no server adds to it.",
        "inline_signature": "Ask the writer to sign as PGP/MIME.",
        "not_for_our_key": "Name the key that it was encrypted to with --secret. "
        "If it is not the desk's, send the writer the desk's: hirz key export.",
        "cannot_decrypt": "Ask the writer to send it once more; if that fails too, look at what it passes through.",
        "armour_malformed": "Ask the writer to send it once more, as PGP/MIME or as a file, not pasted into a text.",
        "password_encrypted": "Send the writer the desk's key: hirz key export.",
        "encryption_unsupported": "The writer takes the desk's key, and no other, from: hirz key export.",
        "no_integrity_protection": "Ask the writer to update their OpenPGP program.",
    }
)


def told_in_words(verdict: Verdict, opened: Opened, known: Sequence[Certificate]) -> Iterator[str]:
    """The lines, for a terminal: what strangers wrote stands on one line, without anything that could steer it."""
    signer = next((one for one in known if one.fingerprint == opened.signer), None)
    yield f"protection:  {PROTECTIONS[verdict.protection]}"
    yield "whole:       yes" if verdict.whole else "whole:       no, nothing protects all of the mail"
    yield f"signer:      {verdict.signer or 'nobody is proven'}"
    if verdict.signer and signer:
        yield f"             {one_line(', '.join(signer.names), 200)}"
    elif opened.signer and signer:
        yield f"             The signature itself holds: {opened.signer}"
    elif opened.signer:
        yield f"             The mail brings the key that signed it along: {opened.signer}"
        yield "             That proves that whoever wrote it has this key, and nothing about who that is."
    elif opened.issuers:
        yield f"             The signature says that it was made by {opened.issuers[0]}; that is a claim."
    subject = "could not be read" if verdict.subject is None else one_line(verdict.subject, 500)
    yield f"subject:     {subject or '(none)'}"
    if opened.sealed_parts:
        yield f"sealed:      {len(opened.sealed_parts)} sealed in it, left closed"
    for reason in verdict.reasons:
        yield f"reason:      {sentence(reason)} ({reason})"
    for todo in dict.fromkeys(NEXT[reason] for reason in verdict.reasons if reason in NEXT):
        yield f"next:        {todo}"


def sentence(reason: str) -> str:
    """A reason in words, whichever of the two looks gave it."""
    words = REASONS.get(reason) or limits.REASONS.get(reason, reason)
    return words[0].upper() + words[1:].removesuffix(".") + "."
