"""How the desk works: its pace, what reporters may count on, its hours, what is too large, and whom it escalates to."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, StrictBool, StringConstraints, model_validator

from daemon.config.office import MaybeHours, OpenHours, Zone
from daemon.config.shape import HOUR, MINUTE, SECOND, SHAPE, Language
from daemon.config.values import (
    Address,
    Duration,
    MaybeDuration,
    MaybeFolder,
    MaybePublicFile,
    Name,
    Octets,
    PublicFile,
    RoleField,
)
from mailflows.desk import USUAL_FIELDS
from mailflows.needs import cannot_be_given, usual_fields
from mailflows.shifts.office import Hours

Ceiling = Literal["clear", "green", "amber", "red"]
Country = Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]  # ISO 3166-1
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Pace(BaseModel):
    """[pace]: how often, how long, how many at once."""

    model_config = SHAPE
    hold: Duration = Field(default=90 * SECOND, le=HOUR)
    tick: Duration = Field(default=30 * SECOND, le=10 * MINUTE)
    digest: Duration = Field(default=2 * HOUR, ge=MINUTE, le=24 * HOUR)
    look_every: Duration = Field(default=5 * MINUTE, ge=SECOND, le=HOUR)
    idle_renew: Duration = Field(default=280 * SECOND, ge=SECOND, le=5 * MINUTE)
    workers: int = Field(default=2, ge=1, le=64)
    stop_within: Duration = Field(default=20 * SECOND, ge=SECOND, le=80 * SECOND)


class Promises(BaseModel):
    """[promises]: what reporters may count on, and how much automatic mail there is at most."""

    model_config = SHAPE
    first_answer: MaybeDuration = Field(default=None, ge=MINUTE)
    acks_per_address: int = Field(default=1, ge=0, le=100)
    outbound_per_ticket: int = Field(default=5, ge=0, le=1000)
    acks_an_hour: int = Field(default=300, ge=1, le=100_000)
    tickets_per_address: int = Field(default=50, ge=1, le=1000)
    flood: int = Field(default=30, ge=1, le=100_000)
    flood_from_one: int = Field(default=5, ge=1, le=100_000)


class Clocks(BaseModel):
    """[clocks]: how long everything may take, where that is not as shipped."""

    model_config = SHAPE
    file: MaybePublicFile = None


class BranchEntry(BaseModel):
    """[[branch]]: another office, by whose clock the tickets of certain countries run."""

    model_config = SHAPE
    name: Name
    countries: tuple[Country, ...] = Field(min_length=1, max_length=60)
    time_zone: Zone
    weekend: tuple[Weekday, ...] = Field(default=("sat", "sun"), max_length=6)
    hours: OpenHours = Hours(8 * 60, 20 * 60)
    ramadan_hours: MaybeHours = None
    holidays_file: MaybePublicFile = None


class OfficeSection(BaseModel):
    """[office]: when people are there."""

    model_config = SHAPE
    time_zone: Zone = "UTC"
    weekend: tuple[Weekday, ...] = Field(default=("sat", "sun"), max_length=6)
    hours: OpenHours = Hours(8 * 60, 20 * 60)
    ramadan_hours: MaybeHours = None
    holidays_file: MaybePublicFile = None
    night_oncall: StrictBool = False


class Limits(BaseModel):
    """[limits]: what is too large, and how little room on the disk is too little."""

    model_config = SHAPE
    mail_bytes: Octets = Field(default=36 << 20, ge=64 << 10, le=100 << 20)
    free_space: Octets = 200 * 10**6
    evidence_bytes: Octets = Field(default=100 * 10**6, ge=10**6, le=256 * 10**6)


class Examine(BaseModel):
    """[examine]: where hostile mail is taken apart. No socket: the daemon starts the sandbox itself."""

    model_config = SHAPE
    socket: MaybeFolder = None


class RoleEntry(BaseModel):
    """[[role]]: someone tickets are escalated to, by name."""

    model_config = SHAPE
    name: Name
    address: Address
    certificate_file: PublicFile
    language: Language = "en"
    tlp: Ceiling = "red"
    consent: StrictBool = True
    fields: tuple[RoleField, ...] = USUAL_FIELDS
    required: tuple[RoleField, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_usual(cls, said: object) -> object:
        """A platform may be given what platforms ask back, where nobody says otherwise."""
        if isinstance(said, dict) and "fields" not in said and isinstance(said.get("name"), str):
            return {**said, "fields": list(usual_fields(said["name"]))}
        return said

    @model_validator(mode="after")
    def _can_be_filled(self) -> Self:
        if needed := cannot_be_given(self.name, self.fields):
            raise ValueError(f"role {self.name} should have these among its fields as well: {', '.join(needed)}")
        if never := sorted(set(self.required) - set(self.fields)):
            raise ValueError(f"required should name only what stands in fields: {', '.join(never)}")
        return self
