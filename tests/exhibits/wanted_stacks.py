"""How a mail left its sender, and what is made up about it the same way every time: moments, numbers, signatures."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

_FIRST = datetime(2022, 3, 1, 6, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Sent:
    """How a mail left its sender: what a receiver can check, and what the sending service wrote into it."""

    shown: str  # domain of the From
    bounce: str  # envelope sender
    host: str  # what greeted the receiver
    signed: tuple[str, ...] = ()  # domains whose signatures hold
    broken: tuple[str, ...] = ()  # and those whose signature a list has broken
    spf: str = "pass"
    dmarc: str = "pass"
    policy: str = "reject"
    lines: str = ""  # headers of the service, with their line ends
    number: str = ""  # the sending address; made up where it is empty
    when: str = ""  # what its moments are made from

    @property
    def checked(self) -> tuple[tuple[str, str], ...]:
        """Every signature, and how it comes out."""
        return tuple((one, "pass") for one in self.signed) + tuple((one, "fail") for one in self.broken)


def token(seed: str, length: int = 24) -> str:
    """Letters and digits that look thrown together, the same for the same seed."""
    return b64encode(hashlib.sha512(seed.encode()).digest()).decode().replace("+", "-").replace("/", "_")[:length]


def digits(seed: str, length: int = 8) -> str:
    return str(int(hashlib.sha256(seed.encode()).hexdigest()[:16], 16) + 10**15)[-length:]


def moment(seed: str, seconds: int = 0) -> str:
    """A moment between spring 2022 and autumn 2026, the same for the same seed."""
    return format_datetime(_FIRST + timedelta(minutes=int(digits(seed, 7)) % 2_400_000, seconds=seconds))


def address(sent: Sent) -> str:
    one, two, three = (int(digits(sent.host + place, 2)) for place in "abc")
    return sent.number or f"{(149, 167, 185, 198)[one % 4]}.{60 + one}.{two + 20}.{three + 2}"


def signatures(sent: Sent) -> str:
    """One signature for each domain that signs."""
    return "".join(
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s{len(domain)}; t=17{digits(domain)};\r\n"
        f" h=from:subject:to:date:message-id:mime-version:list-unsubscribe; bh={token(domain + sent.host, 43)}=;\r\n"
        f" b={token(sent.bounce + domain, 60)}\r\n {token(domain, 60)}==\r\n"
        for domain in sent.signed + sent.broken
    )
