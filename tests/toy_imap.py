"""An IMAP server that lies: it knows just enough to be believed, and says what the test tells it to."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable

Answer = bytes | Callable[[bytes], bytes]  # without the tagged line; b"NO ..." or b"BAD ..." replaces that
DEFAULT = b"IMAP4rev1 UIDPLUS MOVE"


class ToyImap:
    """One folder with mails by UID. `lies` maps the beginning of a command to what is answered instead."""

    def __init__(self, mails: dict[int, bytes], capabilities: bytes = DEFAULT) -> None:
        self.mails = mails
        self.moved: list[int] = []
        self.said: list[bytes] = []
        self.lies: dict[bytes, Answer] = {}
        self.greeting = b"* OK toy"
        self.uidvalidity = 1
        self._capabilities = capabilities
        self._ends: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        for end in (self._listener, *self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                end, _ = self._listener.accept()
                self._ends.append(end)
                threading.Thread(target=self._talk, args=(end,), daemon=True).start()

    def _talk(self, end: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), end, end.makefile("rb") as lines:
            end.sendall(self.greeting + b"\r\n")
            for line in lines:
                tag, _, command = line.rstrip(b"\r\n").partition(b" ")
                self.said.append(command)
                answer = self._answer(command)
                if answer.startswith((b"NO", b"BAD")):
                    end.sendall(tag + b" " + answer + b"\r\n")
                else:
                    end.sendall(answer + tag + b" OK done\r\n")

    def _answer(self, command: bytes) -> bytes:
        for beginning, lie in self.lies.items():
            if command.startswith(beginning):
                return lie if isinstance(lie, bytes) else lie(command)
        if command.startswith(b"CAPABILITY"):
            return b"* CAPABILITY " + self._capabilities + b"\r\n"
        if command.startswith((b"SELECT", b"EXAMINE")):
            flags = rb"* OK [PERMANENTFLAGS (\Deleted \Seen)] ok" + b"\r\n"
            return flags + b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] ok\r\n" % (len(self.mails), self.uidvalidity)
        if command.startswith(b"UID SEARCH"):
            asked = re.search(rb"UID (\d+)$", command)
            uids = [uid for uid in self.mails if asked is None or uid == int(asked[1])]
            return b"* SEARCH " + b" ".join(b"%d" % uid for uid in uids) + b"\r\n"
        if command.startswith(b"UID FETCH"):
            return self._fetched(command)
        if command.startswith(b"UID MOVE"):
            uid = int(command.split()[2])
            self.moved.append(uid)
            self.mails.pop(uid, None)
        return b""

    def _fetched(self, command: bytes) -> bytes:
        answers = []
        for number, uid in enumerate(sorted(self.mails), 1):
            if uid not in _uids(command.split()[2]):
                continue
            mail = self.mails[uid]
            if b"RFC822.SIZE" in command:
                facts = b'RFC822.SIZE %d INTERNALDATE "01-Nov-2026 10:00:00 +0200"' % len(mail)
            elif b"HEADER" in command:
                header = mail.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                facts = b"BODY[HEADER]<0> {%d}\r\n%s" % (len(header), header)
            else:
                facts = b"BODY[] {%d}\r\n%s" % (len(mail), mail)
            answers.append(b"* %d FETCH (UID %d %s)\r\n" % (number, uid, facts))
        return b"".join(answers)


def _uids(asked: bytes) -> set[int]:
    found: set[int] = set()
    for part in asked.split(b","):
        first, _, last = part.partition(b":")
        found |= set(range(int(first), int(last or first) + 1))
    return found
