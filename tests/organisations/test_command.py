# SPDX-License-Identifier: EUPL-1.2
"""`kb organisations import` and `kb register import`."""

import json
from pathlib import Path

import pytest
from flask import Flask

from knowledgebase.cli.organisations import organisations
from knowledgebase.cli.register import register


def test_both_imports_tell_a_program_what_they_did(bare_app: Flask) -> None:
    runner = bare_app.test_cli_runner()
    first = json.loads(runner.invoke(organisations, ["import", "--json"]).stdout)
    assert (first["organisations"]["new"], first["provinces"]["new"]) == (613, 12)
    told = json.loads(runner.invoke(register, ["import", "--json"]).stdout)
    assert (told["arrangements"]["new"], told["versions"]["new"]) == (549, 1186)
    again = json.loads(runner.invoke(register, ["import", "--json"]).stdout)
    assert (again["versions"]["new"], again["versions"]["unchanged"]) == (0, 1186)


@pytest.mark.one_database("what is printed does not depend on it")
def test_people_get_a_table(app: Flask) -> None:
    told = app.test_cli_runner().invoke(organisations, ["import"])
    assert told.exit_code == 0
    assert "613" in told.output


@pytest.mark.one_database("the file is read before the database is written")
def test_a_wrong_file_gives_one_sentence_and_another_exit_status(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "provincies.csv").write_text("provincie_code,naam\nPV20,Groningen\n", encoding="utf-8")
    runner = app.test_cli_runner()
    told = runner.invoke(organisations, ["import", "--provinces", str(tmp_path / "provincies.csv")])
    assert told.exit_code == 1
    assert "provincies.csv lacks the column inwoners_2024. Nothing was imported." in told.output
    assert runner.invoke(register, ["import", "--selection", "/nergens.csv"]).exit_code == 2
