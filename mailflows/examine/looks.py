"""The table of everything that is asked of a letter, a mail that frightened, and files; `hirz looks` prints it.

A new look is one function, and one row beside it in its room. Its words lie in templates/LANGUAGE/looks/.
"""

from mailflows.examine.archives import looks as archives
from mailflows.examine.body import looks as body
from mailflows.examine.files import looks as files
from mailflows.examine.headers import looks as headers
from mailflows.examine.invitations import looks as invitations
from mailflows.examine.links import looks as links
from mailflows.examine.look import Look
from mailflows.examine.office import looks as office
from mailflows.examine.pages import looks as pages
from mailflows.examine.phones import looks as phones

# Asked of the mail that frightened: its headers are evidence. The reporter's own headers are not.
OF_HEADERS: tuple[Look, ...] = headers.OF_HEADERS + invitations.OF_HEADERS

# Asked of the mail that frightened as a whole: what it says, and whether who it says it is from can have said it.
OF_SHOWN: tuple[Look, ...] = headers.OF_SHOWN

# Asked of what a frightening mail or file says and shows.
OF_BODIES: tuple[Look, ...] = body.OF_BODIES

# Asked of the reporter's own words, where no mail was forwarded in them.
OF_PASTED: tuple[Look, ...] = body.OF_PASTED

# Asked of the links of a frightening mail, of a file, and of the reporter's own text, where they paste what came.
OF_LINKS: tuple[Look, ...] = links.OF_LINKS

# Asked of every file at once, from its name and its first bytes.
OF_FILES: tuple[Look, ...] = files.OF_FILES

# Asked of one file in a child of its own, for here parsers of hostile formats run.
OF_INSIDES: tuple[Look, ...] = (
    files.OF_INSIDES
    + archives.OF_INSIDES
    + office.OF_INSIDES
    + pages.OF_INSIDES
    + phones.OF_INSIDES
    + invitations.OF_INSIDES
)

LOOKS = OF_HEADERS + OF_SHOWN + OF_BODIES + OF_LINKS + OF_FILES + OF_INSIDES
