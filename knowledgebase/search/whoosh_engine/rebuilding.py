# SPDX-License-Identifier: EUPL-1.2
"""Build a generation of the index from nothing."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from knowledgebase.search.protocol import MEMBERS, PUBLIC, Entry, Progress
from knowledgebase.search.whoosh_engine.binder import Binder, bound, tidy
from knowledgebase.search.whoosh_engine.shelf import Shelf

TELL_EVERY = 100
"""Entries between two reports of progress."""

LARGEST_SEGMENT = 20_000
"""Entries that are gathered in memory before they are written."""

WAITING = 500
"""Entries for small audiences that are gathered before they are written."""


class Builder:
    """Writes the large audiences as it goes, and the many small ones by and by: each open index costs files."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        self._large = {name: Binder(Shelf(generation / name)) for name in (PUBLIC, MEMBERS)}
        self._waiting: dict[str, list[Entry]] = {}
        self.done = 0

    def add(self, entry: Entry) -> None:
        """Add an entry."""
        binder = self._large.get(entry.audience)
        if binder:
            binder.add(entry)
            if binder.added == LARGEST_SEGMENT:
                binder.commit()
                self._large[entry.audience] = Binder(Shelf(self._generation / entry.audience))
        else:
            self._waiting.setdefault(entry.audience, []).append(entry)
            if sum(map(len, self._waiting.values())) >= WAITING:
                self._write_waiting()
        self.done += 1

    def finish(self) -> None:
        """Commit everything."""
        self._write_waiting()
        for binder in self._large.values():
            binder.commit()

    def abandon(self) -> None:
        """Close what is open."""
        for binder in self._large.values():
            binder.abandon()

    def _write_waiting(self) -> None:
        for audience, entries in self._waiting.items():
            shelf = Shelf(self._generation / audience)
            with bound(shelf) as binder:
                for entry in entries:
                    binder.add(entry)
            tidy(shelf)
        self._waiting = {}


def build(generation: Path, entries: Iterable[Entry], progress: Progress | None) -> int:
    """Fill an empty generation with `entries` and give their number; an id that comes twice is an error."""
    builder = Builder(generation)
    seen: set[int] = set()
    try:
        for entry in entries:
            if entry.id in seen:
                raise ValueError(f"entry {entry.id} was given twice")
            seen.add(entry.id)
            builder.add(entry)
            if progress and builder.done % TELL_EVERY == 0:
                progress(builder.done)
        builder.finish()
    except BaseException:
        with suppress(Exception):
            builder.abandon()
        raise
    if progress:
        progress(builder.done)
    return builder.done
