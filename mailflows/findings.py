"""Findings as they lie in the store, read back into what the looks made."""

from db.papers import read_paper, ticket_key
from db.store import Books
from db.tables import Look, Ticket
from mailflows.examine.finding import Finding, Group, Severity


def read_finding(books: Books, ticket: Ticket, row: Look) -> Finding:
    paper = read_paper(ticket_key(books, ticket), f"look:{row.id}", row.sealed)
    return Finding(**(paper | {"severity": Severity(paper["severity"]), "group": Group(paper["group"])}))
