# SPDX-License-Identifier: EUPL-1.2
"""What the rendering processes do: the three layers on each text, under limits that the system keeps."""

import ctypes
import resource
import signal
import sys
from collections.abc import Sequence

from knowledgebase.web.markdown.parsing import parsed
from knowledgebase.web.markdown.sanitising import cleaned, gated

DEADLINE = 1.0
"""Seconds that texts may take: by the clock when a person waits, else of work; then the system ends the process."""

ENDS = (signal.SIGALRM, signal.SIGPROF)
"""What ends the process: the one by the clock, the other by the work done."""

MOST_MEMORY = 512 * 1024 * 1024
MOST_HTML = 2_000_000
"""Characters of HTML that one text may become: a text of the greatest length becomes a tenth of it, seldom half."""

SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def confine() -> None:
    """Limit the memory of this process, and end it when the process that started it ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in ENDS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def all_rendered(sources: Sequence[str], top: int, someone_waits: bool) -> list[str | None]:
    """Render each text; None for one that cannot be. This process dies when it takes too long over them."""
    timer = signal.ITIMER_REAL if someone_waits else signal.ITIMER_PROF
    signal.setitimer(timer, DEADLINE)
    try:
        return [rendered(source, top) for source in sources]
    finally:
        signal.setitimer(timer, 0)


def rendered(source: str, top: int) -> str | None:
    """Give the safe HTML of a text, or None when the text breaks the parser."""
    try:
        found = gated(cleaned(parsed(source, top)))
    except Exception:
        # Hostile text breaks the parser in ways that nobody can list: too deep, too large, or a fault of its own.
        return None
    return found if len(found) <= MOST_HTML else None
