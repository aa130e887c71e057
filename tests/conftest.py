"""Fixtures every room shares."""

from tests.people import gpg_home, people

__all__ = ["gpg_home", "people"]
