"""Mails about many tickets at once: a flood of mails, and ready mails to everybody of one campaign."""

from collections.abc import Mapping

from templates.facts import Key, Line, Number, Rows, Tag, Text
from templates.mails.mail import Mail, Reader

TAGS = Rows(Line(), most=20, budget=2_000)

MAILS: Mapping[str, Mail] = {
    "burst": Mail(
        Reader.HANDLER,
        {
            "news": Key("burst_news"),
            "burst": Line(),
            "count": Number(),
            "since": Number(0),  # tickets since the notice before
            "untouched": Number(0),  # that nobody took up, that are not urgent and hold one letter
            "urgent": Number(0),
            "tags": TAGS,
            "left": Number(0),
            "words": Rows(Line(), most=5, budget=500),
            "nonce_line": Line(""),
        },
    ),
    "campaign": Mail(
        Reader.HANDLER,
        {
            "tag": Tag(),
            "name": Line(""),  # of the ready mail; none where the tickets are only listed
            "count": Number(),  # of tickets that get it
            "hows": Rows({"how": Key("left_as"), "number": Number(), "tags": Line(most=2_500)}, most=5, budget=9_000),
            "languages": Line(""),
            "skips": Rows({"why": Key("skip"), "number": Number(), "tags": Line("", most=400)}, most=9, budget=6_000),
            "left": Number(0),  # that are too many for one go
            "said": Text("", most=40_000),
            "confirm_line": Line(""),
            "until": Line(""),
            "nonce_line": Line(""),
        },
    ),
}
