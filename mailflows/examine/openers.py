"""The table of what has something inside, and of what shows something; the first that fits is asked."""

from mailflows.examine.archives import looks as archives
from mailflows.examine.files import looks as files
from mailflows.examine.invitations import looks as invitations
from mailflows.examine.office import looks as office
from mailflows.examine.opener import LARGEST, Opener
from mailflows.examine.pages import looks as pages
from mailflows.examine.phones import looks as phones
from mailflows.examine.read import is_mail
from mailflows.examine.seen import Member, Part, Shown
from mailflows.examine.showing import NOTHING, Showing

MEMBERS = 1000  # of one file that are listed

OPENERS: tuple[Opener, ...] = phones.OPENERS + office.OPENERS + pages.OPENERS + invitations.OPENERS + archives.OPENERS
SHOWINGS: tuple[Showing, ...] = (
    invitations.SHOWINGS + office.SHOWINGS + phones.SHOWINGS + files.SHOWINGS + pages.SHOWINGS
)


def opener_of(part: Part) -> Opener | None:
    return next((opener for opener in OPENERS if opener.fits(part)), None)


def members_of(part: Part) -> tuple[Member, ...]:
    """What lies in a file, at most 1,000 things; nothing where no opener fits."""
    opener = opener_of(part)
    found: list[Member] = []
    for member in opener.members(part) if opener else ():
        if len(found) == MEMBERS:
            break
        found.append(member)
    return tuple(found)


def take_out(part: Part, number: int) -> Part:
    """One member, as a file of its own. Raises KeyError where there is none, and whatever a parser raises."""
    opener = opener_of(part)
    for member in opener.members(part) if opener else ():
        if member.number == number:
            content = member.read()[:LARGEST]
            return Part(
                number=number,
                declared="application/octet-stream",
                charset=None,
                names=(member.name,),
                attached=True,
                content=content,
                forwarded=is_mail("", (member.name,), content),
                words=part.words,
            )
    raise KeyError(number)


def shown_by(part: Part) -> Shown:
    """What a file shows; NOTHING where its kind is not read."""
    showing = next((showing for showing in SHOWINGS if showing.fits(part)), None)
    return showing.show(part) if showing else NOTHING
