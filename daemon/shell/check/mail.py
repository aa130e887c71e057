"""Looks at what mail needs: the words of every mail, the sandbox, the mailboxes, the relay."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from daemon.config import ConfigError
from daemon.doors.imap import check_door
from daemon.doors.relay import RelaySession
from daemon.doors.wire import DoorShut
from daemon.sandbox import Examiner
from daemon.sandbox.walls import PATTERNS
from daemon.shell.check.scene import FAILED, OK, WARNING, Scene, Told
from mailflows.examine.clean import one_line
from templates import MAILS, CannotWrite, Fact, TooLong, write
from templates.facts import Flag, Key, Kind, Number, Plain, Rows, Tag
from templates.labels import labels


def try_templates(scene: Scene) -> Iterator[Told]:
    """Every mail in every language of the desk: once with all its facts, once with none that may be left out."""
    folder, broken = scene.config.templates.folder, 0
    if folder is not None and not folder.is_dir():
        yield Told(
            FAILED, f"{folder} is not there, or no folder", "Make it, or take templates.folder out of the config"
        )
        broken += 1
    for language in scene.config.desk.languages:
        for name in MAILS:
            try:
                words = [write(name, language, facts, folder) for facts in (samples(name, language), _least(name))]
            except (CannotWrite, TooLong, TypeError, KeyError) as trouble:
                yield Told(FAILED, f"{language}/{name}: {trouble}")
            except (OSError, ValueError) as trouble:  # an operator's file that cannot be read, or is not UTF-8
                yield Told(FAILED, f"{language}/{name}: {type(trouble).__name__}")
            else:
                if words[0].fell_back:
                    yield Told(WARNING, f"{language}/{name}: not written yet; {words[0].language} is used")
                continue
            broken += 1
    if folder is not None:
        yield from _strays(folder)
    if not broken:
        yield Told(OK, f"{len(MAILS)} mails, each in {', '.join(scene.config.desk.languages)}")


def _strays(folder: Path) -> Iterator[Told]:
    """A misspelt file would stand before nothing, and nobody would know."""
    for path in sorted(folder.rglob("*.txt")):
        _, _, name = path.relative_to(folder).as_posix().removesuffix(".txt").partition("/")
        if name not in MAILS and not name.startswith("parts/"):
            yield Told(
                WARNING, f"{path} is no mail that the desk writes", f"Mails are called {', '.join(sorted(MAILS))}"
            )


def samples(name: str, language: str) -> dict[str, Fact]:
    """Something harmless for every fact a mail may be given."""
    kinds: Mapping[str, Kind] = MAILS[name].facts
    return {
        fact: _rows(kind, language) if isinstance(kind, Rows) else _one(kind, language) for fact, kind in kinds.items()
    }


def _least(name: str) -> dict[str, Fact]:
    """Only the facts without which the mail cannot be written."""
    facts: dict[str, Fact] = {}
    for fact, kind in MAILS[name].facts.items():
        if isinstance(kind, Rows):
            if not kind.optional:
                facts[fact] = _rows(kind, "en")[:1]
        elif kind.default is None:
            facts[fact] = _one(kind, "en")
    return facts


def _rows(rows: Rows, language: str) -> tuple[Plain | Mapping[str, Plain], ...]:
    if isinstance(rows.each, Mapping):
        row = {field: _one(kind, language) for field, kind in rows.each.items()}
        return (row, row)
    return (_one(rows.each, language),) * 2


def _one(kind: Kind, language: str) -> Plain:
    match kind:
        case Tag():
            return "H-7K4Q-M2XD"
        case Number():
            return 2
        case Flag():
            return True
        case Key():
            return next(iter(labels(language)[kind.kind]))
        case _:
            return "—"


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
