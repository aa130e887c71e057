"""Words about what waits: preview shows it first, hold makes it wait longer, undo takes it back, confirm lets it go."""

from collections import Counter
from datetime import datetime
from typing import Any

from db.papers import name_of
from db.questions import (
    answers_sent,
    drafts_waiting,
    end_drafts_of,
    person_by_id,
    take_draft,
    undoable,
    written_here,
)
from db.tables import Outbound
from mailflows.access import reaches
from mailflows.answer import answer
from mailflows.commands.by_hand import ON_ITS_WAY, held_for
from mailflows.commands.case import Case, Done, Refused
from mailflows.commands.many.confirming import is_campaign, let_go, take_back
from mailflows.commands.nonce import nonce_line
from mailflows.commands.vocabulary import WORDS
from mailflows.drafted import Drafted, shown
from mailflows.drafts import LIVES, Confirmed, ask_second, confirm_draft, is_ours, ticket_of
from mailflows.followups import nobody_was_told
from mailflows.notices import at_once, new_nonce
from mailflows.seats import LEADS
from templates import label

ASK_IF_MEANT = frozenset({"resolve", "close", "reject", "approve"})  # words beside which it may stand without a code
PREVIEWED = frozenset({"reply", "ask", "send", "survey", "escalate"})


def preview(_value: str, case: Case) -> Done:
    """Stands beside what it shows; nothing that speaks outward and cannot be shown may stand there too."""
    spoken = {word for word in case.words if word in WORDS and WORDS[word].outward}
    if not spoken:
        raise Refused("nothing_to_preview", "#reply")
    if other := sorted(spoken - PREVIEWED):
        raise Refused("cannot_preview", f"#{other[0]}")
    return Done(case.line("previewed"))


def hold(_value: str, case: Case) -> Done:
    """Beside an outward word it is that word which waits; alone it holds back what waits already."""
    until = case.now + held_for(case)
    if any(WORDS[word].outward for word in case.words if word in WORDS):
        return Done(case.line("holding", until=_minute(until)))
    waiting = [one for one in undoable(case.books, case.about.id, case.handler.id, case.now + ON_ITS_WAY) if _goes(one)]
    if not waiting:
        raise Refused("nothing_to_hold")
    for outbound in waiting:
        outbound.due_at = outbound.undo_until = until
        case.books.session.add(outbound)
    return Done(case.line("held_longer", until=_minute(until), number=len(waiting)), change="held")


def undo(_value: str, case: Case) -> Done:
    """Takes back every outward mail of this handler about this ticket that is not on its way, and ends their drafts."""
    waiting = list(undoable(case.books, case.about.id, case.handler.id, case.now + ON_ITS_WAY))
    drafts = end_drafts_of(case.books, case.about.id, case.handler.id, case.now, case.now - LIVES)
    elsewhere = take_back(case).total()
    if not waiting and not drafts and not elsewhere:
        if case.handler.role in LEADS and (others := _undo_of_others(case)):
            nobody_was_told(case.books, case.about)
            return Done(others[0], more=others[1:], change="undone")
        raise Refused("too_late" if answers_sent(case.books, case.about.id) else "nothing_to_undo")
    for outbound in waiting:
        outbound.state, outbound.reason = "undone", f"by {case.handler.id}"
        case.books.session.add(outbound)
    lines = [case.line("undone", number=len(waiting))] if waiting else []
    lines += [case.line("drafts_ended", number=drafts)] if drafts else []
    lines += [case.line("campaign_undone", number=elsewhere)] if elsewhere else []
    lines += [case.line("stands_as_before")] if nobody_was_told(case.books, case.about) else []
    return Done(lines[0], more=tuple(lines[1:]), change="undone")


def _undo_of_others(case: Case) -> tuple[str, ...]:
    """Whoever leads stops what anybody wrote on this ticket, where nothing of their own waits; a line an author."""
    stopped: Counter[str] = take_back(case, others=True)
    for outbound in written_here(case.books, case.about.id, case.now + ON_ITS_WAY):
        outbound.state, outbound.reason = "undone", f"by {case.handler.id}"
        case.books.session.add(outbound)
        stopped[str(outbound.author_id)] += 1
    for draft in drafts_waiting(case.books, case.about.id, case.now - LIVES):
        stopped[draft.person_id] += take_draft(case.books, draft.id, case.now)
    names = {author: name_of(case.books, person_by_id(case.books, author)) for author in stopped}
    return tuple(case.line("undone_of", name=names[author], number=number) for author, number in stopped.items())


def send_plain(_value: str, case: Case) -> Done:
    """The text leaves unsealed although the ticket held sealed content: only once a second person said so too."""
    mail = Drafted(
        case.reporter.id,
        "reply",
        {"tag": case.about.name, "text": case.text},
        part="reporter",
        plain=True,
        moves="active",
    )
    first, *more = ask_second(case, "send-plain", mail)
    return Done(first, more=tuple(more), change="asked send-plain")


def confirm(value: str, case: Case) -> Done:
    """With a code: what waits for it leaves. Without one it stands beside the word that asked for it."""
    code = value.strip().lower()
    if code and is_ours(case.books, code):
        return _let_go(code, case)
    outward = any(WORDS[word].outward for word in case.words if word in WORDS)
    if (code and not outward) or (not code and not ASK_IF_MEANT & case.words):
        raise Refused("draft_unknown" if code else "nothing_to_confirm")
    return Done(case.line("confirmed"))  # a code beside an outward word is looked at by the guard, and by nobody else


def _let_go(code: str, case: Case) -> Done:
    """The draft of this code leaves. Where the mail is bound by the code alone, its transcript lies in the ticket."""
    if case.ticket is not None and case.ticket.id != ticket_of(case.books, code):
        raise Refused("code_other_ticket")
    if is_campaign(case.books, code):
        return let_go(code, case)
    done = confirm_draft(case.books, case.desk, code, case.handler, case.now, case.codes)
    own = done.author.id == case.handler.id
    if not own:
        fresh = new_nonce(case.books, done.ticket, done.author, case.now, done.seen)
        told = _told(done, case, done.author.language, "draft_yours")
        told["nonce_line"] = nonce_line(done.ticket.name, fresh)
        answer(case.books, case.desk, done.ticket, done.author, "transcript", told, at_once(case.now), case.now)
    line, *more = _lines(done, case, case.handler.language, "draft_confirmed")
    change = f"confirmed {done.draft.what}"
    if case.ticket is not None:
        return Done(line, more=tuple(more), sent=(done.outbound,), change=change)
    if not reaches(case.books, done.ticket, case.handler, case.now):
        return Done(line, more=tuple(more), change=change)
    told = _told(done, case, case.handler.language, "draft_confirmed")
    told["undo_line"] = told["undo_line"] if own else ""
    return Done(line, also=("transcript", told), shows=done.ticket, change=change)


def _told(done: Confirmed, case: Case, tongue: str, key: str) -> dict[str, Any]:
    """The facts of a transcript about what was let go, which only its author may take back."""
    seen = shown(case.books, case.desk, done.ticket, done.mail, case.now)
    return {
        "tag": done.ticket.name,
        "done": _lines(done, case, tongue, key),
        "sent": ({"to": seen["to"], "how": seen["how"], "fingerprint": seen.get("fingerprint", "")},),
        "plain_warning": seen["how"] == "plain",
        "undo_line": "#undo" if case.desk.hold else "",
    }


def _lines(done: Confirmed, case: Case, tongue: str, key: str) -> tuple[str, ...]:
    author, by = name_of(case.books, done.author), name_of(case.books, case.handler)
    facts = {"author": author, "by": by, "name": label("mail", done.mail.name, tongue)}
    keys = (key, "draft_plain") if done.mail.plain else (key,)
    return tuple(label("done", one, tongue).format(**facts) for one in keys)


def _goes(outbound: Outbound) -> bool:
    return outbound.state == "waiting"


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
