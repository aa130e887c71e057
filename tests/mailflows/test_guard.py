"""The leak guard: what a handler may not tell by mistake does not leave, and taken away, it would."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from mailflows import answer
from mailflows.guard import check
from mailflows.guard.leak import Leak
from mailflows.guard.names import tells
from mailflows.guard.plainly import strung
from mailflows.intake import Settled
from mailflows.letter import Attachment
from tests.mailflows.flow import Flow, Left
from tests.people import Person

QUESTION = "Somebody took over my account and I do not know what to do"
OTHER = "They took my phone at the checkpoint near Tripoli and read every message of my sister to me aloud"
NOTE = "The cousin of the reporter works for the ministry, we must not mention the interview to anybody"


@dataclass(frozen=True)
class Night:
    """Two tickets at night: the one that is answered, and another one that the same handler was shown."""

    flow: Flow
    mine: Settled
    notice: Left
    other: Settled
    other_notice: Left

    def says(self, text: str, who: Person | None = None, **more: object) -> Settled:
        handler = who or self.flow.people.handler
        quoted = "\n".join(f"> {line}" for line in self.notice.text.splitlines())
        return self.flow.arrives(handler, f"{text}\n\n{quoted}\n", signed_by=handler, **more)  # type: ignore[arg-type]


@pytest.fixture
def night(flow: Flow) -> Night:
    reporter, second = flow.people.reporter, flow.people.mallory
    other = flow.arrives(second, OTHER, signed_by=second)
    [other_notice] = flow.outbox("notify_handler", flow.people.handler)
    mine = flow.arrives(reporter, QUESTION, signed_by=reporter)
    [notice] = flow.outbox("notify_handler", flow.people.handler)
    night = Night(flow, mine, notice, other, other_notice)
    night.says(f"#note\n\n{NOTE}")
    flow.outbox()
    return night


def code_of(left: Left) -> str:
    return next(line for line in left.text.splitlines() if line.startswith("#confirm "))


LEAKS: dict[str, Callable[[Night], str]] = {
    "own name": lambda night: f"Dear friend,\n\nplease call us.\n\nYours, {night.flow.people.handler.name}",
    "colleague's name": lambda night: f"{night.flow.people.second_handler.name} will look at it tomorrow.",
    "name in other letters": lambda night: f"ask for {night.flow.people.handler.name.upper()}, please",
    "own address": lambda night: f"Write to {night.flow.people.handler.address} from now on.",
    "address spelled out": lambda night: (
        "Write to " + night.flow.people.second_handler.address.replace("@", " [at] ") + " then."
    ),
    "own key": lambda night: f"My key is {night.flow.people.handler.fingerprint}.",
    "own key in fours": lambda night: (
        "My key is " + " ".join(night.flow.people.handler.fingerprint[at : at + 4] for at in range(0, 40, 4))
    ),
    "key number": lambda night: f"My key is 0x{night.flow.people.handler.fingerprint[-16:].lower()}.",
    "a nonce": lambda night: f"Your code is {night.other_notice.nonce_line.split()[3]}, keep it.",
    "a nonce among marks": lambda night: f"Your code: \u2067{night.other_notice.nonce_line.split()[3]}\u2069.",
    "a note": lambda night: "Take care: the cousin of the reporter works for the ministry, we must be quiet.",
    "another tag": lambda night: f"It is like {night.other.ticket} of last week.",
    "another tag, other dashes": lambda night: "It is like " + night.other.ticket.replace("-", "\u2011") + " of it.",
    "another tag, blanks": lambda night: f"It is like {night.other.ticket.replace('-', ' ')} of last week.",
    "another tag, no letter": lambda night: f"It is like {night.other.ticket[2:]} of last week.",
    "another tag, small": lambda night: f"It is like {night.other.ticket.lower()} of last week.",
    "another letter": lambda night: "Somebody else told us: they took my phone at the\ncheckpoint near Tripoli.",
}


@pytest.mark.parametrize("words", LEAKS.values(), ids=LEAKS)
def test_what_is_the_desks_own_does_not_leave(night: Night, words: Callable[[Night], str]) -> None:
    """LEAK-02, LEAK-11."""
    night.says(f"#take\n#reply\n\n{words(night)}")
    [refused] = night.flow.outbox()
    assert refused.row.kind == "refused" and night.flow.ticket(night.mine).handler_id is None
    assert code_of(refused)


@pytest.mark.parametrize("words", LEAKS.values(), ids=LEAKS)
def test_without_the_guard_it_would_leave(
    night: Night, words: Callable[[Night], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutation: what the test above sees is the guard's doing and nothing else's."""
    monkeypatch.setattr(answer, "let_pass", lambda *_, **__: None)
    night.says(f"#take\n#reply\n\n{words(night)}")
    reply, _ = night.flow.outbox()
    assert reply.row.kind == "reply" and strung(words(night)).strip() in strung(reply.text)


@pytest.mark.parametrize("words", LEAKS.values(), ids=LEAKS)
def test_whoever_means_it_says_so_for_exactly_this_text(night: Night, words: Callable[[Night], str]) -> None:
    said = words(night)
    night.says(f"#reply\n\n{said}")
    code = code_of(night.flow.outbox()[0])
    night.says(f"{code}\n#reply\n\n{said} And more.")
    assert [one.row.kind for one in night.flow.outbox()] == ["refused"]
    night.says(f"{code}\n#reply\n\n{said}")
    assert [one.row.kind for one in night.flow.outbox()] == ["reply", "transcript"]


def test_two_mails_that_tell_too_much_are_insisted_on_with_one_line(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "find_leaks", lambda *_: (Leak("leak_handler_name", night.other.ticket),))
    words = "#reply\n#send phishing\n\nIt is like what we had last week."
    night.says(words)
    [refused] = night.flow.outbox()
    line = code_of(refused)
    first, second = line.split()[1:]
    for one in (first, second):
        night.says(f"#confirm {one}\n{words}")
        assert [left.row.kind for left in night.flow.outbox()] == ["refused"], "all or nothing"
    assert not night.says(f"{line}\n{words}").reason
    assert {"reply", "transcript"} < {left.row.kind for left in night.flow.outbox()}


def test_a_code_is_of_one_handler_only(night: Night) -> None:
    said = LEAKS["own name"](night)
    night.says(f"#reply\n\n{said}")
    code = code_of(night.flow.outbox()[0])
    people = night.flow.people
    night.flow.arrives(people.reporter, "one more thing", signed_by=people.reporter)
    notice = night.flow.outbox("notify_handler", people.second_handler)[-1]
    night.flow.obeys(people.second_handler, f"{code}\n#reply\n\n{said}\n\n> {notice.nonce_line}")
    assert "reply" not in [one.row.kind for one in night.flow.outbox()]


HONEST = (
    "Please change your password from another device, and write to us again.",
    "Your ticket is {mine}. Quote it when you call.",
    "Bonjour, changez votre mot de passe depuis un autre appareil.",
    "يرجى تغيير كلمة المرور من جهاز آخر، ثم الكتابة إلينا من جديد.",
    "You wrote that somebody took over your account and you do not know what to do: begin with the mailbox.",
    "Our key is {desk}.",
    "The lure says: abcdefghjkmn pqrstuvw. Do not answer it.",
    "Call the operator 0096112345678901 and ask for A1B2C3D4.",
)


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_leave(night: Night, text: str) -> None:
    said = text.format(mine=night.mine.ticket, desk=night.flow.desk.fingerprint)
    night.says(f"#reply\n\n{said}")
    assert [one.row.kind for one in night.flow.outbox()] == ["reply", "transcript"]


def test_the_same_lure_in_two_tickets_may_be_quoted(night: Night) -> None:
    """What this ticket's own letters say as well tells nobody anything."""
    flow, lure = night.flow, "your account will be closed tomorrow unless you confirm it at this page now"
    for who in (flow.people.reporter, flow.people.mallory):
        flow.arrives(who, f"I got this: {lure}", signed_by=who)
    notices = [one for one in flow.outbox("notify_handler", flow.people.handler) if lure in one.text]
    flow.obeys(flow.people.handler, f"#reply\n\nThe words '{lure}' are a lie.\n\n> {notices[0].nonce_line}")
    left = flow.outbox()
    assert "reply" in [one.row.kind for one in left], left[0].text


TELLING = (
    ("Bahia Haddad", "Ask for Bahia tomorrow."),
    ("Bahia Haddad", "Call bahia haddad."),
    ("علي", "يرجى تغيير كلمة المرور.\n\nعلي"),
    ("علي حسن", "اسألوا عن علي حسن غدًا."),
    ("عبد الله", "اتصلوا بعبدالله غدًا."),
    ("مريم", "اتصلوا بنا ولمريم خبرة."),
    ("May Khoury", "Please call.\n\nBest,\nMay"),
    ("Łukasz", "Lukasz will call."),
    ("مریم", "سلام، مریم‌جان تماس می‌گیرد."),
    ("Jo", "Please change it.\nCall us then.\nJo"),
)
SILENT = (
    ("علي", "يجب عليكم الضغط على الزر، ثم الحصول على الرمز."),
    ("منى", "وصلتني منكم رسالة وهي مني."),
    ("May Khoury", "You may call us tomorrow, if you will."),
    ("Hope", "We hope that you are well."),
    ("Bahia Haddad", "Bahiana music is fine."),
    ("Samir", "Hello Samir,\nplease call us."),
    ("Li", "Please call us at once, li is a prefix."),
)


@pytest.mark.parametrize(("name", "text"), TELLING)
def test_a_name_is_seen_however_it_is_written(name: str, text: str) -> None:
    assert tells(name, text)


@pytest.mark.parametrize(("name", "text"), SILENT)
def test_a_name_that_is_a_word_too_is_no_name_in_a_sentence(name: str, text: str) -> None:
    """Else every honest mail would be refused, and people would learn to insist without reading."""
    assert not tells(name, text, frozenset({"samir"}))


def test_guidance_that_somebody_quoted_may_be_sent_to_the_next(night: Night) -> None:
    flow, second = night.flow, night.flow.people.mallory
    night.says("#send phishing")
    guidance = flow.outbox("guidance")[0]
    flow.arrives(second, "Thank you! You wrote:\n" + guidance.text, signed_by=second)
    flow.arrives(flow.people.reporter, "and now", signed_by=flow.people.reporter)
    for notice in flow.outbox("notify_handler", flow.people.handler)[-1:]:
        flow.obeys(flow.people.handler, f"#send phishing\n\n> {notice.nonce_line}")
    assert "guidance" in [one.row.kind for one in flow.outbox()]


def test_a_note_that_quotes_the_reporter_keeps_nobody_from_quoting_them(night: Night) -> None:
    night.says(f"#note\n\nShe says: {QUESTION}")
    night.flow.outbox()
    night.says(f"#reply\n\nYou wrote: {QUESTION}. Begin with the mailbox.")
    assert [one.row.kind for one in night.flow.outbox()] == ["reply", "transcript"]


def test_a_short_note_does_not_leave_as_a_whole(night: Night) -> None:
    night.says("#note\n\nHer brother is the informer")
    night.flow.outbox()
    night.says("#reply\n\nTake care, her brother is the informer!")
    assert [one.row.kind for one in night.flow.outbox()] == ["refused"]


def test_an_escalation_is_guarded_as_well(night: Night) -> None:
    night.says(f"#escalate threat_lab\n\n{NOTE}")
    assert [one.row.kind for one in night.flow.outbox()] == ["refused"]


KEY = Attachment(1, "mail/2", "OpenPGP_0xAA.asc", "application/pgp-keys", "text/plain", 900, "0" * 64)
PHOTO = Attachment(2, "mail/3", "me.jpg", "image/jpeg", "image/jpeg", 90_000, "1" * 64)


def test_what_came_along_and_stays_here_is_said(night: Night) -> None:
    """LEAK-09, LEAK-11: the handler's key, a file nobody asked to send, the copy in HTML, the mail program."""
    night.says("#reply\n\nPlease call.", attachments=(KEY, PHOTO), client="thunderbird")
    reply, transcript = night.flow.outbox()
    for line in ("your key (1)", "files that nobody asked to attach (1)", "the name of your mail program"):
        assert line in transcript.text
    assert "errand" not in reply.paper and not reply.paper["brings_key"]
