"""The checksums in addresses of digital money: what was mistyped or is only a long word has none that fits."""

from hashlib import sha256

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_ROUND = (
    0x1, 0x8082, 0x800000000000808A, 0x8000000080008000, 0x808B, 0x80000001, 0x8000000080008081, 0x8000000000008009,
    0x8A, 0x88, 0x80008009, 0x8000000A, 0x8000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080,
    0x80000001, 0x8000000080008008,
)  # fmt: skip
_TURN = (1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44)
_LANE = (10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1)
_MASK = (1 << 64) - 1
_RATE = 136  # octets that one round of Keccak-256 takes in
_BLOCK58 = {11: 8, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7}  # signs of Monero's base58 to octets


def base58check(address: str) -> bytes | None:
    """The octets of an address with a right checksum, version first (Bitcoin, Litecoin, Tron); None otherwise."""
    value = 0
    for sign in address:
        digit = BASE58.find(sign)
        if digit < 0:
            return None
        value = value * 58 + digit
    leading = len(address) - len(address.lstrip("1"))
    data = bytes(leading) + value.to_bytes((value.bit_length() + 7) // 8, "big")
    if len(data) != 25 or sha256(sha256(data[:-4]).digest()).digest()[:4] != data[-4:]:
        return None
    return data[:-4]


def bech32(address: str) -> bool:
    """Whether a bech32 or bech32m address (BIP 173, BIP 350) has a right checksum, of the kind its version wants."""
    if address.lower() != address and address.upper() != address:
        return False
    prefix, _, data = address.lower().rpartition("1")
    values = [BECH32.find(sign) for sign in data]
    if not prefix or len(values) < 7 or min(values) < 0 or values[0] > 16:
        return False
    check = 1
    for value in (*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix), *values):
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for bit, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= part if top >> bit & 1 else 0
    return check == (1 if values[0] == 0 else 0x2BC830A3)


def eip55(address: str) -> bool:
    """Whether the capitals of an Ethereum address are its checksum; one of one size carries none and passes."""
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return True
    told = keccak256(digits.lower().encode()).hex()
    return all(
        sign.isdigit() or sign.isupper() == (int(digit, 16) > 7) for sign, digit in zip(digits, told, strict=False)
    )


def monero(address: str) -> bool:
    """Whether a Monero address of 95 or 106 signs has a right checksum."""
    data = b""
    for start in range(0, len(address), 11):
        block = address[start : start + 11]
        value = 0
        for sign in block:
            digit = BASE58.find(sign)
            if digit < 0:
                return False
            value = value * 58 + digit
        size = _BLOCK58.get(len(block), 0)
        if not size or value >= 1 << 8 * size:
            return False
        data += value.to_bytes(size, "big")
    return data[0] in (18, 19, 42) and keccak256(data[:-4])[:4] == data[-4:]


def keccak256(data: bytes) -> bytes:
    """Keccak as Ethereum and Monero use it, before it became SHA-3 with another padding."""
    state = [0] * 25
    padded = data + b"\x01" + bytes(-(len(data) + 1) % _RATE)
    padded = padded[:-1] + bytes([padded[-1] | 0x80])
    for start in range(0, len(padded), _RATE):
        for lane in range(_RATE // 8):
            state[lane] ^= int.from_bytes(padded[start + 8 * lane : start + 8 * lane + 8], "little")
        _permute(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def _permute(state: list[int]) -> None:
    for constant in _ROUND:
        columns = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        for x in range(5):
            mixed = columns[(x + 4) % 5] ^ _turned(columns[(x + 1) % 5], 1)
            for y in range(0, 25, 5):
                state[x + y] ^= mixed
        carried = state[1]
        for lane, turn in zip(_LANE, _TURN, strict=True):
            state[lane], carried = _turned(carried, turn), state[lane]
        for y in range(0, 25, 5):
            row = state[y : y + 5]
            for x in range(5):
                state[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5] & _MASK)
        state[0] ^= constant


def _turned(value: int, by: int) -> int:
    return (value << by | value >> (64 - by)) & _MASK
