# SPDX-License-Identifier: EUPL-1.2
"""Every command explains itself, and says in one sentence what goes wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from knowledgebase.cli import main
from knowledgebase.policy import Permission

RUNNER = CliRunner()


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give every command as the words that one types."""
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DATA_DIR", str(tmp_path))


@pytest.mark.parametrize("words", [(), *commands(main)], ids=lambda words: " ".join(words) or "kb")
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    answer = RUNNER.invoke(main, [*words, "--help"])
    assert answer.exit_code == 0
    assert "Usage:" in answer.output
    assert any(len(line.split()) >= 3 for line in answer.output.splitlines() if "Usage:" not in line)


def test_permissions_are_printed_from_the_table() -> None:
    answer = RUNNER.invoke(main, ["permissions", "--json"])
    assert set(json.loads(answer.output)) == {permission.value for permission in Permission}


def test_wrong_settings_are_named_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_PORT", "many")
    monkeypatch.setenv("KB_SECRET_KEY_FILE", "nowhere")
    answer = RUNNER.invoke(main, ["doctor"])
    assert answer.exit_code == 1
    assert "KB_PORT" in answer.output
    assert "KB_SECRET_KEY_FILE" in answer.output


def test_the_doctor_says_what_to_do_before_the_first_start() -> None:
    answer = RUNNER.invoke(main, ["doctor", "--json"])
    findings = {finding["check"]: finding for finding in json.loads(answer.output)}
    assert answer.exit_code == 1
    assert findings["settings"]["ok"]
    assert findings["database"]["ok"]
    assert not findings["tables"]["ok"]
    assert "kb init" in findings["tables"]["says"]


def test_a_database_that_is_away_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_DATABASE_URL", f"postgresql+psycopg://kb@/nothing?host={tmp_path}")
    answer = RUNNER.invoke(main, ["init"])
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: The database")


@pytest.mark.parametrize("command", ["doctor", "init"])
def test_a_place_for_files_that_cannot_be_written_is_one_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    monkeypatch.setenv("KB_FILES_URL", f"file://{tmp_path}/taken/files")
    answer = RUNNER.invoke(main, [command])
    assert answer.exit_code == 1
    assert "Files cannot be kept at" in answer.output
    assert "KB_FILES_URL" in answer.output
    assert "Traceback" not in answer.output
