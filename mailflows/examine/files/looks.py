"""What is asked of files of every kind."""

from mailflows.examine.archives import disks
from mailflows.examine.files import acting, disguises, names, patterns, pointers, programs, shortcuts, whole
from mailflows.examine.look import Look
from mailflows.examine.showing import Showing

OF_FILES: tuple[Look, ...] = (
    names.ROWS + disguises.ROWS + acting.ROWS + shortcuts.ROWS + pointers.ROWS + disks.ROWS + whole.ROWS
)
OF_INSIDES: tuple[Look, ...] = (
    disguises.ROWS_INSIDE + shortcuts.ROWS_INSIDE + programs.ROWS + patterns.ROWS + whole.ROWS_INSIDE
)
SHOWINGS: tuple[Showing, ...] = pointers.SHOWINGS
