"""Shortcuts, programs, pictures with something behind them: files for tests, made byte by byte."""

import struct
import zlib

_OF_THE_SYSTEM = bytes.fromhex("0114020000000000c000000000000046")


def shortcut(arguments: str = "", icon: str = "", relative: str = "..\\..\\Windows\\System32\\calc.exe") -> bytes:
    """A Windows shortcut after MS-SHLLINK: a head and the strings that are there."""
    strings = [(0x08, relative), (0x20, arguments), (0x40, icon)]
    flags = 0x80 | sum(flag for flag, text in strings if text)
    head = struct.pack("<I16sII24sIII", 0x4C, _OF_THE_SYSTEM, flags, 0x20, bytes(24), 0, 0, 1).ljust(0x4C, b"\0")
    body = b"".join(struct.pack("<H", len(text)) + text.encode("utf-16-le") for _, text in strings if text)
    return head + body + bytes(4)


def windows_program(
    section: bytes = b".text", code: bytes = b"\x90" * 512, signed: bool = False, behind: bytes = b""
) -> bytes:
    """The smallest Windows program that other programs take for one: a head, one section, perhaps a signature."""
    stub = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    head = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x14C, 1, 0x5F5E1000, 0, 0, 224, 0x102)
    start = 0x200
    signature_at = start + len(code)
    optional = struct.pack("<HBBIIIIII", 0x10B, 9, 0, len(code), 0, 0, 0x1000, 0x1000, 0x2000)
    optional += struct.pack("<IIIHHHHHHIIIIHH", 0x400000, 0x1000, 0x200, 4, 0, 0, 0, 4, 0, 0, 0x3000, start, 0, 2, 0)
    optional += struct.pack("<IIIIII", 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    directories = [(0, 0)] * 16
    if signed:
        directories[4] = (signature_at, 512)
    optional += b"".join(struct.pack("<II", *directory) for directory in directories)
    table = struct.pack("<8sIIII12sI", section, len(code), 0x1000, len(code), start, bytes(12), 0x60000020)
    made = (stub + head + optional + table).ljust(start, b"\0") + code
    return made + (bytes(512) if signed else b"") + behind


def linux_program() -> bytes:
    """The head of an ELF program for x86-64 that asks for the system's libraries."""
    head = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    head += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    return head + struct.pack("<II48x", 3, 4)


def mac_program(signed: bool = False) -> bytes:
    """The head of a Mach-O program for ARM64 with one command."""
    command = struct.pack("<IIII", 0x1D if signed else 0x2, 16, 0, 0)
    return struct.pack("<IIIIIIII", 0xFEEDFACF, 0x0100000C, 0, 2, 1, 16, 0, 0) + command


def png(width: int = 1, height: int = 1, behind: bytes = b"") -> bytes:
    """A white picture; its head may claim another size than it has."""
    rows = zlib.compress((b"\0" + b"\xff") * 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", rows)
        + _chunk(b"IEND", b"")
        + behind
    )


def jpeg(behind: bytes = b"") -> bytes:
    """The bones of a photograph: marks and a scan, and nothing to see."""
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes(9) + scan + b"\xff\xd9" + behind


def gif(comment: bytes = b"") -> bytes:
    """A picture of one point, with a comment."""
    told = b"\x21\xfe" + bytes([len(comment)]) + comment + b"\0" if comment else b""
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + told + b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3b"


def bmp(behind: bytes = b"") -> bytes:
    """A picture of two points."""
    return struct.pack("<2sIIIIiiHHIIiiII", b"BM", 62, 0, 54, 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0) + bytes(8) + behind


def installer() -> bytes:
    """The head of a Windows Installer database: a compound file whose root is of that class."""
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 0, 0, 4096, 0, 0, 0, 0)
    )
    root = bytes(80) + bytes.fromhex("84100c0000000000c000000000000046") + bytes(32)
    return head.ljust(512, b"\xff") + root.ljust(512, b"\0")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
