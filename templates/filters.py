"""How a fact is put into a mail: bare on its own line, isolated in a sentence, behind a bar, without live links."""

import re
from collections.abc import Callable, Mapping

from templates.facts import BIDI
from templates.tongues import RIGHT_TO_LEFT

LIVE = re.compile(r"\bhtt(ps?)(?=:)|\b(www)\.", re.IGNORECASE)  # what mail programs make a link of
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Words, then a number, which is as long as can be: half a number is another one.
CALLED = re.compile(r"(?P<who>(?:.*?\S)??)\s*(?P<number>(?<![\w+(/])\+?\(?[\d٠-٩۰-۹][\d٠-٩۰-۹ ().-]*)")

Filter = Callable[[object], str]


def filters_of(language: str) -> Mapping[str, Filter]:
    """All filters that a template in this language may use."""
    return {
        "alone": alone,
        "barred": barred,
        "calls": calls_in(language),
        "fours": fours,
        "indented": indented,
        "isolate": isolate_in(language),
        "quoted": quoted,
        "unlinked": unlinked,
    }


def alone(value: object) -> str:
    """For a tag, address, fingerprint or command that stands on a line of its own: bare, so that it can be copied."""
    return BIDI.sub("", " ".join(str(value).split()))


def indented(value: object) -> str:
    """For commands to be copied, one a line below what they do: bare, and not at the start of the line."""
    return "\n".join(f"  {alone(line)}" for line in str(value).split("\n"))


def fours(value: object) -> str:
    """For a fingerprint on a line of its own: in groups of four, so that two people can read it to each other."""
    bare = "".join(alone(value).split())
    return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def quoted(value: object) -> str:
    """What someone else wrote: every line begins with a bar, and no link in it can be clicked (ORA-07)."""
    return barred(unlinked(value))


def barred(value: object) -> str:
    """A mail that is shown to whoever decides about it: every line begins with a bar, and nothing else is changed."""
    lines = str(value).split("\n")
    return "\n".join(line if line == "|" or line.startswith("| ") else f"| {line}".rstrip() for line in lines)


def unlinked(value: object) -> str:
    """For what someone else wrote on a line of ours, such as the name of a file: no link in it can be clicked."""
    return LIVE.sub(lambda link: f"hxx{link[1]}" if link[1] else f"{link[2]}[.]", str(value))


def isolate_in(language: str) -> Filter:
    def isolate(value: object) -> str:
        """For a value inside a sentence that runs the other way: U+2068 … U+2069 where either side is right-to-left."""
        text = str(value)
        if text and (language in RIGHT_TO_LEFT or RTL.search(text)):
            return f"\u2068{text}\u2069"
        return text

    return isolate


def calls_in(language: str) -> Filter:
    def calls(value: object) -> str:
        """For whom to call: a line of a list, and the number at its end on a line of its own, so that it is tapped."""
        found = CALLED.fullmatch(str(value))
        if found is None or not found["who"]:
            return f"- {value}"
        number = found["number"].strip()
        who = found["who"] if found["who"].endswith(":") else f"{found['who']}:"
        return f"- {who}\n" + (f"\u2066{number}\u2069" if language in RIGHT_TO_LEFT else number)

    return calls
