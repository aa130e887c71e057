"""The words that leave the house: one file per mail and language, and the labels they use."""

from templates.facts import Fact, TooLong
from templates.labels import label, languages
from templates.mails import MAILS, Reader
from templates.words import CannotWrite, Words, note, write

__all__ = ["MAILS", "CannotWrite", "Fact", "Reader", "TooLong", "Words", "label", "languages", "note", "write"]
