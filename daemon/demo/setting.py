"""The demo's stage: a temporary folder, two mail servers, keys, a config file, and the real daemon beside it all."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from daemon.demo import hirz
from daemon.demo.mailboxes import Mailboxes
from daemon.demo.people import PASSWORD, Person, end_agents, with_key, without_key
from daemon.demo.servers import MailServer, Sink
from daemon.demo.timeline import Timeline

DESK = "help@desk.example"
DESK_NAME = "Hirz Demo Desk"
PATIENCE = 20.0  # seconds that anything may take
BROKEN_PATIENCE = 6.0  # where a test broke something on purpose


@dataclass(frozen=True)
class Cast:
    """Everybody in the story."""

    layla: Person
    noor: Person
    karim: Person
    sam: Person
    lab: Person

    @property
    def all(self) -> tuple[Person, ...]:
        return (self.layla, self.noor, self.karim, self.sam, self.lab)


@dataclass(frozen=True)
class Setting:
    """What the story is played on."""

    folder: Path
    config: Path
    cast: Cast
    mailboxes: Mailboxes
    desk_certificate: Path
    desk_fingerprint: str
    daemon: subprocess.Popen[bytes]
    imap_port: int
    smtp_port: int

    def ask(self, *arguments: str) -> str:
        """What a command of `hirz` prints, run in this process. Raises NotFound where it ends in trouble."""
        return hirz.ask(arguments, self.config)

    def run(self, *arguments: str) -> str:
        """What a command of `hirz` prints, run as a process of its own."""
        return hirz.run(arguments, self.config)


@contextmanager
def set_up(tell: Timeline, *, keep: bool, broken: str | None) -> Iterator[Setting]:
    """Makes everything ready, and takes it down again; with `keep` the folder stays. Raises NotFound, OSError."""
    with ExitStack() as undo:
        folder = Path(tempfile.mkdtemp(prefix="hirz-demo-", dir="/tmp"))  # gpg needs a short path
        if keep:
            undo.callback(tell.step, f"what it leaves behind: {folder} (throw-away keys and all; rm -r it)")
        else:
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
        server = MailServer({})
        undo.callback(server.stop)
        sink = Sink(server)
        undo.callback(sink.stop)
        tell.step(f"mail servers are up on 127.0.0.1: IMAP {server.port}, SMTP {sink.port}")
        undo.callback(_end_agents, folder)
        config = write_config(folder, server.port, sink.port, broken)
        cast = _make_keys(folder, config)
        for address in (DESK, *(person.address for person in cast.all)):
            server.add(address, PASSWORD)
        if broken == "post":
            sink.refuse = {person.address: "550 5.7.1 no" for person in cast.all}
        tell.step("keys are made by gpg: the desk's by `hirz init`, everybody else's in homes of their own")
        daemon = hirz.start(config)
        undo.callback(hirz.end, daemon)
        certificate = _introduce(cast, config)
        tell.step(f"two handlers were added with `hirz handler add`, {cast.noor} and {cast.karim}")
        hirz.wait_until_it_runs(daemon, config)
        tell.step(f"`hirz run` reads {DESK}, process {daemon.pid}")
        patience = BROKEN_PATIENCE if broken else PATIENCE
        mailboxes = Mailboxes(server, sink, DESK, patience, lambda: hirz.alive(daemon, config))
        fingerprint = cast.layla.fingerprint_in(certificate.read_bytes())
        yield Setting(folder, config, cast, mailboxes, certificate, fingerprint, daemon, server.port, sink.port)


def write_config(folder: Path, imap: int, smtp: int, broken: str | None) -> Path:
    """The config file, of the form that systemd/hirz.toml explains; what does not stand here has its default."""
    (folder / "secrets").mkdir(mode=0o700)
    (folder / "run").mkdir(mode=0o700)
    (folder / "people").mkdir(mode=0o700)
    password = folder / "secrets" / "imap-password"
    password.touch(mode=0o600)
    password.write_text(PASSWORD)
    config = folder / "hirz.toml"
    config.write_text(
        f"""\
[desk]
address = "{DESK}"
name = {json.dumps(DESK_NAME)}
key_file = "credential:desk-key"
gpg_folder = "run"

[store]
url = "sqlite:///hirz.sqlite"
master_key_file = "credential:master-key"
backups = "backups"

[[imap]]
host = "127.0.0.1"
security = "none"  # allowed for this machine only
port = {imap}
user = "{DESK}"
password_file = "credential:imap-password"

[smtp]
host = "127.0.0.1"
security = "none"
port = {smtp}

[examine]
socket = "{"nowhere.sock" if broken == "examine" else ""}"  # none: Hirz starts the sandbox itself

[pace]
hold = "2 s"  # 90 s for people, who need time to say #undo
tick = "0 s"

[log]
file = "hirz.log"

[[role]]
name = "threat_lab"
address = "intake@lab.example"
certificate_file = "people/lab/public.asc"
consent = false  # the desk's own
""",
        encoding="utf-8",
    )
    return config


def _make_keys(folder: Path, config: Path) -> Cast:
    """`hirz init`, while everybody makes their own key."""
    homes = folder / "people"
    with ThreadPoolExecutor(2) as pool:
        layla = pool.submit(with_key, "Layla", "reporter", "ليلى حدّاد", "layla@press.example", homes / "layla")
        noor = pool.submit(with_key, "Noor", "handler", "Noor Khalil", "noor@desk.example", homes / "noor")
        karim = pool.submit(with_key, "Karim", "handler", "Karim Aziz", "karim@desk.example", homes / "karim")
        lab = pool.submit(with_key, "the lab", "threat lab", "Threat Lab", "intake@lab.example", homes / "lab")
        sam = without_key("Sam", "reporter", "Sam Ortiz", "sam@coop.example", homes / "sam")
        hirz.ask(("init",), config)
        return Cast(layla.result(), noor.result(), karim.result(), sam, lab.result())


def _introduce(cast: Cast, config: Path) -> Path:
    """Handlers are added, and everybody gets the desk's certificate, as it is published."""
    for handler, tongue in ((cast.noor, "en"), (cast.karim, "fr")):
        person = (handler.name, handler.address, str(handler.certificate_file))
        hirz.ask(("handler", "add", "--language", tongue, *person), config)
    certificate = config.parent / "desk.asc"
    certificate.write_text(hirz.ask(("key", "export"), config))
    for one in cast.all:
        if one.fingerprint:
            one.knows(certificate)
    return certificate


def _end_agents(folder: Path) -> None:
    for home in (folder / "people").iterdir():
        end_agents(home)
