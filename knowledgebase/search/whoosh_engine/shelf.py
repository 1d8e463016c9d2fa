# SPDX-License-Identifier: EUPL-1.2
"""The index of one audience, for reading: always as it was after some commit, never in between."""

import os
import re
import time
from pathlib import Path
from typing import Any

from knowledgebase.search.whoosh_engine.mapped import Reader, ShelfStorage
from knowledgebase.search.whoosh_engine.origin import TOC
from knowledgebase.search.whoosh_engine.schema import SCHEMA
from knowledgebase.search.whoosh_engine.segment import Segment

INDEX = "MAIN"
_CONTENTS = re.compile(rf"^_{INDEX}_([0-9]+)\.toc$")

TICK = 100_000_000
"""Nanoseconds within which two commits could leave a folder with the same time of change."""

ATTEMPTS = 20
"""Times that opening is tried again because a commit removed what was about to be opened."""


class Shelf:
    """One folder with an index, opened as far as needed and reopened when it changed."""

    def __init__(self, folder: Path, required: bool = False) -> None:
        self.folder = folder
        self._required = required
        self._segments: dict[str, Segment] = {}
        self._contents = -1
        self._seen = (0, 0)

    def segments(self) -> tuple[Segment, ...]:
        """Give the segments as of the newest commit; none when the folder is not there."""
        return tuple(self.segments_by_name().values())

    def count(self) -> int:
        """Give the number of entries."""
        return sum(segment.count for segment in self.segments())

    def segments_by_name(self) -> dict[str, Segment]:
        """Give the same by the names Whoosh has for them."""
        try:
            changed = os.stat(self.folder).st_mtime_ns
        except FileNotFoundError:
            if self._required:
                raise
            return {}
        known_change, looked = self._seen
        if changed != known_change or looked - changed < TICK:
            now = time.time_ns()
            self._refresh()
            self._seen = changed, now
        return self._segments

    def _refresh(self) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                newest = newest_contents(self.folder)
                if newest != self._contents:
                    self._segments = self._opened(newest)
                    self._contents = newest
                return
            except FileNotFoundError:
                if attempt == ATTEMPTS or not self.folder.is_dir():
                    raise
                time.sleep(0.005)

    def _opened(self, contents: int) -> dict[str, Segment]:
        storage = ShelfStorage(str(self.folder))
        toc = TOC.read(storage, INDEX, gen=contents, schema=SCHEMA)
        return {segment.segment_id(): self._segment(storage, segment) for segment in toc.segments}

    def _segment(self, storage: ShelfStorage, segment: Any) -> Segment:
        deleted = frozenset(segment.deleted_docs())
        known = self._segments.get(segment.segment_id())
        return known.with_deleted(deleted) if known else Segment(Reader(storage, segment), deleted)


def newest_contents(folder: Path) -> int:
    """Give the number of the newest table of contents.

    :raises FileNotFoundError: when there is none.
    """
    numbers = [int(found[1]) for found in map(_CONTENTS.match, os.listdir(folder)) if found]
    if not numbers:
        raise FileNotFoundError(f"no table of contents in {folder}")
    return max(numbers)
