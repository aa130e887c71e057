"""A file that lies in no folder: what gpg must be given by name, without a name or an octet of it on any disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from pgp.errors import GpgBroken


@contextmanager
def file_in_memory(data: bytes) -> Iterator[str]:
    """The name under which our own child processes may open `data` (memfd_create(2)), for as long as the `with` lasts.

    A certificate names a person; even on a tmpfs it would be found by whoever may list a folder. Raises GpgBroken.
    """
    try:
        number = os.memfd_create("hirz", os.MFD_CLOEXEC)
    except OSError:
        raise GpgBroken("no memory for a file without a name") from None
    try:
        with os.fdopen(os.dup(number), "wb") as file:
            file.write(data)
        yield f"/proc/{os.getpid()}/fd/{number}"
    finally:
        os.close(number)
