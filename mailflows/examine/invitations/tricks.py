"""Looks at invitations and contacts: what they start, fetch and ask for, beyond a date or a name."""

from collections.abc import Iterable, Iterator

from mailflows.examine.charsets import as_text
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL, organisation
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.results import of_a_list
from mailflows.examine.invitations.inside import told
from mailflows.examine.invitations.lines import Line, is_calendar, lines
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import DECODED, HEADER_FORGEABLE, VISIBLE, Mail, Part, Saw

CROWD = 100  # people who are invited at once
_STARTING = frozenset({"PROCEDURE", "X-PROCEDURE"})  # of an alarm: a program
_ELSEWHERE = ("file://", "\\\\", "smb:", "search-ms:", "ms-msdt:", "javascript:", "vbscript:")
_HERE = "file:///"
_POINTING = frozenset("URL ATTACH CONFERENCE PHOTO LOGO SOUND SOURCE IMAGE KEY".split())
# They send the invitations of others, in their own name.
_SERVICES = frozenset(
    "google.com calendly.com zoom.us webex.com microsoft.com outlook.com teams.microsoft.com doodle.com cal.com "
    "eventbrite.com meetup.com airtable.com notion.so hubspot.com salesforce.com linkedin.com facebookmail.com "
    "goto.com gotomeeting.com livestorm.co luma-mail.com lu.ma booking.com".split()
)


def more_than_a_date(part: Part) -> Iterable[Saw]:
    """F20: an alarm that starts a program, a file on another machine, a crowd; an ordinary invitation is only told."""
    read = tuple(told(part))
    if not read:
        return
    yield from _alarms(read)
    yield from _pointing(read)
    invited = sum(line.name == "ATTENDEE" for line in read)
    if invited > CROWD:
        yield _saw(f"invites {invited} people", Severity.LOW, 1)
    yield _saw(_in_words(read, invited) if is_calendar(part) else _contacts(read), Severity.INFO, 0)


def _alarms(read: tuple[Line, ...]) -> Iterator[Saw]:
    for line in read:
        if line.name == "ACTION" and line.block == "VALARM" and line.words.upper() in _STARTING:
            what = next((one.words for one in read if one.block == "VALARM" and one.name == "ATTACH"), "")
            yield _saw(f"an alarm that starts a program: {what}", Severity.HIGH, 6)
            return
    if any(line.name == "PALARM" for line in read):  # of the calendars before iCalendar
        yield _saw("an alarm that starts a program", Severity.HIGH, 6)


def _pointing(read: tuple[Line, ...]) -> Iterator[Saw]:
    """What makes a device sign in at another machine, or open what lies on this one, by itself or at one click."""
    places = [(line, as_text(line.raw[:300], None)) for line in read if line.name in _POINTING and not line.packed]
    for line, place in places:
        # "http.\\x.cpl" is no address: the address book of Windows starts it.
        started = line.name == "URL" and ".\\" in place
        if started or (place.lower().startswith(_ELSEWHERE) and not place.lower().startswith(_HERE)):
            yield _saw(f"{line.name.lower()} leads to {place}", Severity.HIGH, 4)
            return
    for line, place in places:
        if line.block != "VALARM" and place.lower().startswith(_HERE):
            yield _saw(f"{line.name.lower()} opens {place}", Severity.LOW, 1)
            return


def _in_words(read: tuple[Line, ...], invited: int) -> str:
    method = _first(read, "METHOD") or "no method"
    return (
        f"{method.upper()}: {_first(read, 'SUMMARY')[:80]}; by {_address(_first(read, 'ORGANIZER'))}; {invited} invited"
    )


def _contacts(read: tuple[Line, ...]) -> str:
    names = [line.words for line in read if line.name == "FN"]
    return f"contacts: {', '.join(names[:5])}" if names else "contacts"


def invited_by_another(mail: Mail) -> Iterable[Saw]:
    """F20: the invitation names another organiser than whoever sends it; services send those of others all day."""
    box = next(iter(mailboxes(mail.first("from"))), None)
    own = organisation(box.address.rpartition("@")[2]) if box else ""
    if not own or own in _SERVICES or of_a_list(mail):
        return
    for part in mail.parts:
        if is_calendar(part):
            organiser = _address(_first(lines(part), "ORGANIZER"))
            other = organisation(organiser.rpartition("@")[2])
            if "@" in organiser and other not in (own, *_SERVICES):
                weight = 2 if other in FREEMAIL and own not in FREEMAIL else 1
                shown = defanged(f"sent by {box.address if box else ''}, invites for {organiser}")
                yield Saw("invitation", shown, HEADER_FORGEABLE, Severity.LOW, weight)
                return


def _first(read: Iterable[Line], name: str) -> str:
    return next((line.words for line in read if line.name == name), "")


def _address(value: str) -> str:
    return value[7:] if value[:7].lower() == "mailto:" else value


def _saw(words: str, severity: Severity, weight: int) -> Saw:
    return Saw("invitation", defanged(words), VISIBLE if severity is Severity.INFO else DECODED, severity, weight)


ROWS = (
    Look("F20", Group.FILE, Severity.MEDIUM, 3, "medium", ("T1566.001", "T1187"), "invitations", more_than_a_date,
         "calendars of old programs whose alarms start a player"),
)  # fmt: skip
ROWS_OF_MAILS = (
    Look("F20", Group.FILE, Severity.LOW, 1, "low", ("T1566.001",), "invitations", invited_by_another,
         "assistants who invite for others; booking services that are not on our list"),
)  # fmt: skip
