"""Fixtures every room shares."""

from tests.desk import new_desk, sandbox, warm
from tests.people import gpg_home, people

__all__ = ["gpg_home", "new_desk", "people", "sandbox", "warm"]
