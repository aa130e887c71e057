"""`#role`: who may be called, said by those who lead the desk. What lets a role in takes a second person."""

import re
from collections.abc import Callable, Mapping, Sequence

from mailflows.addresses import typed_address
from mailflows.answer import read_address
from mailflows.callings import (
    CEILING,
    Terms,
    end_calling,
    everyone_called,
    new_calling,
    other_calling,
    told_called,
)
from mailflows.commands.call.choices import ROLE
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.run.staff import naming
from mailflows.desk import FIELDS
from mailflows.leading import Told, tell, worded
from mailflows.needs import usual_fields
from mailflows.proposals import confirm, propose, withdraw
from mailflows.seats import LEADS
from mailflows.spelling import meant, plain
from pgp.certificates import canonical
from templates import languages

BETWEEN = re.compile(r"[,،;؛\s]+")
EXAMPLE = "#role add platform-meta trust@platform.example tlp=amber consent=yes lang=en"
NONE = frozenset(("-", "none"))  # said of `required`: nothing


def role(value: str, case: Case) -> Done:
    """One of the verbs, and what belongs to it; nothing said is the list, which everybody who calls roles may have."""
    said, *words = plain(value).split() or ["list"]
    verb = meant(said, ROLE)
    if verb not in VERBS:
        raise Refused("role_what", EXAMPLE)
    if verb != "list" and case.handler.role not in LEADS:
        raise Refused("not_allowed")
    told = worded(VERBS[verb](words, case), case.handler.language)
    return Done(told[0], more=told[1:])


def _add(words: Sequence[str], case: Case) -> Sequence[Told]:
    """A name, an address and terms; the certificate of those who hold the role is attached inside the seal."""
    if len(words) != 2:
        raise Refused("role_what", EXAMPLE)
    name, address = words[0].lower(), _address(words[1])
    terms = _terms(case, Terms(CEILING, True, usual_fields(name), ()))
    key = naming(address, case)
    change = new_calling(case.books, case.desk, name, address, _language(case, "en"), terms, key, case.now)
    return propose(case.books, case.desk, case.handler, change, case.now)


def _change(words: Sequence[str], case: Case) -> Sequence[Told]:
    """Other terms; another address or key takes their certificate, inside the seal."""
    if not 1 <= len(words) <= 2 or not (case.named or case.certificates or words[1:]):
        raise Refused("role_what", "#role change platform-meta tlp=green")
    _, known, person = told_called(case.books, case.desk, words[0].lower())
    address = _address(words[1]) if words[1:] else read_address(case.books, person)
    terms = _terms(case, Terms(known.tlp, known.consent, known.fields, known.required))
    key = naming(address, case) if words[1:] or _brings(address, case) else None
    change = other_calling(
        case.books,
        case.desk,
        known,
        person,
        terms,
        address=address,
        language=_language(case, known.language),
        key=key,
        now=case.now,
    )
    return propose(case.books, case.desk, case.handler, change, case.now)


def _brings(address: str, case: Case) -> bool:
    """Whether a key for this address is attached: a mail always brings its writer's own as well."""
    there = (canonical(data).addresses for data in case.certificates)
    return any(address.lower() in (one.lower() for one in addresses) for addresses in there)


def _end(words: Sequence[str], case: Case) -> Sequence[Told]:
    """At once: it can only keep something from being sent."""
    if len(words) != 1:
        raise Refused("role_what", "#role end platform-meta")
    told = end_calling(case.books, case.desk, words[0].lower(), case.now, case.handler.id)
    tell(case.books, case.desk, told, case.now, besides=case.handler)
    return told


def _list(words: Sequence[str], case: Case) -> Sequence[Told]:
    if words or case.named:
        raise Refused("role_what", "#role list")
    return everyone_called(case.books, case.desk)


def _confirm(words: Sequence[str], case: Case) -> Sequence[Told]:
    return confirm(case.books, case.desk, _code(words, "confirm"), case.handler, case.now)


def _withdraw(words: Sequence[str], case: Case) -> Sequence[Told]:
    return withdraw(case.books, case.desk, _code(words, "withdraw"), case.handler, case.now)


VERBS: Mapping[str, Callable[[Sequence[str], Case], Sequence[Told]]] = {
    "add": _add,
    "change": _change,
    "end": _end,
    "list": _list,
    "confirm": _confirm,
    "withdraw": _withdraw,
}


def _terms(case: Case, usual: Terms) -> Terms:
    """What was said beside the name, and the usual for the rest."""
    said = case.named
    consent = said["consent"] == "yes" if "consent" in said else usual.consent
    fields = _several(said["fields"]) if "fields" in said else usual.fields
    required = _several(said["required"]) if "required" in said else usual.required
    return Terms(said.get("tlp") or usual.tlp, consent, fields, required)


def _several(said: str) -> tuple[str, ...]:
    """Names of fields, in the order there is; ones nobody knows are kept, to be refused by name."""
    names = [one for one in BETWEEN.split(plain(said).lower()) if one and one not in NONE]
    known = [one for one in FIELDS if one in names]
    return tuple(dict.fromkeys([*known, *names]))


def _language(case: Case, usual: str) -> str:
    said = plain(case.named.get("lang", usual)).strip().lower()
    if said not in languages():
        raise Refused("bad_value", f"lang={' | '.join(languages())}")
    return said


def _address(said: str) -> str:
    if (address := typed_address(said)) is None:
        raise Refused("no_address")
    return address


def _code(words: Sequence[str], verb: str) -> str:
    if len(words) != 1:
        raise Refused("role_what", f"#role {verb} CODE")
    return words[0]
