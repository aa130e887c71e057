"""Words about what became of a call: refer sends a person on, reminder asks again, returned is what came back."""

from dataclasses import replace
from datetime import timedelta

from db.papers import figures_of
from db.questions import member_of
from mailflows.clocks.winding import came_back, set_own, wait_for
from mailflows.commands.by_hand import by_a_person, outward
from mailflows.commands.call.choices import RESULT
from mailflows.commands.call.partners import partner, role_called
from mailflows.commands.case import Case, Done, Refused
from mailflows.consents import must_be_agreed
from mailflows.lengths import length_of
from mailflows.platforms import answered
from mailflows.spelling import meant, plain
from mailflows.tickets import ENDED, MOVES, move, set_figure

ELSEWHERE = "elsewhere"
REACHED = timedelta(days=7)  # after somebody was sent on: did they reach them?
LONGEST = timedelta(days=14)  # as long as the line that binds an answer to a ticket


def refer(value: str, case: Case) -> Done:
    """The person was sent on; whether they were reached is asked in a week. Nobody is written to by this word."""
    name = role_called(value, case)
    keeps = case.named.get("keep") == "yes" or "referred" not in MOVES[case.about.status]
    if not keeps:
        move(case.about, "referred", case.now)
    if keeps:
        set_own(case.books, case.about, case.now + REACHED, case.now)
    set_figure(case.books, case.about, "referred", name or ELSEWHERE)
    set_figure(case.books, case.about, "reached", "")  # of this one nobody knows yet
    day = f"{case.now + REACHED:%Y-%m-%d}"
    more = (case.line("referred_due", day=day),)
    return Done(case.line("referred_to", name=name or value), more=more, change=f"referred {name or ELSEWHERE}")


def reached(value: str, case: Case) -> Done:
    """Whether the person got to where they were sent, as they say; a figure for whoever asks what referrals are worth.

    Where they did not, somebody at the desk takes it up again.
    """
    said = figures_of(case.books, case.about)
    if not said.get("referred"):
        raise Refused("never_referred", "#refer NAME")
    set_figure(case.books, case.about, "reached", value)
    again = value == "no" and case.about.status == "referred" and "active" in MOVES["referred"]
    if again:
        move(case.about, "active", case.now)
    more = (case.line("taken_up_again"),) if again else ()
    return Done(case.line(f"reached_{value}"), more=more, change=f"reached {value}")


def returned(value: str, case: Case) -> Done:
    """What a role answered on the phone or in a form of its own; the ticket is worked on again."""
    said, _, what = plain(value).strip().partition(" ")
    role, _ = partner(said, case)
    if case.handler.role == "threat_lab" and role.name != "threat_lab":
        raise Refused("not_allowed")
    if not (result := meant(what, RESULT)):
        raise Refused("returned_what", f"#returned {role.name} {' | '.join(RESULT)}")
    set_figure(case.books, case.about, f"returned {role.name}", result)
    came_back(case.books, case.about, role.name, case.now)
    answered(case.books, case.about, role.name, case.now, result, unclear="harm" in case.named)
    line = case.line("returned", role=role.name, result=case.word("result", result))
    return Done(line, change=f"returned {role.name} {result}", tells="returned")


def reminder(value: str, case: Case) -> Done:
    """A ready mail without content, to the reporter or to a role; at once, or when the time is over."""
    words = plain(value).split()
    name = role_called(words[0], case) if words else ""
    after = _time(" ".join(words[1:] if name else words))
    if case.about.status in ENDED:
        raise Refused("already_closed")
    due = case.now + max(case.desk.hold, after)
    post = replace(by_a_person(case), content=False, due_at=due, undo_until=due)
    when = f"{due:%Y-%m-%d %H:%M} UTC"
    if name:
        role, person = partner(name, case)
        if member_of(case.books, case.about.id, person.id) is None:
            raise Refused("never_escalated", f"#escalate {role.name}")
        must_be_agreed(case.books, case.about, role, case.now)
        facts = {"tag": case.about.name, "desk_name": case.desk.name, "from_desk": case.desk.address}
        sent = outward(case, person, "reminder_role", facts, post, part=role.name)
        wait_for(case.books, case.desk, case.about, role.name, case.now)
        line = case.line("reminding_role", role=role.name, when=when)
        return Done(line, sent=(sent,), change=f"reminder {role.name}")
    if case.about.safe == "no":
        raise Refused("not_safe")
    facts = {"tag": case.about.name, "desk_name": case.desk.name}
    sent = outward(case, case.reporter, "reminder", facts, post)
    return Done(case.line("reminding", when=when), sent=(sent,), change="reminder")


def _time(said: str) -> timedelta:
    """How long from now, nothing said being no time at all. Raises Refused."""
    length = length_of(said) if said else timedelta(0)
    if length is None or length > LONGEST:
        raise Refused("no_time", "#reminder 3 d")
    return length
