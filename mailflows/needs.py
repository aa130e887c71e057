"""Needs: what a kind of role asks for before it can do anything, beside what each role asks for by itself.

A platform that is not told what harm is near, and that its own form was tried first, answers with a standard line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from mailflows.desk import USUAL_FIELDS, Role

PLATFORM = "platform"


@dataclass(frozen=True)
class Needs:
    """What roles of one kind ask for, by the fields of a ticket."""

    every: tuple[str, ...]
    one_of: tuple[str, ...] = ()  # any of them will do
    for_category: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    usual: tuple[str, ...] = USUAL_FIELDS  # what they may be given where nobody said

    @property
    def all(self) -> tuple[str, ...]:
        """Everything that may be asked for."""
        more = (name for names in self.for_category.values() for name in names)
        return tuple(dict.fromkeys((*self.every, *self.one_of, *more)))


NOTHING = Needs(())
# The kind is the role's name, or what stands in front of its first hyphen: platform-meta is a platform.
KINDS: Mapping[str, Needs] = {
    PLATFORM: Needs(
        every=("category", "harm", "form", "owner", "country"),
        one_of=("profile_url", "account"),
        for_category={"account_suspension": ("notice",), "content_takedown": ("notice",)},
        usual=(
            *("tag", "category", "platform", "profile_url", "account", "notice"),
            *("appeal", "since", "country", "harm", "form", "owner"),
        ),
    )
}


def kind_of(name: str) -> str:
    """The kind of a role with needs of its own; "" for all others."""
    kind = name.partition("-")[0]
    return kind if kind in KINDS else ""


def needs_of(name: str) -> Needs:
    return KINDS.get(kind_of(name), NOTHING)


def usual_fields(name: str) -> tuple[str, ...]:
    """What a role of this name may be given where nobody said."""
    return needs_of(name).usual


def cannot_be_given(name: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    """What a role of this name has to be told and may not, as its fields stand: nothing could ever be sent to it."""
    return tuple(one for one in needs_of(name).all if one not in fields)


def unmet(role: Role, values: Mapping[str, object]) -> tuple[str, ...]:
    """What the role, or its kind, asks for and nobody filled; of several that would do, the first."""
    needs = needs_of(role.name)
    asked = [*role.required, *needs.every, *needs.for_category.get(str(values.get("category", "")), ())]
    if needs.one_of and not any(values.get(name) for name in needs.one_of):
        asked.append(needs.one_of[0])
    if role.name == PLATFORM:
        asked.append("platform")  # it stands for all of them
    return tuple(name for name in dict.fromkeys(asked) if not values.get(name))


def of_this_kind(kind: str, names: Mapping[str, Role]) -> tuple[str, ...]:
    """Which of the desk's roles are meant by this name: the role itself, and where it is a kind, all of that kind."""
    return tuple(name for name in names if name == kind or (kind in KINDS and kind_of(name) == kind))


def other_roles(meant: Iterable[str], names: Mapping[str, Role], but: str) -> tuple[str, ...]:
    """Whom the desk may call beside one that stays silent; `meant`: the roles that the category names."""
    found = (name for kind in meant for name in of_this_kind(kind, names))
    return tuple(name for name in dict.fromkeys(found) if name != but)
