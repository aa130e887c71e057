"""The last wall, inside the child: the kernel answers only the calls that reading needs, and no new process at all."""

import ctypes
import os
import platform
import struct
from collections.abc import Mapping

# Each call with its number on x86_64 and on aarch64; -1 where the machine has none. Whatever is missing here (socket,
# fork, execve, ptrace, kill, mount, unshare, io_uring, keyctl, bpf and the next one to be invented) is refused: EPERM.
_CALLS: Mapping[str, tuple[int, int]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "stat": (4, -1),
    "fstat": (5, 80),
    "lstat": (6, -1),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "brk": (12, 214),
    "madvise": (28, 233),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "ioctl": (16, 29),  # only of what is open: /dev/null, files that cannot be written, one socket
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, -1),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "openat": (257, 56),
    "open": (2, -1),
    "readlink": (89, -1),
    "readlinkat": (267, 78),
    "getdents64": (217, 61),
    "fcntl": (72, 25),
    "dup": (32, 23),
    "recvfrom": (45, 207),
    "sendto": (44, 206),  # on its one connected socket; there is no other
    "poll": (7, -1),
    "ppoll": (271, 73),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getcwd": (79, 17),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrandom": (318, 278),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

# Instructions of the classic packet filter (linux/bpf_common.h) and what it may return (linux/seccomp.h).
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_X32 = 0x40000000  # calls of the other ABI of x86_64 carry this bit
_NO_NEW_PRIVILEGES, _DUMPABLE, _SECCOMP, _FILTER = 38, 4, 22, 2


_LIBC = ctypes.CDLL(None, use_errno=True)


class NoWall(OSError):
    """The kernel did not take the filter; nothing may be read then."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def hide_memory() -> None:
    """Forbid other processes of the same user to read or trace this one and the children forked from it (ptrace(2))."""
    _prctl(_DUMPABLE, 0)


def filter_of_calls() -> bytes:
    """The filter for this machine, made once by the parent. Raises NoWall on other machines than the two known ones."""
    if platform.machine() not in _MACHINES:
        raise NoWall(f"no list of calls for {platform.machine()}")
    column, machine = _MACHINES[platform.machine()]
    return _filter([numbers[column] for numbers in _CALLS.values() if numbers[column] >= 0], machine)


def allow_only_reading(code: bytes) -> None:
    """Put the filter around this process for good. Raises NoWall."""
    program = _Program(len(code) // 8, code)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    _prctl(_SECCOMP, _FILTER, ctypes.byref(program))


def _filter(allowed: list[int], machine: int) -> bytes:
    steps = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
    ]
    for number in sorted(allowed):
        steps += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    steps.append((_RETURN, 0, 0, _REFUSE))
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _prctl(option: int, *arguments: object) -> None:
    whole = [*arguments, 0, 0, 0, 0][:4]
    if _LIBC.prctl(option, *(ctypes.c_ulong(word) if isinstance(word, int) else word for word in whole)) != 0:
        number = ctypes.get_errno()
        raise NoWall(number, f"prctl {option}: {os.strerror(number)}")
