"""Apart: one ticket or one person whose rows do not open is left aside, and the round goes on for everybody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from db.store import Books, StoreBusy


@dataclass(frozen=True)
class LeftAside:
    """What a round could not do, in words of ours."""

    what: str  # "ticket" or "person"
    ident: str
    trouble: BaseException


class Went(int):
    """How much a round found to do, and what it left aside."""

    left: tuple[LeftAside, ...]

    def __new__(cls, count: int, left: list[LeftAside]) -> Self:
        went = super().__new__(cls, count)
        went.left = tuple(left)
        return went


@contextmanager
def apart(books: Books, what: str, ident: str, left: list[LeftAside]) -> Iterator[None]:
    """What is done for one of many; where it fails it is taken back and put with the others that were left aside.

    Raises StoreBusy: a store that cannot be written is everybody's trouble.
    """
    try:
        with books.session.begin_nested():
            yield
    except StoreBusy:
        raise
    except Exception as trouble:  # noqa: BLE001  # whatever a damaged row makes of itself: see daemon/rounds.py
        left.append(LeftAside(what, ident, trouble))
