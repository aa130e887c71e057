"""Packing a dangerous file for those who study such files: a zip that only opens with a password."""

PASSWORD = "infected"  # noqa: S105 - no secret: the custom of those who study malware, so that nothing starts by a click


def locked_zip(name: str, content: bytes) -> bytes:
    """A zip with one file in it, encrypted under PASSWORD; inside it is called something harmless, after `name`."""
    raise NotImplementedError
