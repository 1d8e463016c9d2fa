# SPDX-License-Identifier: EUPL-1.2
"""The index follows the database: built, compared, repaired, and healed by itself."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from knowledgebase.cli import search as command
from knowledgebase.search import indexing
from tests.conftest import Visit
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask, share_lesson

ENGLISH = {"Accept-Language": "en"}
Work = Callable[[], None]


@pytest.fixture
def index(app: Flask, visit: Visit, people: People, work: Work) -> Path:
    """The folder of an index that holds one question and one lesson."""
    ask(visit(people.anna))
    share_lesson(visit(people.anna), visibility="members")
    work()
    return Path(app.config["INDEX_DIR"])


def kb(app: Flask, *arguments: str) -> Result:
    """Run `kb search` on this site."""
    return CliRunner().invoke(command, arguments, obj=ScriptInfo(create_app=lambda: app))


def cut(index: Path) -> None:
    for segment in index.rglob("*.seg"):
        segment.write_bytes(segment.read_bytes()[:100])


DAMAGES: dict[str, Callable[[Path], Any]] = {"gone": shutil.rmtree, "cut": cut}


def test_an_index_that_was_never_built_is_said_to_be_in_repair(
    visit: Visit, people: People, work: Work
) -> None:
    page = visit().get("/zoeken?q=uittreedsom", headers=ENGLISH)
    assert page.status_code == 503
    assert "Nothing is lost" in page.text
    ask(visit(people.anna))
    work()
    assert QUESTION["title"] in visit().get("/zoeken?q=berekening").text.replace("<mark>", "").replace(
        "</mark>", ""
    )


def test_an_index_built_anew_holds_the_same(app: Flask, index: Path) -> None:
    with app.app_context():
        told: list[int] = []
        assert indexing.rebuild(told.append) == 2
        assert indexing.differences() == (set(), set())
    assert "2 entries" in kb(app, "rebuild").output
    assert json.loads(kb(app, "rebuild", "--json").stdout) == {"entries": 2}


def test_a_check_tells_what_is_missing_and_a_repair_mends_it(
    app: Flask, index: Path, visit: Visit, people: People
) -> None:
    ask(visit(people.chris), title="Deze vraag hoorde de index nog niet")
    answer = kb(app, "check", "--json")
    assert answer.exit_code == 1
    assert json.loads(answer.stdout) == {"missing": 1, "stray": 0, "repaired": False}
    assert kb(app, "check", "--repair").exit_code == 0
    assert kb(app, "check").exit_code == 0
    assert json.loads(kb(app, "query", "index", "--json").stdout)[0]["kind"] == "question"


def test_a_check_finds_what_should_not_be_there(
    app: Flask, index: Path, visit: Visit, people: People
) -> None:
    address = ask(visit(people.chris), title="Deze vraag wordt zo meteen verborgen")
    assert kb(app, "check", "--repair").exit_code == 0
    number = address.split("/")[-1].split("-")[0]
    hide = {"verdict": "hide", "reason": "Dit hoort hier niet."}
    assert visit(people.mo).post(f"/moderatie/besluiten/{number}", data=hide).status_code == 303
    assert json.loads(kb(app, "check", "--json").stdout)["stray"] == 1
    assert json.loads(kb(app, "check", "--repair", "--json").stdout)["stray"] == 1
    assert kb(app, "check").exit_code == 0


def test_a_check_finds_what_is_kept_for_the_wrong_audience(
    app: Flask, index: Path, visit: Visit, people: People
) -> None:
    address = ask(visit(people.chris), title="Deze vraag wordt zo meteen besloten")
    assert kb(app, "check", "--repair").exit_code == 0
    closed = QUESTION | {"visibility": "own", "revision": "1"}
    assert visit(people.chris).post(f"{address}/bewerken", data=closed).status_code == 303
    assert kb(app, "check").exit_code == 1
    assert kb(app, "check", "--repair").exit_code == 0
    assert json.loads(kb(app, "query", "berekening", "--json").stdout) != []
    assert [one["id"] for one in json.loads(kb(app, "query", "uittreden", "--json").stdout)] == [1]
    assert kb(app, "check").exit_code == 0


def test_the_command_line_finds_what_a_person_may_find(app: Flask, index: Path, people: People) -> None:
    rows = json.loads(kb(app, "query", "uittreedsom", "--json").stdout)
    assert [set(row) for row in rows] == [{"id", "kind", "title", "score"}]
    assert json.loads(kb(app, "query", "nulmeting", "--json").stdout) == []
    seen = kb(app, "query", "nulmeting", "--as", people.chris.email, "--json").stdout
    assert [row["kind"] for row in json.loads(seen)] == ["lesson"]
    assert kb(app, "query", "nulmeting", "--as", "niemand@example.test").exit_code == 1


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_one_page_and_heals_when_the_worker_looks(
    app: Flask, index: Path, visit: Visit, damage: str
) -> None:
    DAMAGES[damage](index)
    app.extensions["search"] = type(app.extensions["search"])(index)
    page = visit().get("/zoeken?q=uittreedsom", headers=ENGLISH)
    assert page.status_code == 503
    assert "Search is being repaired" in page.text
    assert kb(app, "check").exit_code == 1
    assert "kb search rebuild" in kb(app, "query", "uittreedsom").output
    with app.app_context():
        indexing.keep_healthy()
        assert indexing.differences() == (set(), set())
    assert visit().get("/zoeken?q=uittreedsom").status_code == 200


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_next_event_heals_a_damaged_index_too(
    app: Flask, index: Path, visit: Visit, people: People, work: Work, damage: str
) -> None:
    DAMAGES[damage](index)
    app.extensions["search"] = type(app.extensions["search"])(index)
    address = ask(visit(people.chris), title="Een vraag terwijl de index kapot was")
    visit(people.anna).post(f"{address}/antwoorden", data={"body": ANSWER})
    work()
    with app.app_context():
        assert indexing.differences() == (set(), set())
