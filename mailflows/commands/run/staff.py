"""`#handler`: who works here, said by those who lead the desk. What lets somebody in takes a second person."""

from collections.abc import Callable, Mapping, Sequence

from mailflows.addresses import typed_address
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.choices import HANDLER, SEAT
from mailflows.leading import Told, everybody, tell, worded
from mailflows.proposals import confirm, propose, withdraw
from mailflows.seats import LEADS
from mailflows.spelling import meant, plain
from mailflows.staff import at_the_desk, disable, joining, keep_a_lead, other_key, other_role
from pgp.certificates import Certificate, canonical
from templates import languages

BY_CODE = frozenset({"confirm", "withdraw"})


def handler(value: str, case: Case) -> Done:
    """One of the verbs, and what belongs to it."""
    if case.handler.role not in LEADS:
        raise Refused("not_allowed")
    verb, words = verb_and_words(value)
    if verb not in VERBS:
        raise Refused("handler_what")
    told = worded(VERBS[verb](words, case), case.handler.language)
    return Done(told[0], more=told[1:])


def code_in(value: str) -> str:
    """The code that this value confirms or takes back; "" where it does neither."""
    verb, words = verb_and_words(value)
    return words[0] if verb in BY_CODE and len(words) == 1 else ""


def verb_and_words(value: str) -> tuple[str, Sequence[str]]:
    said, *words = plain(value).split() or [""]
    return meant(said, HANDLER), words


def _add(words: Sequence[str], case: Case) -> Sequence[Told]:
    """A name, an address, and perhaps a role and a language; their certificate is attached."""
    at = next((at for at, word in enumerate(words) if "@" in word), 0)
    rest = list(words[at + 1 :])
    language = rest.pop() if rest and rest[-1] in languages() else case.handler.language
    if at == 0 or len(rest) > 1:
        raise Refused("handler_what", "#handler add NAME ADDRESS ROLE")
    name, address, role = " ".join(words[:at]), _address(words[at]), _seat(rest[0]) if rest else "handler"
    certificate = naming(address, case)
    change = joining(case.books, case.desk, name, address, role, language, certificate, case.now)
    return propose(case.books, case.desk, case.handler, change, case.now)


def _role(words: Sequence[str], case: Case) -> Sequence[Told]:
    if len(words) != 2:
        raise Refused("handler_what", "#handler role ADDRESS lead")
    change = other_role(case.books, case.desk, _address(words[0]), _seat(words[1]), case.now)
    return propose(case.books, case.desk, case.handler, change, case.now)


def _key(words: Sequence[str], case: Case) -> Sequence[Told]:
    if len(words) != 1:
        raise Refused("handler_what", "#handler key ADDRESS")
    address = _address(words[0])
    change = other_key(case.books, case.desk, address, naming(address, case), case.now)
    return propose(case.books, case.desk, case.handler, change, case.now)


def _disable(words: Sequence[str], case: Case) -> Sequence[Told]:
    """At once, on one person's word: it can do harm for an hour, and a key in wrong hands for longer (KEY-15)."""
    if len(words) != 1:
        raise Refused("handler_what", "#handler disable ADDRESS")
    person = at_the_desk(case.books, _address(words[0]))
    keep_a_lead(case.books, person)
    told = disable(case.books, case.desk.office, person, case.now, case.handler.id)
    tell(case.books, case.desk, told, case.now, besides=case.handler)
    return told


def _list(words: Sequence[str], case: Case) -> Sequence[Told]:
    if words:
        raise Refused("handler_what", "#handler list")
    return everybody(case.books)


def _confirm(words: Sequence[str], case: Case) -> Sequence[Told]:
    return confirm(case.books, case.desk, _code(words, "confirm"), case.handler, case.now)


def _withdraw(words: Sequence[str], case: Case) -> Sequence[Told]:
    return withdraw(case.books, case.desk, _code(words, "withdraw"), case.handler, case.now)


VERBS: Mapping[str, Callable[[Sequence[str], Case], Sequence[Told]]] = {
    "add": _add,
    "role": _role,
    "key": _key,
    "disable": _disable,
    "list": _list,
    "confirm": _confirm,
    "withdraw": _withdraw,
}


def _code(words: Sequence[str], verb: str) -> str:
    if len(words) != 1:
        raise Refused("handler_what", f"#handler {verb} CODE")
    return words[0]


def _seat(said: str) -> str:
    if not (seat := meant(said, SEAT)):
        raise Refused("no_such_seat", ", ".join(SEAT))
    return seat


def _address(said: str) -> str:
    if (address := typed_address(said)) is None:
        raise Refused("no_address")
    return address


def naming(address: str, case: Case) -> Certificate:
    """The one certificate inside the sealed mail that names this address. Raises Refused where there is not one."""
    found: dict[str, Certificate] = {}
    for data in case.certificates:
        read = canonical(data)
        if address.lower() in (one.lower() for one in read.addresses):
            found[read.fingerprint] = read
    if len(found) != 1:
        raise Refused("certificates_many" if found else "certificate_missing")
    return next(iter(found.values()))
