"""`#join`: whose mail comes into a ticket beside the reporter's, each in a thread of their own and clearly marked."""

import re
from datetime import timedelta

from db.questions import addresses_of, member_of, people_at, reporter_of, unsent_to
from db.record import write_record
from db.tables import Person
from mailflows.answer import read_address
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.choices import PART
from mailflows.commands.gather.known_at import add_address, address_row, outside_address, reporter_at
from mailflows.commands.gather.touching import must_touch_only_ones_own, touched
from mailflows.contact import has_mailbox
from mailflows.joining import join_people
from mailflows.keys import certificate_data, keys_of, pin
from mailflows.people import address_mark, introduce
from mailflows.releasing import release_held
from mailflows.spelling import meant, plain
from mailflows.tickets import join as belong
from pgp.certificates import canonical

AS = re.compile(r"\s+(?:as|comme|en tant que|بصفة|بصفته|بصفتها)\s+", re.IGNORECASE)
EARLIER = timedelta(seconds=1)  # than the address that answers go to
MINUS = "-‐‑‒–—−"


def join(value: str, case: Case) -> Done:
    """An address and what whoever has it is to the reporter; `-ADDRESS` takes them out."""
    said = plain(value).strip()
    if said[:1] in MINUS:
        return _take_out(outside_address(said[1:], case), case)
    typed, *rest = AS.split(said, maxsplit=1) if AS.search(said) else said.split(maxsplit=1)
    part = meant(rest[0].strip(), PART) if rest else ""
    if not part:
        raise Refused("join_as", f"#join {typed} as {' | '.join(PART)}"[:100])
    address = outside_address(typed, case)
    if part == "second":
        return _second(address, case)
    agreed = case.named.get("consent") == "given"
    if not case.text and not agreed:
        raise Refused("join_consent", "consent=given")
    person = _somebody_else(address, case)
    belong(case.books, case.about, person, part)
    line = case.line("joined", address=address, tag=case.about.name, part=case.word("part", part))
    how = case.word("done", "join_consent_given" if agreed else "join_consent_text")
    return Done(line, more=(case.line("joined_consent", consent=how),), change=f"joined {part} {person.id}")


def _somebody_else(address: str, case: Case) -> Person:
    """Whoever is known there, or somebody new; never the reporter, nor anybody who belongs here already."""
    there = people_at(case.books, address_mark(case.books, address))
    reporter = reporter_of(case.books, case.about.id)
    if reporter is not None and any(one.id == reporter.id for one in there):
        raise Refused("join_is_reporter")
    if any(member_of(case.books, case.about.id, one.id) is not None for one in there):
        raise Refused("joined_already")
    known = reporter_at(address, case)
    return known or introduce(case.books, "reporter", "", address, case.about.language, case.now)


def _second(address: str, case: Case) -> Done:
    """Mail from there is the reporter's; answers go on to where they went, which is said to be chosen."""
    reporter = case.reporter
    if address_row(case.books, reporter, address) is not None:
        raise Refused("join_is_reporter")
    going_to = read_address(case.books, reporter) if has_mailbox(case.books, reporter) else address
    person, more = one_person(address, case)
    row = address_row(case.books, person, address) or add_address(case.books, person, address)
    row.chosen_at = case.now - EARLIER  # people said so: it is not one that was left behind
    chosen_one = address_row(case.books, person, going_to) or row
    chosen_one.chosen_at = case.now
    case.books.session.add_all([row, chosen_one])
    case.books.session.flush()
    line = case.line("joined_second", address=address, chosen=going_to)
    return Done(line, more=more, change=f"joined second {person.id}")


def one_person(address: str, case: Case) -> tuple[Person, tuple[str, ...]]:
    """The ticket's reporter, who turns out to be whoever is known under this address, and what to tell of it.

    Who was known first stays, with the reporter's own key where there is one; another key that wrote from there goes
    on being recognised, and is sealed to where there was none. Raises Refused where tickets of theirs are not for this
    handler to see, or one of them has a seat in a ticket that is not theirs.
    """
    books, reporter = case.books, case.reporter
    other = reporter_at(address, case, besides=reporter)
    if other is None:
        must_touch_only_ones_own(case)
        return reporter, ()
    if member_of(books, case.about.id, other.id) is not None:
        raise Refused("joined_already")
    must_touch_only_ones_own(case, other)
    stays, goes = sorted((reporter, other), key=lambda one: (one.since, one.id))
    held = {one.id: [(canonical(certificate_data(books, row)), row.standing) for row in keys_of(books, one)]
            for one in (stays, goes)}  # fmt: skip
    join_people(books, stays, goes)
    proven = any(standing == "pinned" for _, standing in held[stays.id])
    if goes.id == reporter.id and any(standing == "pinned" for _, standing in held[goes.id]):
        for row in keys_of(books, stays):  # the reporter's own key holds
            row.standing = "offered"
            books.session.add(row)
        proven = False
    for certificate, standing in held[goes.id]:
        pin(books, stays, certificate, "offered" if proven else standing, "handler", case.now)
        proven = proven or standing == "pinned"
    books.session.flush()
    release_held(books, stays, case.now, keyless=True)
    write_record(books, case.now, case.handler.id, "people joined", case.about.id, stays.id)
    return stays, (case.line("joined_people", tickets=touched(case, stays)),)


def _take_out(address: str, case: Case) -> Done:
    """Out of the ticket, or off the reporter's addresses; mail to them that has not left stays here."""
    books = case.books
    reporter = reporter_of(books, case.about.id)
    if reporter is not None and (row := address_row(books, reporter, address)) is not None:
        if len(addresses_of(books, reporter.id)) == 1 or read_address(books, reporter) == address:
            raise Refused("last_address")
        books.session.delete(row)
        return Done(case.line("out_second", address=address), change="address taken out")
    for person in people_at(books, address_mark(books, address)):
        member = member_of(books, case.about.id, person.id)
        if member is None or person.role != "reporter":
            continue
        books.session.delete(member)
        waiting = [one for one in unsent_to(books, person.id) if one.ticket_id == case.about.id]
        for outbound in waiting:
            outbound.state, outbound.reason = "undone", f"by {case.handler.id}"
            books.session.add(outbound)
        more = (case.line("stopped", number=len(waiting)),) if waiting else ()
        line = case.line("out", address=address, tag=case.about.name)
        return Done(line, more=more, change=f"taken out {person.id}")
    raise Refused("not_joined")
