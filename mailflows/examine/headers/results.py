"""Reads what the provider that received a mail found out about its sender (RFC 8601), and how far that can be believed.

Believed are results above the border, and Google's, which stand directly below its line. Postfix lets its own filters
write there too: what they say of a failure is used, for nobody forges his own, and a pass there proves nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from mailflows.examine.clean import one_line
from mailflows.examine.domains import organisation
from mailflows.examine.headers.border import DIRECTLY_BELOW, Border, border, house
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import Mail

METHODS = frozenset("spf dkim dmarc compauth arc".split())
_STATEMENTS = 60
_METHOD = re.compile(r"^([a-z-]{2,20})(?:/\d)?\s*=\s*([a-z_]{2,20})", re.IGNORECASE)
_PROPERTY = re.compile(r"(?:^|\s)([a-z]+(?:\.[a-z]+)?)\s*=\s*(?:\"([^\"]{0,320})\"|([^\s;\"]{1,320}))", re.IGNORECASE)
_POLICY = re.compile(r"(?:\bp\s*=\s*|\baction=o?)(none|quarantine|reject)", re.IGNORECASE)
_LIST = re.compile(r"((?:[\w-]{1,63}\.){1,8}[a-z]{2,20})>?\s*$", re.IGNORECASE)
# Lines that filters of the receiving server write beside its results.
_FILTERS = re.compile(
    r"^(?:dmarc-filter|dkim-filter|arc-filter|received-spf|x-spam-.*|x-virus-.*|x-greylist|x-sender-.*"
    r"|x-icl-.*|x-arc-info|x-dmarc-.*|x-apple-.*|x-rspamd-.*|x-spamd-.*|bimi-.*)$"
)


@dataclass(frozen=True)
class Result:
    """One statement: what was checked, how it came out, and for which domain."""

    method: str
    word: str
    domain: str  # the one that signed, sent or was shown; "" where it is not told
    policy: str  # what the shown domain asks for in case of failure: "none", "quarantine", "reject", ""
    reason: str  # of a composite verdict


@dataclass(frozen=True)
class Results:
    """Everything the receiving provider says about where the mail comes from."""

    found: tuple[Result, ...]
    proven: bool  # stands above the border: nobody else can have written it
    provider: str

    def words(self, method: str) -> tuple[str, ...]:
        return tuple(result.word for result in self.found if result.method == method)

    def passed(self, method: str) -> tuple[str, ...]:
        """The organisations for which this check passed."""
        return tuple(
            organisation(result.domain)
            for result in self.found
            if result.method == method and result.word == "pass" and result.domain
        )

    @property
    def policy(self) -> str:
        """What the shown domain asks for mail that fails; "" where the provider does not tell."""
        return next((result.policy for result in self.found if result.method == "dmarc" and result.policy), "")

    @property
    def strict(self) -> bool:
        """The shown domain asks that mail which fails is not delivered."""
        return self.policy in ("reject", "quarantine")


_CHECKS = ("dkim", "spf", "dmarc")


@lru_cache(maxsize=4)
def results(mail: Mail) -> Results:
    """The believed results of a mail; empty where there are none."""
    edge = border(mail)
    if edge is None:
        return Results(tuple(_statements([value for _, value in _written(mail)][:1])), False, "")
    for name in ("authentication-results", "arc-authentication-results"):
        if above := [value for position, value in _written(mail, name) if position < edge.position]:
            return Results(tuple(_statements(above)), True, edge.provider)
    below = tuple(_statements(list(_of_filters(mail, edge))))
    return Results(below, edge.provider in DIRECTLY_BELOW, edge.provider)


def proven_domain(mail: Mail) -> str:
    """The organisation a mail is proven to come from: the one it shows, where the provider saw DMARC pass for it."""
    seen = results(mail)
    own = organisation(sender_domain(mail))
    if not seen.proven or not own or len(mail.all("from")) != 1 or "fail" in seen.words("dmarc"):
        return ""
    # Some providers do not repeat the domain; there is one From, and DMARC is about nothing else.
    told = [result.domain for result in seen.found if result.method == "dmarc" and result.word == "pass"]
    return own if own in seen.passed("dmarc") or (told and not any(told)) else ""


def signed_by(mail: Mail) -> tuple[str, ...]:
    """The organisations whose DKIM signatures the receiving provider confirmed."""
    seen = results(mail)
    return seen.passed("dkim") if seen.proven else ()


def sender_domain(mail: Mail) -> str:
    """The domain of the one address a mail program shows; "" where there is none."""
    box = next((box for box in mailboxes(mail.first("from")) if "@" in box.address), None)
    return box.address.rpartition("@")[2].strip(" .>") if box else ""


def list_domain(mail: Mail) -> str:
    """The organisation of the list a mail claims to come through; anybody can write this."""
    for name in ("list-id", "list-post"):
        if found := _LIST.search(mail.first(name)[-300:].replace("mailto:", " ").replace("@", ".")):
            return organisation(found[1])
    return ""


def listed(mail: Mail) -> bool:
    """A mailing list, or a mail that can be unsubscribed from, and nothing the receiving provider saw denies it.

    Anybody can write these marks. They excuse what is ordinary in such mail unless every check failed.
    """
    if not any(mail.first(name) for name in ("list-id", "list-post", "list-unsubscribe")):
        return False
    return _passed(mail) or not any(
        word in ("fail", "softfail") for method in _CHECKS for word in results(mail).words(method)
    )


def confirmed_as_listed(mail: Mail) -> bool:
    """The same, where some check passed, or nobody wrote one down: mail of old, and what a forward keeps."""
    return listed(mail) and (_passed(mail) or not results(mail).found)


def _passed(mail: Mail) -> bool:
    return any("pass" in results(mail).words(method) for method in (*_CHECKS, "arc"))


def of_a_list(mail: Mail) -> bool:
    """A mailing list by its own name, as far as that can be believed."""
    return bool(mail.first("list-id")) and listed(mail)


def below_border(mail: Mail) -> Iterator[str]:
    """Results that whoever sent the mail may have written: below the border, and not by the server's own filters."""
    edge = border(mail)
    if edge is None:
        return
    own = set(_of_filters(mail, edge))
    foreign = (value for position, value in _written(mail) if position > edge.position and value not in own)
    yield from islice(foreign, 20)


def server(value: str) -> str:
    """The authserv-id; "" where the provider leaves it out, as Microsoft does."""
    first = value.split(";", 1)[0].split()
    return first[0].lower() if first and "=" not in first[0] and "." in first[0] else ""


def statements(value: str) -> Iterator[Result]:
    """The statements of one header, comments taken out; what stands in quotes or comments states nothing."""
    for number, (bare, whole) in enumerate(_split(value[:4000])):
        found = _METHOD.match(bare)
        if not found or found[1].lower() not in METHODS or number > _STATEMENTS:
            continue
        method = found[1].lower()
        told = {key.lower(): quoted or plain for key, quoted, plain in _PROPERTY.findall(bare[found.end() :])}
        policy = _POLICY.search(whole) if method == "dmarc" else None
        yield Result(
            method,
            found[2].lower(),
            _domain(method, told),
            policy[1].lower() if policy else "",
            one_line(told.get("reason", ""), 10),
        )


def _domain(method: str, told: dict[str, str]) -> str:
    keys = {
        "spf": ("smtp.mailfrom", "smtp.mail", "smtp.helo"),
        "dkim": ("header.d", "header.i"),
        "dmarc": ("header.from",),
    }
    for key in keys.get(method, ()):
        if host := one_line(told.get(key, ""), 320).rpartition("@")[2].strip("<>. ").lower():
            return host if "." in host else ""
    return ""


def _split(value: str) -> Iterator[tuple[str, str]]:
    """Each statement without its comments, and with them: one pass, so that nothing in a comment can end one."""
    bare: list[str] = []
    whole: list[str] = []
    depth, quoted, escaped = 0, False, False
    for sign in value:
        whole.append(sign)
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
            continue
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign == "(" and not quoted:
            depth += 1
            continue
        elif sign == ")" and not quoted and depth:
            depth -= 1
            bare.append(" ")
            continue
        elif sign == ";" and not quoted and not depth:
            yield "".join(bare).strip(), "".join(whole)
            bare, whole = [], []
            continue
        if not depth:
            bare.append(sign)
    yield "".join(bare).strip(), "".join(whole)


def _statements(values: list[str]) -> Iterator[Result]:
    for value in values[:12]:
        yield from statements(value)


def _written(mail: Mail, wanted: str = "authentication-results") -> Iterator[tuple[int, str]]:
    for position, (name, value) in enumerate(mail.headers):
        if name == wanted:
            yield position, value


def _of_filters(mail: Mail, edge: Border) -> Iterator[str]:
    """Results that stand directly below the border's line, in its own name, where its kind of server writes them so."""
    surely = edge.provider in DIRECTLY_BELOW
    if not surely and not edge.milters:
        return
    for name, value in mail.headers[edge.position + 1 : edge.position + 16]:
        if name == "authentication-results" and house(server(value)) == edge.provider:
            yield value
            if surely:
                return  # what follows the first is the sender's
        elif not _FILTERS.match(name):
            return
