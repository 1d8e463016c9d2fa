# SPDX-License-Identifier: EUPL-1.2
"""Everything is killed at once while people write: what the site said it had, it has; and search agrees."""

import os
import random
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from knowledgebase.policy import Role
from tests.process.visitors import Visitor
from tests.servers import RunningSite, kb, wait_for

pytestmark = pytest.mark.slow
ROUNDS = 3
WRITERS = 2


def start(data: Path) -> RunningSite:
    return RunningSite(data, "--demo", KB_WEB_WORKERS="1").wait_until_it_runs()


def kill_all(site: RunningSite) -> None:
    """End the whole group as a power cut would."""
    os.killpg(site.process.pid, signal.SIGKILL)
    site.process.wait()
    assert wait_for(lambda: not site.processes(), patience=20)


def write_until_killed(visitor: Visitor, name: str, acknowledged: dict[str, str]) -> None:
    """Ask one question after the other; keep the title of each that the site led to."""
    for turn in range(10_000):
        title = f"Overleeft {name}n{turn} het dat de stroom uitvalt?"
        try:
            acknowledged[title] = visitor.ask(title)
        except (OSError, StopIteration):
            return


def test_nothing_acknowledged_is_lost_and_the_index_agrees(demo_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(demo_folder, data, symlinks=True)
    dice, acknowledged = random.Random(10), dict[str, str]()
    for turn in range(ROUNDS):
        site = start(data)
        people = [Visitor(site, Role.MEMBER) for _ in range(WRITERS)]
        threads = [
            threading.Thread(target=write_until_killed, args=(one, f"r{turn}w{place}", acknowledged))
            for place, one in enumerate(people)
        ]
        before = len(acknowledged)
        for thread in threads:
            thread.start()
        assert wait_for(lambda before=before: len(acknowledged) > before + 1)  # type: ignore[misc]
        time.sleep(dice.random())
        kill_all(site)
        for thread in threads:
            thread.join()
    site = start(data)
    anyone = Visitor(site)
    lost = [title for title, path in acknowledged.items() if title not in anyone.get(path)[1]]
    assert lost == []
    assert len(acknowledged) >= 2 * ROUNDS
    assert wait_for(lambda: kb(data, "search", "check").returncode == 0)
    last = next(reversed(acknowledged))
    assert anyone.finds(last.split()[1])
    assert site.stop() == 0
    assert site.processes() == []
