"""The names of the words that bring tickets and people together, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS: tuple[Word, ...] = ()
