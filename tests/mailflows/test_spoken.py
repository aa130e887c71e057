"""A reporter is answered in the language they write now, until a handler says which it shall be."""

from db.questions import reporter_of
from mailflows.intake import Settled
from tests.mailflows.flow import Flow

ENGLISH = "Hello, somebody took over my account and I cannot log in"
FRENCH = "Bonjour, mon compte a été piraté et je ne peux plus me connecter"
GERMAN = "Mein Konto wurde gestern gehackt und ich brauche bitte Hilfe"


def spoken(flow: Flow, settled: Settled) -> tuple[str, str]:
    ticket = flow.ticket(settled)
    with flow.store.reading() as books:
        reporter = reporter_of(books, ticket.id)
        assert reporter is not None
        return ticket.language, reporter.language


def test_the_language_follows_what_they_surely_write(flow: Flow) -> None:
    reporter = flow.people.reporter
    settled = flow.arrives(reporter, ENGLISH, signed_by=reporter)
    root = flow.outbox("received")[0].row.message_id
    assert spoken(flow, settled) == ("en", "en")
    for text, language in ((FRENCH, "fr"), ("ok", "fr"), (GERMAN, "fr"), (ENGLISH, "en")):
        flow.arrives(reporter, text, signed_by=reporter, references=[root])
        assert spoken(flow, settled) == (language, language)
    flow.arrives(reporter, FRENCH, signed_by=reporter, references=[root])
    assert spoken(flow, flow.arrives(reporter, "?", signed_by=reporter)) == ("fr", "fr")  # the last known


def test_what_a_handler_said_stays(flow: Flow) -> None:
    reporter, handler = flow.people.reporter, flow.people.handler
    settled = flow.arrives(reporter, ENGLISH, signed_by=reporter)
    root = flow.outbox("received")[0].row.message_id
    flow.seen.clear()
    notice = flow.outbox("notify_handler", handler)[-1]
    flow.obeys(handler, f"#facet lang=ar\n\n> {notice.nonce_line}")
    flow.arrives(reporter, FRENCH, signed_by=reporter, references=[root])
    assert spoken(flow, settled) == ("ar", "ar")


def test_nobody_unsure_is_answered_in_anything_but_the_desks_own(flow: Flow) -> None:
    assert spoken(flow, flow.arrives("new@mail.test", "ok", sealed=False)) == ("en", "en")
