"""Believing a list no more than a mail: what a child read out of it is checked again, value by value."""

from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from mailflows.examine.clean import one_line
from mailflows.examine.indicators.feed import (
    INDICATORS,
    LABEL,
    NAME,
    REFUSED,
    TROUBLES,
    UNREADABLE,
    Feed,
    Indicator,
    unreadable,
)
from mailflows.examine.indicators.spelling import LONGEST, spelled
from mailflows.examine.indicators.wellknown import refusal
from mailflows.examine.observable import KINDS

_REASONS = tuple(sorted(REFUSED | UNREADABLE))


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Indicator(_Shape):
    kind: Literal[KINDS]  # type: ignore[valid-type]
    value: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    label: Annotated[str, Field(max_length=LABEL), AfterValidator(partial(one_line, limit=LABEL))]


class _Feed(_Shape):
    name: Annotated[str, Field(max_length=NAME), AfterValidator(partial(one_line, limit=NAME))]
    date: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
    indicators: tuple[_Indicator, ...] = Field(max_length=INDICATORS)
    refused: tuple[tuple[Literal[_REASONS], Annotated[int, Field(ge=1)]], ...] = Field(max_length=len(_REASONS))  # type: ignore[valid-type]
    trouble: Literal[TROUBLES]  # type: ignore[valid-type]


def believed_feed(text: bytes, name: str) -> Feed:
    """The list that an answer tells of; as unreadable where our own code would not have answered so."""
    try:
        told = _Feed.model_validate_json(text)
    except ValidationError:
        return unreadable(name, "unread")
    if any(spelled(one.kind, one.value) != one.value or refusal(one.kind, one.value) for one in told.indicators):
        return unreadable(name, "unread")
    found = tuple(Indicator(one.kind, one.value, one.label) for one in told.indicators)
    return Feed(told.name or one_line(name, NAME), told.date, found, told.refused, told.trouble)
