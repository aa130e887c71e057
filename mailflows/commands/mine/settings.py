"""`#me`: how somebody at the desk is known and written to, and what they may change of it themselves."""

import re
from collections.abc import Iterator

from db.papers import name_of
from db.record import write_record
from mailflows.answer import read_address
from mailflows.commands.case import Case, Done, Refused
from mailflows.keys import certificate_data, keys_of
from mailflows.leading import fours
from mailflows.paging import pager_address, set_pager
from mailflows.people import root_mark
from mailflows.spelling import meant, plain
from pgp.certificates import canonical

OFF = ("none", "no", "إيقاف", "بدون", "aucun", "non")  # how else people write `pager=off`
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.ASCII)


def me(_value: str, case: Case) -> Done:
    """Changes what stands behind the word, and shows all of it in a mail of its own, which is in no ticket."""
    person = case.handler
    if (language := case.named.get("language", "")) and language != person.language:
        person.language = language
        write_record(case.books, case.now, person.id, f"own language {language}")
    if (notices := case.named.get("notices", "")) and notices != person.notices:
        person.notices = notices  # what waited comes in a last digest, within a minute
        write_record(case.books, case.now, person.id, f"own notices {notices}")
    if pager := case.named.get("pager", ""):
        set_pager(case.books, person, _pager(pager, case), case.now)
        write_record(case.books, case.now, person.id, "own pager")
    case.books.session.add(person)
    return Done(case.line("me_shown"), also=("me", {"lines": tuple(_lines(case))}))


def _pager(said: str, case: Case) -> str:
    """The address to be paged at, "" for none. Raises Refused for one at which the desk itself is, or seals to them."""
    if meant(said, {"off": OFF}):
        return ""
    address = plain(said).strip().lower()
    ours = {root_mark(case.books, one) for one in (case.desk.address, *case.desk.aliases)}
    if not ADDRESS.fullmatch(address) or root_mark(case.books, address) in ours:
        raise Refused("pager_what", "#me pager=off")
    if root_mark(case.books, address) == root_mark(case.books, read_address(case.books, case.handler)):
        raise Refused("pager_own", "#me pager=off")
    return address


def _lines(case: Case) -> Iterator[str]:
    person = case.handler
    for field, said in (
        ("name", name_of(case.books, person)),
        ("address", read_address(case.books, person)),
        ("seat", case.word("seat", person.role)),
        ("language", case.word("language", person.language)),
        ("notices", case.word("notices", person.notices)),
        ("pager", pager_address(case.books, person) or case.word("mine", "no_pager")),
    ):
        yield case.word("mine", field).format(said=said)
    for row in keys_of(case.books, person):
        key = canonical(certificate_data(case.books, row))
        ends = key.encryption_expires_at
        yield case.word("mine", "key").format(said=fours(key.fingerprint))
        until = f"{ends:%Y-%m-%d}" if ends else case.word("mine", "without_end")
        yield case.word("mine", "key_until").format(said=until)
