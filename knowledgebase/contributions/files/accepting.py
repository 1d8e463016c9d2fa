# SPDX-License-Identifier: EUPL-1.2
"""Take in a file that somebody sends, or say in one sentence why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any

from flask_babel import lazy_gettext as _

from knowledgebase.contributions.files.examining import examined
from knowledgebase.contributions.files.kinds import (
    LARGEST_FILE,
    MEGABYTE,
    Examined,
    FileKind,
    Trouble,
    trouble_with,
)
from knowledgebase.contributions.files.names import extension_of, kept_as
from knowledgebase.web.confined import Processes

MOST_MEMORY = 1024 * MEGABYTE
PATIENCE = 30.0
"""Seconds that a file may wait for its turn and be looked at."""

SENTENCES: Mapping[Trouble, Any] = {
    Trouble.NOTHING: _("Choose a file."),
    Trouble.EMPTY: _("This file is empty. Choose another one."),
    Trouble.TOO_LARGE: _("This file is larger than 10 MB. Make it smaller or split it up, and add it again."),
    Trouble.UNKNOWN: _(
        "This kind of file cannot be added. Use PNG, JPEG, GIF, WebP, PDF, DOCX, XLSX, ODT, ODS, CSV or TXT."
    ),
    Trouble.DRAWING: _(
        "An SVG drawing can hold a program and cannot be added. Save it as PNG, and add that."
    ),
    Trouble.UNREADABLE: _(
        "We cannot read this picture. Open it on your computer, save it as PNG or JPEG, and add that."
    ),
    Trouble.TOO_MANY_PIXELS: _(
        "This picture has more than 40 million pixels. Make it smaller, and add it again."
    ),
    Trouble.OTHER_CONTENT: _(
        "The content of this file is not what its name says. Save it as the kind it should be, and add that."
    ),
    Trouble.MACROS: _("This document holds macros. Save it without macros or as PDF, and add that."),
    Trouble.SWELLS: _(
        "This document becomes far too large when it is opened. Make it smaller, and add it again."
    ),
    Trouble.TOO_SLOW: _(
        "It takes too long to look at this file. Make it smaller or save it as PDF, and add that."
    ),
}

processes = Processes(1, MOST_MEMORY)


class NotAccepted(Exception):
    """A file is not taken in."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, for whoever sent it."""
        return str(SENTENCES[self.trouble])


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept."""

    name: str
    kind: FileKind
    content: bytes
    sha256: str
    width: int | None
    height: int | None


def accepted(name: str, stream: IO[bytes]) -> Accepted:
    """Look at a file in a confined process. Takes seconds: not inside a transaction that writes.

    :raises NotAccepted: when it is not taken in.
    """
    content = stream.read(LARGEST_FILE + 1)
    extension = extension_of(name)
    trouble = _too_large_or_empty(content) or trouble_with(extension)
    if trouble:
        raise NotAccepted(trouble)
    task = processes.start(examined, extension, content, patience=PATIENCE)
    found: Examined | Trouble | None = processes.finish(task)
    if not isinstance(found, Examined):
        raise NotAccepted(found or Trouble.TOO_SLOW)
    kept = kept_as(name, found.kind.value)
    return Accepted(
        kept, found.kind, found.content, sha256(found.content).hexdigest(), found.width, found.height
    )


def _too_large_or_empty(content: bytes) -> Trouble | None:
    if len(content) > LARGEST_FILE:
        return Trouble.TOO_LARGE
    return None if content else Trouble.EMPTY
