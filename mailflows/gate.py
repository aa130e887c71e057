"""The gate: which mail is set aside instead of answered, and why. First rule that speaks decides."""

from collections.abc import Callable
from dataclasses import dataclass

from mailflows.addresses import fit_address, same_address
from mailflows.desk import Desk
from mailflows.letter import Letter
from mailflows.threads import our_message_id


@dataclass(frozen=True)
class Caller:
    """What the gate looks at: the letter as read, and the desk it was written to."""

    letter: Letter
    desk: Desk

    def header(self, name: str) -> str:
        return next((value for field, value in self.letter.headers if field == name), "")


Rule = Callable[[Caller], str | None]

ROBOTS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces")
BULK = ("bulk", "junk", "list", "auto_reply")


def from_ourselves(caller: Caller) -> str | None:
    """Our own mail back in the mailbox, by an alias or a forward (LOOP-03)."""
    own = (caller.desk.address, *caller.desk.aliases)
    if any(same_address(sender.address, mine) for sender in caller.letter.senders for mine in own):
        return "own_mail"
    return "own_mail" if our_message_id(caller.letter.message_id, caller.desk) else None


def bounced(caller: Caller) -> str | None:
    """A report about a mail that could not be delivered (RFC 3464); never read as somebody's letter."""
    return "bounce" if caller.header("content-type").startswith("multipart/report") else None


def automatic(caller: Caller) -> str | None:
    """Mail that says a machine sent it (RFC 3834 section 5, LOOP-01); answering it could loop."""
    marked = caller.header("auto-submitted").split(";")[0].strip().lower()
    if marked and marked != "no":
        return "automatic_mail"
    if caller.header("return-path").strip() == "<>" or caller.header("x-auto-response-suppress"):
        return "automatic_mail"
    if caller.header("precedence").strip().lower() in BULK:
        return "automatic_mail"
    return "automatic_mail" if caller.header("x-loop") or caller.header("x-failed-recipients") else None


def from_a_list(caller: Caller) -> str | None:
    """Mail of a list that somebody subscribed the desk to (LOOP-09)."""
    return "list_mail" if caller.header("list-id") or caller.header("list-unsubscribe") else None


def from_nobody(caller: Caller) -> str | None:
    """Exactly one From with exactly one address, or nobody can be answered (SIG-05, SIG-22)."""
    senders = caller.letter.senders
    return None if len(senders) == 1 and fit_address(senders[0].address) else "no_single_sender"


def from_a_robot(caller: Caller) -> str | None:
    """Addresses that machines write from."""
    return "automatic_mail" if caller.letter.senders[0].address.partition("@")[0].lower() in ROBOTS else None


RULES: tuple[Rule, ...] = (from_ourselves, bounced, automatic, from_a_list, from_nobody, from_a_robot)


def reason_to_set_aside(letter: Letter, desk: Desk) -> str | None:
    """Why this letter gets no answer: a key of the labels "aside", or None where it is to be answered."""
    caller = Caller(letter, desk)
    return next((reason for rule in RULES if (reason := rule(caller))), None)
