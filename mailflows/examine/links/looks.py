"""What is asked of links, wherever they stood."""

from mailflows.examine.links import tricks
from mailflows.examine.look import Look

OF_LINKS: tuple[Look, ...] = tricks.ROWS
