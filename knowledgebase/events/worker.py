# SPDX-License-Identifier: EUPL-1.2
"""The worker: hands out events and sends mail until it is told to stop."""

import fcntl
import logging
import signal
import threading
from collections.abc import Iterator
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


class WorkerRunning(Exception):
    """Another worker already works on this data folder."""


def work(app: Flask) -> None:
    """Work until SIGTERM or SIGINT.

    :raises WorkerRunning: when another worker holds this data folder.
    """
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    with app.app_context(), only_worker(Path(app.config["DATA_DIR"])):
        outbox.release_claims()
        while not stopping.is_set():
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
