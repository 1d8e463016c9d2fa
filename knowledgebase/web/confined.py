# SPDX-License-Identifier: EUPL-1.2
"""Work on what strangers send, in processes of which the system limits memory and time.

They are started when the first work comes, ended when work takes too long,
and started again. They come from a fork server, which holds no threads and no
database, so that starting one is safe in any process and takes milliseconds.
"""

import ctypes
import logging
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from multiprocessing.util import Finalize
from typing import Any

from pebble import ProcessExpired, ProcessPool

log = logging.getLogger(__name__)

ENDS = (signal.SIGALRM, signal.SIGPROF)
"""What ends a process that takes too long: the one by the clock, the other by the work done."""

SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

_known: list["Processes"] = []
_is_forked = False


@dataclass(frozen=True)
class Task:
    """Work on its way through a process; `patience` is how many seconds it may wait and take together."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    patience: float
    future: Any


class Processes:
    """At most `most` processes for one sort of work, each with `memory` bytes.

    `module` is imported beforehand, so that the first work need not wait for it.
    """

    def __init__(self, most: int, memory: int, module: str | None = None) -> None:
        self.most, self.memory, self.module = most, memory, module
        self.forget()
        _known.append(self)

    def start(self, work: Callable[..., Any], *arguments: Any, patience: float) -> Task:
        """Hand work to the processes."""
        with self._lock:
            try:
                future: Any = self._pool().schedule(work, args=arguments, timeout=patience)
            except (OSError, RuntimeError) as failure:
                future = Future()
                future.set_exception(failure)
        return Task(work, arguments, patience, future)

    def finish(self, task: Task, tries: int = 2) -> Any:
        """Wait for what comes of it; None when it took too long, or broke the process that had it."""
        try:
            found = task.future.result(timeout=task.patience)
        except TimeoutError:
            task.future.cancel()
            return None
        except ProcessExpired as end:
            if -(end.exitcode or 0) in ENDS:
                return None
            log.warning("a confined process ended by itself (status %s)", end.exitcode)
        except (OSError, RuntimeError):
            log.exception("the confined processes broke down")
        else:
            return found
        if tries == 1:
            return None
        return self.finish(self.start(task.work, *task.arguments, patience=task.patience), tries - 1)

    def stop(self) -> None:
        """End the processes; they start again when there is work."""
        with self._lock:
            self._stop()

    def forget(self) -> None:
        """Leave the processes to the parent: a forked child has none of the threads that serve them."""
        self._lock, self._pools = threading.Lock(), list[Any]()

    def _pool(self) -> Any:
        if self._pools and not self._pools[0].active:
            self._stop()
        if not self._pools:
            # A forked child cannot use the fork server of its parent.
            context = multiprocessing.get_context("spawn" if _is_forked else "forkserver")
            if isinstance(context, ForkServerContext):
                context.set_forkserver_preload([one.module for one in _known if one.module])
            pool = ProcessPool(self.most, initializer=confine, initargs=(self.memory,), context=context)
            self._pools.append(pool)
            # Runs before multiprocessing waits for its children, in the main program and in its processes alike.
            Finalize(None, self.stop, exitpriority=100)
        return self._pools[0]

    def _stop(self) -> None:
        while self._pools:
            pool = self._pools.pop()
            pool.stop()
            pool.join()


def confine(memory: int) -> None:
    """Limit the memory of this process, and end it when the process that started it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


@contextmanager
def deadline(seconds: float, timer: int = signal.ITIMER_REAL) -> Iterator[None]:
    """End this process when the block takes longer: by the clock, or with ITIMER_PROF in seconds of work."""
    signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)


def _forget_all() -> None:
    global _is_forked
    _is_forked = True
    for one in _known:
        one.forget()


os.register_at_fork(after_in_child=_forget_all)
