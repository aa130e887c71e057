"""What came of an errand, put into the mail it was done for: in words where it is text, as a file where it is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mailflows.desk import Desk
from mailflows.errands import AttachFiles, ShowPictures
from mailflows.leaving import Leaving
from mailflows.notices import EXCERPT, quoted, reason_line
from mailflows.wording import mail_words
from pgp.autocrypt import export_public
from pgp.certificates import Certificate
from pgp.mime import File
from pgp.part_opening import OpenedPart
from templates import label

LARGEST = 8 << 20  # octets of a file that goes along; most relays take a mail of that size
Seen = tuple[str, str, str, str]  # a finding: look, severity, path, evidence
UNNAMED = "application/octet-stream"  # whatever it says it is: no program is to open it by itself


class CannotClean(Exception):
    """A file that was to go along tells of its maker and cannot be cleaned: the mail does not leave without it."""


@dataclass(frozen=True)
class Outcome:
    """Facts for the mail's template, and files that go along."""

    facts: Mapping[str, Any]
    files: tuple[File, ...] = ()


def put_in(leaving: Leaving, outcome: Outcome, desk: Desk) -> Leaving:
    """The mail written anew, with what came of its errand. It is for one reader's key alone, not for the archive.

    Files of our own are nothing that was found out: they leave as the words beside them do.
    """
    errand = leaving.errand
    if errand is None or (leaving.certificate is None and not isinstance(errand.task, AttachFiles)):
        raise ValueError("an errand is done for a sealed mail, and for no other")
    facts = {**errand.facts, **outcome.facts}
    words = mail_words(desk, errand.mail, leaving.language, facts, wanted=True)  # as it was written before
    archive = (
        leaving.archive if isinstance(errand.task, ShowPictures | AttachFiles) else b""
    )  # a notice is one with pictures too
    return replace(leaving, subject=words.subject, text=words.text, files=outcome.files, errand=None, archive=archive)


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


def pictures_outcome(drawn: Sequence[tuple[int, bytes | None]], tongue: str) -> Outcome:
    """Pictures drawn anew, each named by its file's number; one that cannot be drawn is named as well."""
    lines, files = [], []
    for number, png in drawn:
        if png is None:
            lines.append(label("picture", "not_drawn", tongue).format(number=number))
            continue
        name = f"picture-{number}.png"
        lines.append(label("picture", "drawn", tongue).format(number=number, name=name))
        files.append(File(name, "image/png", png))
    return Outcome({"pictures": tuple(lines)}, tuple(files))


def fetched_outcome(number: int, packed: bytes | None, tongue: str) -> Outcome:
    """A file as it came, locked so that nothing starts by a click."""
    if packed is None or len(packed) > LARGEST:
        reason = "file_not_packed" if packed is None else "file_too_large"
        return Outcome({"trouble": label("picture", reason, tongue)})
    name = f"file-{number}.zip"
    return Outcome({"file": name}, (File(name, "application/zip", packed),))


MEDIA: Mapping[str, str] = {
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def attached_outcome(cleaned: Sequence[tuple[int, str, bytes | str]], tongue: str, *, shown: bool = False) -> Outcome:
    """Files of our own, cleaned, under names that tell nothing; instead of one that stays, why.

    `shown`: to somebody at the desk, line by line. Raises CannotClean for a mail that leaves, where one of them stays.
    """
    lines, files = [], []
    for number, ending, octets in cleaned:
        name = f"file-{number}.{ending}"
        if isinstance(octets, bytes):
            files.append(File(name, MEDIA[ending], octets))
            lines.append(label("done", "file_goes", tongue).format(number=number, name=name))
        elif shown:
            why = label("stripping", octets, tongue)
            lines.append(label("done", "file_stays", tongue).format(number=number, reason=why))
        else:
            raise CannotClean(octets)
    return Outcome({"files": tuple(lines)} if shown else {}, tuple(files))


def examined_outcome(before: Iterable[Seen], after: Iterable[Seen], word: str, tongue: str) -> Outcome:
    """What another look at the letters of a ticket brought: what is new, what is found no more, and the verdict."""
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    rows = [("found_new", one) for one in new if one not in old]
    rows += [("found_no_more", one) for one in old if one not in new]
    changes = tuple(
        {
            "change": change,
            "severity": severity,
            "text": f"{look}: {label('look_handler', look, tongue)}",
            "evidence": evidence,
            "path": path,
        }
        for change, (look, severity, path, evidence) in rows
    )
    return Outcome({"changes": changes, "verdict": word, "same": not changes})


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
