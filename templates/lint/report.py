"""What `hirz templates lint` prints: a line for each trouble, and how many mails and words each language has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from templates.lint.faults import UNWRITABLE, wanted_in
from templates.lint.samples import sample
from templates.lint.walk import all_tongues, lint
from templates.mails import MAILS, Reader
from templates.words import LANGUAGE, find, write


@dataclass(frozen=True)
class Count:
    """What there is in one language. Words are those of a mail with all it may hold."""

    language: str
    mails: int
    words: int
    longest: str  # the longest mail to a reporter: they have a limit
    longest_words: int

    def __str__(self) -> str:
        longest = f"longest to a reporter: {self.longest}, {self.longest_words} words" if self.longest else "none yet"
        return f"{self.language}: {self.mails} mails, {self.words} words; {longest}"


def report(folder: Path | None, today: date | None) -> tuple[list[str], bool]:
    """The lines to print, and whether all is well. `folder`: an operator's mails, looked over in place of ours."""
    theirs = {one.name for one in folder.iterdir() if one.is_dir()} if folder else set()
    tongues = tuple(dict.fromkeys((*all_tongues(), *sorted(filter(LANGUAGE.fullmatch, theirs)))))
    troubles = list(dict.fromkeys(str(trouble) for trouble in lint(folder, tongues, today)))
    counts = [str(count) for count in counted(folder, tongues)]
    end = f"{len(troubles)} to put right" if troubles else "nothing to put right"
    return [*troubles, *counts, end], not troubles


def counted(folder: Path | None, tongues: tuple[str, ...]) -> Iterator[Count]:
    """What there is in each language, whether or not all is well with it."""
    for language in tongues:
        lengths = {}
        for name in wanted_in(language, folder):
            if find(language, f"{name}.txt", folder):
                try:
                    lengths[name] = len(write(name, language, sample(MAILS[name]), folder).text.split())
                except UNWRITABLE:
                    lengths[name] = 0
        longest = max((n for n in lengths if MAILS[n].reader is Reader.REPORTER), key=lambda n: lengths[n], default="")
        yield Count(language, len(lengths), sum(lengths.values()), longest, lengths.get(longest, 0))
