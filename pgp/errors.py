"""What can go wrong that is not the sender's doing.

    Exception
    ├── GpgBroken        gpg, its agent, the disk or the keyring fails us: try again later, blame no mail
    │   └── GpgTimedOut  gpg did not end before its deadline and was killed
    └── CannotSeal       this certificate must not or cannot be sealed to now: hold the mail, tell a handler

Whatever is wrong with a mail itself is no exception: it is a reason in `Opened.reasons` (see `pgp.reasons`).
Messages of these exceptions may be logged; they hold words of ours only, never a byte of a mail or a key.
"""


class GpgBroken(Exception):
    """The OpenPGP machinery of this desk does not work now. Transient until a canary says otherwise."""


class GpgTimedOut(GpgBroken):
    """gpg was killed at its deadline."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"gpg did not end within {seconds:g} s")
        self.seconds = seconds


class CannotSeal(Exception):
    """Nothing can be sealed to this certificate now; `reason` is a key of `pgp.reasons.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
