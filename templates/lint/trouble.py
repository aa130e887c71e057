"""One thing to put right, with the file and the line where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@dataclass(frozen=True)
class Trouble:
    """What is wrong, and where: a file, and a line of it from 1; 0 where it is about the whole file."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}" if self.line else f"{self.file}: {self.words}"


@dataclass(frozen=True)
class Piece:
    """A stretch of a file: all of it, or what stands below its Subject."""

    file: Traversable
    text: str
    begins: int  # its first line in the file, from 1

    def trouble(self, line: int, words: str) -> Trouble:
        """`line`: within the piece, from 1."""
        return Trouble(shown(self.file), self.begins + line - 1, words)


def shown(file: Traversable) -> str:
    """A file of ours from the package's folder on, an operator's with its whole path."""
    path, ours = Path(str(file)), Path(str(files("templates")))
    return str(path.relative_to(ours.parent)) if path.is_relative_to(ours) else str(path)


def missing(language: str, name: str, operator: Path | None) -> str:
    """Where a file would have to stand: with ours, but for a language that is an operator's own."""
    ours = Path(str(files("templates")))
    theirs = operator is not None and not (ours / language).is_dir() and (operator / language).is_dir()
    return shown((operator if operator and theirs else ours) / language / f"{name}.txt")


def where(said: str, pieces: Iterable[Piece]) -> tuple[str, int]:
    """The file and line in which words of the finished mail were written; their longest run, where facts stand between.

    The first file and 0 where they are nowhere: then they are a fact.
    """
    pieces = list(pieces)
    for run in sorted({said, *_runs(said)}, key=len, reverse=True):
        for piece in pieces:
            for number, line in enumerate(piece.text.split("\n"), piece.begins):
                if len(run) > 2 and run in line:
                    return shown(piece.file), number
    return shown(pieces[0].file), 0


def _runs(said: str) -> Iterable[str]:
    words = said.split()
    return (" ".join(words[at : at + most]) for most in (8, 4, 2, 1) for at in range(max(1, len(words) - most + 1)))
