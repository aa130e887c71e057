"""`#channel` and `#safe`: the one way on which the reporter is written to, and whether there is any."""

import re
from datetime import datetime

from db.papers import key_of_outbound, outbound_paper, write_paper
from db.questions import addresses_of, people_at, reporter_of, ticket_by_id, unsent_to
from db.tables import Outbound, Person
from mailflows.commands.by_hand import ON_ITS_WAY
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.gather.belonging import one_person
from mailflows.commands.gather.choices import VIA
from mailflows.commands.gather.known_at import add_address, address_row, outside_address
from mailflows.commands.gather.touching import must_touch_only_ones_own, touched
from mailflows.commands.run.keys import FINGERPRINT, named
from mailflows.contact import KIND, Way, is_unsafe, sharing_mailbox, unsay_safe
from mailflows.keys import certificate_data, key_mark, keys_of
from mailflows.leading import fours
from mailflows.learning import settle_on, who_would_be_one
from mailflows.people import address_mark
from mailflows.spelling import meant, plain
from mailflows.stopped import lift_stop
from mailflows.tickets import write_entry
from pgp.certificates import Certificate, canonical, unusable
from pgp.reasons import Refused as NoCertificate

NOT_SAFE = "not_safe"  # why mail waits: a key of the labels "held"
LONGEST = 80  # letters of a way to somebody


def channel(value: str, case: Case) -> Done:
    """An address with or without a key, or another way such as `signal:+961…`, which is noted and stops all mail."""
    said = plain(value).strip()
    via, colon, contact = said.partition(":")
    way = meant(via.strip(), VIA) if colon else ""
    if way == "mail":
        said, way = contact.strip(), ""
    if way:
        return _beside_mail(Way(way, contact.strip()), case)
    typed, _, rest = said.partition(" ")
    if "@" not in typed:
        raise Refused("channel_what")
    return _by_mail(outside_address(typed, case), re.sub(r"[\s:]|^0[xX]", "", rest).upper(), case)


def _beside_mail(way: Way, case: Case) -> Done:
    """Kept under the ticket's key, and no mail goes any more."""
    if not way.contact or len(way.contact) > LONGEST:
        raise Refused("channel_what")
    _say_unsafe(case)
    line = case.line("channel_way", way=way.line(case.handler.language))
    paper = {"text": line, "via": way.via, "contact": way.contact}
    write_entry(case.books, case.about, KIND, case.handler, paper, case.now)
    return Done(line, more=_hold(case), change=f"channel {way.via}")


def _by_mail(address: str, fingerprint: str, case: Case) -> Done:
    """From now on this is the only address that is written to; the ones before get nothing at all, not even a notice.

    What waits for them goes there too. The key is the one whose fingerprint was said, or the one that came along.
    """
    books = case.books
    certificate = _key(address, fingerprint, case)
    person, told = one_person(address, case)
    more = list(told)
    if certificate is not None:
        before = [canonical(certificate_data(books, row)) for row in keys_of(books, person) if row.standing == "pinned"]
        must_touch_only_ones_own(case, *who_would_be_one(books, person, certificate))
        person, joined = settle_on(books, person, certificate, "handler", case.now)
        if joined:
            more.append(case.line("joined_people", tickets=touched(case, person)))
        more.append(case.line("channel_key", fingerprint=fours(certificate.fingerprint)))
        dropped = [one for one in before if one.fingerprint != certificate.fingerprint]
        more += [case.line("channel_key_before", fingerprint=fours(one.fingerprint)) for one in dropped]
    row = address_row(books, person, address) or add_address(books, person, address)
    for other in addresses_of(books, person.id):
        other.chosen_at = case.now if other.id == row.id else None
        books.session.add(other)
    case.about.safe = "yes"
    books.session.add(case.about)
    books.session.flush()
    if still := touched(case, person, safe="no"):
        more.append(case.line("channel_unsafe", tickets=still))
    more += _readdress(case, person, address)
    return Done(case.line("channel", address=address), more=tuple(more), change=f"channel {row.id}")


def _key(address: str, fingerprint: str, case: Case) -> Certificate | None:
    """The key that is to hold with this address, if any was said or came along for it.

    One that merely came along never takes the place of another that holds. Raises Refused.
    """
    if fingerprint:
        if not FINGERPRINT.fullmatch(fingerprint):
            raise Refused("no_fingerprint")
        certificate = _certificate(fingerprint, address, case)
    else:
        mine = [one for one in _brought(case) if address in map(str.lower, one.addresses)]
        if len(mine) > 1:
            raise Refused("certificates_many")
        if not mine:
            return None
        certificate = _certificate(mine[0].fingerprint, address, case)
        held = {row.mark for row in keys_of(case.books, case.reporter) if row.standing == "pinned"}
        if held - {key_mark(case.books, certificate.fingerprint)}:
            raise Refused("key_not_silent", certificate.fingerprint)
    if unusable(certificate, case.now):
        raise Refused("key_unusable")
    return certificate


def _brought(case: Case) -> list[Certificate]:
    found = []
    for data in case.certificates:
        try:
            found.append(canonical(data))
        except NoCertificate:
            continue
    return found


def _certificate(fingerprint: str, address: str, case: Case) -> Certificate:
    """The certificate of this fingerprint, known under the address or found as `#key` finds it. Raises Refused."""
    for person in people_at(case.books, address_mark(case.books, address)):
        for row in keys_of(case.books, person):
            if row.mark == key_mark(case.books, fingerprint):
                return canonical(certificate_data(case.books, row))
    return named(fingerprint, case)


def _readdress(case: Case, person: Person, address: str) -> list[str]:
    """Mail that has not left is for them, whatever the address: it goes where they are now."""
    moved = late = stopped = 0
    for outbound in unsent_to(case.books, person.id):
        ticket = ticket_by_id(case.books, outbound.ticket_id) if outbound.ticket_id else None
        if ticket is not None and ticket.key is None:
            continue
        paper = outbound_paper(case.books, outbound, ticket, person)
        if paper["to"] != address and paper.get("plainly"):  # two people agreed to the address before, and to no other
            stopped, late = stopped + 1, late + _leaving_now(outbound, case.now)
            outbound.state, outbound.reason = "undone", "readdressed"
            case.books.session.add(outbound)
            continue
        if paper["to"] != address:
            key = key_of_outbound(case.books, ticket, person)
            outbound.sealed = write_paper(key, f"outbound:{outbound.id}", {**paper, "to": address})
            moved += 1
            late += _leaving_now(outbound, case.now)
        _release(case, outbound, person)
        case.books.session.add(outbound)
    lines = [case.line("readdressed", number=moved)] if moved else []
    lines += [case.line("plain_stopped", number=stopped)] if stopped else []
    return lines + ([case.line("on_its_way", number=late)] if late else [])


def _leaving_now(outbound: Outbound, now: datetime) -> bool:
    return outbound.state == "waiting" and outbound.due_at <= now + ON_ITS_WAY and outbound.made_at < now


def _release(case: Case, outbound: Outbound, person: Person) -> bool:
    """Mail that waited because it was not safe may be tried again, unless that still holds for its ticket."""
    if outbound.state != "held" or outbound.reason != NOT_SAFE:
        return False
    ticket = ticket_by_id(case.books, outbound.ticket_id) if outbound.ticket_id else None
    if is_unsafe(case.books, ticket, person):
        return False
    outbound.state, outbound.reason, outbound.due_at = "waiting", "", case.now
    case.books.session.add(outbound)
    return True


def safe(value: str, case: Case) -> Done:
    """`no` stops every mail to the reporter's mailbox, the handlers' own too; `yes` lets go what waited for that."""
    if value == "no":
        _say_unsafe(case)
        more = _hold(case)
    else:
        case.about.safe = value
        case.books.session.add(case.about)
        case.books.session.flush()
        reporter = reporter_of(case.books, case.about.id) if value == "yes" else None
        lifted = reporter is not None and lift_stop(case.books, reporter)
        stopped = (case.line("stop_lifted"),) if lifted else ()
        more = (*stopped, *_let_go(case))
    return Done(case.line(f"safe_{value}"), more=more, change=f"safe {value}")


def _say_unsafe(case: Case) -> None:
    """Here, and for whatever else goes to the same mailbox."""
    case.about.safe = "no"
    case.books.session.add(case.about)
    reporter = reporter_of(case.books, case.about.id)
    if reporter is not None:
        unsay_safe(case.books, case.about, reporter)
    case.books.session.flush()


def _hold(case: Case) -> tuple[str, ...]:
    """Automatic mail that has not left is not needed any more; what people wrote waits for a word of theirs.

    In another ticket that is found when the mail is to leave, and whoever has the ticket is told of it.
    """
    held = 0
    for outbound, _ in _to_mailbox(case):
        if outbound.automatic:
            outbound.state, outbound.reason = "spared", NOT_SAFE
        elif outbound.state == "waiting" and outbound.ticket_id == case.about.id:
            outbound.state, outbound.reason = "held", NOT_SAFE
            held += 1
        case.books.session.add(outbound)
    return (case.line("safe_held", number=held),) if held else ()


def _let_go(case: Case) -> tuple[str, ...]:
    released = sum(_release(case, outbound, person) for outbound, person in _to_mailbox(case))
    return (case.line("safe_released", number=released),) if released else ()


def _to_mailbox(case: Case) -> list[tuple[Outbound, Person]]:
    """Mail that has not left to the reporter, and to whoever else is known under an address of theirs."""
    reporter = reporter_of(case.books, case.about.id)
    if reporter is None:
        return []
    there = sharing_mailbox(case.books, reporter)
    return [(outbound, person) for person in there for outbound in unsent_to(case.books, person.id)]
