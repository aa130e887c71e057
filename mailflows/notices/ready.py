"""Ready replies: a few lines of commands that fit this ticket, to be sent back with one tap or copied by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mailflows.commands.choices import CHOICES
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from mailflows.needs import PLATFORM, kind_of
from mailflows.notices.standing import suggested
from templates import label

LAB = "threat_lab"
NOT_CALLED = frozenset({"sysadmin"})  # a role for the desk's own keys; nobody's trouble is handed there
ASK_FOR = frozenset({"original_mail", "forwarded_mail", "headers"})  # what is missing that the reporter can send
CALLS = frozenset({"dangerous", "real_security_alert"})  # verdicts that somebody else should look at too
GUIDANCE = 2  # ready mails that are offered at once

# Which ready mail fits what was found, where the category names none.
FITS_FINDINGS: Mapping[str, str] = {"phishing_suspicious_message": "guidance/phishing_suspicious_message"}


# What usually comes back, by the kind of role or its name; "" are all others.
RESULTS: Mapping[str, tuple[str, ...]] = {
    PLATFORM: ("restored", "removed", "refused", "need_more"),
    LAB: ("confirmed", "cleared", "need_more"),
    "": ("done", "refused", "need_more"),
}


@dataclass(frozen=True)
class Known:
    """What decides which replies fit."""

    mine: bool  # the reader has the ticket already
    category: str
    looks: frozenset[str]  # ids of what was found
    verdict: str
    missing: frozenset[str]
    part: int  # the first sealed part that can be opened; 0 where there is none
    roles: tuple[str, ...]  # those whom this desk can call
    works: bool = True  # the reader works on tickets
    hint: str = ""  # the kind of trouble that they chose from the menu
    answered: str = ""  # the role that just answered


@dataclass(frozen=True)
class Ready:
    """One reply: what it does, in the reader's language, and the lines that do it."""

    label: str
    words: str

    def row(self, nonce_line: str) -> dict[str, str]:
        """For the template; `whole` answers without quoting anything, and so says what binds it (RFC 6068)."""
        _, _, tag, nonce, _ = nonce_line.split()
        return {"label": self.label, "words": self.words, "whole": f"{self.words}\n#ticket {tag} {nonce}"}


def ready_replies(known: Known, tongue: str) -> tuple[Ready, ...]:
    """Those that fit this ticket, the likeliest first; none that the grammar would not understand as it stands."""
    offered = (Ready(said, words) for said, words in _offers(known, tongue) if understood(words, known.roles))
    return tuple(offered) if known.works else ()


def results_of(role: str) -> tuple[str, ...]:
    """What usually comes back from a role of this kind; nothing where no role answered."""
    return RESULTS.get(kind_of(role) or role, RESULTS[""]) if role else ()


def fitting_guidance(known: Known) -> tuple[str, ...]:
    """The ready mails for this category, else for what was found: keys of GUIDANCE that this desk has."""
    likely = known.hint or suggested(known.looks)
    wanted = [f"guidance/{known.category}", f"guidance/{likely}", FITS_FINDINGS.get(likely, "")]
    if known.verdict in ("dangerous", "suspicious"):
        wanted.append("what_we_found")
    return tuple(dict.fromkeys(key for key in wanted if key in CHOICES["guidance"]))[:GUIDANCE]


def spoken_guidance(key: str) -> str:
    """How a handler says the name of a ready mail: its own key where that is one word, else the first spelling."""
    return key if "/" not in key else str(next(iter(CHOICES["guidance"][key]))).replace(" ", "-")


def _offers(known: Known, tongue: str) -> Iterator[tuple[str, str]]:
    def say(key: str, **told: str) -> str:
        return label("ready", key, tongue).format(**told)

    take = [] if known.mine else ["#take"]
    if take:
        yield say("take"), "#take"
    for result in results_of(known.answered):
        told = say("returned", role=known.answered, result=label("result", result, tongue))
        yield told, _lines(*take, f"#returned {known.answered} {result}")
    if known.missing & ASK_FOR:
        yield say("ask_original" if known.mine else "take_ask"), _lines(*take, "#send original_please")
    for key in fitting_guidance(known):
        name = label("mail", key, tongue)
        yield say("send" if known.mine else "take_send", name=name), _lines(*take, f"#send {spoken_guidance(key)}")
    if known.part:
        yield say("open", number=str(known.part)), f"#open {known.part}"
    if (role := _whom_to_call(known)) is not None:
        yield say("escalate", role=role), _lines(*take, f"#escalate {role}")
    if not known.category and (likely := known.hint or suggested(known.looks)):
        yield say("category", category=label("category", likely, tongue)), f"#category {likely}"
    yield say("snooze"), "#snooze 1h"


def _whom_to_call(known: Known) -> str | None:
    """The threat lab, else whoever this desk can call, where the findings are grave enough."""
    if known.verdict not in CALLS:
        return None
    called = [role for role in known.roles if role not in NOT_CALLED]
    return LAB if LAB in called else next(iter(called), None)


def _lines(*words: str) -> str:
    return "\n".join(words)


@lru_cache(maxsize=512)
def understood(words: str, roles: tuple[str, ...]) -> bool:
    """Whether the grammar takes these lines as they stand: a word that this desk does not have is never offered."""
    read = read_commands(words, WORDS, {**CHOICES, "role": dict.fromkeys(roles, ())})
    known = len(read.spoken) == len(words.split("\n"))
    return not read.problems and known and not any(one.word.text == "required" for one in read.spoken)
