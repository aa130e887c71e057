"""The register of attacks is whole, and every attack in it is tried."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.attacks.register import ATTACKS, NOT_OURS

NUMBERS = {"SIG": 22, "ORA": 11, "KEY": 16, "CMD": 14}


@cache
def names() -> list[str]:
    """The names of all tests in this folder."""
    trees = [ast.parse(path.read_text()) for path in Path(__file__).parent.glob("test_*.py")]
    found = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return [name for name in found if name.startswith("test_")]


def test_the_register_is_complete() -> None:
    assert list(ATTACKS) == [f"{kind}-{n:02d}" for kind, last in NUMBERS.items() for n in range(1, last + 1)]
    assert set(NOT_OURS) <= set(ATTACKS)


@pytest.mark.parametrize("ident", ATTACKS)
def test_every_attack_is_tried_or_somebody_says_why_not(ident: str) -> None:
    tried = [name for name in names() if name.startswith(f"test_{ident.lower().replace('-', '_')}_")]
    assert bool(tried) != (ident in NOT_OURS)
