"""Posting one answer: decide how it leaves, seal it, hand it to the relay, and write down what came of it."""

import time

from daemon.doors.relay import Later, Never, RelaySession, Sent
from daemon.errands import run_errand
from daemon.journal import describe
from daemon.sandbox import SandboxGone
from daemon.tools import Tools
from db.questions import outbound_by_id
from db.store import Books
from db.tables import Outbound
from mailflows.compose import compose
from mailflows.leaving import Held, Leaving, how_it_leaves
from mailflows.outcomes import CannotClean
from mailflows.parting import give_up, hold_back, left, put_off
from pgp.errors import CannotSeal, GpgBroken


def post_one(ident: str, tools: Tools, relay: RelaySession, envelope: str) -> None:
    """Sends one outbox row, or writes down why not. Never raises: one mail in trouble does not stop the others."""
    began = time.monotonic()
    try:
        with tools.store.reading() as books:
            outbound = outbound_by_id(books, ident)
            if outbound is None or outbound.state != "waiting":
                return None
            leaving = how_it_leaves(books, tools.desk, outbound, tools.now())
        if isinstance(leaving, Held):
            return _hold(ident, leaving.reason, tools)
        leaving = run_errand(leaving, tools)
        mail = compose(leaving, tools.desk, tools.keyring, tools.now())
        tools.step("post.sealed")
        sender = leaving.return_path or (None if envelope == "null" else tools.desk.address)
        handed = relay.hand_over(mail, sender, leaving.to)
        tools.step("post.handed")
        _write_down(ident, leaving, handed, tools, time.monotonic() - began)
        tools.step("post.committed")
    except CannotSeal as trouble:
        _hold(ident, trouble.reason, tools)
    except CannotClean:
        _hold(ident, "file_not_stripped", tools)
    except (GpgBroken, SandboxGone) as trouble:
        tools.journal.note("infrastructure", outbound=ident, **describe(trouble))
        _later(ident, "opening or sealing failed here", tools)
    except Exception as trouble:  # noqa: BLE001  # the boundary: see taking.take_one
        tools.journal.note("put_off", outbound=ident, **describe(trouble))
        _later(ident, "trouble of our own", tools)


def _write_down(ident: str, leaving: Leaving, handed: Sent | Later | Never, tools: Tools, seconds: float) -> None:
    with tools.store.writing() as books:
        outbound = _row(books, ident)
        event, reason = "sent", ""
        match handed:
            case Sent():
                left(books, tools.desk, outbound, leaving.certificate is not None, tools.now())
            case Later():
                reason = handed.reason
                event = "put_off" if put_off(books, tools.desk, outbound, reason, tools.now()) else "given_up"
            case Never():
                event, reason = "given_up", handed.reason
                give_up(books, tools.desk, outbound, reason, tools.now())
    tools.journal.note(event, outbound=ident, kind=outbound.kind, reason=reason, seconds=seconds)


def _hold(ident: str, reason: str, tools: Tools) -> None:
    with tools.store.writing() as books:
        hold_back(books, tools.desk, _row(books, ident), reason, tools.now())
    tools.journal.note("held", outbound=ident, reason=reason)


def _later(ident: str, reason: str, tools: Tools) -> None:
    with tools.store.writing() as books:
        put_off(books, tools.desk, _row(books, ident), reason, tools.now())


def _row(books: Books, ident: str) -> Outbound:
    outbound = outbound_by_id(books, ident)
    if outbound is None:
        raise LookupError("an answer vanished from the outbox")
    return outbound
