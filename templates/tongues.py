"""Which languages mails are written in: some in full, some in the mails that matter most, and what stands in for which.

A language of PACKS has no labels: the few facts in its mails that are labels come in English.
"""

from collections.abc import Collection

# The mails that a language must at least have before a desk may answer in it: the first ones, the sealed way, and the
# three kinds of trouble that are told most often.
PACK = (
    "received",
    "cannot_open",
    "how_to_write_sealed",
    "guidance/first_reply",
    "guidance/account_compromise",
    "guidance/phishing_suspicious_message",
    "guidance/account_suspension",
)
PACKS = ("fa", "tr")
# Read by most who speak the other: Sorani and Arabic, Kurmanji and Turkish, the Amazigh languages and French.
INSTEAD = {"ckb": ("ar", "en"), "kmr": ("tr", "en"), "zgh": ("fr", "ar"), "ber": ("fr", "ar")}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi"})
LAST = "en"


def in_order(language: str, default: str, offered: Collection[str] = ()) -> tuple[str, ...]:
    """The languages a mail is looked for in, best first: the reader's, one that most of them read, the desk's, English.

    `offered`: those in which the desk answers; others are passed over, but for the desk's own and English.
    """
    best = (language, *INSTEAD.get(language, ()))
    return (*(one for one in best if not offered or one in offered), default, LAST)
