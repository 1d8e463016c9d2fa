# SPDX-License-Identifier: EUPL-1.2
"""Text that keeps the parser busy is given up, and the processes that render come and go without a trace."""

import html
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledgebase.web.markdown import RENDERER_VERSION, Rendered, is_unformatted, pool, render, render_all
from knowledgebase.web.markdown.layers import rendered
from tests.hostile import slow_texts
from tests.hostile.dom import strays
from tests.rules.sources import ROOT

pytestmark = pytest.mark.slow

BUSY = "[" * 50_000
GENEROUS = 20
"""Seconds after which something hangs, whatever else the machine does."""

PROGRAM = """
import os, signal
from multiprocessing import get_context
from multiprocessing.forkserver import _forkserver
from knowledgebase.web.markdown import pool, render, render_all
if __name__ == "__main__":
    assert render("*a*").html == "<p><em>a</em></p>"
    {rest}
"""


def test_slow_texts_are_answered_and_the_next_text_is_rendered() -> None:
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(_answered, slow_texts()))
    assert len(found) == 66
    assert all(seconds < GENEROUS for _, seconds in found)
    given_up = [one for one, _ in found if not one.clean]
    assert given_up
    assert all(is_unformatted(one.html) for one in given_up)
    assert not any(strays(one.html) or is_unformatted(one.html) for one, _ in found if one.clean)
    assert render("*goed*") == Rendered("<p><em>goed</em></p>", RENDERER_VERSION, clean=True)


def _answered(text: str) -> tuple[Rendered, float]:
    started = time.monotonic()
    return render(text), time.monotonic() - started


def test_what_cannot_be_rendered_is_shown_as_it_was_typed() -> None:
    text = "<script>alert('x')</script> & *zo* \n" + BUSY
    found = render(text)
    assert not found.clean
    assert found.html == f"<pre>\n{html.escape(text)}</pre>"
    assert is_unformatted(found.html)
    assert not strays(found.html)
    assert not is_unformatted(render("    code").html)


def test_one_slow_text_does_not_take_its_neighbours_along() -> None:
    texts = [*["*a*"] * 20, "[" * 15_000, *["*b*"] * 20]
    assert [one.clean for one in render_all(texts)] == [*[True] * 20, False, *[True] * 20]


def test_a_text_that_is_too_deep_for_the_parser_is_given_up() -> None:
    assert rendered("\n".join("    " * depth + "- a" for depth in range(300)), 2) is None
    assert rendered("*a*", 2) == "<p><em>a</em></p>"


def test_many_threads_render_at_once() -> None:
    texts = [f"*{number}*" for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(render, texts))
    assert [one.html for one in found] == [f"<p><em>{number}</em></p>" for number in range(200)]


def test_the_processes_stop_and_start_again() -> None:
    assert render("*a*").clean
    pool.stop()
    pool.stop()
    assert render("*a*").clean


@pytest.mark.parametrize(
    "rest",
    [
        "pass",
        "assert not render('[' * 50_000).clean",
        "pool.stop()",
        # A child of a web server that forks renders with processes of its own.
        "pid = os.fork(); ok = render('*b*').clean; pool.stop(); pid or os._exit(0 if ok else 1); "
        "assert os.waitpid(pid, 0)[1] == 0",
        "one = get_context('fork').Process(target=render, args=('*b*',)); "
        "one.start(); one.join(); assert one.exitcode == 0",
    ],
)
def test_a_program_that_renders_ends_without_a_word(rest: str) -> None:
    with _running(rest) as program:
        assert (*program.communicate(timeout=3 * GENEROUS), program.returncode) == ("", "", 0)
    assert _gone(program.pid)


@pytest.mark.parametrize(
    "whom", ["*workers", "_forkserver._forkserver_pid", "*workers, _forkserver._forkserver_pid"]
)
@pytest.mark.parametrize("then", ["pass", "render('[' * 50_000)"])
def test_killed_processes_are_replaced(whom: str, then: str) -> None:
    rest = (
        "workers = list(pool.processes._pools[0]._pool_manager.worker_manager.workers); "
        f"[os.kill(pid, signal.SIGKILL) for pid in [{whom}]]; {then}; "
        "print([one.clean for one in render_all(['*b*'] * 200)] == [True] * 200)"
    )
    with _running(rest) as program:
        out, _ = program.communicate(timeout=3 * GENEROUS)
        assert (out, program.returncode) == ("True\n", 0)
    assert _gone(program.pid)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("whole_group", [True, False])
def test_no_process_outlives_a_program_that_is_stopped_while_it_renders(
    number: signal.Signals, whole_group: bool
) -> None:
    # Whoever runs the tests in the background of a shell hands down that SIGINT is ignored.
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    rest = f"{heard}; print('ready', flush=True); [render('[' * 50_000) for _ in range(60)]"
    with _running(rest) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.3)
        (os.killpg if whole_group else os.kill)(program.pid, number)
        program.communicate(timeout=GENEROUS)
    assert program.returncode == -number
    assert _gone(program.pid)


def test_a_process_may_not_take_more_memory_than_it_needs() -> None:
    rest = "from knowledgebase.web.confined import confine; confine(1 << 29); bytearray(1 << 30)"
    with _running(rest) as program:
        _, err = program.communicate(timeout=GENEROUS)
    assert "MemoryError" in err


def test_importing_starts_nothing() -> None:
    code = (
        "import threading, multiprocessing as m, knowledgebase.web.markdown; "
        "print(threading.active_count(), m.active_children())"
    )
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert (found.stdout, found.stderr) == ("1 []\n", "")


def _running(rest: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM.format(rest=rest)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _gone(session: int) -> bool:
    """Wait until no process is left of a session; give whether that came to be."""
    deadline = time.monotonic() + GENEROUS
    while _left(session) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _left(session)


def _left(session: int) -> list[list[str]]:
    """Give the processes of a session, those that wait to be collected left out."""
    return [
        stat
        for stat in map(_stat, Path("/proc").glob("[0-9]*"))
        if stat[3:4] == [str(session)] and stat[0] != "Z"
    ]


def _stat(process: Path) -> list[str]:
    """Give state, parent, group, session and more of a process, as proc(5) has them after its name."""
    try:
        return (process / "stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
