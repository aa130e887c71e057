"""The names of the words about oneself, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS: tuple[Word, ...] = ()
