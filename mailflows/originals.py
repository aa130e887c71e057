"""Asking for the original of a suspicious message, with the steps for the mail program that the reporter used."""

from db.papers import entry_paper
from db.questions import last_letter
from db.store import Books
from db.tables import Person, Ticket
from mailflows.letter import CLIENTS

MAIL = "guidance/original_please"

# Mail program -> the flag under which the mail keeps its steps; programs without one get those that fit most.
STEPS = {
    "gmail_web": "in_gmail",
    "outlook_desktop": "in_outlook",
    "outlook_web": "in_outlook_web",
    "apple_mail": "in_apple_mail",
    "thunderbird": "in_thunderbird",
    "proton": "in_proton",
    "tuta": "in_proton",  # its menu has the same two steps
    "roundcube": "in_roundcube",
    "k9": "in_k9",
    "gmail_app": "on_a_phone",
    "outlook_mobile": "on_a_phone",
    "iphone_mail": "on_a_phone",
    "samsung": "on_a_phone",
    "bluemail": "on_a_phone",
    "spark": "on_a_phone",
    "delta_chat": "on_a_phone",
}


def steps_for(books: Books, ticket: Ticket, reporter: Person) -> dict[str, str | bool]:
    """The facts that choose the steps: the program that the reporter's last letter was written in."""
    letter = last_letter(books, ticket.id, reporter.id)
    client = entry_paper(books, ticket, letter).get("client", "") if letter else ""
    client = client if client in CLIENTS else "unknown"
    chosen: dict[str, str | bool] = {"client": client}
    return chosen | ({STEPS[client]: True} if client in STEPS else {})
