"""The names of the words about who is on call, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS: tuple[Word, ...] = ()
