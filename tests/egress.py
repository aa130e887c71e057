"""Runs the tests of the examiners where every packet is heard: `python -m tests.egress [PYTEST ARGUMENTS]`.

It makes a network namespace of its own in which every address of the world is this machine, and listens to all of it.
First it connects out itself, to prove that the listener hears; then whoever looks at a hostile file must be silent.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from tempfile import TemporaryDirectory

EVERYTHING = 0x0003  # ETH_P_ALL
ELSEWHERE = ("203.0.113.7", 80)  # RFC 5737: nobody's
SILENT, HEARD, DEAF = 0, 3, 4
SETTLE = 0.5  # seconds in which the last packet arrives


class Listener(threading.Thread):
    """Counts every packet on every interface of the namespace."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._line = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING))
        self.packets = 0

    def run(self) -> None:
        while self._line.recv(65536):
            self.packets += 1

    def heard(self) -> int:
        """How many since it was last asked."""
        time.sleep(SETTLE)
        count, self.packets = self.packets, 0
        return count


def main(arguments: list[str]) -> int:
    if os.environ.get("HIRZ_ALONE") != "yes":
        line = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-m", "tests.egress", *arguments]
        return subprocess.run(line, env={**os.environ, "HIRZ_ALONE": "yes"}, check=False).returncode
    for command in ("link set lo up", "route add local default dev lo"):
        subprocess.run(["ip", *command.split()], check=True)
    listener = Listener()
    listener.start()
    _call_out()
    if not listener.heard():
        return DEAF
    line = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    with TemporaryDirectory(prefix="hz-") as place:  # the folder pytest would take belongs to another root
        done = subprocess.run([*line, "--basetemp", f"{place}/t"], check=False)
    if done.returncode:
        return done.returncode
    return HEARD if listener.heard() else SILENT


def _call_out() -> None:
    """What an analyser must never do: connect, and ask for a name."""
    with socket.socket() as line:
        line.settimeout(1)
        line.connect_ex(ELSEWHERE)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.sendto(b"\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x07example\0\0\x01\0\x01", (ELSEWHERE[0], 53))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
