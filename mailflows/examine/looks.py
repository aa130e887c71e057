"""The table of everything a letter is looked at for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from mailflows.examine import authentication, files, links, office, senders
from mailflows.examine.finding import Finding, Group, Severity
from mailflows.examine.links import Linked
from mailflows.examine.seen import Mail, Part, Saw

Confidence = Literal["low", "medium", "high"]


Asking = Callable[[Mail], Iterable[Saw]] | Callable[[Linked], Iterable[Saw]] | Callable[[Part], Iterable[Saw]]


@dataclass(frozen=True)
class Look:
    """One question that is asked of every object of its kind."""

    id: str
    group: Group
    severity: Severity
    weight: int  # points towards the verdict, before the cap of the group
    confidence: Confidence
    attack: tuple[str, ...]  # MITRE ATT&CK v19
    looks_at: str
    ask: Asking
    false_alarms: str  # known wanted mail that answers to it


# Asked of forwarded mails: their headers are evidence. The reporter's own headers are not.
OF_HEADERS: tuple[Look, ...] = (
    Look("S01", Group.SENDER, Severity.HIGH, 3, "high", ("T1684.002",), "From", senders.ambiguous_sender,
         "bounces and some scanners write no usable From"),
    Look("S02", Group.SENDER, Severity.HIGH, 3, "medium", ("T1684.001",), "From", senders.address_in_name,
         "lists and ticket systems that send in another person's name"),
    Look("S06", Group.SENDER, Severity.MEDIUM, 3, "medium", ("T1684.001",), "Reply-To", senders.answers_go_elsewhere,
         "small organisations that let a private mailbox answer"),
    Look("A01", Group.AUTH, Severity.MEDIUM, 3, "medium", ("T1684.002",), "Authentication-Results",
         authentication.failed,
         "forwarding and lists break SPF and DKIM"),
    Look("A02", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", authentication.absent,
         "small honest senders without SPF and DKIM"),
    Look("A04", Group.AUTH, Severity.LOW, 1, "low", ("T1684.002",), "Authentication-Results", authentication.placed,
         "mail that came back to the provider it started from"),
)  # fmt: skip

# Asked of forwarded mails and of the reporter's own text, where they paste what frightened them.
OF_LINKS: tuple[Look, ...] = (
    Look("U05", Group.URL, Severity.MEDIUM, 3, "medium", ("T1566.002",), "links", links.number_for_host,
         "devices and test servers without a name"),
    Look("U06", Group.URL, Severity.HIGH, 4, "high", ("T1036",), "links", links.name_before_at,
         "links that carry a mail address as user name"),
    Look("U07", Group.URL, Severity.HIGH, 4, "medium", ("T1036",), "links", links.mixed_letters,
         "brands that mix scripts in one word"),
    Look("U08", Group.URL, Severity.HIGH, 3, "medium", ("T1598.003",), "links", links.other_than_shown,
         "newsletters whose tracker is not on our list; an organisation with several domains"),
    Look("U13", Group.URL, Severity.HIGH, 4, "medium", ("T1105", "T1187"), "links", links.fetches_a_program,
         "honest download pages of software"),
)  # fmt: skip

# Asked of every file at once, from its name and its first bytes.
OF_FILES: tuple[Look, ...] = (
    Look("F01", Group.FILE, Severity.HIGH, 5, "high", ("T1036.002", "T1036.007"), "file names", files.masked_name,
         "programs that name a part twice"),
    Look("F02", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1036.008",), "files", files.not_what_it_says,
         "scanners and cameras that mislabel pictures"),
    Look("F16", Group.FILE, Severity.HIGH, 5, "high", ("T1204.002", "T1059"), "files", files.acts_when_opened,
         "developers who mail scripts to each other"),
    Look("F25", Group.COVERAGE, Severity.LOW, 0, "high", ("T1027.013",), "files", files.not_opened_yet,
         "every PDF, every archive other than zip"),
    Look("F22", Group.FILE, Severity.INFO, 0, "high", ("T1566.001",), "files", files.a_mail, "every forwarded mail"),
)  # fmt: skip

# Asked of one file in a child of its own, for here parsers of hostile formats run.
OF_INSIDES: tuple[Look, ...] = (
    Look("F16", Group.FILE, Severity.HIGH, 5, "high", ("T1204.002", "T1027.015"), "zip files", files.acts_inside,
         "developers who mail scripts to each other"),
    Look("F03", Group.FILE, Severity.HIGH, 6, "high", ("T1059.005", "T1204.002"), "documents", office.macros,
         "accounting sheets that an office has used for years"),
    Look("F07", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1027.013",), "documents", office.locked,
         "people who lock documents to protect them"),
    Look("F25", Group.COVERAGE, Severity.LOW, 1, "high", ("T1027.013",), "files", files.damaged_or_locked,
         "damaged and locked files of honest senders"),
)  # fmt: skip

LOOKS = OF_HEADERS + OF_LINKS + OF_FILES + OF_INSIDES


def finding(look: Look, path: str, saw: Saw) -> Finding:
    """What a look saw, as a finding of the object at `path`."""
    return Finding(
        look=look.id,
        severity=saw.severity or look.severity,
        group=look.group,
        weight=look.weight if saw.weight is None else saw.weight,
        path=f"{path}/{saw.inside}" if saw.inside else path,
        field=saw.field,
        evidence=saw.evidence,
        provenance=saw.provenance,
    )
