"""What a template's grammar asks for: facts, fields of rows, parts; each with its line, and read once for each text."""

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, meta, nodes

from templates.words import environment


@dataclass(frozen=True)
class Asked:
    """What one piece of a template asks for. Lines are counted within it, from 1."""

    facts: frozenset[str] = frozenset()
    named: tuple[tuple[str, int], ...] = ()  # each fact, and each variable of its own, where it is read
    fields: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[str, int], ...] = ()  # "" where it is not named, but computed
    wrong: str = ""  # why it is no template at all
    line: int = 0


@lru_cache(maxsize=2048)
def asked(text: str) -> Asked:
    """Reads one piece; what is wrong with its grammar is told, not raised."""
    try:
        tree = environment("en", None).parse(text)
        facts = frozenset(meta.find_undeclared_variables(tree))
    except TemplateSyntaxError as trouble:
        return Asked(wrong=trouble.message or "is not well formed", line=trouble.lineno)
    return Asked(
        facts,
        tuple((one.name, one.lineno) for one in tree.find_all(nodes.Name) if one.ctx == "load"),
        tuple((one.attr, one.lineno) for one in tree.find_all(nodes.Getattr)),
        tuple((_name_of(one), one.lineno) for one in tree.find_all(nodes.Include)),
    )


def _name_of(part: nodes.Include) -> str:
    said = part.template.value if isinstance(part.template, nodes.Const) else ""
    return said if isinstance(said, str) else ""
