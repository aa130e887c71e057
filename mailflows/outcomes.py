"""What came of an errand, put into the mail it was done for: in words where it is text, as a file where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mailflows.desk import Desk
from mailflows.leaving import Leaving
from mailflows.notices import EXCERPT, quoted, reason_line
from pgp.autocrypt import export_public
from pgp.certificates import Certificate
from pgp.mime import File
from pgp.part_opening import OpenedPart
from templates import label, write

LARGEST = 8 << 20  # octets of a file that goes along; most relays take a mail of that size
UNNAMED = "application/octet-stream"  # whatever it says it is: no program is to open it by itself


@dataclass(frozen=True)
class Outcome:
    """Facts for the mail's template, and files that go along."""

    facts: Mapping[str, Any]
    files: tuple[File, ...] = ()


def put_in(leaving: Leaving, outcome: Outcome, desk: Desk) -> Leaving:
    """The mail written anew, with what came of its errand. It is for one reader's key alone, not for the archive."""
    errand = leaving.errand
    assert errand is not None and leaving.certificate is not None
    facts = {**errand.facts, **outcome.facts}
    words = write(errand.mail, leaving.language, facts, desk.templates, default=desk.default_language)
    return replace(leaving, subject=words.subject, text=words.text, files=outcome.files, errand=None, archive=b"")


def part_outcome(number: int, part: OpenedPart, shown: str | None, tongue: str) -> Outcome:
    """What a sealed part holds. `shown`: the text of it where that is no file, read by whoever may read such things.

    Each line of a stranger's is marked as one; what is more than an excerpt, or no plain text, goes along as a file
    whose name is ours.
    """
    if part.reason:
        return Outcome({"trouble": reason_line(part.reason, tongue)})
    whole = shown is not None and not part.is_mime and len(shown) <= EXCERPT
    facts = {"said": quoted(shown) if shown else "", "empty": not part.text}
    if whole or not part.text:
        return Outcome(facts)
    if len(part.text) > LARGEST:
        return Outcome({**facts, "trouble": label("reason", "part_too_large", tongue)})
    name = f"part-{number}.{'mime' if part.is_mime else 'txt' if shown is not None else 'bin'}"
    return Outcome({**facts, "file": name}, (File(name, UNNAMED, part.text),))


def plain_words(octets: bytes) -> str | None:
    """The octets as text, where they are nothing but UTF-8 text that a person may have typed."""
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def key_outcome(certificate: Certificate, host: str) -> Outcome:
    """A key that was found: for people to compare. Nothing is taken over."""
    ends = certificate.encryption_expires_at
    facts = {
        "fingerprint": certificate.fingerprint,
        "names": tuple(certificate.addresses),
        "host": host,
        "until": f"{ends:%Y-%m-%d}" if ends else "",
        "accept": f"#key accept {certificate.fingerprint}",
    }
    return Outcome(facts, (File("found-key.asc", "application/pgp-keys", export_public(certificate.data)),))


def no_key_outcome(reason: str, tongue: str) -> Outcome:
    """`reason`: a key of the labels "look_up"."""
    return Outcome({"trouble": label("look_up", reason, tongue)})
