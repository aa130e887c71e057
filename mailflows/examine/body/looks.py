"""What is asked of the words and pages of a frightening mail or file."""

from mailflows.examine.body import asking, built
from mailflows.examine.look import Look

OF_BODIES: tuple[Look, ...] = asking.ROWS + built.ROWS
