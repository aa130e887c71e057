"""What stands behind the words whose work is not built yet: they say so, and what helps meanwhile."""

from collections.abc import Mapping

from mailflows.commands.case import Case, Deed, Done, Refused


def report(_value: str, case: Case) -> Done:  # noqa: ARG001
    """Raises Refused: figures are not written by mail yet."""
    raise Refused("later_report")


def forget(_value: str, case: Case) -> Done:  # noqa: ARG001
    """Raises Refused: nothing is erased by mail yet, and nobody may believe that it was."""
    raise Refused("later_forget")


def export(_value: str, case: Case) -> Done:  # noqa: ARG001
    """Raises Refused: nothing is handed out by mail yet."""
    raise Refused("later_export", "#show")


DEEDS: Mapping[str, Deed] = {"report": report, "forget": forget, "export": export}
