"""What is asked of files of every kind."""

from mailflows.examine.files import names, whole
from mailflows.examine.look import Look

OF_FILES: tuple[Look, ...] = names.ROWS + whole.ROWS
OF_INSIDES: tuple[Look, ...] = names.ROWS_INSIDE + whole.ROWS_INSIDE
