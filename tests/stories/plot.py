"""Who writes to the desk in a month, and how those at the desk answer: most in time, some late, some asleep."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from tests.people import Person
from tests.stories.cast import (
    ASKED,
    CATEGORIES,
    ENDINGS,
    RESOLVED,
    STOP,
    WORDS,
    Writer,
    one_of,
)
from tests.stories.ledger import (
    BEIRUT,
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    OPENS,
    Reckoning,
    answer_due,
    open_from,
    service_after,
    service_between,
)
from tests.stories.month import TO_THEM, Month


@dataclass
class Plot:
    """What happens, and who does it."""

    month: Month
    dice: random.Random
    staff: dict[str, Person]  # by seat
    partners: dict[str, Person]  # by role
    writers: dict[str, Writer] = field(default_factory=dict)  # by tag
    owner: dict[str, Person] = field(default_factory=dict)

    def begins(self, reporters: Sequence[tuple[datetime, Writer]]) -> None:
        self.month.on_task = self.task
        for when, writer in reporters:
            self.month.later(when, partial(self.writes, writer))

    # reporters

    def writes(self, writer: Writer) -> None:
        """A letter; the first one opens a ticket."""
        month, flow = self.month, self.month.flow
        writer.letters += 1
        stops = writer.stops == {1: "first", 2: "second"}.get(writer.letters, "-")
        text = (f"{STOP[writer.language]}\n\n" if stops else "") + WORDS[writer.language]
        under = [one.message_id for one in month.outside if one.tag == writer.tag and one.to == writer.address][-1:]
        with month.timed("letters"):
            settled = flow.arrives(
                writer.key or writer.address,
                f"{text} ({writer.letters})",
                signed_by=writer.key,
                sealed=writer.key is not None,
                references=under if writer.tag else (),
                received_at=month.sent,
            )
        assert settled.state == "settled", settled
        new = writer.tag != settled.ticket
        if new and writer.tag:
            month.wrong.append(f"{writer.address} wrote again and got another ticket")
        writer.tag = settled.ticket
        ticket = month.tickets.setdefault(writer.tag, Reckoning(writer.tag, writer.address, writer.meant))
        ticket.letter(month.sent, flow.now)
        ticket.stopped |= stops
        self.writers[writer.tag] = writer
        month.posts()
        if writer.tag not in self.owner:
            self.owner[writer.tag] = self.on_call(flow.now)
            self.is_read(writer, ticket)
        else:
            self.month.later(self.when_answered(writer, flow.now), lambda: self.answers(writer))

    def may_answer(self, writer: Writer, chance: float, days: float) -> None:
        """They write again, or they stay silent."""
        if self.dice.random() < chance and writer.letters < 4:
            after = self.dice.uniform(0.05, days) * DAY
            self.month.later(self.month.flow.now + after, lambda: self.writes_again(writer))

    def writes_again(self, writer: Writer) -> None:
        if any(one.tag == writer.tag and one.to == writer.address for one in self.month.outside):
            self.writes(writer)

    # handlers

    def on_call(self, when: datetime) -> Person:
        """Three people take turns, day and night."""
        seats, day = list(self.staff), when.astimezone(BEIRUT)
        number = day.toordinal() - (day.time() < OPENS)
        night = day.time() < OPENS or day.time() >= CLOSES
        return self.staff[seats[(number + night) % len(seats)]]

    def is_read(self, writer: Writer, ticket: Reckoning) -> None:
        """What is urgent is answered at once; of the rest it is first said what it is."""
        now, received = self.month.flow.now, ticket.pending[0][0]
        if writer.meant in ("P1", "P2") or self.dice.random() < 0.5:
            self.month.later(self.when_answered(writer, received), lambda: self.answers(writer))
            return
        sorted_at = service_after(now, self.dice.uniform(5, 100) * MINUTE)
        answered = max(self.when_answered(writer, received), sorted_at + 5 * MINUTE)
        self.month.later(sorted_at, lambda: self.sorts(writer))
        self.month.later(answered, lambda: self.answers(writer))

    def when_answered(self, writer: Writer, since: datetime) -> datetime:
        """Most in time, some late, some only after everybody was told."""
        now, due = self.month.flow.now, answer_due(writer.meant, since)
        luck = self.dice.random()
        if writer.meant == "P1":
            part = self.dice.uniform(0.1, 0.85) if luck < 0.82 else self.dice.uniform(1.1, 6)
            return max(now + MINUTE, since + part * (due - since))
        within = service_between(since, due) - 3 * MINUTE
        if luck < 0.84:
            when = service_after(since, self.dice.uniform(0.05, 0.97) * within)
        elif luck < 0.95:
            when = service_after(since, self.dice.uniform(1.05, 2.5) * within)
        else:
            when = open_from(due + self.dice.uniform(2, 40) * HOUR)
        return max(now + 2 * MINUTE, when)

    def sorts(self, writer: Writer) -> None:
        if self.month.tickets[writer.tag].priority == "P2":
            self.says(writer, self.sorting(writer))

    def sorting(self, writer: Writer) -> str:
        category = self.dice.choice(CATEGORIES[writer.meant])
        return f"#take\n#category {category}\n#priority {writer.meant}"

    def says(self, writer: Writer, words: str) -> bool:
        """Whoever has the ticket says this, and the ledger hears of it."""
        handler, ticket = self.owner[writer.tag], self.month.tickets[writer.tag]
        if not self.month.says(writer.tag, words, handler):
            return False
        if "#priority" in words:
            ticket.priority = writer.meant
        if "#safe" in words:
            ticket.safe = writer.safe
        if "#channel" in words:
            ticket.safe = "yes" if "@" in words else "no"
        if any(word in words for word in ("#resolve", "#close", "#refer")):
            ticket.ended_by_hand = True
            ticket.ends()
        if "#status monitoring" in words:
            ticket.asked = None
        return True

    def answers(self, writer: Writer) -> None:
        """A first or a further answer, whatever else is to be said beside it."""
        ticket = self.month.tickets[writer.tag]
        if not ticket.pending:
            return
        lines = [] if ticket.priority == writer.meant and ticket.answered else [self.sorting(writer)]
        if ticket.safe == "unknown" and writer.safe == "yes" and not ticket.stopped:
            lines.append("#safe yes")
        if writer.safe == "no":
            self.by_phone(writer, lines)
            return
        asks = self.dice.random() < 0.5 and not ticket.called  # whoever is called has to answer first
        lines += ["#ask" if asks else "#reply", "", "Please look at it together with us."]
        if not self.says(writer, "\n".join(lines)):
            return
        ticket.answered = True
        if asks:
            ticket.asked = self.month.flow.now
        self.may_answer(writer, 0.5 if asks else 0.2, 7 if asks else 3)
        self.goes_on(writer, asks=asks)

    def by_phone(self, writer: Writer, lines: list[str]) -> None:
        """No mail goes there: they are called, and what was said is kept."""
        ticket = self.month.tickets[writer.tag]
        if ticket.safe != "no":
            lines.append("#channel signal:+961 3 555 01" if self.dice.random() < 0.5 else "#safe no")
        if self.says(writer, "\n".join([*lines, "#log signal minutes=10", "", "They are calm and know what to do."])):
            ticket.answered = True
            self.month.later(self.month.flow.now + self.dice.uniform(1, 6) * DAY, lambda: self.finishes(writer))

    def goes_on(self, writer: Writer, *, asks: bool) -> None:
        """What a handler does some days after an answer, if the person does not write before."""
        now, luck = self.month.flow.now, self.dice.random()
        if writer.moves:
            self.month.later(now + 20 * MINUTE, lambda: self.moves(writer))
        if luck < 0.16:
            role = self.dice.choice(list(self.partners))
            self.month.later(open_from(now + self.dice.uniform(1, 30) * HOUR), lambda: self.calls(writer, role))
        if luck > 0.2 and not asks:
            self.month.later(open_from(now + self.dice.uniform(0.4, 5) * DAY), lambda: self.finishes(writer))

    def moves(self, writer: Writer) -> None:
        ticket = self.month.tickets[writer.tag]
        if ticket.stopped or ticket.safe == "no" or ticket.left_behind:
            return
        if self.says(writer, f"#channel new.{writer.address}"):
            ticket.left_behind = writer.address

    def calls(self, writer: Writer, role: str) -> None:
        """A role is told; it answers by mail, elsewhere, or not at all."""
        ticket, now = self.month.tickets[writer.tag], self.month.flow.now
        if ticket.over or role in ticket.called:
            return
        vetted = "" if ticket.vetted else "#vetted known high\n"
        given = " ".join(f"{name}={said}" for name, said in ASKED.items()) if role.startswith("platform") else ""
        words = f"{vetted}#consent given for {role}\n#escalate {role} {given}\n\nPlease look at this page."
        if not self.says(writer, words):
            return
        ticket.vetted, ticket.asked = True, None
        ticket.called[role] = now
        luck, after = self.dice.random(), self.dice.uniform(0.3, 9) * DAY
        if luck < 0.6:
            self.month.later(now + after, lambda: self.comes_back(writer, role))
        elif luck < 0.8:
            self.month.later(open_from(now + after), lambda: self.comes_back(writer, role, by_hand="confirmed"))

    def comes_back(self, writer: Writer, role: str, by_hand: str = "") -> None:
        month, ticket = self.month, self.month.tickets[writer.tag]
        if role not in ticket.called:
            return
        if by_hand:
            if self.says(writer, f"#returned {role} {by_hand}"):
                ticket.returned(role, month.flow.now)
        else:
            asked = [one for one in month.outside if one.tag == writer.tag and one.kind == "escalation"]
            under = [one.message_id for one in asked if one.to == self.partners[role].address][-1:]
            person = self.partners[role]
            with month.timed("letters"):
                month.flow.arrives(
                    person, "We looked into it.", signed_by=person, references=under, received_at=month.sent
                )
            ticket.returned(role, month.flow.now)
            month.posts()
        month.did["a role answered" + ", told by hand" * bool(by_hand)] += 1
        month.later(open_from(month.flow.now + self.dice.uniform(1, 30) * HOUR), lambda: self.finishes(writer))

    def finishes(self, writer: Writer) -> None:
        """One of ENDINGS, unless a letter waits or somebody else is waited for."""
        ticket = self.month.tickets[writer.tag]
        if ticket.over or ticket.called or (ticket.pending and writer.safe != "no"):
            return
        ending = one_of(self.dice, ENDINGS)
        if ending == "silence":
            return
        if ending == "refer":
            self.says(writer, "#refer Cedar Legal Aid")
        elif ending == "monitoring":
            self.says(writer, "#status monitoring")
        elif ending == "close" and writer.safe != "no":
            self.says(writer, "#close" if ticket.answered else "#close\n#confirm")
        else:
            self.says(writer, RESOLVED)

    # what a round asks of people

    def task(self, tag: str, what: str, about: str) -> None:
        """Whoever has the ticket sees to it within the day, or does not."""
        writer, ticket, now = self.writers[tag], self.month.tickets[tag], self.month.flow.now
        soon = open_from(now + self.dice.uniform(0.5, 20) * HOUR)
        if what in TO_THEM:
            safe = ticket.may_be_written_to(writer.address if not ticket.left_behind else f"new.{writer.address}")
            self.month.did[f"{what}, {'left by itself' if safe else 'became a task'}"] += 1
        if what == "phone":
            self.month.later(soon, lambda: self.gives_up(writer))
        elif what == "unreachable":
            ticket.unreachable = True
            ticket.ends()
        elif what == "close":
            ticket.closed_by_itself = True
        elif what in ("role", "next_channel") and self.dice.random() < 0.4:
            self.month.later(soon, lambda: self.comes_back(writer, about, by_hand="silent"))

    def gives_up(self, writer: Writer) -> None:
        if self.month.tickets[writer.tag].asked is not None:
            self.says(writer, "#resolve unreachable")
