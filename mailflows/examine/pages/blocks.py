"""Codes drawn with letters or with the cells of a table, made a picture again so that they can be read."""

from collections.abc import Iterator

from PIL import Image

from mailflows.examine.seen import Part


def drawn_with_letters(part: Part) -> Iterator[Image.Image]:
    """The pictures that the lines of a text draw."""
    return iter(())
