"""`#key find`: a key is looked up at its owner's domain because a handler asks; what comes of it is only shown."""

from mailflows.addresses import typed_address
from mailflows.answer import read_address
from mailflows.commands.case import Case, Done, Refused
from mailflows.errands import FindKey
from mailflows.spelling import plain


def find(value: str, case: Case) -> Done:
    """The key of an address, or of the ticket's reporter. Nothing is asked of anybody before the mail leaves.

    Off unless the operator names a proxy: whoever keeps that domain learns that this desk is about to write there.
    """
    if not case.desk.looks_up:
        raise Refused("look_up_off")
    said = plain(value).strip()
    address = typed_address(said) if said else read_address(case.books, case.reporter)
    if not address:
        raise Refused("no_address")
    return Done(
        case.line("looking_up", address=address),
        also=("found_key", {"tag": case.about.name, "address": address}),
        task=FindKey(address),
        change="looked for a key",
    )
