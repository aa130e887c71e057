"""A crowd that writes to one desk while it is killed again and again, and the account that is drawn up in the end."""

import random
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.questions.soundness import all_kept, all_outbound
from tests.desk import LivingDesk
from tests.mails import mail
from tests.posted import message_id_of, opened

NUMBER = re.compile(r"letter number (\d+) ")
SEALED_EVERY, REPLY_EVERY, AGAIN_EVERY, TWICE_EVERY = 3, 4, 5, 9


@dataclass(frozen=True)
class Account:
    """What all the killing cost."""

    mails: int
    kills: int
    busy: int  # kills that fell while something was under way
    lost: int
    duplicates: int  # answers that were handed over once more, with the same Message-ID
    stuck: int  # mails that were in hand at four kills, and needed `hirz retry`


@dataclass
class Crowd:
    """Who wrote what to this desk, and what therefore has to come of it."""

    desk: LivingDesk
    dice: random.Random
    wrote: list[bytes] = field(default_factory=list)
    letters: dict[int, str] = field(default_factory=dict)  # number → address
    replied: set[int] = field(default_factory=set)
    again: set[int] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)  # answers that were on their way at some kill
    kills: int = 0
    busy: int = 0
    _opened: int = 0

    def writes(self, count: int) -> None:
        """So many new letters, each about a trouble of its own; some sealed, some delivered twice by a mail server."""
        people = self.desk.people
        for _ in range(count):
            number = len(self.letters) + 1
            words = f"this is letter number {number} of mine {secrets.token_hex(4)}"
            if number % SEALED_EVERY == 0:
                self.letters[number] = people.reporter.address
                raw = mail(people.reporter, people.desk, words, sealed_by=people.reporter, autocrypt=True)
            else:
                self.letters[number] = f"r{number}@press.test"
                raw = mail(self.letters[number], people.desk, words)
            self._sends(raw)
            if number % TWICE_EVERY == 0:
                self.desk.receives(raw)

    def answers(self) -> None:
        """The handler answers some of what came so far, and some reporters write again below the first answer."""
        people = self.desk.people
        there = self.desk.left_for(people.handler)
        for received in there[self._opened :]:
            told = opened(received, people.handler)
            found = NUMBER.search(told.text)
            number = int(found[1]) if found else 0
            if number % REPLY_EVERY == 1 and number not in self.replied and told.text.startswith("New ticket"):
                self.replied.add(number)
                words = f"#ticket {told.nonce}\n#take\n#reply\n\nThis answers your letter {number}.\n"
                self._sends(mail(people.handler, people.desk, words, sealed_by=people.handler))
        self._opened = len(there)
        for number, address in self.letters.items():
            # not where the handler answers: who writes again in between makes that answer one about yesterday's ticket
            of_turn = number % AGAIN_EVERY == 0 and number % REPLY_EVERY != 1 and number % SEALED_EVERY
            first = self.desk.left_for(address) if of_turn and number not in self.again else []
            if first:
                self.again.add(number)
                below = [message_id_of(first[0])]
                self._sends(mail(address, people.desk, "I write again about the same", references=below))

    def _sends(self, raw: bytes) -> None:
        self.wrote.append(raw)
        self.desk.receives(raw)

    def sees_a_kill(self) -> None:
        """Looks into the files a dead daemon left: sound at this very instant, and what was on its way."""
        self.kills += 1
        left = self.desk.snapshot()
        self.desk.fsck(left)
        with self.desk.books(left) as books:
            waiting = {row.message_id for row in all_outbound(books) if row.state == "waiting"}
            unsettled = [row for row in all_kept(books) if row.state == "kept"]
        self.unsure |= waiting
        self.busy += bool(waiting or unsettled or self.desk.mailbox())

    def is_answered(self) -> int:
        """Runs the desk until nothing is left to do; returns how many mails had to be tried again by hand."""
        self.desk.starts()
        self.desk.rests(90)
        self.answers()
        self.desk.rests(90)
        stuck = [row.id for row in self.desk.kept() if row.state == "stuck"]
        for ident in stuck:
            self.desk.hirz("retry", ident)
        self.desk.stops()
        if stuck:
            self.desk.starts()
            self.desk.rests(90)
            self.desk.stops()
        return len(stuck)

    def accounts(self, stuck: int) -> Account:
        """Holds what people got against what they must have got."""
        desk, people = self.desk, self.desk.people
        desk.fsck()
        with desk.books() as books:
            digests = {row.digest: row.state for row in all_kept(books)}
            states = [digests.get(books.vault.mark("mail", raw)) for raw in self.wrote]
        lost = states.count(None)
        assert not lost and set(states) == {"settled"}, Counter(states)
        assert len(digests) == len(self.wrote), "the same octets are one mail, however often they came"
        assert not desk.mailbox()
        assert set(self.wrote) == set(desk.mailbox("Hirz/Kept"))

        rows = desk.outbound()
        assert {row.state for row in rows} == {"sent"}
        handed = Counter((one.recipient, message_id_of(one)) for one in list(desk.sink.received))
        assert {ident for _, ident in handed} == {row.message_id for row in rows}, "what left is what the store says"
        # each letter one neutral answer, each reply of the handler one mail: the same Message-ID, however often it left
        expected = Counter(self.letters.values()) + Counter(self.letters[number] for number in self.replied)
        expected[people.handler.address] = len(self.letters) + len(self.again) + len(self.replied) + stuck
        assert Counter(recipient for recipient, _ in handed) == expected
        more = [ident for (_, ident), times in handed.items() for _ in range(times - 1)]
        assert set(more) <= self.unsure, "an answer left twice that had been committed as sent"
        return Account(len(self.wrote), self.kills, self.busy, lost, len(more), stuck)


def told(account: Account) -> Sequence[tuple[str, int]]:
    return tuple(vars(account).items())
