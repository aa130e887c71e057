"""Who asks for our key gets it, whoever they are; who needs help and writes "key" above it gets help."""

import pytest

from db.questions import kept_in_states, outbound_in_states
from db.questions.soundness import all_tickets
from db.soundness import unsound
from mailflows.intake import Settled
from mailflows.key_request import forget_who_asked
from mailflows.leaving import Leaving
from mailflows.letter import Attachment
from mailflows.parting import left
from pgp.opened import Protection
from tests.mailflows.flow import Flow, Left
from tests.people import make_person

AMAL = "amal@mail.test"
ASKED = Settled("aside", "key_request")
AGAIN = Settled("aside", "key_request_again")


def asks(flow: Flow, subject: str, text: str = "", frm: str = AMAL, **how: object) -> Settled:
    return flow.arrives(frm, text, subject=subject, sealed=False, **how)  # type: ignore[arg-type]


def key_mails(flow: Flow) -> list[Left]:
    return flow.outbox("desk_key")


def tickets(flow: Flow) -> int:
    with flow.store.reading() as books:
        return len(all_tickets(books))


def people_known(flow: Flow) -> int:
    with flow.store.reading() as books:
        return int(books.session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar_one())


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        ("key", "", "en"),
        ("Key", "\n\n", "en"),
        ("", "key", "en"),
        ("PGP key please", "Hello, could you send me your public PGP key? Thanks!", "en"),
        ("hello", "please send your key\n\n-- \nAmal Haddad\nReporter, The Paper", "en"),
        ("public_key", "Sent from my iPhone", "en"),
        ("clé", "", "fr"),
        ("Clé publique", "Bonjour, votre clé s'il vous plaît. Merci d'avance", "fr"),
        ("clef PGP", "", "fr"),
        ("CLE", "", "fr"),
        ("مفتاح", "", "ar"),
        ("المفتاح", "مرحبًا، أرجو إرسال مفتاحكم/ن العام. شكرًا جزيلًا", "ar"),
        ("مِفتاحكم", "", "ar"),
        ("", "مـفـتـاح من فضلكم", "ar"),
    ],
)
def test_a_request_brings_the_key_and_nothing_else(flow: Flow, subject: str, text: str, language: str) -> None:
    assert asks(flow, subject, text, message_id="<asks@mail.test>") == ASKED
    [mail] = flow.outbox()
    assert (mail.row.kind, mail.row.automatic, mail.row.content, mail.row.ticket_id) == ("desk_key", True, False, None)
    assert mail.paper["to"] == AMAL and mail.paper["brings_key"] and mail.paper["language"] == language
    assert flow.desk.fingerprint in mail.text.replace(" ", "")
    assert [line[:2] for line in mail.text.splitlines() if line[1:3] == ". "] == ["1.", "2.", "3."]
    assert mail.paper["in_reply_to"] == "<asks@mail.test>"
    assert tickets(flow) == 0


def test_everybody_gets_the_same_plain_mail(flow: Flow) -> None:
    """Whoever sits in a mailbox learns nothing by asking: not even whether its owner is known here."""
    reporter = flow.people.reporter
    flow.arrives(reporter, "somebody reads my mail", signed_by=reporter)
    flow.outbox()
    texts = set()
    for frm in (AMAL, reporter.address):
        assert asks(flow, "key", frm=frm) == ASKED
        [mail] = key_mails(flow)
        assert isinstance(left := flow.leaves(mail), Leaving) and left.certificate is None
        texts.add(mail.text)
    assert len(texts) == 1


@pytest.mark.parametrize(
    "junk", ["I am in danger", "my phone was taken", "ساعدوني", "aidez-moi", "🆘", "help", "my key"]
)
@pytest.mark.parametrize("subject", ["key", "مفتاح", "clé"])
def test_a_cry_for_help_below_the_word_is_a_ticket(flow: Flow, subject: str, junk: str) -> None:
    settled = asks(flow, subject, junk)
    assert settled.state == "settled" and settled.ticket
    left = flow.outbox()
    [first] = [one for one in left if one.row.kind == "received"]
    assert first.paper["brings_key"] and flow.desk.fingerprint in first.text.replace(" ", "")
    assert len([one for one in left if one.row.kind == "notify_handler"]) == 2


def test_who_offers_a_key_but_writes_open_is_shown_our_fingerprint_too(flow: Flow) -> None:
    mallory = flow.people.mallory
    assert asks(flow, "key", "somebody reads my mail", frm=mallory.address, offered=(mallory.certificate,)).ticket
    [first] = flow.outbox("received")
    assert first.paper["brings_key"] and flow.desk.fingerprint in first.text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "> they will publish my pictures\n",
        "key\n\n----- Original message -----\nFrom: a@b.test\nSent: today\nTo: me@c.test\nSubject: x\n\npay now\n",
        "key please " * 7,
        "please send the key to https://evil.test",
        "key 7",
        "key\n-- \n" + "I am in danger\n" * 7,
    ],
)
def test_what_is_not_purely_a_request_is_a_ticket(flow: Flow, text: str) -> None:
    assert asks(flow, "key", text).ticket


@pytest.mark.parametrize("subject", ["keyboard", "monkey", "turkey", "about something", "", "Re: key", "مفتاحي"])
def test_no_other_word_is_a_request(flow: Flow, subject: str) -> None:
    assert asks(flow, subject).ticket


def attached(declared: str, detected: str) -> tuple[Attachment, ...]:
    return (Attachment(1, "mail/2", "file", declared, detected, 900, "0" * 64),)


def test_a_strangers_own_key_may_lie_beside_the_request(flow: Flow) -> None:
    assert asks(flow, "key", attachments=attached("application/pgp-keys", "application/pgp-keys")) == ASKED
    other = attached("application/pdf", "application/pdf")
    assert asks(flow, "key", frm="other@mail.test", attachments=other).ticket
    lying = attached("application/pgp-keys", "application/pdf")
    assert asks(flow, "key", frm="third@mail.test", attachments=lying).ticket


def test_a_key_for_which_an_answer_waits_is_never_mistaken_for_a_request(flow: Flow) -> None:
    """The notice says: attach your public key, the message can be empty. That mail has to reach a handler."""
    reporter = flow.people.reporter
    flow.arrives(reporter, "somebody reads my mail", signed_by=reporter)
    settled = asks(
        flow, "key", frm=reporter.address, attachments=attached("application/pgp-keys", "application/pgp-keys")
    )
    assert settled.ticket


def test_whoever_seals_has_our_key(flow: Flow) -> None:
    assert flow.arrives(AMAL, "", subject="key", sealed=True).ticket
    assert flow.arrives(AMAL, "", subject="key", sealed=False, protection=Protection.UNREADABLE).ticket
    assert key_mails(flow) == []


def test_in_a_thread_it_is_a_letter_of_the_thread(flow: Flow) -> None:
    ticket = asks(flow, "something", "my account was taken").ticket
    first = flow.outbox("received")[0]
    assert asks(flow, "key", references=[first.row.message_id]).ticket == ticket
    assert key_mails(flow) == []


@pytest.mark.parametrize(
    "header", [("auto-submitted", "auto-replied"), ("list-id", "<x.test>"), ("precedence", "bulk")]
)
def test_robots_and_lists_are_never_answered(flow: Flow, header: tuple[str, str]) -> None:
    assert asks(flow, "key", headers=[header]).reason in ("automatic_mail", "list_mail")
    assert flow.outbox() == []


def test_spam_is_never_answered(flow: Flow) -> None:
    asks(flow, "key", junk=True)
    assert key_mails(flow) == []


def test_who_writes_in_a_handlers_name_is_seen(flow: Flow) -> None:
    assert asks(flow, "key", frm=flow.people.handler.address).reason == "claims_handler"
    assert key_mails(flow) == [] and flow.seen


def test_one_key_a_day_for_a_mailbox(flow: Flow) -> None:
    assert asks(flow, "key", frm="amal+a@mail.test") == ASKED
    assert asks(flow, "key", frm="amal+b@mail.test") == AGAIN
    flow.passes(hours=25)
    assert asks(flow, "clé", frm="amal+a@mail.test") == ASKED
    [first, second] = key_mails(flow)
    assert (first.paper["language"], second.paper["language"]) == ("en", "fr")


def test_a_flood_ends_at_the_budget_and_leaves_no_people_behind(flow: Flow) -> None:
    flow.becomes(acks_an_hour=9)
    before = people_known(flow)
    came = [asks(flow, "key", frm=f"mallory{number}@evil.test") for number in range(20)]
    assert came == [ASKED] * 3 + [AGAIN] * 17
    assert len(key_mails(flow)) == 3 and people_known(flow) == before + 3
    with flow.store.reading() as books:
        assert len(kept_in_states(books, ("aside",))) == 20, "each lies where people see it"
    assert asks(flow, "help", "my account was taken").ticket
    assert len(flow.outbox("received")) == 1, "first answers have their own share"


def test_a_real_letter_later_is_a_first_contact_like_any_other(flow: Flow, gpg_home: object) -> None:
    lina = make_person("Lina", "lina@press.test", gpg_home)  # type: ignore[arg-type]
    assert asks(flow, "key", frm=lina.address) == ASKED
    settled = flow.arrives(lina, "somebody reads my mail", signed_by=lina)
    [first] = flow.outbox("received", to=lina)
    assert isinstance(left := flow.leaves(first), Leaving)
    assert left.certificate and left.fingerprint == lina.fingerprint
    assert flow.ticket(settled).held_sealed
    offers = make_person("Sami", "sami@press.test", gpg_home)  # type: ignore[arg-type]
    assert asks(flow, "key", frm=offers.address) == ASKED
    flow.arrives(offers, "my account was taken", sealed=False, offered=(offers.certificate,))
    [first] = flow.outbox("received", to=offers)
    assert isinstance(left := flow.leaves(first), Leaving)
    assert left.fingerprint == offers.fingerprint, "the key they offer is still learned"


def test_asking_twice_makes_nobody_twice(flow: Flow) -> None:
    asks(flow, "key")
    before = people_known(flow)
    flow.passes(days=2)
    assert asks(flow, "key") == ASKED
    assert people_known(flow) == before


def test_who_asked_is_forgotten_after_some_days(flow: Flow) -> None:
    before = people_known(flow)
    asks(flow, "key")
    asks(flow, "help", "my account was taken", frm="sami@mail.test")

    def forgets() -> int:
        with flow.store.writing() as books:
            for row in outbound_in_states(books, ("waiting",)):
                left(books, flow.desk, row, False, flow.now)
        with flow.store.writing() as books:
            return forget_who_asked(books, flow.desk, flow.now)

    assert forgets() == 0, "the budget still counts by it"
    flow.passes(days=3)
    assert forgets() == 1 and forgets() == 0
    assert people_known(flow) == before + 1, "whoever has a ticket stays"
    with flow.store.reading() as books:
        assert unsound(books) == ()
    assert asks(flow, "key") == ASKED


def test_a_text_of_any_length_is_looked_at_in_passing(flow: Flow) -> None:
    assert asks(flow, "key", "key " * 100_000).ticket
