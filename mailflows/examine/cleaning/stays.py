"""Why a file cannot be cleaned, and so does not leave."""

REASONS = ("unreadable", "too_large", "locked", "comments", "hidden", "kind", "not_cleaned")  # labels "stripping"
OCTETS = 16 * 1024 * 1024  # of a file once it is cleaned


class Stays(ValueError):
    """The file cannot be cleaned; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
