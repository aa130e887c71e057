"""The menu: a few kinds of trouble in the first answer, the same for everybody, chosen by one number in a reply.

What somebody chose is a hint and no category: a handler sees it, and one tap makes it the category. It may put a
ticket in front of others, and never behind them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.questions import answers_sent
from db.store import Books
from db.tables import Ticket
from mailflows.desk import Desk
from mailflows.intel.alarm import raise_to_p1
from mailflows.letter import Letter
from mailflows.quoting import own_words
from mailflows.spelling import fold
from mailflows.tickets import set_figure

LONGEST = 60  # letters of a line that chooses
MENU = "menu"  # what `ack_mode` says, and where a hint came from


@dataclass(frozen=True)
class Choice:
    """One line of the menu: the kind of trouble it stands for, and whether it is about somebody's life."""

    category: str  # "" for something else: nothing is suggested
    danger: bool = False


# In the order of parts/menu.txt.
CHOICES: Mapping[int, Choice] = {
    1: Choice("account_compromise"),
    2: Choice("account_suspension"),
    3: Choice("phishing_suspicious_message"),
    4: Choice("device_suspicious"),
    5: Choice("cyberbullying_harassment"),
    6: Choice("doxxing", danger=True),
    7: Choice("sextortion_ncii", danger=True),
    8: Choice("threats_violence", danger=True),
    9: Choice(""),
}
# A number alone on its line, with a word for "number" before it and a mark behind it at most, or a line of the menu
# as it stands there; all folded.
_NUMBER = re.compile(
    r"(?:(?:n|no|nr|number|option|numero|choix|رقم|الرقم|خيار|الخيار|شماره|گزينه)\b)?[\s.:#°(]*(\d)(?:[\s.)،-]*|\s?:\s.*)"
)


def chosen_in(letter: Letter) -> int | None:
    """The number that a reply begins with, in digits of any script; None where its first line says anything else."""
    first = own_words(letter.text).text.partition("\n")[0]
    found = _NUMBER.fullmatch(fold(first).strip()) if len(first) <= LONGEST else None
    number = int(found[1]) if found else 0
    return number if number in CHOICES else None


def hear_choice(books: Books, desk: Desk, ticket: Ticket, letter: Letter, news: str) -> Choice | None:
    """What a letter in a ticket's thread chose; only until a person wrote, who may ask a number."""
    if desk.ack_mode != MENU or news != "new_letter":
        return None
    if (number := chosen_in(letter)) is None or answers_sent(books, ticket.id):
        return None
    return CHOICES[number]


def note_choice(books: Books, ticket: Ticket, choice: Choice | None, now: datetime) -> tuple[str, ...]:
    """Keeps the hint with the ticket's figures, and raises the ticket where it is about somebody's life."""
    if choice is None:
        return ()
    if choice.category:
        set_figure(books, ticket, "hint", choice.category)
        set_figure(books, ticket, "hint_from", MENU)
    if choice.danger:
        raise_to_p1(books, ticket, now)
    books.session.add(ticket)
    return ("menu_said",)
