# SPDX-License-Identifier: EUPL-1.2
"""Child processes that are looked after, and that never outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial

SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


class Child:
    """A process that is started, watched and stopped."""

    def __init__(self, *arguments: str) -> None:
        self.arguments = arguments
        self.quick_ends = 0
        self.start()

    def start(self) -> None:
        """Start the process, with this Python."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", *self.arguments], preexec_fn=partial(_leave_stopping_to, os.getpid())
        )

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self.process.poll() is not None

    @property
    def status(self) -> int:
        """Exit status of a process that ended; minus the number of the signal that ended it."""
        return self.process.wait()

    def restart(self) -> None:
        """Start again, counting how often it ended at once."""
        self.quick_ends = self.quick_ends + 1 if time.monotonic() - self.started < 2 else 0
        self.start()


def stop_all(children: Sequence[Child], patience: float) -> None:
    """Ask all to stop; whatever still runs after `patience` seconds is ended by force."""
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _leave_stopping_to(parent: int) -> None:
    """Ctrl-C reaches the whole group at once; the children wait for their parent to stop them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent, signal.SIGTERM)


def end_with(parent: int, number: signal.Signals) -> None:
    """Let this process get a signal when its parent ends, however that happens (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)
