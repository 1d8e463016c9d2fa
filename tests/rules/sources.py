# SPDX-License-Identifier: EUPL-1.2
"""The files that the rules are about."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "knowledgebase"
TEMPLATES = ROOT / "templates"
OURS = ("knowledgebase", "templates", "static", "assets", "migrations", "tests", "setup")
MADE = ("static/dist/", "tests/bench/results/")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*endings: str, below: str = "") -> list[Path]:
    """Give our own files with one of these endings."""
    folders = [below] if below else OURS
    found = [
        path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.suffix in endings
    ]
    top = [] if below else [path for path in sorted(ROOT.iterdir()) if path.suffix in endings]
    return [path for path in [*top, *found] if not name_of(path).startswith(MADE)]


def name_of(path: Path) -> str:
    """Give the path from the root of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    """Read a file."""
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a Python file."""
    return ast.parse(text_of(path), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Give every function and method, also nested ones."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def against(rule: Callable[[Path], Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Give, for each file that offends against a rule, what the rule found in it."""
    return {name_of(path): found for path in paths if (found := rule(path))}


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Give `file:line` of every line that holds `pattern`."""
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern in line
    ]


def rooms() -> list[str]:
    """Give the packages of the site."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
