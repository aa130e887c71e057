"""Whom a word calls: the role of the config that a value names, and the person who stands for it in the store."""

from db.tables import Person
from mailflows.commands.case import Case, Refused
from mailflows.desk import Role
from mailflows.roles import stands_for
from mailflows.spelling import meant


def role_called(said: str, case: Case) -> str:
    """The role of this name, however it was typed; "" where there is none."""
    return meant(said, dict.fromkeys(case.desk.roles, ()))


def partner(said: str, case: Case) -> tuple[Role, Person]:
    """The role and who stands for it. Raises Refused with the roles there are."""
    role = case.desk.roles.get(role_called(said, case))
    person = stands_for(case.books, role.name) if role else None
    if role is None or person is None:
        raise Refused("no_such_role", ", ".join(sorted(case.desk.roles)))
    return role, person
