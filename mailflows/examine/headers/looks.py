"""What is asked of the headers of the mail that frightened, and of nothing else."""

from mailflows.examine.headers import borrowed, route, sender
from mailflows.examine.look import Look

OF_HEADERS: tuple[Look, ...] = route.ROWS + sender.ROWS + borrowed.ROWS
