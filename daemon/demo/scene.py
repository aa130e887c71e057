"""The verbs of the story: somebody writes, somebody gets a letter, a fact holds. All of it is real mail, read back."""

from collections.abc import Callable, Sequence

from daemon.demo.facts import section, statuses
from daemon.demo.letters import OUTSIDE, File, Read, quoted, seal, write
from daemon.demo.people import Person
from daemon.demo.setting import DESK, DESK_NAME, Cast, Setting
from daemon.demo.timeline import Timeline

WROTE = f"{DESK_NAME} <{DESK}>"
THE_DESK = "the desk"


class Scene:
    """The setting with what has happened on it so far."""

    def __init__(self, tell: Timeline, setting: Setting) -> None:
        self.tell, self.setting = tell, setting
        self.cast: Cast = setting.cast
        self.tag = ""  # of the ticket the story is about
        self.layla_has: Read  # the desk's latest letter to her
        self.noor_has: Read  # the latest letter with a line that binds her answer

    def writes(
        self,
        person: Person,
        text: str,
        *,
        subject: str,
        files: Sequence[File] = (),
        answers: Read | None = None,
        below: str = "",
        program: str = "",
    ) -> None:
        """A sealed letter to the desk. `below` is what stands under the text and is not shown."""
        notes = [f"file: {file.name}" for file in files] + (["below it: the mail it answers, quoted"] if below else [])
        self.tell.letter(str(person), THE_DESK, "sealed", text, subject=subject, notes=notes)
        whole = f"{text}\n\n{below}" if below else text
        letter = write(person, DESK, subject, whole, files=files, answers=answers, program=program)
        self.setting.mailboxes.send(person.address, seal(letter, person, self.setting.desk_certificate))

    def commands(self, words: str, text: str = "", *, signature: str = "", program: str = "") -> None:
        """Noor answers her latest notice as a mail program does: words on top, text, the notice quoted, signature."""
        said = f"{words}\n\n{text}" if text else words
        below = f"{quoted(self.noor_has, WROTE)}\n{signature}"
        subject = f"Re: {self.noor_has.subject}"
        self.writes(self.cast.noor, said, subject=subject, answers=self.noor_has, below=below, program=program)

    def forges(self, person: Person, text: str, *, answers: Read) -> None:
        """Somebody else writes in this person's name: unsigned, but in the right thread."""
        self.tell.letter(f"somebody as {person}", THE_DESK, "FORGED", text)
        letter = write(person, DESK, f"Re: {answers.subject}", text, answers=answers)
        self.setting.mailboxes.send("mallory@evil.example", letter.as_bytes())

    def gets(self, person: Person, what: str, wanted: Callable[[Read], bool], *, shown: str = "") -> Read:
        """The desk's sealed letter that comes to this person. `shown`: the heading of the part that is printed."""
        letter = self.setting.mailboxes.wait_for(person, what, wanted)
        part = section(letter.text, shown) if shown else letter.text
        self.tell.letter(THE_DESK, str(person), "sealed" if letter.sealed else "PLAIN", part, subject=letter.subject)
        wanted_of_all = (
            ("it is sealed, and opens with its reader's key", letter.sealed and bool(letter.signers)),
            ("no other key opens it", set(letter.recipients) <= person.encryption_key_ids()),
            ("the desk's key signed it, and no other", letter.signers == (self.setting.desk_fingerprint,)),
            (f'outside stands "Subject: {OUTSIDE}"', letter.outer_subject == OUTSIDE),
        )
        missing = next((said for said, found in wanted_of_all if not found), "")
        said = missing or "sealed to its reader alone, signed by the desk, its Subject inside"
        self.fact(said, not missing, f"{person.mailbox}, opened with {person}'s own gpg")
        return letter

    def fact(self, said: str, found: bool, where: str) -> None:
        self.tell.fact(said, found, where)

    def tickets(self) -> dict[str, str]:
        """Every ticket in the store with its status."""
        return statuses(self.setting.ask("list"))
