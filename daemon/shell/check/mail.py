"""Looks at what mail needs: the words of every mail, the sandbox, the mailboxes, the relay."""

from collections.abc import Iterator
from pathlib import Path

from daemon.config import ConfigError
from daemon.doors.imap import check_door
from daemon.doors.relay import RelaySession
from daemon.doors.wire import DoorShut
from daemon.sandbox import Examiner
from daemon.sandbox.walls import PATTERNS
from daemon.shell.check.scene import FAILED, OK, WARNING, Scene, Told
from mailflows.examine.clean import one_line
from templates import MAILS
from templates.lint import faults, wanted_in


def try_templates(scene: Scene) -> Iterator[Told]:
    """Every mail in every language of the desk: once with all its facts, once with none that may be left out."""
    folder, broken = scene.config.templates.folder, 0
    if folder is not None and not folder.is_dir():
        yield Told(
            FAILED, f"{folder} is not there, or no folder", "Make it, or take templates.folder out of the config"
        )
        broken += 1
    tongues = scene.config.desk.languages
    for fault in faults(folder, tongues):
        yield Told(FAILED, str(fault))
        broken += 1
    if folder is not None and folder.is_dir():
        yield from _strays(folder, tongues)
    if not broken:
        counts = ", ".join(f"{len(wanted_in(tongue, folder))} in {tongue}" for tongue in tongues)
        yield Told(OK, f"mails that can be written: {counts}")


def _strays(folder: Path, tongues: tuple[str, ...]) -> Iterator[Told]:
    """A misspelt file would stand before nothing, and nobody would know; so would a language that is not spoken."""
    for place in sorted(one for one in folder.iterdir() if one.is_dir() and one.name not in tongues):
        yield Told(WARNING, f"{place}: the desk does not answer in {place.name!r}", "Languages: desk.languages")
    for path in sorted(folder.rglob("*.txt")):
        _, _, name = path.relative_to(folder).as_posix().removesuffix(".txt").partition("/")
        if name not in MAILS and not name.startswith("parts/"):
            yield Told(
                WARNING, f"{path} is no mail that the desk writes", f"Mails are called {', '.join(sorted(MAILS))}"
            )


def try_sandbox(scene: Scene) -> Iterator[Told]:
    socket = scene.config.examine.socket
    examiner = Examiner.at(socket) if socket else Examiner.started()
    try:
        why = examiner.probe()
    finally:
        examiner.close()
    how = f"at {socket}" if socket else "started by the desk itself, with bwrap"
    if why is not None:
        yield Told(FAILED, f"HOSTILE MAIL CANNOT BE EXAMINED ({how}): {why}")
    else:
        yield Told(OK, f"takes a mail apart, {how}")
    if Path(PATTERNS).is_dir():
        from mailflows.examine.files.patterns import broken_rules  # only where there are rules: it loads their compiler

        yield from (Told(WARNING, f"YARA rules that are not used: {one_line(line, 300)}") for line in broken_rules())


def try_imap(scene: Scene) -> Iterator[Told]:
    for box in scene.config.imap:
        try:
            yield Told(OK, f"{box.name}: " + "; ".join(check_door(box)))
        except (DoorShut, ConfigError) as trouble:
            yield Told(FAILED, f"{box.name}: {trouble}")
    if not scene.config.imap:
        yield Told(OK, "no mailbox is read: mail comes by LMTP")


def try_smtp(scene: Scene) -> Iterator[Told]:
    """Automatic mail has no return address, as RFC 3834 asks; a relay that refuses that must be known before."""
    config = scene.config
    relay = config.smtp.model_copy(update={"helo": config.smtp.helo or config.desk.address.partition("@")[2]})
    with RelaySession(relay) as session:
        facts = "; ".join(session.offers())
        null = session.takes_null_sender()
    if null or relay.envelope == "desk":
        sender = "the null sender" if relay.envelope == "null" else "the desk's address"
        yield Told(OK, f"{relay.host}:{relay.port}: {facts}; automatic mail has {sender}")
    else:
        words = f"{relay.host}:{relay.port} refuses mail from the null sender, which automatic mail has"
        yield Told(FAILED, words, 'Write envelope = "desk" under [smtp]')
