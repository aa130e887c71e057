"""The daemon as a process of its own, on a config of the documented form, with a store on the disk."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from daemon.assemble import open_store
from daemon.config import load
from db.founding import found
from tests.bench.processes import Cost, Memory, cost_of, memory_of
from tests.house import ROOT
from tests.people import Person

CONFIG = """
[desk]
address = "{address}"
key_file = "key"
gpg_folder = "{gpg_folder}"
[store]
url = "sqlite:///{folder}/hirz.sqlite"
master_key_file = "master"
backups = "backups"
[[imap]]
host = "127.0.0.1"
port = {imap_port}
security = "none"
user = "{user}"
password_file = "password"
[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"
[pace]
tick = "0 s"
[promises]
acks_per_address = 100
acks_an_hour = 100000
outbound_per_ticket = 100
[log]
file = "log"
"""


class Desk:
    """One desk: its folder, its process, its log."""

    def __init__(
        self,
        desk: Person,
        handler: Person,
        *,
        imap_port: int,
        smtp_port: int,
        user: str,
        password: str,
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hz-", dir="/tmp"))
        self.gpg_folder = Path(tempfile.mkdtemp(prefix="hz-", dir=shared()))
        self._starts, self._log = self.folder / "starts", self.folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._config = self.folder / "hirz.toml"
        self._config.write_text(
            CONFIG.format(
                address=desk.address,
                folder=self.folder,
                gpg_folder=self.gpg_folder,
                imap_port=imap_port,
                smtp_port=smtp_port,
                user=user,
            )
        )
        for name, secret in (("key", desk.secret_key), ("master", secrets.token_hex(32)), ("password", password)):
            (self.folder / name).touch(mode=0o600)
            (self.folder / name).write_bytes(secret if isinstance(secret, bytes) else secret.encode())
        now = datetime.now(UTC)
        store = open_store(load(self._config), now)
        found(store, now - timedelta(hours=1))
        store.close()
        (self.folder / "handler.cert").write_bytes(handler.certificate)
        self._hirz("handler", "add", handler.name, handler.address, str(self.folder / "handler.cert"))

    def start(self, *, counted: bool = False) -> float:
        """Start it and wait until its doors are open; return the seconds that took."""
        before, began = len(self.events("started")), time.monotonic()
        program = ["tests.bench.counted", str(self._starts)] if counted else ["daemon"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", *program, "run", "--config", str(self._config)], cwd=ROOT, env=_surroundings()
        )
        while len(self.events("started")) == before:
            if self._process.poll() is not None or time.monotonic() - began > 60:
                raise RuntimeError(f"the desk does not start: {self.log()[-2000:]}")
            time.sleep(0.01)
        return time.monotonic() - began

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)
            self._process = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def sleep(self) -> None:
        """Hold it still while its mailbox fills."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def cost(self) -> Cost:
        return cost_of(self.pid, self.gpg_folder)

    def memory(self) -> list[Memory]:
        return memory_of(self.pid, self.gpg_folder)

    def gpg_starts(self) -> int:
        """How often gpg was started, where it was started `counted`."""
        return self._starts.read_text("utf-8").split().count("gpg")

    def log(self) -> str:
        return self._log.read_text("utf-8") if self._log.exists() else ""

    def events(self, name: str) -> list[dict[str, Any]]:
        """What the log says of these; a line that is still being written does not count."""
        lines = self.log().rpartition("\n")[0].splitlines()
        return [told for line in lines if (told := json.loads(line))["event"] == name]

    def _hirz(self, *words: str) -> None:
        line: Sequence[str] = [sys.executable, "-m", "daemon", words[0], "--config", str(self._config), *words[1:]]
        subprocess.run(line, cwd=ROOT, check=True, capture_output=True)


def shared() -> Path:
    """A folder in memory, where there is one: gpg homes lie there."""
    return next(place for place in (Path("/dev/shm"), Path("/tmp")) if os.access(place, os.W_OK))


def _surroundings() -> dict[str, str]:
    """As after an installation: compiled modules are kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
