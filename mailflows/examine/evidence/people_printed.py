"""People as mail programs print them above a forward, written again as a header would hold them.

Printed names hold commas, semicolons and brackets that no header may; unmended, every honest Outlook forward would look
like a forged sender.
"""

import re

from mailflows.examine.evidence.quoted_lines import COURTESY

NAMES = 50  # people of one list
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"'«»“”„*]{1,64}@[^\s<>()\[\]:;,\"'«»“”„*]{1,255}")
_AROUND = " \t\xa0\"'“”„«»*,;"


def address_of(printed: str) -> str:
    """The address among what is printed for one person, in small letters; "" where only a name is."""
    found = _ADDRESS.findall(printed[:1000])
    return found[-1].lower().rstrip(".") if found else ""


def as_header(printed: str) -> str:
    """One person, as a header holds them: `"Name" <a@b>`, a bare address, or a bare name."""
    printed = " ".join(printed[:1000].translate(COURTESY).split())
    found = list(_ADDRESS.finditer(printed))
    if not found:
        return printed.strip(_AROUND)
    address = found[-1][0].rstrip(".")
    # "Name <a@b<mailto:a@b>>" prints it twice: the name ends where the address is first seen behind a bracket.
    same = [hit for hit in found if hit[0].rstrip(".").lower() == address.lower()]
    bracketed = next((hit for hit in same if hit.start() and printed[hit.start() - 1] in "<[(:"), same[0])
    name = printed[: bracketed.start()].removesuffix("mailto:").rstrip("<[( ").strip(_AROUND)
    if not name or name.lower() == address.lower() or name.lower().strip("<> ") == address.lower():
        return address
    if name.lower().startswith(address.lower()):
        return address
    quoted = name.replace("\\", "").replace('"', "")
    return f'"{quoted}" <{address}>'


def as_headers(printed: str) -> str:
    """Several people, whatever stands between them."""
    printed = printed[:4000].translate(COURTESY).replace("؛", ";")
    strong = ";" in printed
    people: list[str] = []
    waiting = ""
    for piece in re.split("[;,،]", printed) if not strong else _pieces(printed):
        waiting = f"{waiting}, {piece}" if waiting else piece
        if "@" in piece or strong:
            people.append(waiting)
            waiting = ""
    if waiting.strip(_AROUND):
        people.append(waiting)
    return ", ".join(shown for person in people[:NAMES] if (shown := as_header(person)))


def _pieces(printed: str) -> list[str]:
    """A list with semicolons: commas part people only behind an address."""
    pieces: list[str] = []
    for piece in printed.split(";"):
        waiting = ""
        for part in piece.split(","):
            waiting = f"{waiting}, {part}" if waiting else part
            if "@" in part:
                pieces.append(waiting)
                waiting = ""
        if waiting.strip(_AROUND):
            pieces.append(waiting)
    return pieces
