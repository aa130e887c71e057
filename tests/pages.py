"""What a page shows and loads, as a mail program that trusts nothing would read it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

FETCHES = frozenset({"src", "srcset", "background", "poster", "data", "action", "formaction", "cite", "ping", "lowsrc"})


@dataclass
class Seen:
    """A page taken apart."""

    tags: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)  # whatever would be fetched
    lines: list[str] = field(default_factory=list)
    language: str = ""
    direction: str = ""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen, self._open, self._style = Seen(), "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.tags.add(tag)
        self._style = tag == "style"
        for name, value in attrs:
            if name == "href":
                self.seen.links.append(value or "")
            if name in FETCHES or name.startswith("on") or (name == "style"):
                self.seen.loads.append(f"{tag} {name}={value}")
        if tag == "html":
            self.seen.language = dict(attrs).get("lang") or ""
            self.seen.direction = dict(attrs).get("dir") or ""

    def handle_data(self, data: str) -> None:
        if self._style:
            self.seen.loads += re.findall(r"url\(|@import|@font-face|expression\(|\\", data)
        elif self._open and data.strip():
            self.seen.lines[-1] += data
        elif data.strip():
            self.seen.lines.append(data)
        self._open = data if data.endswith("| ") else ""

    def handle_endtag(self, tag: str) -> None:
        self._style = False


def seen_in(page: str) -> Seen:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.seen
