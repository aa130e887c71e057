"""What is asked of the words and pages of a frightening mail or file."""

from mailflows.examine.look import Look

OF_BODIES: tuple[Look, ...] = ()
