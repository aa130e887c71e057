"""What the desk wrote down about a letter: how it came, who is proven, and what it took from inside."""

from dataclasses import dataclass
from typing import Any

from db.papers import entry_paper
from db.questions import certificates_of, entries_of, ticket_named
from tests.desk import LivingDesk


@dataclass(frozen=True)
class Filed:
    """One letter as it stands in the store."""

    protection: str
    proof: str
    language: str
    paper: dict[str, Any]  # from, subject, text, date, message_id, files
    keys: tuple[str, ...]  # how the certificates of who wrote it stand

    @property
    def file_names(self) -> list[str]:
        return [name for _, name, *_ in self.paper["files"]]


def letters_in(desk: LivingDesk, tag: str) -> list[Filed]:
    """The letters of a ticket, oldest first."""
    with desk.books() as books:
        ticket = ticket_named(books, tag)
        assert ticket is not None, tag
        found = []
        for entry in entries_of(books, ticket.id):
            if entry.kind == "letter":
                standing = certificates_of(books, entry.person_id or "")
                found.append(
                    Filed(
                        protection=entry.protection,
                        proof=entry.proof,
                        language=ticket.language,
                        paper=dict(entry_paper(books, ticket, entry)),
                        keys=tuple(one.standing for one in standing),
                    )
                )
        return found
