"""An observable: something by which the same trouble is known again, in another ticket or in a list of indicators."""

from dataclasses import dataclass

KINDS = (
    "host",  # lower case, IDN as xn--
    "url",  # without fragment
    "ip",
    "sender",  # an address a frightening mail was from, or wants to be answered at
    "sha256",  # of a file
    "sha1",
    "md5",
    "wallet",
    "account",  # "telegram:name"
    "phone",
    "app",  # Android package, iOS bundle
    "certificate",  # SHA-256 or SHA-1 of an app's signer, hex
    "profile",  # UUID of an iOS profile
    "name",  # what the sender of a frightening mail is called; compared with names known here, never strict
)


@dataclass(frozen=True)
class Observable:
    """One of them, as it was met."""

    kind: str  # of KINDS
    value: str  # in its one canonical spelling, at most 500 characters
    path: str  # where: "mail/2"
    strict: bool  # alone enough to say that two tickets are about the same: no well-known host, no empty file
