"""CMD-08, CMD-09, CMD-11, CMD-12, CMD-14: what a command may ask for, and whose word it has to be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflows.commands.choices import CHOICES
from mailflows.commands.deeds import DEEDS
from mailflows.commands.grammar import read_commands
from mailflows.commands.vocabulary import WORDS
from tests.attacks.scene import Came, Scene, answered, believed, obeyed
from tests.mailflows.flow import Left
from tests.mails import mail
from tests.people import Person

COMMAND = "#priority P1"
VALUES = [
    "../../etc/passwd", "/etc/passwd", "x\r\nBcc: mallory@evil.test", "mallory@evil.test", "a@b.test,c@d.test",
    "$(id)", "`id`", "; rm -rf /", "{{ 7 * 7 }}", "{% include 'x' %}", "%s%n", "' OR 1=1 --", "\x00", "P1\x00",
    "--help", "-v", "<script>", "a" * 5000, "P1 P2", "phishing/../received", "received", "notify_handler",
]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["give", "status", "priority", "category", "escalate", "send", "resolve", "show", "key", "open"]
)
def test_cmd_08_no_value_leaves_its_vocabulary(scene: Scene, word: str) -> None:
    """Every word with every value that means something somewhere else; then an honest one."""
    asked, notice = scene.asks()
    handler = scene.people.handler
    before = scene.ticket(asked)
    for value in VALUES:
        scene.flow.arrives(handler, answered(notice, f"#{word} {value}\n#confirm"), signed_by=handler)
        out = scene.flow.outbox()
        assert {one.paper["to"] for one in out} <= {handler.address}, (value, [one.text for one in out])
        assert not {one.row.kind for one in out} - {"refused"}, (value, [one.text for one in out])
    after = scene.ticket(asked)
    assert (after.status, after.priority, after.handler_id) == (before.status, before.priority, before.handler_id)
    scene.flow.passes(hours=2)
    scene.flow.arrives(handler, answered(notice, "#priority P1"), signed_by=handler)
    assert scene.ticket(asked).priority == "P1"


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(WORDS)), st.text(max_size=60))
def test_cmd_08_a_closed_vocabulary_gives_out_its_own_keys_alone(word: str, value: str) -> None:
    choices = {**CHOICES, "role": {"threat_lab": ("lab",)}}
    for spoken in read_commands(f"#{word} {value}\n\ntext\n", WORDS, choices).spoken:
        known = choices.get(spoken.word.choices)
        nothing = not spoken.value and spoken.word.value == "optional"
        assert known is None or nothing or spoken.value in known
        assert spoken.value.isprintable() and "\n" not in spoken.value


def test_cmd_09_what_breaks_in_the_middle_was_never_begun(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of three words dies; the mail is taken up again, and then all three are done, once."""
    asked, notice = scene.asks()
    raw = scene.says(notice, "#priority P1\n#reply\n#category phishing\n\nWe are here.")
    honest = DEEDS["category"]

    def dies(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setitem(DEEDS, "category", dies)
    with pytest.raises(OSError, match="no space"):
        scene.arrives(raw)
    assert scene.ticket(asked).priority == "P2" and scene.flow.outbox() == []
    monkeypatch.setitem(DEEDS, "category", honest)
    obeyed(scene, b"X-Tried: again\r\n" + raw)
    assert scene.ticket(asked).priority == "P1"
    again = scene.arrives(b"X-Tried: thrice\r\n" + raw)
    assert again.settled.reason == "replayed"


def test_cmd_09_one_word_that_cannot_be_done_takes_the_others_back(scene: Scene) -> None:
    asked, notice = scene.asks()
    came = scene.arrives(scene.says(notice, "#take\n#priority P1\n#give nobody-we-know"))
    believed(came, scene.people.handler)
    came = scene.arrives(scene.says(notice, "#priority P1\n#escalate nowhere\n\nplease look"))
    assert [one.row.kind for one in scene.flow.outbox()] == ["refused", "refused"]
    assert scene.ticket(asked).priority == "P2" and scene.ticket(asked).handler_id is None
    obeyed(scene, scene.says(notice, "#priority P1\n#take"))


def test_cmd_11_one_person_alone_lets_nobody_in(scene: Scene, leads: tuple[Person, Person]) -> None:
    """Whoever stole a lead's key asks for mallory, confirms it with it, and asks again; only a second lead does it."""
    people = scene.people
    stolen, other = leads
    for lead in leads:
        scene.joins_as("lead", lead)
    key = ("key.asc", "application/pgp-keys", people.mallory.certificate)
    words = f"#desk {people.desk.address}\n#handler add Mallory {people.mallory.address} lead"

    def says(lead: Person, text: str, **more: object) -> Came:
        return scene.arrives(mail(lead, people.desk, text, sealed_by=lead, **more))  # type: ignore[arg-type]

    def is_let_in() -> bool:
        came = scene.arrives(mail(people.mallory, people.desk, "#help", sealed_by=people.mallory))
        return came.confirmed and "help" in {one.row.kind for one in scene.flow.outbox()}

    believed(says(stolen, words, attachments=[key]), stolen)
    [proposal] = scene.flow.outbox("proposal")
    assert proposal.paper["to"] == other.address and not is_let_in()
    confirm = next(line for line in proposal.text.splitlines() if line.startswith("#handler confirm"))
    for again in (confirm, f"#desk {people.desk.address}\n{confirm}", f"{words}\n{confirm}"):
        says(stolen, again, attachments=[key])
        assert not is_let_in()
    believed(says(other, confirm), other)
    assert is_let_in()


@pytest.mark.parametrize(
    "word", ["#erase", "#export", "#delete", "#handler add Mallory mallory@evil.test lead", "#send-plain"]
)
def test_cmd_11_a_handler_who_leads_nobody_cannot_even_ask(scene: Scene, word: str) -> None:
    asked, notice = scene.asks()
    key = ("key.asc", "application/pgp-keys", scene.people.mallory.certificate)
    came = scene.arrives(scene.says(notice, word, attachments=[key]))
    believed(came, scene.people.handler)
    assert came.settled.reason and {one.row.kind for one in scene.flow.outbox()} == {"refused"}
    obeyed(scene, scene.says(notice, COMMAND))
    assert scene.ticket(asked).key is not None


@pytest.mark.parametrize("seal", [True, False], ids=["sealed", "plain"])
def test_cmd_12_a_reporter_who_commands_wrote_a_text(scene: Scene, seal: bool) -> None:
    people = scene.people
    asked, notice = scene.asks()
    words = answered(notice, "#close\n#confirm")
    raw = mail(people.reporter, people.desk, words, **({"sealed_by": people.reporter} if seal else {}))  # type: ignore[arg-type]
    came = scene.arrives(raw)
    assert came.settled.state == "settled" and scene.ticket(asked).status == "new"
    told = scene.flow.outbox("notify_handler")
    assert told and all("| #close" in one.text for one in told)
    obeyed(
        scene,
        scene.says(notice, "#close\n#confirm")
        if came.settled.ticket != asked.settled.ticket
        else scene.says(_last(told, scene), "#close\n#confirm"),
    )
    assert scene.ticket(asked).status == "closed"


def _last(told: list[Left], scene: Scene) -> Left:
    return next(one for one in told if one.paper["to"] == scene.people.handler.address)


AUTOMATIC = [
    ("Auto-Submitted", "auto-replied"),
    ("Precedence", "bulk"),
    ("X-Auto-Response-Suppress", "All"),
    ("X-Loop", "x"),
]


@pytest.mark.parametrize("header", AUTOMATIC, ids=[name for name, _ in AUTOMATIC])
@pytest.mark.parametrize("where", ["outside", "inside"])
def test_cmd_14_an_absence_note_that_says_a_command_is_no_command(
    scene: Scene, header: tuple[str, str], where: str
) -> None:
    """Signed and sealed by the handler's own server, the notice quoted: it says that no person wrote it."""
    asked, notice = scene.asks()
    if where == "inside":
        raw = scene.says(notice, COMMAND, headers=[header])
        outer, _, rest = raw.partition(b"\r\n\r\n")
        raw = outer.replace(f"\r\n{header[0]}: {header[1]}".encode(), b"") + b"\r\n\r\n" + rest
    else:
        raw = f"{header[0]}: {header[1]}\r\n".encode() + scene.says(notice, COMMAND)
    came = scene.arrives(raw)
    believed(came, scene.people.handler)
    assert (came.settled.state, came.settled.reason) == ("aside", "automatic_mail")
    assert scene.ticket(asked).priority == "P2"
    obeyed(scene, scene.says(notice, f"{COMMAND}\n#take"))
