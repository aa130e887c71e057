"""What was drafted: one mail as it would leave, how it lies in the store, and how whoever confirms it is shown it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from db.questions import person_by_id
from db.store import Books
from db.tables import Ticket
from mailflows.answer import read_address
from mailflows.desk import Desk
from mailflows.errands import Errand, Task, errand_paper, read_errand
from mailflows.leaving import Held, seal_for
from mailflows.wording import mail_words
from templates import Words

AS_IT_IS = ("to_person_id", "name", "part", "brings_key", "plain", "language", "moves")  # fields of a draft's paper


@dataclass(frozen=True)
class Drafted:
    """One mail as it would leave."""

    to_person_id: str
    name: str  # of the template
    facts: Mapping[str, Any] = field(repr=False)
    part: str = ""  # as what the reader belongs to the ticket
    brings_key: bool = False
    plain: bool = False  # leaves unsealed, whatever the ticket held; for a second person alone to confirm
    language: str = ""  # another one than the reader's
    task: Task | None = None  # done when it leaves, such as bringing files along
    moves: str = ""  # the status the ticket goes to, where it may
    hold: timedelta | None = None  # how long it waits once it is confirmed, where that is not the desk's own

    def paper(self) -> dict[str, Any]:
        """As it lies under the ticket's key."""
        errand = errand_paper(Errand(self.task, self.name, {})) if self.task else None
        hold = self.hold.total_seconds() if self.hold is not None else None
        return {**vars(self), "facts": dict(self.facts), "task": errand, "hold": hold}

    @classmethod
    def read(cls, paper: Mapping[str, Any]) -> "Drafted":
        """What was drafted, from its paper."""
        errand = read_errand(paper["task"])
        facts = {name: tuple(said) if isinstance(said, list) else said for name, said in paper["facts"].items()}
        hold = timedelta(seconds=paper["hold"]) if paper["hold"] is not None else None
        own = {name: paper[name] for name in AS_IT_IS}
        return cls(**own, facts=facts, task=errand.task if errand else None, hold=hold)


def words_of(books: Books, desk: Desk, mail: Drafted) -> Words:
    """The draft's words as they would leave today. Raises CannotWrite, TooLong."""
    language = mail.language or person_by_id(books, mail.to_person_id).language
    return mail_words(desk, mail.name, language, mail.facts, wanted=bool(mail.language))


def digest_of(words: Words) -> str:
    """What tells two mails apart by what their reader would see."""
    return hashlib.sha256(f"{words.language}\n{words.subject}\n{words.text}".encode()).hexdigest()


def shown(books: Books, desk: Desk, ticket: Ticket, mail: Drafted, now: datetime) -> dict[str, Any]:
    """The whole mail for whoever decides about it: its words, to whom they go, and how they would leave today."""
    to, words = person_by_id(books, mail.to_person_id), words_of(books, desk, mail)
    chosen = seal_for(books, desk, to, ticket, now, plainly=mail.plain)
    facts = {"tag": ticket.name, "to": read_address(books, to), "subject": words.subject, "said": barred(words.text)}
    if isinstance(chosen, Held):
        return {**facts, "how": "held", "held": chosen.reason}
    how = "plain" if chosen.certificate is None else "sealed_offered" if chosen.unproven else "sealed"
    return {**facts, "how": how, "fingerprint": chosen.fingerprint}


def bound_to(books: Books, desk: Desk, ticket: Ticket, mail: Drafted, now: datetime) -> dict[str, str]:
    """To which address it would leave today, how and for which key: what was agreed to together with its words."""
    return bound_as(shown(books, desk, ticket, mail, now))


def bound_as(seen: Mapping[str, Any]) -> dict[str, str]:
    """The same of a mail that was shown already."""
    how = "sealed" if seen["how"] == "sealed_offered" else seen["how"]  # a key that was proven since is the same key
    return {"to": seen["to"], "how": how, "fingerprint": seen.get("fingerprint", "")}


def barred(text: str) -> str:
    """Each line behind a bar, all of them and none changed: nothing in it is read as a word or as a line of ours."""
    return "\n".join(f"| {line}".rstrip() for line in text.rstrip("\n").split("\n"))
