"""The names of the words whose work is not built yet, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS: tuple[Word, ...] = ()
