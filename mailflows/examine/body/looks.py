"""What is asked of the words and pages of a frightening mail or file."""

from mailflows.examine.body import asking, built, disguise, named_tricks, passwords
from mailflows.examine.look import Look

OF_BODIES: tuple[Look, ...] = asking.ROWS + named_tricks.ROWS + built.ROWS + disguise.ROWS + passwords.ROWS
