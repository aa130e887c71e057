"""Finding addresses of digital money in a text; only what passes its checksum is one."""

import re
from dataclasses import dataclass

from mailflows.examine.body.checksums import base58check, bech32, eip55, monero

CANDIDATES = 60  # of one text that are computed
_CANDIDATE = re.compile(
    r"(?<![A-Za-z0-9/])(?:0x[0-9a-fA-F]{40}|(?:bc1|tb1|ltc1|BC1|LTC1)[0-9A-Za-z]{25,87}|[48][1-9A-HJ-NP-Za-km-z]{94,105}"
    r"|[13LMT2][1-9A-HJ-NP-Za-km-z]{24,34})(?![A-Za-z0-9])"
)
# First octet of an address in base58check: its money.
_VERSIONS = {0x00: "BTC", 0x05: "BTC", 0x30: "LTC", 0x32: "LTC", 0x41: "TRX"}


@dataclass(frozen=True)
class Wallet:
    """One address of digital money."""

    money: str  # "BTC", "ETH", "XMR", "TRX", "LTC"
    address: str

    @property
    def canonical(self) -> str:
        """One spelling for the many of the same address; base58 tells small and large letters apart."""
        small = self.money == "ETH" or self.address[:3].lower() in ("bc1", "tb1") or self.address[:4].lower() == "ltc1"
        return self.address.lower() if small else self.address


def wallets_in(text: str) -> tuple[Wallet, ...]:
    """The wallets of a text in order, each once."""
    found: dict[Wallet, None] = {}
    for number, hit in enumerate(_CANDIDATE.finditer(text)):
        if number == CANDIDATES:
            break
        if money := _money(hit[0]):
            found[Wallet(money, hit[0])] = None
    return tuple(found)


def _money(address: str) -> str:
    if address.startswith("0x"):
        return "ETH" if eip55(address) and len(set(address[2:].lower())) > 4 else ""
    if address[:3].lower() in ("bc1", "tb1") or address[:4].lower() == "ltc1":
        return ("LTC" if address[0] in "lL" else "BTC") if bech32(address) else ""
    if len(address) in (95, 106):
        return "XMR" if monero(address) else ""
    data = base58check(address)
    return _VERSIONS.get(data[0], "") if data else ""
