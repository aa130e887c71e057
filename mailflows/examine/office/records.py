"""Walking the records of Excel's two binary formats: BIFF in .xls, and the newer one in .xlsb."""

from collections.abc import Iterator

RECORDS = 200_000  # of one stream


def biff(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a BIFF stream (MS-XLS 2.1.4): number and content."""
    at = 0
    for _ in range(RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = int.from_bytes(stream[at : at + 2], "little"), int.from_bytes(stream[at + 2 : at + 4], "little")
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def biff12(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part of .xlsb (MS-XLSB 2.1.4), whose number and size take one to four octets."""
    at = 0
    for _ in range(RECORDS):
        if at >= len(stream):
            return
        kind = stream[at]
        at += 1
        if kind & 0x80 and at < len(stream):
            kind = (kind & 0x7F) | (stream[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < len(stream) and shift < 28:
            piece = stream[at]
            at += 1
            size |= (piece & 0x7F) << shift
            shift += 7
            if not piece & 0x80:
                break
        yield kind, stream[at : at + size]
        at += size


def wide_string(data: bytes, at: int) -> tuple[str, int]:
    """A counted string of .xlsb (XLWideString) and where it ends; "" where the count is no count."""
    size = int.from_bytes(data[at : at + 4], "little")
    if size > 0x7FFF:
        return "", at + 4
    return data[at + 4 : at + 4 + 2 * size].decode("utf-16-le", "replace"), at + 4 + 2 * size
