"""Words of a mail that may open what is locked in it: "the password is 1234", in the languages people are fooled in."""

from mailflows.examine.seen import Mail

MOST = 10  # words that are tried


def words_that_may_open(_mail: Mail) -> tuple[str, ...]:
    """Passwords that the text of a mail offers, the likeliest first, at most 10 of at most 64 characters (B14)."""
    return ()
