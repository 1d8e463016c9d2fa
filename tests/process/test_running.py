# SPDX-License-Identifier: EUPL-1.2
"""The site as it really runs: found within two seconds, gone within two seconds, also when the worker is killed."""

import os
import re
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup

from knowledgebase.policy import Role
from tests.process.visitors import Visitor, seconds_until, slowness
from tests.servers import RunningSite, wait_for
from tests.stories import ANSWER

pytestmark = pytest.mark.slow
WORKER = "knowledgebase.cli work"
LIMIT = 2.0
START = 2.0
"""Seconds of work in which Python reads the code of a new worker, at the most."""
ROUNDS = 3


def kill_worker(site: RunningSite) -> None:
    for pid in site.processes(WORKER):
        os.kill(pid, signal.SIGKILL)


def leave_alone(site: RunningSite) -> None:
    """The worker lives."""


def hide(moderator: Visitor, path: str) -> None:
    page = f"/moderatie/besluiten/{number(path)}"
    moderator.send(page, page, verdict="hide", reason="Dit hoort bij een test.")


def number(path: str) -> str:
    return re.findall(r"\d+", path)[0]


@pytest.mark.parametrize(
    ("harm", "limit"), [(leave_alone, LIMIT), (kill_worker, LIMIT + START)], ids=["alive", "killed"]
)
def test_found_after_publishing_and_gone_after_hiding_within_two_seconds(
    running: RunningSite, harm: Callable[[RunningSite], None], limit: float
) -> None:
    member, moderator, anyone = (
        Visitor(running, Role.MEMBER),
        Visitor(running, Role.MODERATOR),
        Visitor(running),
    )
    assert wait_for(lambda: anyone.finds("gemeente"))
    found, gone = [], []
    for turn in range(ROUNDS):
        word = f"proefwoord{harm.__name__.replace('_', '')}{turn}"
        path = member.ask(f"Vindt iedereen dit {word} meteen?")
        harm(running)
        found.append(seconds_until(lambda word=word: anyone.finds(word)))  # type: ignore[misc]
        hide(moderator, path)
        harm(running)
        gone.append(seconds_until(lambda word=word: not anyone.finds(word)))  # type: ignore[misc]
        assert anyone.get(path)[0] == 404
    most = limit * slowness()
    assert max(found) <= most, (found, most)
    assert max(gone) <= most, (gone, most)


def test_eight_people_answer_one_question_at_once_and_all_are_counted(running: RunningSite) -> None:
    path = Visitor(running, Role.MEMBER).ask("Wie antwoordt hier allemaal tegelijk op?")
    people = [Visitor(running, Role.REPRESENTATIVE) for _ in range(8)]

    def answer(place: int) -> list[str]:
        said = [f"{ANSWER} Dit is antwoord {place}-{turn}." for turn in range(5)]
        return [people[place].send(path, f"{path}/antwoorden", body=text) for text in said]

    with ThreadPoolExecutor(8) as pool:
        led_to = [one for some in pool.map(answer, range(8)) for one in some]
    assert led_to == [path] * 40
    page = BeautifulSoup(Visitor(running).get(path)[1], "html.parser")
    assert len(page.select("article.kb-answer")) == 40
    for place in range(8):
        for turn in range(5):
            assert f"antwoord {place}-{turn}." in page.get_text()
    assert "40 " in next(
        one.get_text(strip=True) for one in page.select("h2") if one.get_text(strip=True)[:1].isdigit()
    )


def test_a_second_start_imports_nothing_again(running: RunningSite) -> None:
    assert "First start" not in running.said
    before = Visitor(running).get("/lessen")[1]
    assert running.stop() == 0
    assert running.processes() == []
    assert before.count("kb-item__title") == 20
