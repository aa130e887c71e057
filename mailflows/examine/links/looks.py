"""What is asked of links, wherever they stood."""

from mailflows.examine.links import borrowed, carried, handing, posing, tricks
from mailflows.examine.look import Look

OF_LINKS: tuple[Look, ...] = tricks.ROWS + borrowed.ROWS + carried.ROWS + handing.ROWS + posing.ROWS
