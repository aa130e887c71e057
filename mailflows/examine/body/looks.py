"""What is asked of the words and pages of a frightening mail or file."""

from mailflows.examine.body import asking, built, disguise, named_tricks, passwords, pasting
from mailflows.examine.look import Look

OF_BODIES: tuple[Look, ...] = (
    asking.ROWS + named_tricks.ROWS + pasting.ROWS + built.ROWS + disguise.ROWS + passwords.ROWS
)

# Asked of the reporter's own words too: what somebody wrote to them in a chat can only be pasted.
OF_PASTED: tuple[Look, ...] = tuple(look for look in OF_BODIES if look.id in ("B02", "B06"))
