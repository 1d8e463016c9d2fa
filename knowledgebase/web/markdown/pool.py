# SPDX-License-Identifier: EUPL-1.2
"""The rendering processes, and the texts on their way through them."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from knowledgebase.web.confined import Processes, Task
from knowledgebase.web.markdown.layers import all_rendered

PROCESSES = min(2, os.cpu_count() or 1)
MOST_MEMORY = 512 * 1024 * 1024
PATIENCE = {True: 10.0, False: 120.0}
"""Seconds that texts may wait for their turn and be worked on, when a person waits and when none does."""

processes = Processes(PROCESSES, MOST_MEMORY, all_rendered.__module__)


@dataclass(frozen=True)
class Job:
    """Texts on their way through a process."""

    top: int
    someone_waits: bool
    task: Task


def start(sources: Sequence[str], top: int, someone_waits: bool) -> Job:
    """Hand texts to the processes."""
    patience = PATIENCE[someone_waits]
    return Job(
        top, someone_waits, processes.start(all_rendered, sources, top, someone_waits, patience=patience)
    )


def finish(job: Job) -> list[str | None] | None:
    """Wait for the HTML of the texts; None when they took too long, or broke the process that had them."""
    found: list[str | None] | None = processes.finish(job.task)
    return found


def stop() -> None:
    """End the processes; they start again when there is something to render."""
    processes.stop()
