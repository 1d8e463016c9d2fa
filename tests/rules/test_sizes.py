# SPDX-License-Identifier: EUPL-1.2
"""Small pieces: what fits on a screen is read before it is changed."""

import ast
from pathlib import Path

from tests.rules.sources import ROOT, Function, against, files, functions, text_of, tree_of

LONGEST_FILE = 250
LONGEST_STORIES = 400
"""Tests of one page or deed stay together: one reads them by looking for a sentence."""
LONGEST_FUNCTION = 40
LONGEST_TEMPLATE = 80
DEEPEST = 2
"""A choice inside a loop; what lies deeper deserves a name of its own."""
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Match)
PYTHON = files(".py")


def test_a_file_that_outgrows_its_room_becomes_a_folder() -> None:
    assert not against(lambda path: _lines(path) > _longest(path), PYTHON)


def test_functions_are_short() -> None:
    assert not against(
        lambda path: [f.name for f in functions(tree_of(path)) if _length(f) > LONGEST_FUNCTION],
        [path for path in PYTHON if not _is_migration(path)],
    )


def test_functions_are_flat() -> None:
    assert not against(lambda path: [f.name for f in functions(tree_of(path)) if _depth(f) > DEEPEST], PYTHON)


def test_templates_are_short() -> None:
    templates = files(".html", ".xml", ".txt", below="templates")
    assert not against(lambda path: _lines(path) > LONGEST_TEMPLATE, templates)


def _lines(path: Path) -> int:
    return len(text_of(path).splitlines())


def _longest(path: Path) -> int:
    return LONGEST_STORIES if path.is_relative_to(ROOT / "tests") else LONGEST_FILE


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_migration(path: Path) -> bool:
    """A migration lists every column it makes, and is written by a program."""
    return path.parent.name == "versions"


def _depth(node: ast.AST) -> int:
    children = ast.iter_child_nodes(node)
    below = max((_depth(child) for child in children if not isinstance(child, Function)), default=0)
    return below + isinstance(node, BLOCKS) - _is_elif(node)


def _is_elif(node: ast.AST) -> bool:
    """Tell whether the only statement after `else` is another `if`: a row of choices, not a deeper one."""
    return isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)
