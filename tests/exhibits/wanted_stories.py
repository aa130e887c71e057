"""How the stories of wanted mail are told: one block a mail, who and how on its first line, then what is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENDER = re.compile(r"^(.*?)\s*<([^<>]+)>$")


@dataclass(frozen=True)
class Story:
    """One mail as it is told. Lines that begin with ">" are links, "+" are options, all others are paragraphs."""

    name: str
    service: str
    language: str
    display: str
    address: str
    subject: str
    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    options: dict[str, str]

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def site(self) -> str:
        """The site the mail is about: the sender's own without what only mail uses."""
        pieces = self.options.get("site", self.domain).split(".")
        return ".".join(pieces[1:] if pieces[0] in ("mail", "email", "news", "e", "mg", "notify") else pieces)


def stories(text: str) -> Iterator[Story]:
    """The stories of a table: `name service language | Display Name <address>`, subject, then the lines."""
    for block in text.strip().split("\n\n"):
        first, subject, *lines = block.strip().split("\n")
        how, _, sender = first.partition(" | ")
        name, service, language = how.split()
        found = _SENDER.match(sender.strip())
        assert found, first
        plain = tuple(line for line in lines if line[:2] not in ("> ", "+ "))
        told = [line[2:] for line in lines if line.startswith("> ")]
        options = [line[2:].partition("=") for line in lines if line.startswith("+ ")]
        site = next((value for key, _, value in options if key == "site"), found[2].rpartition("@")[2])
        links = tuple(_link(one, site) for one in told)
        yield Story(
            name,
            service,
            language,
            found[1].strip(),
            found[2],
            "" if subject == "-" else subject,
            plain,
            links,
            {key: value for key, _, value in options},
        )


def _link(told: str, site: str) -> tuple[str, str]:
    label, bar, where = told.partition(" | ")
    where = where if bar else label
    return label, f"https://www.{site}{where}" if where.startswith("/") else where
