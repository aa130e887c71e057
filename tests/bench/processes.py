"""What processes cost, as the kernel counts it: seconds of computing, and memory with shared pages divided."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Cost:
    """Seconds of computing since the start, by whom."""

    desk: float  # the daemon itself: Python, store, IMAP and SMTP
    gpg: float  # every gpg it ran, and the agent that holds the keys
    examine: float  # the sandbox with all its children

    def since(self, before: "Cost") -> "Cost":
        return Cost(self.desk - before.desk, self.gpg - before.gpg, self.examine - before.examine)

    @property
    def total(self) -> float:
        return self.desk + self.gpg + self.examine


@dataclass(frozen=True)
class Memory:
    """Octets in use."""

    name: str
    octets: int
    shared_counted: bool  # pages shared with others are counted whole: their division may not be read


def cost_of(daemon: int, gpg_folder: Path) -> Cost:
    """What this desk has cost so far; gpg runs that have not ended are not in it."""
    own, reaped = _seconds(daemon)
    agents = sum(sum(_seconds(pid)) for pid in agents_in(gpg_folder))
    examine = sum(sum(_seconds(pid)) for pid in _below(daemon))
    return Cost(own, reaped + agents, examine)


def computed_by(pid: int) -> float:
    """Seconds that this process alone has computed."""
    return _seconds(pid)[0]


def memory_of(daemon: int, gpg_folder: Path) -> list[Memory]:
    """Each process of this desk with its share of memory (PSS)."""
    return [_memory(pid) for pid in [daemon, *_below(daemon), *agents_in(gpg_folder)]]


def agents_in(folder: Path) -> list[int]:
    """The agents that serve a gpg home in this folder."""
    return [pid for pid in _everyone() if os.fsencode(folder) in _command(pid) and b"gpg-agent" in _command(pid)]


def _below(pid: int) -> list[int]:
    """All descendants that live now."""
    parents = {child: parent for child in _everyone() if (parent := _parent(child))}
    found, fresh = list[int](), [pid]
    while fresh:
        fresh = [child for child, parent in parents.items() if parent in fresh]
        found += fresh
    return found


def _everyone() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _fields(pid: int) -> list[str]:
    """/proc/PID/stat from the state on (proc(5): the name before it may hold anything)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(") ")[2].split()
    except OSError:
        return []


def _parent(pid: int) -> int:
    return int((_fields(pid) or ["", "0"])[1])


def _seconds(pid: int) -> tuple[float, float]:
    """What it computed itself, and what those of its children did that have ended."""
    fields = _fields(pid)
    if not fields:
        return 0.0, 0.0
    return (int(fields[11]) + int(fields[12])) / TICK, (int(fields[13]) + int(fields[14])) / TICK


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _memory(pid: int) -> Memory:
    words = _command(pid).split(b"\0")
    name = Path(os.fsdecode(words[0])).name
    if name.startswith("python"):
        name = "examine" if b"daemon.sandbox" in words else "daemon"
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return Memory(name, int(line.split()[1]) * 1024, False)
    except PermissionError:  # the sandbox hides its memory from everyone but root
        return Memory(name, int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE, True)
    except OSError:
        pass
    return Memory(name, 0, False)
