"""Reading the heads of programs for Linux (ELF) and macOS (Mach-O): for which machine, and what kind of thing."""

import struct
from collections.abc import Iterator

_ELF_MACHINES = {
    3: "x86",
    8: "MIPS",
    20: "PowerPC",
    40: "ARM",
    62: "x86-64",
    183: "ARM64",
    243: "RISC-V",
}
_ELF_TYPES = {1: "object", 2: "program", 3: "program or library", 4: "core"}
_MACH_MACHINES = {7: "x86", 12: "ARM", 0x01000007: "x86-64", 0x0100000C: "ARM64"}
_MACH_TYPES = {1: "object", 2: "program", 6: "library", 8: "bundle"}
_SIGNATURE = 0x1D  # LC_CODE_SIGNATURE
_COMMANDS, _SLICES, _SEGMENTS = 200, 8, 64


def described(content: bytes) -> tuple[str, ...]:
    """The facts of an ELF or Mach-O head, as far as it can be read."""
    try:
        if content.startswith(b"\x7fELF"):
            return _elf(content)
        if content.startswith(b"\xca\xfe\xba\xbe"):
            return tuple(_slices(content))
        return _mach(content)
    except (struct.error, IndexError, OverflowError):
        return ("a head that breaks off",)


def _elf(content: bytes) -> tuple[str, ...]:
    wide, order = content[4] == 2, "<" if content[5] == 1 else ">"
    kind, machine = struct.unpack_from(f"{order}HH", content, 16)
    start = struct.unpack_from(f"{order}Q" if wide else f"{order}I", content, 32 if wide else 28)[0]
    size, count = struct.unpack_from(f"{order}HH", content, 54 if wide else 42)
    kinds = [
        struct.unpack_from(f"{order}I", content, start + size * number)[0] for number in range(min(count, _SEGMENTS))
    ]
    sections = struct.unpack_from(f"{order}H", content, 60 if wide else 48)[0]
    facts = [
        f"Linux {_ELF_TYPES.get(kind, 'something')}",
        _ELF_MACHINES.get(machine, f"machine {machine}"),
        "needs the libraries of the system" if 3 in kinds else "brings all it needs",  # PT_INTERP
    ]
    return (*facts, "without a table of sections") if sections == 0 else tuple(facts)


def _slices(content: bytes) -> Iterator[str]:
    """A program for several machines: one whole program for each."""
    count = struct.unpack_from(">I", content, 4)[0]
    for number in range(min(count, _SLICES)):
        place = struct.unpack_from(">8xI", content, 8 + 20 * number)[0]
        yield " ".join(_mach(content[place:]))


def _mach(content: bytes) -> tuple[str, ...]:
    order = "<" if content[:1] in (b"\xce", b"\xcf") else ">"
    wide = content[0] == 0xCF or content[3:4] == b"\xcf"
    machine, _, kind, count = struct.unpack_from(f"{order}IIII", content, 4)
    at, signed = 32 if wide else 28, False
    for _ in range(min(count, _COMMANDS)):
        command, size = struct.unpack_from(f"{order}II", content, at)
        signed = signed or command == _SIGNATURE
        if size < 8:
            break
        at += size
    return (
        f"macOS {_MACH_TYPES.get(kind, 'something')}",
        _MACH_MACHINES.get(machine, f"machine {machine}"),
        "carries a signature" if signed else "not signed by anybody",
    )
