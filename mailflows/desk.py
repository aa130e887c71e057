"""The desk: everything a flow may lean on, built once from the config and handed down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from mailflows.casework.categories import Casework
from mailflows.casework.reading import shipped
from mailflows.clocks import profile as clocks
from mailflows.shifts.office import Office

# What a role may be given of a ticket. Its tag always goes, since the thread hangs on it, and so does the reason.
FIELDS = (
    "tag category priority summary findings observables files reporter_contact urgency platform profile_url account "
    "notice appeal since country lang harm form owner"
).split()
FROM_THE_TICKET = frozenset({"tag", "category", "priority", "findings", "observables", "files"})
SAID_FIELDS = tuple(name for name in FIELDS if name not in FROM_THE_TICKET)  # a handler may say them with the word
USUAL_FIELDS = ("tag", "category", "priority", "summary", "findings")
CEILINGS = ("clear", "green", "amber", "red")  # TLP 2.0, from what everybody may know to what one reader alone may


@dataclass(frozen=True)
class Role:
    """Someone tickets are escalated to: an address, the one certificate it is sealed to, what it may be given."""

    name: str
    address: str
    fingerprint: str
    language: str = "en"
    tlp: str = "red"  # the highest it may be given
    consent: bool = True  # whether the person has to agree first
    fields: tuple[str, ...] = USUAL_FIELDS  # of FIELDS; nothing else leaves
    required: tuple[str, ...] = ()  # of its fields: what has to be filled


@dataclass(frozen=True)
class Branch:
    """Another office, which is there for certain countries."""

    name: str
    countries: frozenset[str]  # ISO 3166-1 codes of two letters
    office: Office


@dataclass(frozen=True)
class Desk:
    """What this desk is called, how it speaks and what it allows."""

    address: str
    name: str
    languages: tuple[str, ...]
    default_language: str
    fingerprint: str  # the desk's own primary key
    certificate: bytes  # the desk's own, for mails that explain how to write sealed
    instance: str  # names this installation inside signed lines
    founded: datetime  # mail older than this is kept and settled silently
    aliases: tuple[str, ...] = ()
    hold: timedelta = timedelta(seconds=90)
    tick: timedelta = timedelta(seconds=30)
    digest: timedelta = timedelta(hours=2)  # handlers who want digests get one at most as often
    shadow: bool = False
    ack_mode: str = "neutral"  # what answers a first letter by itself: "off", "neutral", "menu"
    acks_per_address: int = 1  # automatic mails to one address in 24 hours
    acks_an_hour: int = 300  # automatic mails to all reporters together
    tickets_per_address: int = 50  # opened from one address in 24 hours; mail beyond is set aside and shown
    flood: int = 30  # tickets that people whom nothing proves open in ten minutes; further ones open silently
    flood_from_one: int = 5  # the same of one mailbox, and of one domain
    outbound_per_ticket: int = 5  # automatic mails of one ticket in an hour
    first_answer_due: timedelta | None = None  # for most tickets, by every clock, where the operator says it so
    profile: clocks.Profile = field(default_factory=clocks.shipped)  # how long everything may take
    branches: tuple[Branch, ...] = ()  # other offices, by whose clock the tickets of some countries run
    office: Office = field(default_factory=Office)  # but for what is told of it by mail: see shifts/calendar.py
    roles: Mapping[str, Role] = field(default_factory=dict)
    casework: Casework = field(default_factory=shipped)  # kinds of trouble, their steps and words
    archive: bytes = b""  # certificate that every sealed mail is sealed to as well; none unless the operator wants it
    pad: bool = False  # sealed mails are filled up to a few sizes
    looks_up: bool = False  # handlers may have keys looked up on the internet
    templates: Path | None = None  # the operator's own mails, which stand before the shipped ones
    danger: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language -> whom somebody in danger may call

    @cached_property
    def promises(self) -> clocks.Profile:
        """How long everything may take, with what the operator says of the first answer."""
        return self.profile.with_answer(self.first_answer_due)

    @property
    def usual_answer(self) -> timedelta:
        """Within how long most people have an answer, counted while people are there."""
        ladder = self.promises.ladder("P2", "answer")
        return timedelta(minutes=ladder.due.minutes) if ladder else timedelta(hours=2)
