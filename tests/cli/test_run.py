# SPDX-License-Identifier: EUPL-1.2
"""`kb run`: everything in one group of processes that starts, is looked after, and stops together."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledgebase.policy import Role
from tests.servers import RunningSite, demo_data, environment, free_port, kb, parent_of, wait_for

pytestmark = pytest.mark.slow
WORKER = "knowledgebase.cli work"
WEB = "knowledgebase.cli web"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A filled data folder."""
    return demo_data(tmp_path_factory, worker_id)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[RunningSite]:
    """A running site for tests that leave it running."""
    yield from _running(demo_data(tmp_path_factory, worker_id))


@pytest.fixture
def site(data: Path) -> Iterator[RunningSite]:
    """A running site."""
    yield from _running(data)


def test_it_tells_its_address_and_an_account_for_each_role(lasting: RunningSite) -> None:
    assert lasting.address in lasting.said
    for role in Role:
        assert role.value in lasting.said
    with urllib.request.urlopen(lasting.address) as answer:
        assert answer.status == 200


def test_static_files_may_be_kept_for_ever_and_have_the_headers_too(lasting: RunningSite) -> None:
    with urllib.request.urlopen(lasting.address) as page:
        html = page.read().decode()
    address = html.partition('href="/static/')[2].partition('"')[0]
    with urllib.request.urlopen(f"{lasting.address}/static/{address}") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src" in answer.headers["Content-Security-Policy"]


def test_a_worker_that_dies_is_started_again(lasting: RunningSite) -> None:
    (worker,) = lasting.processes(WORKER)
    os.kill(worker, signal.SIGKILL)
    assert wait_for(lambda: lasting.processes(WORKER) not in ([], [worker]))
    assert lasting.process.poll() is None


def test_a_web_process_that_dies_is_started_again(lasting: RunningSite) -> None:
    before = set(lasting.processes(WEB))
    (child, *_) = (pid for pid in before if parent_of(pid) in before)
    os.kill(child, signal.SIGKILL)
    assert wait_for(
        lambda: len(lasting.processes(WEB)) == len(before) and set(lasting.processes(WEB)) != before
    )
    with urllib.request.urlopen(lasting.address) as answer:
        assert answer.status == 200


def test_ctrl_c_ends_everything(site: RunningSite) -> None:
    assert len(site.processes()) >= 4
    os.killpg(site.process.pid, signal.SIGINT)
    assert wait_for(lambda: not site.processes(), patience=20)
    assert site.process.wait() == 0
    assert "Traceback" not in site.said


def test_being_told_to_terminate_ends_everything(site: RunningSite) -> None:
    site.process.terminate()
    assert wait_for(lambda: not site.processes(), patience=20)
    assert site.process.wait() == 0


def test_nothing_outlives_a_parent_that_is_killed(site: RunningSite) -> None:
    site.process.kill()
    site.process.wait()
    assert wait_for(lambda: not site.processes(), patience=20)


def test_a_taken_port_is_one_clear_sentence(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = kb(data, "run", KB_PORT=str(taken.getsockname()[1]))
    assert done.returncode != 0
    assert "another program listens there" in done.stderr
    assert "KB_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_not_this_machine_is_one_clear_sentence(data: Path) -> None:
    done = kb(data, "run", KB_HOST="192.0.2.1", KB_PORT=str(free_port()))
    assert done.returncode != 0
    assert "KB_HOST" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_all_named_at_once(data: Path) -> None:
    done = kb(data, "run", KB_PORT="many", KB_BASE_URL="nowhere")
    assert done.returncode != 0
    assert "KB_PORT" in done.stderr
    assert "KB_BASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_programs_that_tests_start_stay_on_this_machine(data: Path) -> None:
    leave = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = subprocess.run(
        [sys.executable, "-c", leave], env=environment(data), capture_output=True, check=False
    )
    assert b"LeavesTheMachine" in done.stderr


def _running(data: Path) -> Iterator[RunningSite]:
    site = RunningSite(data, "--demo")
    yield site.wait_until_it_runs()
    site.stop()
