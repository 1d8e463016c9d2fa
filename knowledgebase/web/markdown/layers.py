# SPDX-License-Identifier: EUPL-1.2
"""What the rendering processes do: the three layers on each text, under limits that the system keeps."""

import signal
from collections.abc import Sequence

from knowledgebase.web.confined import deadline
from knowledgebase.web.markdown.parsing import parsed
from knowledgebase.web.markdown.sanitising import cleaned, gated

DEADLINE = 1.0
"""Seconds that texts may take: by the clock when a person waits, else of work; then the system ends the process."""

MOST_HTML = 2_000_000
"""Characters of HTML that one text may become: a text of the greatest length becomes a tenth of it, seldom half."""


def all_rendered(sources: Sequence[str], top: int, someone_waits: bool) -> list[str | None]:
    """Render each text; None for one that cannot be. This process dies when it takes too long over them."""
    with deadline(DEADLINE, signal.ITIMER_REAL if someone_waits else signal.ITIMER_PROF):
        return [rendered(source, top) for source in sources]


def rendered(source: str, top: int) -> str | None:
    """Give the safe HTML of a text, or None when the text breaks the parser."""
    try:
        found = gated(cleaned(parsed(source, top)))
    except Exception:
        # Hostile text breaks the parser in ways that nobody can list: too deep, too large, or a fault of its own.
        return None
    return found if len(found) <= MOST_HTML else None
