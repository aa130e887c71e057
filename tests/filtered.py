"""Runs a command under the system calls a unit allows: `python -m tests.filtered UNIT COMMAND...`.

systemd itself does this at a real start; here libseccomp does, with the sets `systemd-analyze syscall-filter` prints.
"""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

LIBRARY = "libseccomp.so.2"
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # SCMP_ACT_ALLOW; SCMP_ACT_ERRNO with EPERM
_NO_NEW_PRIVILEGES = 38  # prctl(2)


def allowed(unit: Path) -> set[str]:
    """The system calls a unit allows, read as systemd.exec(5) has it: lists add up, a list after ~ takes away."""
    sets = _sets()
    names = set(sets["@default"])
    for line in unit.read_text().splitlines():
        key, _, value = line.partition("=")
        if key == "SystemCallFilter":
            listed = set[str]().union(*(sets.get(word, {word}) for word in value.removeprefix("~").split()))
            names = names - listed if value.startswith("~") else names | listed
    return names


def _sets() -> dict[str, set[str]]:
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True, check=True
    )
    sets: dict[str, set[str]] = {}
    inside: set[str] = set()
    for line in said.stdout.splitlines():
        word = line.strip()
        if line.startswith("@"):
            inside = sets[word] = set()
        elif word and not word.startswith("#"):
            inside.add(word)
    while any(name.startswith("@") for inside in sets.values() for name in inside):
        sets = {
            name: set[str]().union(*(sets[word] if word.startswith("@") else {word} for word in inside))
            for name, inside in sets.items()
        }
    return sets


def close(names: set[str]) -> None:
    """Refuse every other system call to this process and what it starts, for good."""
    library = ctypes.CDLL(LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_REFUSE)))
    for name in names:
        number = library.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:
            library.seccomp_rule_add(rules, ctypes.c_uint32(_ALLOW), number, 0)
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if library.seccomp_load(rules) != 0:
        raise SystemExit("the filter cannot be loaded")


if __name__ == "__main__":
    close(allowed(Path(sys.argv[1])))
    os.execvp(sys.argv[2], sys.argv[2:])
