"""Looks over the mails: whether they can be written, read and understood, and say nothing that could do harm."""

from templates.lint.direction import scrambled
from templates.lint.faults import faults, operators_faults, wanted_in
from templates.lint.reading import MOST_WORDS
from templates.lint.report import report
from templates.lint.samples import sample
from templates.lint.saying import forbidden
from templates.lint.trouble import Trouble
from templates.lint.walk import all_tongues, lint, uses

__all__ = [
    "MOST_WORDS",
    "Trouble",
    "all_tongues",
    "faults",
    "forbidden",
    "lint",
    "operators_faults",
    "report",
    "sample",
    "scrambled",
    "uses",
    "wanted_in",
]
