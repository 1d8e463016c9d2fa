# SPDX-License-Identifier: EUPL-1.2
"""Write to the index of one audience: what is committed is whole, what fails leaves no trace.

The caller holds the writer's lock of the whole index (`generations`), so Whoosh's own lock,
which stays behind after an error, is not used.
"""

import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from knowledgebase.search.protocol import Entry
from knowledgebase.search.whoosh_engine.mapped import Reader, ShelfStorage
from knowledgebase.search.whoosh_engine.origin import FileIndex
from knowledgebase.search.whoosh_engine.schema import SCHEMA, document
from knowledgebase.search.whoosh_engine.shelf import INDEX, Shelf
from knowledgebase.search.whoosh_engine.writer import Writer

STEP, CROWD, LARGEST = 8, 8, 4096
"""Segments of alike size (within a factor STEP) are merged when there are CROWD of them, as long as
the result has at most LARGEST documents; longer merges would keep new entries waiting."""


class Binder:
    """Adds to and takes from one index; nothing is visible until `commit`."""

    def __init__(self, shelf: Shelf) -> None:
        self.added = 0
        self._shelf = shelf
        self._storage = ShelfStorage(str(shelf.folder))
        if not shelf.folder.is_dir():
            make_shelf(shelf.folder)
        _clear_leftovers(shelf.folder)
        self._writer = Writer(self._storage, INDEX)

    def add(self, entry: Entry) -> None:
        """Add an entry that the index does not hold."""
        self._writer.add_document(**document(entry))
        self.added += 1

    def take_out(self, ids: Collection[int]) -> None:
        """Take out the entries with these ids, as far as the index holds them."""
        known = self._shelf.segments_by_name()
        for written in self._writer.segments:
            segment = known[written.segment_id()]
            for doc in np.flatnonzero(np.isin(segment.keys, list(ids)) & segment.live):
                written.delete_document(int(doc))
        self._writer.segments = [written for written in self._writer.segments if written.doc_count()]

    def merge(self, names: Collection[str]) -> None:
        """Put the segments with these names together into one, without what was taken out of them."""
        for segment in [one for one in self._writer.segments if one.segment_id() in names]:
            self._writer.add_reader(Reader(self._storage, segment))
            self._writer.segments.remove(segment)

    def commit(self) -> None:
        """Make the changes visible at once."""
        self._writer.commit(merge=False)

    def abandon(self) -> None:
        """Forget the changes. Files that cannot be removed now are removed by the next commit."""
        with suppress(Exception):
            self._writer.cancel()


@contextmanager
def bound(shelf: Shelf) -> Iterator[Binder]:
    """Change one index: all that happens inside is visible afterwards, or nothing if it fails."""
    binder = Binder(shelf)
    try:
        yield binder
        binder.commit()
    except BaseException:
        binder.abandon()
        raise


def tidy(shelf: Shelf) -> None:
    """Merge where there are many small segments."""
    names = crowd({name: segment.count for name, segment in shelf.segments_by_name().items()})
    if names:
        with bound(shelf) as binder:
            binder.merge(names)


def make_shelf(folder: Path) -> None:
    """Make an empty index, which is there at once or not at all."""
    unfinished = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    FileIndex.create(ShelfStorage(str(unfinished)), SCHEMA, INDEX)
    unfinished.rename(folder)


def _clear_leftovers(folder: Path) -> None:
    """Remove what a killed writer left, apart from segments, which the next commit removes."""
    shutil.rmtree(folder / f"{INDEX}.tmp", ignore_errors=True)
    for leftover in folder.glob("*.toc.*"):
        leftover.unlink(missing_ok=True)


def crowd(counts: Mapping[str, int]) -> list[str]:
    """Choose segments to merge, from their names and numbers of entries: the smallest kind that crowds."""
    classes: dict[int, list[str]] = {}
    for name, count in counts.items():
        classes.setdefault(_size_class(count), []).append(name)
    for _, alike in sorted(classes.items()):
        if len(alike) >= CROWD and sum(counts[name] for name in alike) <= LARGEST:
            return alike
    return []


def _size_class(count: int) -> int:
    size = 0
    while count > STEP**size:
        size += 1
    return size
