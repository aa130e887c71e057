"""Looks at certificates that come as a file: who installs one of an authority lets its owner read along unseen."""

import re
from binascii import Error, a2b_base64
from collections.abc import Iterable, Iterator

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.phones.der import is_signed
from mailflows.examine.seen import DECODED, Part, Saw

READ = 256 * 1024  # octets
CERTIFICATES = 20  # of one file

_ARMOUR = re.compile(
    rb"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]{40,40000})-----END", re.IGNORECASE
)
_BUNDLES = frozenset("p7b spc".split())
# The basic constraints of X.509 (RFC 5280, 4.2.1.9) that say: this one may vouch for others.
_VOUCHES = re.compile(rb"\x06\x03\x55\x1d\x13(?:\x01\x01\xff)?\x04.\x30.\x01\x01\xff", re.DOTALL)


def vouches_for_others(part: Part) -> Iterable[Saw]:
    """F19: the certificate of an authority. A device that is made to trust it believes every page it signs."""
    if any(_VOUCHES.search(one) for one in _certificates(part)):
        words = f"{part.name}: a certificate of an authority; its owner reads along on every device that trusts it"
        yield Saw("certificate", shown_codes(words), DECODED, Severity.MEDIUM, 3)


def _certificates(part: Part) -> Iterator[bytes]:
    content = part.content[:READ]
    for number, found in enumerate(_ARMOUR.finditer(content)):
        if number == CERTIFICATES:
            return
        try:
            yield a2b_base64(found[1])
        except Error:
            continue
    bundle = any(kinds.extension(name) in _BUNDLES for name in part.names)
    # Every signature carries the certificates of those who vouch for it; nobody installs them from there.
    if content[:2] in (b"\x30\x81", b"\x30\x82", b"\x30\x83") and (bundle or not is_signed(content)):
        yield content


ROWS = (
    Look("F19", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1553.004", "T1632.001"), "certificates",
         vouches_for_others, "offices and schools that hand out the certificate of their own network"),
)  # fmt: skip
