"""Addresses: one strict reading of what an address is. What two programs could read differently is no address here."""

import string

from mailflows.letter import Mailbox

# RFC 5321 section 4.1.2, without quoted strings, address literals and anything beyond ASCII: nobody honest who writes
# to a desk needs them, and each has been read as another address by some program (SIG-22, INJ-10).
_ATOM = frozenset(string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-.")
_LABEL = frozenset(string.ascii_letters + string.digits + "-")
_LOCAL_OCTETS, _DOMAIN_OCTETS, _LABEL_OCTETS = 64, 253, 63


def fit_address(address: str) -> str | None:
    """The address with its domain in lower case and its local part as written; None where it is not one addr-spec."""
    local, at, domain = address.partition("@")
    if not at or not 0 < len(local) <= _LOCAL_OCTETS or not 0 < len(domain) <= _DOMAIN_OCTETS:
        return None
    if not _ATOM.issuperset(local) or local[0] in "-." or local[-1] == "." or ".." in local:
        return None
    for label in domain.split("."):
        if not 0 < len(label) <= _LABEL_OCTETS or not _LABEL.issuperset(label) or "-" in (label[0], label[-1]):
            return None
    return f"{local}@{domain.lower()}"


def folded_address(address: str) -> str:
    """What addresses are compared and found by: all in lower case; "" where it is not one addr-spec."""
    return (fit_address(address) or "").lower()


def typed_address(said: str) -> str | None:
    """The address somebody typed behind a word: bare, in angle brackets, or made a link by their mail program."""
    bare = said.strip().partition("<mailto:")[0] or said
    return fit_address(bare.strip().removeprefix("<").removesuffix(">"))


def same_address(one: str, other: str) -> bool:
    """Whether both are fit and mean the same mailbox. No provider that people use tells them apart by case."""
    return folded_address(one) == folded_address(other) != ""


def address_of(mailbox: Mailbox | str) -> str | None:
    """The one address of a mailbox, or of a header's text such as `Zahra <zahra@example.org>`.

    A text must be a bare addr-spec, or a name and one address in angle brackets at its end. A comment, a list, a
    second bracket, or an `@` in a name outside quotes makes it None: programs disagree about who that is (SIG-22).
    """
    if isinstance(mailbox, Mailbox):
        return fit_address(mailbox.address)
    said = mailbox.strip(" \t")
    if "<" not in said:
        return fit_address(said)
    name, _, rest = said.rpartition("<")
    if not rest.endswith(">") or not _plain_name(name.strip(" \t")):
        return None
    return fit_address(rest[:-1])


def _plain_name(name: str) -> bool:
    """A name that ends where it seems to: a phrase without specials, or one quoted string."""
    if not name.isprintable():
        return False
    if len(name) >= 2 and name[0] == name[-1] == '"':
        inside = name[1:-1].replace("\\\\", "").replace('\\"', "")
        return '"' not in inside and "\\" not in inside
    return not set(name) & set('<>@,;:()[]"\\')
