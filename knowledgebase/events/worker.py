# SPDX-License-Identifier: EUPL-1.2
"""The worker: hands out events and sends mail until it is told to stop."""

import fcntl
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from flask import Flask
from sqlalchemy.exc import DBAPIError

from knowledgebase.db import db
from knowledgebase.events import mail, outbox

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds between two looks when there was nothing to do."""


BETWEEN_CHORES = 5.0
"""Seconds between two rounds of chores."""
Chore = Callable[[], None]


class WorkerRunning(Exception):
    """Another worker already works on this data folder."""


def work(app: Flask, chores: Sequence[Chore] = ()) -> None:
    """Work until SIGTERM or SIGINT; `chores` are done at the start and every few seconds.

    :raises WorkerRunning: when another worker holds this data folder.
    """
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with app.app_context(), only_worker(Path(app.config["DATA_DIR"])):
        outbox.release_claims()
        chores_due = time.monotonic()
        while not stopping.is_set():
            if time.monotonic() >= chores_due:
                _do(chores)
                chores_due = time.monotonic() + BETWEEN_CHORES
            if not _once():
                stopping.wait(PAUSE)


@contextmanager
def only_worker(data_dir: Path) -> Iterator[None]:
    """Hold the lock that only one worker of a data folder can hold.

    :raises WorkerRunning: when another process holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkerRunning(f"another worker is already working on {data_dir}") from None
        yield


def _do(chores: Sequence[Chore]) -> None:
    for chore in chores:
        try:
            chore()
            db.session.commit()
        except Exception:
            # A chore that fails must not keep mail and events waiting.
            log.exception("a chore failed; it is tried again")
            db.session.rollback()


def _once() -> bool:
    try:
        return bool(outbox.deliver() + mail.send_due())
    except DBAPIError:
        # The database is away or its disk is full: wait, say so, and look again.
        log.exception("the database does not answer; trying again")
        db.session.rollback()
        return False
    finally:
        db.session.remove()
