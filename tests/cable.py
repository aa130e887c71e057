"""A bad network: a cable between client and server that can be cut, swallow, drip, and tell lies."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable


class Cable:
    """Forwards from a port of its own to a server's; what goes wrong is set while it runs."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.swallow = False  # nothing arrives any more, and nobody is told
        self.drip = 0.0  # seconds for every octet of the server's
        self.cut_within: int | None = None  # octets of the server's after which the connection is cut
        self.cut_on: bytes | None = None  # what the client must not say
        self.rewrite: list[tuple[bytes, bytes]] = []  # in what the server says
        self.connections = 0
        self._target = port
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server((address, 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cut every connection that there is; new ones are let through."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            try:
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                near.close()
                continue
            self._pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far, self._up), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, self._down), daemon=True).start()

    def _carry(
        self, source: socket.socket, sink: socket.socket, through: Callable[[bytes, socket.socket], None]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self.swallow:
                    through(data, sink)
        if self.swallow:
            return  # a hole does not say good-bye either
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _up(self, data: bytes, sink: socket.socket) -> None:
        if self.cut_on is not None and self.cut_on in data:
            self.cut()
            return
        sink.sendall(data)

    def _down(self, data: bytes, sink: socket.socket) -> None:
        for old, new in self.rewrite:
            data = data.replace(old, new)
        if self.cut_within is not None:
            sink.sendall(data[: self.cut_within])
            self.cut_within -= len(data)
            if self.cut_within <= 0:
                self.cut_within = None
                self.cut()
        elif self.drip:
            for octet in data:
                sink.sendall(bytes([octet]))
                time.sleep(self.drip)
        else:
            sink.sendall(data)
