"""Packing a dangerous file for those who study such files: a zip that only opens with a password."""

import re

from libarchive.write import custom_writer

PASSWORD = "infected"  # noqa: S105 - no secret: the custom of those who study malware, so that nothing starts by a click
_HARMLESS = re.compile(r"[^A-Za-z0-9.]+")
_NAME = 60  # characters


def locked_zip(name: str, content: bytes) -> bytes:
    """A zip with one file in it, encrypted under PASSWORD; inside it is called something harmless, after `name`.

    The lock is the old one of zip, which every program opens: it is there against clicks, and no secret. The file is
    stored as it is, for what was built to be packed small and to unpack huge must not do so once more.
    """
    packed = bytearray()

    def keep(block: bytes) -> int:
        packed.extend(block)
        return len(block)

    with custom_writer(
        keep, "zip", options="zip:encryption=zipcrypt,zip:compression=store", passphrase=PASSWORD
    ) as archive:
        archive.add_file_from_memory(harmless(name), len(content), content, mtime=0)
    return bytes(packed)


def harmless(name: str) -> str:
    """Letters, digits and dots of a name, and an ending that nothing opens."""
    kept = _HARMLESS.sub("", name)[-_NAME:].strip(".")
    return f"{kept or 'file'}.bin"
