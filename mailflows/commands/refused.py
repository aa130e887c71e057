"""What a word raises that cannot be done."""


class Refused(Exception):
    """A word that cannot be done; `why` is a key of the labels "why". Nothing of the mail is done then."""

    def __init__(self, why: str, nearest: str = "") -> None:
        super().__init__(why)
        self.why, self.nearest = why, nearest
