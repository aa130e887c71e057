"""Delta Chat without its window: `deltachat-rpc-server`, spoken to in the JSON that its own applications speak."""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from pgp.vcards import keys_in
from tests.clients.programs import program

PATIENCE = 60.0
SELF = 1  # Delta Chat's own numbers: who I am, and that a message has left or was read
DELIVERED = (26, 28)
Shown = Mapping[str, Any]


class DeltaChat:
    """One person's Delta Chat with one account; the key is its own and never leaves it."""

    def __init__(self, address: str, name: str, *, imap_port: int, smtp_port: int, password: str) -> None:
        self.address = address
        self._home = Path(tempfile.mkdtemp(prefix="hz-dc-", dir="/tmp"))
        self._numbers = itertools.count(1)
        self._process = subprocess.Popen(
            [program("deltachat-rpc-server")],
            env={"DC_ACCOUNTS_PATH": str(self._home / "accounts"), "RUST_LOG": "error"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._account = self.asks("add_account")
        self._of("set_config", "displayname", name)
        server = {"Security": "plain", "User": address, "Password": password, "Server": "127.0.0.1"}
        imap = {f"imap{what}": value for what, value in server.items() if what != "Password"}
        smtp = {f"smtp{what}": value for what, value in server.items()}
        ports = {"imapPort": imap_port, "smtpPort": smtp_port, "certificateChecks": "acceptInvalidCertificates"}
        self._of("add_or_update_transport", {"addr": address, "password": password, **imap, **smtp, **ports})
        self._of("start_io")

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()
        shutil.rmtree(self._home, ignore_errors=True)

    def knows(self, vcard: bytes) -> int:
        """Takes a vCard in, as when somebody taps it; returns the chat with whom it names."""
        (contact,) = self._of("import_vcard_contents", vcard.decode())
        return int(self._of("create_chat_by_contact_id", contact))

    @property
    def certificate(self) -> bytes:
        """Its own, out of the vCard that it gives to others."""
        (key,) = keys_in(str(self._of("make_vcard", [SELF])).encode())
        return key

    def writes(self, chat: int, text: str, file: Path | None = None, *, quoting: int | None = None) -> int:
        """Sends a message once it is out; returns its number."""
        data: dict[str, object] = {"text": text, "quotedMessageId": quoting}
        if file is not None:
            data |= {"file": str(file), "filename": file.name, "viewtype": "File"}
        number = int(self._of("send_msg", chat, data))
        self.until(lambda: self.message(number)["state"] in DELIVERED, f"message {number} to leave")
        return number

    def message(self, number: int) -> Shown:
        """A message as it is shown: text, padlock, chat."""
        return cast("Shown", self._of("get_message", number))

    def sees(self, chat: int, words: str) -> Shown:
        """The message with these words that others wrote into a chat; waits for it."""

        def found() -> Shown | None:
            for number in self._of("get_message_ids", chat, False, False):
                shown = self.message(number)
                if words in shown["text"] and shown["fromId"] != SELF:
                    return shown
            return None

        self.until(lambda: found() is not None, f"{words!r} in the chat")
        shown = found()
        assert shown is not None
        return shown

    def until(self, happened: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"Delta Chat waited {PATIENCE:.0f} s for {what}"
            time.sleep(0.05)

    def asks(self, method: str, *parameters: object) -> Any:
        """One call; what the server sends unasked is not waited for here."""
        assert self._process.stdin and self._process.stdout
        number = next(self._numbers)
        call = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        self._process.stdin.write(json.dumps(call).encode() + b"\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            answer = json.loads(line)
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
        raise AssertionError("deltachat-rpc-server ended")

    def _of(self, method: str, *parameters: object) -> Any:
        return self.asks(method, self._account, *parameters)
