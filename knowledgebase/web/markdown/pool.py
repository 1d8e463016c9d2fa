# SPDX-License-Identifier: EUPL-1.2
"""The rendering processes: started when the first text comes, ended when a text takes too long, started again.

They come from a fork server, which holds no threads and no database, so that
starting one is safe in any process and takes milliseconds.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from multiprocessing.util import Finalize
from typing import Any

from pebble import ProcessExpired, ProcessPool

from knowledgebase.web.markdown.layers import ENDS, all_rendered, confine

log = logging.getLogger(__name__)

PROCESSES = min(2, os.cpu_count() or 1)
PATIENCE = {True: 10.0, False: 120.0}
"""Seconds that texts may wait for their turn and be worked on, when a person waits and when none does."""

_lock = threading.Lock()
_pools: list[Any] = []
_is_forked = False


@dataclass(frozen=True)
class Job:
    """Texts on their way through a process."""

    sources: Sequence[str]
    top: int
    someone_waits: bool
    future: Any


def start(sources: Sequence[str], top: int, someone_waits: bool) -> Job:
    """Hand texts to the processes."""
    with _lock:
        try:
            future: Any = _pool().schedule(
                all_rendered, args=(sources, top, someone_waits), timeout=PATIENCE[someone_waits]
            )
        except (OSError, RuntimeError) as failure:
            future = Future()
            future.set_exception(failure)
    return Job(sources, top, someone_waits, future)


def finish(job: Job, tries: int = 2) -> list[str | None] | None:
    """Wait for the HTML of the texts; None when they took too long, or broke the process that had them."""
    try:
        found: list[str | None] = job.future.result(timeout=PATIENCE[job.someone_waits])
    except TimeoutError:
        job.future.cancel()
        return None
    except ProcessExpired as end:
        if -(end.exitcode or 0) in ENDS:
            return None
        log.warning("a rendering process ended by itself (status %s)", end.exitcode)
    except (OSError, RuntimeError):
        log.exception("the rendering processes broke down")
    else:
        return found
    return finish(start(job.sources, job.top, job.someone_waits), tries - 1) if tries > 1 else None


def stop() -> None:
    """End the processes; they start again when there is something to render."""
    with _lock:
        _stop()


def _pool() -> Any:
    if _pools and not _pools[0].active:
        _stop()
    if not _pools:
        # A forked child cannot use the fork server of its parent.
        context = multiprocessing.get_context("spawn" if _is_forked else "forkserver")
        if isinstance(context, ForkServerContext):
            context.set_forkserver_preload([all_rendered.__module__])
        _pools.append(ProcessPool(PROCESSES, initializer=confine, context=context))
        # Runs before multiprocessing waits for its children, in the main program and in its processes alike.
        Finalize(None, stop, exitpriority=100)
    return _pools[0]


def _stop() -> None:
    while _pools:
        pool = _pools.pop()
        pool.stop()
        pool.join()


def _forget() -> None:
    """Leave the processes to the parent: a forked child has none of the threads that serve them."""
    global _lock, _is_forked
    _lock, _is_forked = threading.Lock(), True
    _pools.clear()


os.register_at_fork(after_in_child=_forget)
