"""The house as its files tell it: rooms, their sentences, what each imports. `make map` prints it."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from mailflows.commands.vocabulary import page as page_of_words

ROOT = Path(__file__).parents[1]
ROOMS = ("daemon", "mailflows", "db", "pgp", "templates")  # from the roof down
MAP_BEGINS, MAP_ENDS = "<!-- map -->\n", "<!-- end of map -->\n"
WORDS_BEGIN, WORDS_END = "<!-- words -->\n", "<!-- end of words -->"


@dataclass(frozen=True)
class Module:
    """One file of the house."""

    path: str  # from the root, with /
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def sentence(self) -> str:
        """The first sentence of the docstring, on one line."""
        words = " ".join((ast.get_docstring(self.tree) or "").split("\n\n")[0].split())
        return words.split(". ")[0].rstrip(".") + "." if words else ""


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the five rooms; what Alembic has written counts as one of them."""
    paths = (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return tuple(Module(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


def imported(module: Module) -> Iterator[tuple[str, str]]:
    """Each thing a module imports, wherever it does so: the module it comes from, and its name ("" for all of it)."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or ".", alias.name) for alias in node.names)


def called(module: Module) -> Iterator[str]:
    """Each dotted name that is used, as written: `datetime.now`, `os.environ`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def map_of_rooms() -> str:
    """The packages with their sentences, as README.md shows them."""
    doors = [module for module in modules() if module.path.endswith("/__init__.py")]
    width = max(len(door.path) for door in doors) - len("__init__.py")
    rows = [f"{door.path.removesuffix('__init__.py'):{width}}  {door.sentence}" for door in doors]
    return "\n".join(["```", *rows, "```", ""])


def map_of_modules() -> str:
    """Every module with its lines and its sentence."""
    rows, width = [], max(len(module.path) for module in modules())
    for room in ROOMS:
        inside = [module for module in modules() if module.room == room]
        rows.append(f"{room + '/':{width}}  {sum(module.lines for module in inside):5}")
        rows += [f"{module.path:{width}}  {module.lines:5}  {module.sentence}" for module in inside]
    return "\n".join([*rows, ""])


def shown_in_readme() -> str:
    """The map README.md shows now."""
    return (ROOT / "README.md").read_text("utf-8").partition(MAP_BEGINS)[2].partition(MAP_ENDS)[0]


def words_shown() -> str:
    """The vocabulary as the handlers' page shows it now."""
    text = (ROOT / "mailflows" / "README.md").read_text("utf-8")
    return text.partition(WORDS_BEGIN)[2].partition(WORDS_END)[0]


def main() -> None:
    """Print the map; bring README.md and the handlers' page up to date."""
    page = ROOT / "README.md"
    before, _, rest = page.read_text("utf-8").partition(MAP_BEGINS)
    _, _, after = rest.partition(MAP_ENDS)
    page.write_text(before + MAP_BEGINS + map_of_rooms() + MAP_ENDS + after, "utf-8")
    handlers = ROOT / "mailflows" / "README.md"
    before, _, rest = handlers.read_text("utf-8").partition(WORDS_BEGIN)
    handlers.write_text(before + WORDS_BEGIN + page_of_words() + WORDS_END + rest.partition(WORDS_END)[2], "utf-8")
    sys.stdout.write(map_of_modules())


if __name__ == "__main__":
    main()
