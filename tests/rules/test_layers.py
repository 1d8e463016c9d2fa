# SPDX-License-Identifier: EUPL-1.2
"""Imports point down only, so that a room can be understood without the rooms above it."""

import ast
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.rules.sources import ROOT, against, files, functions, rooms, tree_of

ROOMS_WITH_PAGES = {
    "accounts": {"models", "actions", "queries", "forms", "views"},
    "questions": {"models", "actions", "queries", "forms", "views"},
    "lessons": {"models", "actions", "queries", "forms", "views"},
    "cases": {"models", "actions", "queries", "forms", "views"},
}


def test_imports_keep_to_the_layers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_nothing_is_imported_inside_a_function_to_dodge_the_layers() -> None:
    assert not against(_imports_inside, files(".py", below="knowledgebase"))


@pytest.mark.parametrize("room", sorted(ROOMS_WITH_PAGES))
def test_a_room_keeps_nouns_deeds_reading_forms_and_pages_apart(room: str) -> None:
    folder = ROOT / "knowledgebase" / room
    here = {path.stem for path in folder.iterdir()}
    assert here >= ROOMS_WITH_PAGES[room]


def test_every_room_says_what_it_is() -> None:
    silent = [room for room in rooms() if not _docstring(ROOT / "knowledgebase" / room / "__init__.py")]
    assert not silent


def _imports_inside(path: Path) -> list[str]:
    return [
        f"line {node.lineno}"
        for function in functions(tree_of(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def _docstring(path: Path) -> str | None:
    return ast.get_docstring(tree_of(path))
