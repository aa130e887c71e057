"""Tables and plain lists: CSV whose columns say what they hold, one with a type in each row, or one value a line."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from types import MappingProxyType

from mailflows.examine.indicators.claim import Claim, no_use
from mailflows.examine.indicators.misp import TYPES
from mailflows.examine.indicators.spelling import armed, spelled

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("domain domains host hosts hostname fqdn domain_name domain-name website".split(), "host"),
        **dict.fromkeys("url urls uri link".split(), "url"),
        **dict.fromkeys("ip ips ipv4 ipv6 ip_address ip-address ipv4-addr ipv6-addr".split(), "ip"),
        **dict.fromkeys("email emails e-mail sender email-addr address".split(), "sender"),
        **dict.fromkeys("sha256 sha-256 sha256_hash hash_sha256".split(), "sha256"),
        **dict.fromkeys("sha1 sha-1 hash_sha1".split(), "sha1"),
        **dict.fromkeys("md5 hash_md5".split(), "md5"),
        **dict.fromkeys("package packages app app_id app-id bundle bundle_id package_name".split(), "app"),
        **dict.fromkeys("certificate certificates cert signer".split(), "certificate"),
        **dict.fromkeys("wallet btc bitcoin".split(), "wallet"),
        **dict.fromkeys("phone phone-number".split(), "phone"),
    }
)
_TYPE = frozenset("type ioc_type indicator_type kind".split())
_VALUE = frozenset("value indicator ioc observable indicator_value ioc_value".split())
_LABEL = frozenset("label malware family threat name description tag tags comment".split())
_DATE = frozenset("date first_seen last_seen created modified timestamp".split())
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A bare value is what it looks like, in this order.
_SHAPES = ("sha256", "sha1", "md5", "url", "ip", "sender", "host")
_FIELD = 20_000  # characters


def claims(text: str) -> Iterator[Claim]:
    """Every row. Raises ValueError where a row is no row."""
    csv.field_size_limit(_FIELD)
    rows = csv.reader(_lines(text), delimiter=_between(text))
    try:
        first = next(rows, [])
        columns = [_bare(cell) for cell in first]
        reading = _Columns.of(columns)
        if reading is None:
            yield from _guessed(first)
        for row in rows:
            yield from reading.read(row) if reading else _guessed(row)
    except csv.Error:
        raise ValueError("a row of the table is broken") from None


class _Columns:
    """What each column of a table with a heading holds."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._kinds = {at: _NAMES[name] for at, name in enumerate(columns) if name in _NAMES}
        self._type, self._value = _place(columns, _TYPE), _place(columns, _VALUE)
        self._label, self._date = _place(columns, _LABEL), _place(columns, _DATE)

    @classmethod
    def of(cls, columns: Sequence[str]) -> "_Columns | None":
        made = cls(columns)
        return made if made._kinds or made._value >= 0 else None

    def read(self, row: Sequence[str]) -> Iterator[Claim]:
        label, said = _cell(row, self._label), _DAY.search(_cell(row, self._date))
        date = said[0] if said else ""
        if (value := _cell(row, self._value)) and self._type >= 0:
            name = _bare(_cell(row, self._type))
            kind = _NAMES.get(name) or next(iter(TYPES.get(name, ())), "")
            yield Claim(kind, value, label, date) if kind else no_use("kind_not_used")
        elif value:
            yield _shaped(value, label, date)
        for at, kind in self._kinds.items():
            if cell := _cell(row, at):
                yield Claim(kind, cell, label, date)


def _guessed(row: Sequence[str]) -> Iterator[Claim]:
    if cell := _cell(row, 0):
        yield _shaped(cell, "", "")


def _shaped(value: str, label: str, date: str) -> Claim:
    plain = armed(value)
    kind = next((kind for kind in _SHAPES if spelled(kind, plain)), "")
    return Claim(kind, value, label, date) if kind else no_use("malformed")


def _lines(text: str) -> Iterator[str]:
    return (line for line in StringIO(text, newline=None) if line.strip() and not line.lstrip().startswith(("#", "//")))


def _between(text: str) -> str:
    head = next(_lines(text), "")
    return max(",;\t", key=head.count)


def _place(columns: Sequence[str], names: frozenset[str]) -> int:
    return next((at for at, name in enumerate(columns) if name in names), -1)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if 0 <= at < len(row) else ""


def _bare(cell: str) -> str:
    return cell.strip().strip("\ufeff").strip().lower().replace(" ", "_")
