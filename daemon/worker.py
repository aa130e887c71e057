"""The one loop: bells say look again, it asks the store what is to be done, and hands it to the workers."""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from daemon import notify
from daemon.doorkeeper import Doorkeeper
from daemon.doors.relay import RelaySession
from daemon.journal import describe
from daemon.posting import post_one
from daemon.rounds import ROUNDS, go_round
from daemon.taking import take_one
from daemon.tools import Tools
from db.questions import kept_waiting, outbound_by_id, outbound_in_states, outbound_waiting
from db.store import Books, StoreBusy
from db.tables import Outbound
from mailflows.leaving import Held, Leaving, how_it_leaves
from pgp.errors import CannotSeal
from pgp.seal import signing_key

AHEAD = 4  # rows handed out for each worker, so that none waits for the loop
GATHERING = 0.02  # seconds in which bells are heard together while everybody has work
LONGEST_WAIT = 60.0  # seconds without any bell
OUR_TROUBLE = 10.0  # seconds before mail is tried again after trouble of our own


class Worker:
    """What is in hand, and what rings. `run` returns once it was told to stop and what was in hand is put down."""

    def __init__(
        self,
        tools: Tools,
        new_session: Callable[[], RelaySession],
        *,
        workers: int,
        envelope: str,
        stop_within: timedelta,
    ) -> None:
        self._tools, self._new_session = tools, new_session
        self._workers, self._envelope, self._stop_within = workers, envelope, stop_within
        self._bells: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._taking, self._posting = set[str](), set[str]()
        self._paused_until = 0.0
        self._own = threading.local()
        self._sessions: list[RelaySession] = []
        self.doorkeepers: tuple[Doorkeeper, ...] = ()

    def ring(self, bell: str) -> None:
        """`look` at the mailboxes, `held` mail again, a round, `stop`; anything else means: look at the store again."""
        self._bells.put(bell)

    def run(self) -> bool:
        """Works until `stop` rings; False where something was still in hand when the time was up."""
        takers = ThreadPoolExecutor(self._workers, "take")
        posters = ThreadPoolExecutor(self._workers, "post")
        alive_every = notify.watchdog_seconds() or LONGEST_WAIT
        bell = "held"
        for name in ROUNDS:
            self.ring(name)
        while bell != "stop":
            if bell in ROUNDS:
                takers.submit(self._go_round, bell)
            if bell == "look":
                for doorkeeper in self.doorkeepers:
                    doorkeeper.ring()
            try:
                if bell == "held":
                    self._release()
                wait = self._hand_out(takers, posters)
            except (StoreBusy, OSError) as trouble:  # a full disk, a store that is locked: all of it waits
                self._tools.journal.note("infrastructure", **describe(trouble))
                wait = OUR_TROUBLE
            notify.alive()
            bell = self._next_bell(min(wait, alive_every))
        return self._put_down(takers, posters)

    def _next_bell(self, wait: float) -> str:
        """Waits for a bell; many that rang meanwhile count as one, but none that asks for more is dropped."""
        try:
            rung = {self._bells.get(timeout=max(0.01, wait))}
        except queue.Empty:
            return "again"
        if len(self._taking) + len(self._posting) > self._workers:
            time.sleep(GATHERING)  # nobody waits for it, and the store is asked once for all of them
        while not self._bells.empty():
            rung.add(self._bells.get())
        first = next((bell for bell in ("stop", "look", "held", *ROUNDS) if bell in rung), "again")
        for bell in rung & {"held", *ROUNDS} - {first}:
            self._bells.put(bell)
        return first

    def _hand_out(self, takers: ThreadPoolExecutor, posters: ThreadPoolExecutor) -> float:
        """Gives the workers what there is to do; returns the seconds until the next thing falls due."""
        now, most = self._tools.now(), self._workers * AHEAD
        paused = self._paused_until - time.monotonic()
        wait = paused if paused > 0 else LONGEST_WAIT
        # who still has half of it in hand rings again before it is done
        take, post = paused <= 0 and 2 * len(self._taking) <= most, 2 * len(self._posting) <= most
        if not (take or post):
            return wait
        with self._tools.store.reading() as books:
            kept = kept_waiting(books, most + len(self._taking)) if take else ()
            waiting = outbound_waiting(books, most + len(self._posting)) if post else ()
        self._give(takers, self._taking, kept, self._take, most)
        self._give(posters, self._posting, [ident for ident, due_at in waiting if due_at <= now], self._post, most)
        next_due = next((due_at for _, due_at in waiting if due_at > now), None)
        return wait if next_due is None else min(wait, (next_due - now).total_seconds())

    def _give(
        self,
        pool: ThreadPoolExecutor,
        in_hand: set[str],
        rows: Sequence[str],
        work: Callable[[str], None],
        most: int,
    ) -> None:
        for ident in rows:
            if ident not in in_hand and len(in_hand) < most:
                in_hand.add(ident)
                pool.submit(work, ident)

    def _take(self, ident: str) -> None:
        try:
            if not take_one(ident, self._tools):
                self._paused_until = time.monotonic() + OUR_TROUBLE
        finally:
            self._taking.discard(ident)
            self.ring("again")

    def _post(self, ident: str) -> None:
        session = getattr(self._own, "session", None)
        if session is None:
            session = self._own.session = self._new_session()
            self._sessions.append(session)
        try:
            post_one(ident, self._tools, session, self._envelope)
        finally:
            self._posting.discard(ident)
            self.ring("again")

    def _go_round(self, name: str) -> None:
        if go_round(name, self._tools):
            self.ring("again")

    def _release(self) -> None:
        """Mail that was held for want of a usable key is looked at again: keys are renewed while mail waits."""
        with self._tools.store.reading() as books:
            rows = outbound_in_states(books, ("held",))
            # one that had no key at all waits for a person: a key that came since may be anybody's
            waits = {"no_key"} if self._signs() else {"no_key", "own_key_unusable"}
            due = [row for row in rows if row.reason not in waits]
            free = [row.id for row in due if isinstance(self._leaves(books, row), Leaving)]
        if free:
            with self._tools.store.writing() as books:
                for ident in free:
                    if (row := outbound_by_id(books, ident)) is not None and row.state == "held":
                        row.state, row.due_at = "waiting", self._tools.now()
                        books.session.add(row)

    def _signs(self) -> bool:
        """Whether our own key can; else each try would only tell the handlers once more that it cannot."""
        try:
            signing_key(self._tools.keyring, self._tools.now())
        except CannotSeal:
            return False
        return True

    def _leaves(self, books: Books, row: Outbound) -> Leaving | Held:
        return how_it_leaves(books, self._tools.desk, row, self._tools.now())

    def _put_down(self, takers: ThreadPoolExecutor, posters: ThreadPoolExecutor) -> bool:
        """Finishes the mail in hand and begins no other; what is left lies in the store."""
        notify.stopping()
        self._tools.journal.note("stopping", count=len(self._taking) + len(self._posting))
        deadline = time.monotonic() + self._stop_within.total_seconds()
        for pool in (takers, posters):
            pool.shutdown(wait=False, cancel_futures=True)
        for doorkeeper in self.doorkeepers:
            doorkeeper.stop(self._stop_within)
        busy = [thread for thread in threading.enumerate() if thread.name.startswith(("take_", "post_"))]
        for thread in busy:
            thread.join(timeout=max(0.0, deadline - time.monotonic()))
        for session in self._sessions:
            session.cut()  # a relay may think for minutes; what it took is written down, or sent again as it was
        return not any(thread.is_alive() for thread in busy)
