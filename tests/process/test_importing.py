# SPDX-License-Identifier: EUPL-1.2
"""`kb import` as a program: a thousand questions with their answers, the same again, and a file with a wrong line."""

import json
import re
from pathlib import Path

import pytest

from tests.process.lines import ANSWERS, PEOPLE, write_lines
from tests.servers import kb

pytestmark = pytest.mark.slow
QUESTIONS = {"sqlite": 1_000, "postgresql": 250}
"""On the slower engine enough for several transactions."""


class Site:
    """A site that is only reached through commands."""

    def __init__(self, folder: Path, url: str) -> None:
        self.data = folder / "data"
        self.url = url

    def kb(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command; give its exit status, what it printed and what it complained of."""
        done = kb(self.data, *arguments, KB_DATABASE_URL=self.url)
        return done.returncode, done.stdout, done.stderr

    def found(self, text: str) -> int:
        """Count what a visitor finds, on the first page."""
        status, printed, complaint = self.kb("search", "query", text, "--json")
        assert status == 0, complaint
        return len(json.loads(printed))


@pytest.fixture
def site(bare_engine_url: str, tmp_path: Path) -> Site:
    """An empty site with tables."""
    site = Site(tmp_path, bare_engine_url)
    status, _, complaint = site.kb("search", "rebuild")
    assert status == 0, complaint
    return site


def test_a_thousand_questions_come_in_and_the_same_file_changes_nothing(
    site: Site, tmp_path: Path, engine_name: str
) -> None:
    file, questions = tmp_path / "lines.jsonl", QUESTIONS[engine_name]
    assert write_lines(file, questions) == 1 + PEOPLE + questions * (1 + ANSWERS)
    status, printed, complaint = site.kb("import", str(file), "--json")
    assert status == 0, complaint
    counts = {"organisation": 1, "user": PEOPLE, "question": questions, "answer": questions * ANSWERS}
    assert json.loads(printed) == {"added": counts, "present": dict.fromkeys(counts, 0), "wrong": 0}
    assert site.found("gemeente") == 20
    assert site.kb("search", "check")[0] == 0
    status, printed, complaint = site.kb("import", str(file), "--json")
    assert status == 0, complaint
    assert json.loads(printed) == {"added": dict.fromkeys(counts, 0), "present": counts, "wrong": 0}
    assert site.kb("search", "check")[0] == 0


@pytest.mark.one_database("lines are checked before anything is written")
def test_a_wrong_line_is_named_with_its_key_and_nothing_comes_in(site: Site, tmp_path: Path) -> None:
    """What else can be wrong with a line is told by tests/exchange."""
    file = tmp_path / "lines.jsonl"
    write_lines(file, 5)
    lines = file.read_text(encoding="utf-8").splitlines()
    place = next(number for number, text in enumerate(lines) if '"proef-q3"' in text)
    lines[place] = json.dumps(json.loads(lines[place]) | {"colour": "green"})
    file.write_text("\n".join(lines), encoding="utf-8")
    status, printed, complaint = site.kb("import", str(file))
    assert status == 1
    assert re.search(rf"^line {place + 1}: key “colour”: \S", complaint, re.MULTILINE), complaint
    assert "nothing was imported" in complaint
    assert "Traceback" not in complaint
    assert printed == ""
    assert site.found("") == 0
    assert site.kb("user", "role", "persoon0@proefgemeente.test", "grant", "reader")[0] != 0
