"""Looking for words that must be nowhere: in files, in what files hold while they exist, and in what programs are told.

A word is looked for as it is and in every form in which mail, SQL, JSON and logs write words. Compression hides it; so
does encryption, and that is the point.
"""

import base64
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

LARGEST = 64 << 20  # octets of a file that are read
GLANCE = 0.005  # seconds between two looks at folders that should stay empty


def forms(word: str) -> Mapping[str, bytes]:
    """How the word may be written: name of the form → octets to look for."""
    octets = word.encode()
    told = {
        "UTF-8": octets,
        "UTF-16LE": word.encode("utf-16-le"),
        "UTF-16BE": word.encode("utf-16-be"),
        "hexadecimal": octets.hex().encode(),
        "hexadecimal, upper case": octets.hex().upper().encode(),
        "URL": quote(word, safe="").encode(),
        "URL, lower case": quote(word, safe="").lower().encode(),
        "quoted-printable": b"".join(bytes([c]) if 32 < c < 127 and c != 61 else b"=%02X" % c for c in octets),
        "JSON": json.dumps(word)[1:-1].encode(),
        "Python": repr(octets)[2:-1].encode(),
    }
    for before in range(3):
        # four letters stand for three octets: the first and the last may hold bits of their neighbours
        whole = base64.b64encode(b"\0" * before + octets)
        start, end = (0, 2, 3)[before], len(whole) - (0, 3, 2)[(before + len(octets)) % 3]
        told[f"base64, {before} octets in"] = whole[start:end]
        told[f"base64 for URLs, {before} octets in"] = whole[start:end].translate(bytes.maketrans(b"+/", b"-_"))
    return told


@dataclass(frozen=True)
class Leak:
    """Where a word was found, and in which form; `name` says which word, for the word itself belongs nowhere."""

    name: str
    form: str
    place: str


@dataclass
class Searcher:
    """Knows the words by name, and looks for them."""

    words: Mapping[str, str]
    _needles: list[tuple[str, str, bytes]] = field(init=False)

    def __post_init__(self) -> None:
        self._needles = [
            (name, form, octets) for name, word in self.words.items() for form, octets in forms(word).items()
        ]

    def in_octets(self, octets: bytes, place: str) -> Iterator[Leak]:
        """Also across the line ends that base64 and quoted-printable put into long words."""
        joined = octets.replace(b"=\r\n", b"").replace(b"=\n", b"").replace(b"\r", b"").replace(b"\n", b"")
        for name, form, needle in self._needles:
            if needle in octets or needle in joined:
                yield Leak(name, form, place)

    def in_file(self, path: Path) -> Iterator[Leak]:
        yield from self.in_octets(str(path).encode(), f"the name of {path}")
        with suppress(OSError):
            if path.is_file():
                with open(path, "rb") as file:
                    yield from self.in_octets(file.read(LARGEST), str(path))

    def in_files(self, paths: Iterable[Path]) -> Iterator[Leak]:
        for path in paths:
            yield from self.in_file(path)
            if path.is_dir() and not path.is_symlink():
                for below in sorted(path.rglob("*")):
                    yield from self.in_file(below)


class Watch:
    """Looks again and again, while a desk runs, at files that come and go and at what programs are started with."""

    def __init__(self, searcher: Searcher, folders: Iterable[Path]) -> None:
        self.leaks: set[Leak] = set()
        self.files: set[str] = set()  # that were not there before
        self.looks = 0
        self._searcher, self._folders = searcher, tuple(folders)
        self._before = {str(path) for path in self._there()}
        self._seen: set[tuple[str, int, int]] = set()
        self._told: set[bytes] = set()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join(30)

    def _there(self) -> Iterator[Path]:
        for folder in self._folders:
            with suppress(OSError):
                for path in folder.iterdir():
                    yield path
                    if path.is_dir() and path.name.startswith(("hirz", "tmp", "hz-")):
                        yield from _below(path)

    def _look(self) -> None:
        while not self._ending.wait(GLANCE):
            self.looks += 1
            for path in self._there():
                if str(path) not in self._before:
                    self._look_at(path)
            for words in _command_lines():
                if words not in self._told:
                    self._told.add(words)
                    self.leaks |= set(self._searcher.in_octets(words, "a command line"))

    def _look_at(self, path: Path) -> None:
        with suppress(OSError):
            facts = path.stat()
            state = (str(path), facts.st_size, facts.st_mtime_ns)
            if state not in self._seen:
                self._seen.add(state)
                self.files.add(str(path))
                self.leaks |= set(self._searcher.in_file(path))


def _below(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.rglob("*")


def _command_lines() -> Iterator[bytes]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                yield (entry / "cmdline").read_bytes()
