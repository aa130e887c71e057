"""Believing nothing: what a child answered is checked again here, for the mail it read may have taken it over."""

from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from mailflows.examine.clean import EVIDENCE, defanged, one_line, readable
from mailflows.examine.finding import FROM_MEMORY, LOOK_IDS, Finding, Group, Severity
from mailflows.examine.limits import PARTS, REASONS, SIZE
from mailflows.examine.observable import KINDS, Observable
from mailflows.examine.seen import FINDINGS, OBSERVABLES, Turn
from mailflows.letter import CLIENTS, Attachment, Letter, Mailbox
from mailflows.letter import EVIDENCE as THERE

TEXT = 200_000  # octets

# Every string is cleaned once more rather than refused: an honest answer passes unchanged.
_Line100 = Annotated[str, Field(max_length=100), AfterValidator(partial(one_line, limit=100))]
_Line200 = Annotated[str, Field(max_length=200), AfterValidator(partial(one_line, limit=200))]
_Line500 = Annotated[str, Field(max_length=500), AfterValidator(partial(one_line, limit=500))]
_Line1000 = Annotated[str, Field(max_length=1000), AfterValidator(partial(one_line, limit=1000))]
_Text = Annotated[str, Field(max_length=TEXT), AfterValidator(partial(readable, limit=TEXT))]
_Evidence = Annotated[str, Field(max_length=EVIDENCE), AfterValidator(defanged)]
_Id = Annotated[str, Field(max_length=252, pattern=r"^<[^<>\s\x00-\x1f]+>$")]
_Path = Annotated[
    str, Field(max_length=100, pattern=r"^(mail|suspect)(/inline|/[1-9][0-9]{0,3}|/in/[1-9][0-9]{0,3})*$")
]


class BadAnswer(Exception):
    """The answer is not one that our own code would have given. Says nothing more: its words are a stranger's."""


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Mailbox(_Shape):
    name: _Line200
    address: Annotated[str, Field(max_length=320), AfterValidator(partial(one_line, limit=320))]


class _Attachment(_Shape):
    number: int = Field(ge=1, le=PARTS)
    path: _Path
    name: _Line200
    declared: _Line100
    detected: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+/-]{0,99}$")
    size: int = Field(ge=0, le=SIZE)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Letter(_Shape):
    senders: tuple[_Mailbox, ...] = Field(max_length=100)
    to: tuple[_Mailbox, ...] = Field(max_length=200)
    subject: _Line500
    text: _Text
    text_source: Literal["plain", "html", "none"]
    message_id: Literal[""] | _Id
    references: tuple[_Id, ...] = Field(max_length=50)
    date: AwareDatetime | None
    headers: tuple[tuple[Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")], _Line1000], ...] = Field(max_length=40)
    attachments: tuple[_Attachment, ...] = Field(max_length=PARTS)
    signed_text: _Text
    language: Literal[""]
    formatted: bool
    client: Literal[("", *CLIENTS)]  # type: ignore[valid-type]


class _Finding(_Shape):
    look: str
    severity: Severity
    group: Group
    weight: int = Field(ge=0, le=10)
    path: _Path
    field: _Line100
    evidence: _Evidence
    provenance: Literal["reporter-visible", "header-trusted", "header-forgeable", "decoded", "feed"]


class _Observable(_Shape):
    kind: Literal[KINDS]  # type: ignore[valid-type]
    value: _Line500
    path: _Path
    strict: bool


class _Turn(_Shape):
    letter: _Letter | None
    findings: tuple[_Finding, ...] = Field(max_length=FINDINGS)
    evidence: tuple[Literal[THERE], ...] = Field(max_length=len(THERE))  # type: ignore[valid-type]
    observables: tuple[_Observable, ...] = Field(max_length=OBSERVABLES)
    further: tuple[_Path, ...] = Field(max_length=PARTS)
    unread: str | None


def believed(text: bytes, path: str) -> Turn:
    """The turn that the answer about the object at `path` tells of; raises BadAnswer."""
    try:
        told = _Turn.model_validate_json(text)
    except ValidationError:
        raise BadAnswer from None
    if (told.letter is None) != (path not in ("mail", "suspect")) or not (
        told.unread is None or told.unread in REASONS
    ):
        raise BadAnswer
    below = f"{path}/"
    if not all(further.startswith(below) and _one_step(further[len(below) :]) for further in told.further):
        raise BadAnswer
    for file in told.letter.attachments if told.letter else ():
        if not (file.path.startswith(below) and file.path[len(below) :].isdigit()):
            raise BadAnswer  # else a file could be handed out that is another than the one that was shown
    for one in told.observables:
        if not (one.path == path or one.path.startswith(below)):
            raise BadAnswer
    for finding in told.findings:
        if finding.look not in LOOK_IDS - FROM_MEMORY or not (finding.path == path or finding.path.startswith(below)):
            raise BadAnswer
    return Turn(
        letter=_letter(told.letter) if told.letter else None,
        findings=tuple(Finding(**dict(finding)) for finding in told.findings),
        evidence=told.evidence,
        further=tuple(dict.fromkeys(told.further)),
        unread=told.unread,
        observables=tuple(Observable(**dict(one)) for one in told.observables),
    )


def _one_step(below: str) -> bool:
    """Whether this leads one object deeper, so that no child can send us round in circles."""
    steps = below.removeprefix("inline/").removeprefix("in/")
    return steps.isdigit()


def _letter(told: _Letter) -> Letter:
    facts = dict(told) | {
        "senders": tuple(Mailbox(**dict(box)) for box in told.senders),
        "to": tuple(Mailbox(**dict(box)) for box in told.to),
        "attachments": tuple(Attachment(**dict(attachment)) for attachment in told.attachments),
    }
    return Letter(**facts)
