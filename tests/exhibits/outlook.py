"""Mails as Outlook keeps them, written after MS-CFB, MS-OXMSG and MS-OXTNEF: .msg and winmail.dat."""

import struct
from collections.abc import Iterator, Mapping
from typing import Any

SECTOR, SMALL, CUTOFF = 512, 64, 4096
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

NAMES = {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}  # of named properties: none

Tree = Mapping[str, Any]  # streams are bytes, storages are trees


def text(number: int, words: str) -> dict[str, bytes]:
    """A property of letters, as .msg keeps it."""
    return {f"__substg1.0_{number:04X}001F": words.encode("utf-16-le")}


def octets(number: int, content: bytes) -> dict[str, bytes]:
    return {f"__substg1.0_{number:04X}0102": content}


def msg(*properties: Mapping[str, Any], fixed: Mapping[int, int] | None = None, head: int = 32) -> bytes:
    """A .msg of these properties; attachments and recipients are properties too."""
    return ole(message(*properties, fixed=fixed, head=head))


def message(*properties: Mapping[str, Any], fixed: Mapping[int, int] | None = None, head: int = 32) -> dict[str, Any]:
    tree: dict[str, Any] = {"__properties_version1.0": numbers(fixed or {}, head), "__nameid_version1.0": NAMES}
    for one in properties:
        tree |= one
    return tree


def numbers(fixed: Mapping[int, int], head: int) -> bytes:
    entries = (struct.pack("<HHIQ", 0x40 if number == 0x39 else 3, number, 6, value) for number, value in fixed.items())
    return bytes(head) + b"".join(entries)


def enclosed(place: int, *properties: Mapping[str, Any]) -> dict[str, Any]:
    kept = any("__substg1.0_3701000D" in one for one in properties)
    tree: dict[str, Any] = {"__properties_version1.0": numbers({0x3705: 5 if kept else 1}, 8)}
    for one in properties:
        tree |= one
    return {f"__attach_version1.0_#{place:08X}": tree}


def recipient(place: int, name: str, address: str) -> dict[str, Any]:
    tree = {"__properties_version1.0": numbers({0x0C15: 1}, 8), **text(0x3001, name), **text(0x39FE, address)}
    return {f"__recip_version1.0_#{place:08X}": tree}


def kept_mail(tree: Tree) -> dict[str, Any]:
    """A mail attached to a mail, as a storage of its own."""
    return {"__substg1.0_3701000D": tree}


def ole(tree: Tree) -> bytes:
    """A compound file of any depth, small streams in the small stream (MS-CFB, version 3)."""
    entries = list(_walk(tree))
    small, body = b"", b""
    small_table: list[int] = []
    table: list[int] = []
    starts: dict[int, int] = {}
    for number, (_, content, _, _) in enumerate(entries):
        if isinstance(content, bytes) and len(content) < CUTOFF:
            starts[number] = len(small_table) if content else END
            small_table += _chain(len(small_table), -(-len(content) // SMALL))
            small += content.ljust(-(-len(content) // SMALL) * SMALL, b"\0")
    pieces = [content if isinstance(content, bytes) and len(content) >= CUTOFF else b"" for _, content, _, _ in entries]
    pieces[0] = small
    for number, piece in enumerate(pieces):
        if piece:
            starts[number] = len(table)
            table += _chain(len(table), -(-len(piece) // SECTOR))
            body += piece.ljust(-(-len(piece) // SECTOR) * SECTOR, b"\0")
    small_fat = b"".join(struct.pack("<I", number) for number in small_table)
    small_at, small_sectors = len(table), -(-len(small_fat) // SECTOR)
    table += _chain(len(table), small_sectors)
    body += small_fat.ljust(small_sectors * SECTOR, b"\xff")
    directory = b"".join(
        _entry(name, content, right, child, starts.get(number, 0 if isinstance(content, bytes) else END), len(small))
        for number, (name, content, right, child) in enumerate(entries)
    )
    directory_at, directory_sectors = len(table), -(-len(directory) // SECTOR)
    table += _chain(len(table), directory_sectors)
    body += directory.ljust(directory_sectors * SECTOR, b"\0")
    fat_sectors = 1
    while (len(table) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat_at = len(table)
    table += [FAT] * fat_sectors
    allocation = b"".join(struct.pack("<I", number) for number in table).ljust(fat_sectors * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory_at, 0, CUTOFF,
                          small_at if small_sectors else END, small_sectors, END, 0)  # fmt: skip
    header += b"".join(struct.pack("<I", fat_at + place if place < fat_sectors else FREE) for place in range(109))
    return header + body + allocation


def _walk(tree: Tree) -> Iterator[tuple[str, Any, int, int]]:
    """Every entry as (name, content, its right neighbour, its first child), the root first."""
    listed: list[list[Any]] = [["Root Entry", tree, FREE, FREE]]
    waiting = [0]
    while waiting:
        parent = waiting.pop(0)
        before = -1
        for name, content in listed[parent][1].items():
            listed.append([name, content, FREE, FREE])
            place = len(listed) - 1
            listed[before if before >= 0 else parent][2 if before >= 0 else 3] = place
            before = place
            if not isinstance(content, bytes):
                waiting.append(place)
    return ((one[0], one[1], one[2], one[3]) for one in listed)


def _chain(at: int, count: int) -> list[int]:
    return [at + place + 1 for place in range(count - 1)] + [END] if count else []


def _entry(name: str, content: Any, right: int, child: int, start: int, small: int) -> bytes:
    kind = 5 if name == "Root Entry" else 2 if isinstance(content, bytes) else 1
    size = small if kind == 5 else len(content) if kind == 2 else 0
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", 0 if kind == 1 else start, size)


def winmail(*attributes: tuple[int, bytes]) -> bytes:
    """A winmail.dat of these attributes."""
    written = b"\x78\x9f\x3e\x22\x01\x00"
    for number, content in attributes:
        level = 2 if number & 0xFFFF in (0x8010, 0x800F, 0x9002, 0x9005) else 1
        checksum = sum(content) & 0xFFFF
        written += struct.pack("<BII", level, number, len(content)) + content + struct.pack("<H", checksum)
    return written


def properties(*values: tuple[int, int, bytes]) -> bytes:
    """Properties as winmail.dat lists them: (type, number, octets)."""
    written = struct.pack("<I", len(values))
    for kind, number, content in values:
        written += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            written += bytes(16) + struct.pack("<II", 0, 0x851F)
        if kind in (0x1E, 0x1F, 0x102, 0x0D):
            written += struct.pack("<II", 1, len(content))
        written += content.ljust(-(-len(content) // 4) * 4, b"\0")
    return written
