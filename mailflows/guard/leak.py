"""What the guard finds, and the code by which whoever wrote the mail may insist on it."""

import hashlib
from dataclasses import dataclass

from db.store import Books
from db.tables import Person, Ticket
from mailflows.commands.refused import Refused

# Keys of the labels "why", in the order in which they are told.
KINDS = (
    "leak_handler_name",
    "leak_handler_address",
    "leak_handler_key",
    "leak_nonce",
    "leak_note",
    "leak_other_tag",
    "leak_other_text",
)
CODE = 8  # letters
SPOKEN = "abcdefghjkmnpqrstuvwxyz23456789"  # as nonces are
SHOWN = 100  # characters of what was found that are shown back


@dataclass(frozen=True)
class Leak:
    """Something of the desk's own that would leave: which kind of KINDS, and the place in the text."""

    kind: str
    shown: str


class Leaking(Refused):
    """A mail that would tell what nobody outside may know; `code` is how its author insists."""

    def __init__(self, leaks: tuple[Leak, ...], code: str) -> None:
        super().__init__(leaks[0].kind, f"#confirm {code}")
        self.leaks, self.code = leaks, code


def code_for(books: Books, ticket: Ticket | None, author: Person, text: str) -> str:
    """The code for exactly this text of this author in this ticket: another text needs another one."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    number = int(books.vault.mark("insist", f"{author.id} {ticket.id if ticket else ''} {digest}"), 16)
    letters = []
    for _ in range(CODE):
        number, at = divmod(number, len(SPOKEN))
        letters.append(SPOKEN[at])
    return "".join(letters)
