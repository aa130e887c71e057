"""Taking one kept mail in: count the attempt, open, examine, then settle it in one transaction."""

import time
from collections.abc import Sequence

from daemon.journal import describe
from daemon.sandbox import SandboxGone
from daemon.tools import Tools
from db.papers import raw_mail
from db.questions import (
    certificate_marked,
    certificates_with_key,
    kept_by_id,
    person_by_id,
    raw_of,
)
from db.record import write_record
from db.store import StoreBusy
from mailflows.aside import tell_desk
from mailflows.examine.limits import too_much
from mailflows.intake import Arrived, Settled, take_in
from mailflows.keys import certificate_data, key_mark
from mailflows.letter import EMPTY, Examined
from mailflows.seats import AT_THE_DESK
from pgp.confirm import confirm
from pgp.errors import GpgBroken, GpgTimedOut
from pgp.open import open_mail
from pgp.opened import Opened, Protection

ATTEMPTS = 3

# Our own trouble, not the mail's: it waits, and no attempt is counted against it (canary before blame).
OURS = (GpgBroken, SandboxGone, StoreBusy, OSError)


def take_one(ident: str, tools: Tools) -> bool:
    """Settles one kept mail, or leaves it for another attempt; False where the trouble was ours. Never raises."""
    began = time.monotonic()
    try:
        raw = _counted(ident, tools)
        if raw is None:
            return True
        tools.step("take.counted")
        settled = _settle(ident, raw, tools)
    except GpgTimedOut as trouble:  # the canary sang meanwhile: it is this mail that makes gpg hang
        tools.journal.note("put_back", mail=ident, **describe(trouble))
        return True
    except OURS as trouble:
        _uncount(ident, tools)
        tools.journal.note("infrastructure", mail=ident, **describe(trouble))
        return False
    except Exception as trouble:  # noqa: BLE001  # the boundary: whatever one mail breaks, the next one goes through (R20)
        tools.journal.note("put_back", mail=ident, **describe(trouble))
        return True
    tools.step("settle.committed")
    tools.journal.note(
        "settled", mail=ident, state=settled.state, reason=settled.reason, seconds=time.monotonic() - began
    )
    return True


def _counted(ident: str, tools: Tools) -> bytes | None:
    """The mail's octets; counted before they are opened, so that a mail that kills us is known by its count."""
    with tools.store.writing() as books:
        kept = kept_by_id(books, ident)
        if kept.state != "kept":
            return None
        kept.attempts += 1
        books.session.add(kept)
        if kept.attempts > ATTEMPTS:
            kept.state, kept.reason = "stuck", "three attempts failed"
            write_record(books, tools.now(), "desk", "mail stuck", None, ident)
            tell_desk(books, tools.desk, "stuck", (), tools.now(), ident=ident)
            tools.journal.note("stuck", mail=ident, attempts=ATTEMPTS)
            return None
        return raw_mail(books, kept, raw_of(books, ident), None)


def _uncount(ident: str, tools: Tools) -> None:
    with tools.store.writing() as books:
        kept = kept_by_id(books, ident)
        kept.attempts = max(0, kept.attempts - 1)
        books.session.add(kept)


def _settle(ident: str, raw: bytes, tools: Tools) -> Settled:
    if reason := too_much(raw):  # a bounded look at the octets before anything else reads them
        opened = Opened(Protection.UNREADABLE, whole=False, mail=raw, reasons=(reason,))
        examined = Examined(EMPTY, (), (), reason)
    else:
        opened = open_mail(raw, tools.keyring, lambda issuers: known(issuers, tools), tools.now())
        tools.step("take.opened")
        examined = tools.examiner.examine(opened.mail)
    tools.step("take.examined")
    confirmed = _confirmed(opened, tools)
    with tools.store.writing() as books:
        kept = kept_by_id(books, ident)
        settled = take_in(Arrived(kept, opened, examined, confirmed), books, tools.desk, tools.now())
        books.session.flush()
        tools.step("settle.before")
    return settled


def known(issuers: Sequence[str], tools: Tools) -> Sequence[bytes]:
    """The certificates from our own table that may have made a signature; the claim only narrows the search."""
    with tools.store.reading() as books:
        rows = certificates_with_key(books, [key_mark(books, issuer) for issuer in issuers])
        return [certificate_data(books, row) for row in rows]


def _confirmed(opened: Opened, tools: Tools) -> bool:
    """For a handler's mail the second engine is asked too; both must agree before anything is obeyed."""
    if opened.signer is None:
        return False
    with tools.store.reading() as books:
        row = certificate_marked(books, key_mark(books, opened.signer))
        if row is None or person_by_id(books, row.person_id).role not in AT_THE_DESK:
            return False
        certificate = certificate_data(books, row)
    # the state that signed: its owner may have prolonged it in this very mail
    return confirm(opened, opened.signer_certificate or certificate, tools.now())
