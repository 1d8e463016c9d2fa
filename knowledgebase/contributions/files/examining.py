# SPDX-License-Identifier: EUPL-1.2
"""What the confined processes do with a file."""

import signal

from knowledgebase.contributions.files.documents import checked
from knowledgebase.contributions.files.kinds import DOCUMENTS, PICTURES, Examined, Trouble
from knowledgebase.contributions.files.pictures import drawn_anew
from knowledgebase.web.confined import deadline

DEADLINE = 10.0
"""Seconds of work that looking at a file may take; then the system ends the process."""


def examined(extension: str, content: bytes) -> Examined | Trouble:
    """Look at a file with this extension, and give what is kept of it."""
    with deadline(DEADLINE, signal.ITIMER_PROF):
        return drawn_anew(content) if extension in PICTURES else checked(content, DOCUMENTS[extension])
