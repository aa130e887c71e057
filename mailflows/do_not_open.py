"""Do not open it: what leaves by itself where a letter holds what is surely dangerous, and its writer is surely they.

Hard evidence alone counts, never a sum of hints, and never what stands in a list: who sends us a name of their own must
not learn from an answer whether we know it. An exercise of somebody's employer is no danger. A flood of such letters
is answered a few times a day.
"""

from datetime import datetime

from db.store import Books
from db.tables import Ticket
from mailflows.answer import Post, answer, on_the_tick, read_address, within_budget
from mailflows.by_itself import withheld
from mailflows.desk import Desk
from mailflows.examine.finding import FROM_MEMORY
from mailflows.examine.verdict import Word, verdict
from mailflows.judging import overridden
from mailflows.letter import Examined
from mailflows.people import Proof, Sender, root_mark
from pgp.opened import Opened, Protection

MAIL = "do_not_open"
A_DAY = 5  # to one mailbox


def surely_dangerous(examined: Examined) -> bool:
    """Whether what lies in the letter itself convicts it."""
    seen = [one for one in examined.findings if one.look not in FROM_MEMORY]
    judged = verdict(seen, examined.evidence, examined.unread)
    return judged.word is Word.DANGEROUS and judged.hard


def warn(
    books: Books, desk: Desk, ticket: Ticket, sender: Sender, opened: Opened, examined: Examined, now: datetime
) -> tuple[str, ...]:
    """The mail for one letter that just came, where it may leave; what handlers are told: keys of the labels "reason".

    A handler's own word on the ticket outweighs what the rules say.
    """
    said = overridden(books, ticket)
    if not surely_dangerous(examined) or (said is not None and said[0] is not Word.DANGEROUS):
        return ()
    proven = sender.proof is Proof.PINNED and opened.protection is Protection.SEALED
    if withheld(books, ticket, sender.person, MAIL, proven=proven) or sender.person.role != "reporter":
        return ()
    roots = (root_mark(books, read_address(books, sender.person)),)
    if not within_budget(books, desk, ticket, roots, now, purse=MAIL, most=A_DAY):
        return ()
    facts = {"tag": ticket.name, "desk_name": desk.name}
    due = now if sender.proof is Proof.PINNED else on_the_tick(now, desk)
    post = Post(automatic=True, content=True, due_at=due)
    answer(books, desk, ticket, sender.person, MAIL, facts, post, now, proven=proven)
    return ("told_not_to_open",)
