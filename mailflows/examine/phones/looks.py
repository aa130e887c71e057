"""What is asked of what is installed on phones, and how they are opened."""

from mailflows.examine.look import Look
from mailflows.examine.opener import Opener
from mailflows.examine.phones import apps, bundles, certificates, profiles, signed
from mailflows.examine.showing import Showing

OF_INSIDES: tuple[Look, ...] = apps.ROWS + profiles.ROWS + certificates.ROWS
OPENERS: tuple[Opener, ...] = (bundles.OPENER, signed.OPENER)
SHOWINGS: tuple[Showing, ...] = (profiles.SHOWING,)


def warm_up() -> None:
    """Load what every child would load anew; everything here is our own and small."""
