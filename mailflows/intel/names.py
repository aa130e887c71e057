"""Whose name a frightening mail wears: the desk's own, a partner's, or that of somebody who works here."""

from collections.abc import Iterator

from db.papers import name_of
from db.questions import active_at_the_desk
from mailflows.addresses import folded_address
from mailflows.answer import read_address
from mailflows.examine.clean import defanged
from mailflows.examine.finding import Severity
from mailflows.examine.headers.folding import loose, plain_words
from mailflows.examine.seen import VISIBLE, Saw
from mailflows.intel.meeting import Meeting

NAMES = 10  # of one letter that are compared
SHORT = 6  # letters of a single word that anybody may be called

Words = tuple[str, ...]


def wears_our_name(meeting: Meeting) -> Iterator[tuple[str, Saw]]:
    """S04: the sender calls themselves like the desk, a partner or somebody who works here, from another address."""
    worn = meeting.of_kind("name")[:NAMES]
    if not worn:
        return
    ours, addresses = _known(meeting)
    for one in worn:
        senders = [sender.value for sender in meeting.of_kind("sender") if sender.path == one.path]
        if any(folded_address(sender) in addresses for sender in senders):
            continue
        said = _words(one.value)
        for name, whose, whole in ours:
            if said == name or (not whole and _within(name, said)):
                weak = whole and len(name) == 1
                evidence = defanged(f"{one.value}: the name of {whose}; from {', '.join(senders[:2]) or 'nobody'}")
                yield one.path, Saw("From", evidence, VISIBLE, Severity.LOW if weak else None, 1 if weak else None)
                break


def _known(meeting: Meeting) -> tuple[list[tuple[Words, str, bool]], frozenset[str]]:
    """Names as their words, whose each is, and whether it must be all of what is shown; and the true addresses."""
    books, desk = meeting.books, meeting.desk
    people = active_at_the_desk(books)
    names = [(_words(desk.name), "the desk", False)]
    names += [(_words(role.name.replace("_", " ")), f"the role {role.name}", False) for role in desk.roles.values()]
    names = [one for one in names if len(one[0]) > 1 or len("".join(one[0])) > SHORT]
    names += [(_words(name_of(books, person)), "somebody at the desk", True) for person in people]
    true = (desk.address, *desk.aliases, *(role.address for role in desk.roles.values()))
    addresses = frozenset(map(folded_address, (*true, *(read_address(books, person) for person in people))))
    return [one for one in names if one[0]], addresses


def _words(name: str) -> Words:
    return tuple(map(loose, plain_words(name)))


def _within(name: Words, said: Words) -> bool:
    return any(said[at : at + len(name)] == name for at in range(len(said) - len(name) + 1))
