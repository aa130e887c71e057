"""`#vet` and `#vetted`: finding out who somebody is, and writing down how that was done and how sure it is."""

from db.questions import active_handlers
from mailflows.access import reaches
from mailflows.answer import answer
from mailflows.commands.call.partners import partner
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.speak.handing import hand_over
from mailflows.commands.work.choices import VETTED_HOW, VETTED_LEVEL
from mailflows.consents import VOUCH, has_agreed
from mailflows.desk import CEILINGS
from mailflows.drafted import Drafted
from mailflows.handing_on import above, mark_of_ticket
from mailflows.notices import at_once, notice_facts
from mailflows.seats import LEADS
from mailflows.spelling import fold, meant, plain
from mailflows.tickets import MOVES, move
from mailflows.vetting import ASKED, LAB, LINE, REFUSED, VETTED, is_vetted, write_vetting

NO = frozenset(map(fold, ("no", "refused", "لا", "رفض", "non", "refusé")))
EVENT = "vetting_refused"
LONGEST = 200  # characters of a name


def vet(value: str, case: Case) -> Done:
    """The ticket waits until it is known who they are; a role may be asked to vouch, and is told a name and no more."""
    if is_vetted(case.books, case.about):
        raise Refused("vetted_before")
    asks = _vouch(value, case) if value.strip() else None
    ticket = case.about
    if ticket.status != "vetting":
        if "vetting" not in MOVES[ticket.status]:
            raise Refused("move_not_allowed", f"{ticket.status} to vetting")
        move(ticket, "vetting", case.now)
    write_vetting(case.books, ticket, ASKED, case.handler.id, case.now)
    line = case.line("vetting_begun")
    if asks is None:
        return Done(line, change="vetting begun")
    return Done(line, more=(asks.line, *asks.more), sent=asks.sent, also=asks.also, task=asks.task, change=asks.change)


def _vouch(value: str, case: Case) -> Done:
    """Asks somebody whether they know this person. Raises Refused without the person's word, recorded, that it may."""
    role, person = partner(value, case)
    who = plain(case.named.get("who", "")).strip()
    if role.name == LAB:
        raise Refused("vouch_not_lab")  # who is written to as the lab may see the ticket
    if not who or len(who) > LONGEST:
        raise Refused("vouch_for_whom", f"#vet {role.name} who=…")
    if above(mark_of_ticket(case.books, case.about, usual=CEILINGS[0]), role):  # where somebody said how far it goes
        raise Refused("tlp_too_high", f"#facet tlp={role.tlp}")
    if not has_agreed(case.books, case.about, role.name, case.now):  # also where the role needs none to be told
        raise Refused("consent_missing", f"#consent given for {role.name}")
    facts = {"tag": case.about.name, "desk_name": case.desk.name, "from_desk": case.desk.address, "who": who}
    mail = Drafted(person.id, VOUCH, facts, part=role.name)
    return hand_over(case, "vet", mail, case.line("vouch_asked", role=role.name, who=who), f"vouching {role.name}")


def vetted(value: str, case: Case) -> Done:
    """How it was found out and how sure it is; or that it was not, and then who leads hears of it."""
    words = plain(value).split()
    ticket = case.about
    if len(words) == 1 and fold(words[0]) in NO:
        return _refuse(case)
    how, level = (meant(words[0], VETTED_HOW), meant(words[-1], VETTED_LEVEL)) if len(words) == 2 else ("", "")
    if not how or not level:
        raise Refused("vetted_how", LINE)
    write_vetting(case.books, ticket, VETTED, case.handler.id, case.now, how=how, level=level)
    if ticket.status == "vetting":
        move(ticket, "active", case.now)
    said = {"how": case.word("vetted_how", how), "level": case.word("vetted_level", level)}
    return Done(case.line("vetted", **said), change=f"vetted {how} {level}")


def _refuse(case: Case) -> Done:
    ticket = case.about
    write_vetting(case.books, ticket, REFUSED, case.handler.id, case.now)
    if ticket.status == "vetting":
        move(ticket, "triage", case.now)
    for person in active_handlers(case.books):
        if person.role in LEADS and person.id != case.handler.id and reaches(case.books, ticket, person, case.now):
            facts = notice_facts(case.books, case.desk, ticket, EVENT, person, case.now)
            answer(case.books, case.desk, ticket, person, "notify_handler", facts, at_once(case.now), case.now)
    return Done(case.line("vetting_refused"), change="vetting refused")
